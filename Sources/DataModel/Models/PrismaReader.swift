// Reads the models of Prisma's schema files.

import ConfigSyntax
import Queries
import SourceText
import Workspace

/// Finds the models of every schema file.
struct PrismaReader {
  private(set) var tables: [Table] = []

  init(_ workspace: Workspace) {
    let files = workspace.files.filter { $0.language == .prisma && $0.role != .vendored }
    var models: [PrismaModel] = []
    var enumerations: [String: [String]] = [:]
    var dialect = SQLDialect.unknown
    var isEnforced = true
    for file in files {
      guard let bytes = try? workspace.read(file) else { continue }
      let text = PrismaText(bytes, path: file.path)
      models += text.models
      enumerations.merge(text.enumerations) { first, _ in first }
      if let source = PrismaSource(bytes) { dialect = SQLDialect(prisma: source.provider) }
      if text.relationMode == "prisma" { isEnforced = false }
    }
    let byName = Dictionary(models.map { ($0.name, $0) }) { first, _ in first }
    tables = models.map { model in
      model.table(models: byName, enumerations: enumerations, dialect: dialect, isEnforced)
    }
    tables += Self.joinTables(of: models, byName, dialect)
  }

  /// The tables that Prisma makes for lists on both sides.
  private static func joinTables(
    of models: [PrismaModel],
    _ byName: [String: PrismaModel],
    _ dialect: SQLDialect
  ) -> [Table] {
    guard dialect != .mongo else { return [] }
    return models.flatMap { model in
      model.fields.compactMap { field -> Table? in
        guard field.isList, let other = byName[field.type], model.name <= other.name,
          other.fields.contains(where: {
            $0.isList && $0.type == model.name && $0.relationName == field.relationName
              && (model.name != other.name || $0.name > field.name)
          })
        else { return nil }
        var table = Table(
          name: "_" + (field.relationName ?? "\(model.name)To\(other.name)"),
          dialect: dialect,
          sites: [field.site]
        )
        table.columns = [
          Column(name: "A", isNullable: false), Column(name: "B", isNullable: false),
        ]
        table.indexes = [
          TableIndex(columns: ["A", "B"], isUnique: true, site: field.site),
          TableIndex(columns: ["B"], site: field.site),
        ]
        table.foreignKeys = [
          ForeignKey(columns: ["A"], table: model.tableName, onDelete: .cascade),
          ForeignKey(columns: ["B"], table: other.tableName, onDelete: .cascade),
        ]
        return table
      }
    }
  }
}

extension SQLDialect {
  /// The dialect of a provider in a `datasource` block.
  init(prisma provider: String) {
    switch provider {
    case "postgresql", "postgres", "cockroachdb": self = .postgres
    case "mysql": self = .mysql
    case "sqlite": self = .sqlite
    case "sqlserver": self = .sqlServer
    case "mongodb": self = .mongo
    default: self = .unknown
    }
  }
}
