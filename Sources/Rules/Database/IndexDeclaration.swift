// An index as a mapper declares it.

package import Queries

/// The declaration of an index in the words of a library.
package struct IndexDeclaration {
  private let table: String
  private let keys: [IndexKey]
  /// What code calls the columns.
  private let properties: [String]
  private let isSpatial: Bool

  package init(
    table: String,
    keys: [IndexKey],
    properties: [String]? = nil,
    isSpatial: Bool = false
  ) {
    self.table = table
    self.keys = keys
    self.properties = properties ?? keys.map(\.column)
    self.isSpatial = isSpatial
  }

  /// What stands in the model or schema; `nil` for a library that declares no indexes.
  package func text(for library: String) -> String? {
    guard keys.allSatisfy({ $0.expression == nil }) else { return nil }
    let quoted = properties.map { "\"\($0)\"" }.joined(separator: ", ")
    switch library {
    case "Mongoose" where isSpatial, "MongoDB" where isSpatial:
      return properties.first.map { "schema.index({ \($0): \"2dsphere\" });" }
    case "Mongoose", "MongoDB":
      let entries = zip(properties, keys).map { name, key in
        "\(name.utf8.contains(UInt8(ascii: ".")) ? "\"\(name)\"" : name): \(key.isDescending ? -1 : 1)"
      }
      return "schema.index({ \(entries.joined(separator: ", ")) });"
    case "TypeORM": return "@Index([\(quoted)])"
    case "Prisma":
      let entries = zip(properties, keys).map { $1.isDescending ? "\($0)(sort: Desc)" : $0 }
      return "@@index([\(entries.joined(separator: ", "))])"
    case "Sequelize": return "indexes: [{ fields: [\(quoted)] }]"
    case "SQLAlchemy": return "Index(\"\(name)\", \(quoted))"
    case "Django":
      let entries = zip(properties, keys).map { "\"\($1.isDescending ? "-" : "")\($0)\"" }
      return "models.Index(fields=[\(entries.joined(separator: ", "))])"
    case "Drizzle":
      return "index(\"\(name)\").on(\(properties.map { "table.\($0)" }.joined(separator: ", ")))"
    default: return nil
    }
  }

  private var name: String {
    let columns = keys.map { $0.column.map { $0 == "." ? "_" : String($0) }.joined() }
    return "ix_\(table)_\(columns.joined(separator: "_"))"
  }
}
