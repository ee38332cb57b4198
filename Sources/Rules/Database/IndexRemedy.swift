// The declaration of an index, as the mapper of the user writes it.

import Findings
import Queries
import SemanticModel

/// Words the declaration of the index that a group lacks.
struct IndexRemedy {
  private let group: IndexGapGroup
  private let keys: [IndexKey]

  init(_ group: IndexGapGroup) {
    self.group = group
    keys = group.best.gap.keys
  }

  var remedy: Remedy {
    let sql = statement
    let library = group.best.site.library ?? ""
    let build =
      group.table.dialect == .mongo ? "" : " On a table that serves, build it with `\(sql)`."
    return Remedy(
      "Declare one index for these queries: columns that are compared with one value first, then the sort or range.\(build)",
      after: declaration(for: library) ?? sql
    )
  }

  private var properties: [String] {
    keys.map { group.table.column($0.column)?.property ?? $0.column }
  }

  private func declaration(for library: String) -> String? {
    let quoted = properties.map { "\"\($0)\"" }.joined(separator: ", ")
    switch library {
    case "Mongoose" where group.best.gap.reason == .spatial,
      "MongoDB" where group.best.gap.reason == .spatial:
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
    "ix_\(group.table.name)_"
      + keys.map { $0.column.map { $0 == "." ? "_" : $0 } }.map { String($0) }
      .joined(separator: "_")
  }

  private var statement: String {
    let isPlain = { (name: String) in
      name.utf8.allSatisfy {
        ($0 >= 97 && $0 <= 122) || ($0 >= 48 && $0 <= 57) || $0 == UInt8(ascii: "_")
      }
    }
    let quote = { (name: String) in isPlain(name) ? name : "\"\(name)\"" }
    let columns = keys.map { quote($0.column) + ($0.isDescending ? " DESC" : "") }
    let concurrently =
      group.table.dialect == .mysql || group.table.dialect == .sqlite ? "" : " CONCURRENTLY"
    return
      "CREATE INDEX\(concurrently) \(quote(name)) ON \(quote(group.table.name)) (\(columns.joined(separator: ", ")));"
  }
}
