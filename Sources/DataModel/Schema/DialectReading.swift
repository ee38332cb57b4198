// Which database the project speaks to.

import Facts
import Queries
import SemanticModel
import SourceText
import Workspace

/// Finds the database that a project names: in options of its mapper, in addresses, in its packages.
struct DialectReading {
  /// `unknown` where nothing names one, or two are named alike.
  let dialect: SQLDialect

  init(_ code: Code) {
    var votes: [SQLDialect: Int] = [:]
    for unit in code.ownUnits {
      for named in code.survey(of: unit).dialects { votes[named, default: 0] += 1 }
      let facts = code.units[unit].facts
      for fact in facts.imports.dropFirst()
      where facts.names.range(of: fact.specifier).count <= Self.longestDriver {
        if let named = Self.drivers[facts.names.string(fact.specifier)] {
          votes[named, default: 0] += 2
        }
      }
    }
    for package in code.program.workspace.packages {
      for (name, dialect) in Self.drivers where package.dependency(name) != nil {
        votes[dialect, default: 0] += 2
      }
    }
    Self.count(in: code.program.workspace, &votes)
    // SQLite is what tests and first steps run on; another that is named is the real one.
    if votes.count > 1 { votes[.sqlite] = nil }
    let best = votes.values.max() ?? 0
    let leading = votes.filter { $0.value == best }
    dialect = leading.count == 1 ? leading.keys.first ?? .unknown : .unknown
  }

  private static let drivers: [String: SQLDialect] = [
    "pg": .postgres, "pg-promise": .postgres, "postgres": .postgres, "psycopg2": .postgres,
    "psycopg": .postgres, "asyncpg": .postgres, "mysql": .mysql, "mysql2": .mysql,
    "mariadb": .mysql, "pymysql": .mysql, "MySQLdb": .mysql, "aiomysql": .mysql,
    "sqlite3": .sqlite, "better-sqlite3": .sqlite, "tedious": .sqlServer, "mssql": .sqlServer,
  ]

  /// Most specifiers are longer.
  private static let longestDriver = drivers.keys.map(\.utf8.count).max() ?? 0

  /// Images of compose files and lines of requirement files.
  private static func count(in workspace: Workspace, _ votes: inout [SQLDialect: Int]) {
    for file in workspace.files where file.size < 1 << 16 {
      let isCompose = file.language == .yaml && file.path.contains("compose")
      let isRequirement =
        file.language == .configuration && file.path.contains("requirements")
        || file.path.hasSuffix("pyproject.toml") || file.path.hasSuffix(".env.example")
      guard isCompose || isRequirement, let bytes = try? workspace.read(file) else { continue }
      let text = String(decoding: bytes, as: UTF8.self).lowercased()
      for (word, dialect) in words where text.contains(word) { votes[dialect, default: 0] += 2 }
    }
  }

  private static let words: [(String, SQLDialect)] = [
    ("image: postgres", .postgres), ("image: mysql", .mysql), ("image: mariadb", .mysql),
    ("psycopg", .postgres), ("asyncpg", .postgres), ("pymysql", .mysql), ("mysqlclient", .mysql),
    ("postgresql://", .postgres), ("mysql://", .mysql),
  ]
}
