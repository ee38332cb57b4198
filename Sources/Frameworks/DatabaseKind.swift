// The database products that a project may speak to.

/// A database product.
package enum DatabaseKind: String, Sendable, Hashable, CaseIterable {
  case postgreSQL = "PostgreSQL"
  case mySQL = "MySQL"
  case mariaDB = "MariaDB"
  case mongoDB = "MongoDB"
  case sqlite = "SQLite"
  case sqlServer = "SQL Server"
  case oracle = "Oracle Database"
  case cockroachDB = "CockroachDB"
  case clickHouse = "ClickHouse"
  case cassandra = "Cassandra"
  case dynamoDB = "DynamoDB"
  case firestore = "Firestore"
  case neo4j = "Neo4j"

  /// The product that a dialect, a URL scheme or a provider names.
  package init?(named word: String) {
    let name = word.lowercased().prefix { $0 != "+" && $0 != ":" }
    guard let known = Self.byWord[String(name)] else { return nil }
    self = known
  }

  private static let byWord: [String: DatabaseKind] = [
    "postgres": .postgreSQL, "postgresql": .postgreSQL, "pg": .postgreSQL, "pgsql": .postgreSQL,
    "postgis": .postgreSQL, "aurora-postgres": .postgreSQL, "timescaledb": .postgreSQL,
    "psycopg2": .postgreSQL, "mysql": .mySQL, "mysql2": .mySQL, "aurora-mysql": .mySQL,
    "mariadb": .mariaDB, "mongodb": .mongoDB, "mongo": .mongoDB, "sqlite": .sqlite,
    "sqlite3": .sqlite, "better-sqlite3": .sqlite, "libsql": .sqlite, "mssql": .sqlServer,
    "sqlserver": .sqlServer, "oracle": .oracle, "oracledb": .oracle, "cockroachdb": .cockroachDB,
    "cockroach": .cockroachDB, "clickhouse": .clickHouse, "cassandra": .cassandra,
    "scylla": .cassandra, "neo4j": .neo4j, "mongodb+srv": .mongoDB,
  ]

  /// Connections that the server takes unless it is configured otherwise; nil where none is fixed.
  package var defaultMaxConnections: Int? {
    switch self {
    case .postgreSQL: 100
    case .mySQL, .mariaDB: 151
    case .mongoDB: 65_536
    case .sqlServer: 32_767
    case .clickHouse: 4_096
    default: nil
    }
  }

  /// The setting that says how many connections the server takes.
  package var connectionSetting: String {
    switch self {
    case .mongoDB: "net.maxIncomingConnections"
    case .sqlServer: "user connections"
    default: "max_connections"
    }
  }
}
