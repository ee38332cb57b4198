// Drivers of MySQL, SQLite, SQL Server and Oracle.

import SemanticModel

extension Library {
  /// `mysql`, `mysql2` and `mariadb`.
  static let mysql = Library.module(
    "MySQL",
    packages: ["mysql", "mysql2", "mysql2/promise", "mariadb", "promise-mysql"],
    prefix: "mysql",
    LibraryType(
      .each("createPool createPoolPromise", Operation.gives("mysql.Pool").playing(.connectionPool)),
      .each("createConnection", Operation.gives("mysql.Connection").playing(.connectionPool)),
      .each("createPoolCluster", .gives("mysql.Pool")),
      .types("Pool PoolNamespace", "mysql.Pool"),
      .types("Connection PoolConnection", "mysql.Connection"),
      .free("format escape escapeId raw")
    ),
    types: [
      "mysql.Pool": LibraryType(
        .listeners,
        .each("query execute", mysqlAsks.bounded(by: .text(at: 0))),
        .each("batch", mysqlAsks),
        .each(
          "getConnection",
          Operation(
            returns: "mysql.Connection",
            callbacks: [.once(.last, receives: [1: "mysql.Connection"])]
          )
          .opening(.pooledConnection)
        ),
        .each("promise of", .chain),
        .free("end format escape escapeId add releaseConnection")
      ),
      "mysql.Connection": LibraryType(
        .listeners,
        .each("query execute", mysqlAsks.bounded(by: .text(at: 0))),
        .each("batch", mysqlAsks),
        .each("promise", .chain),
        .each("connect ping changeUser", .calls(.once(.last))),
        .each("beginTransaction", Operation.calls(.once(.last)).playing(.beginsTransaction)),
        .each("commit rollback", Operation.calls(.once(.last)).playing(.endsTransaction)),
        .each("prepare", .gives("mysql.Statement")),
        .free("release end destroy format escape escapeId pause resume")
      ),
      "mysql.Statement": LibraryType(
        .each("execute", .reads("query", many: true)),
        .free("close")
      ),
    ]
  )

  /// `sqlite3`, `sqlite` and libSQL, which tell of results by callbacks and promises.
  static let sqlite = sqlite(
    "SQLite",
    packages: ["sqlite3", "sqlite", "@louislam/sqlite3", "@libsql/client"],
    prefix: "sqlite"
  )

  /// SQLite that answers before its calls return: a statement is a function call of some 10 µs, no round trip
  /// (better-sqlite3, "docs/performance.md"; sqlite.org, "Many Small Queries Are Efficient In SQLite").
  static let synchronousSQLite = sqlite(
    "SQLite",
    packages: ["better-sqlite3", "node:sqlite", "bun:sqlite"],
    prefix: "synchronous-sqlite"
  ).answeringAtOnce()

  private static func sqlite(_ name: String, packages: [String], prefix: String) -> Library {
    .module(
      name,
      packages: packages,
      prefix: prefix,
      LibraryType(
        construct: .gives("\(prefix).Database"),
        .types("Database DatabaseSync", "\(prefix).Database"),
        .each("open createClient", .gives("\(prefix).Database")),
        .each("verbose cached", .gives("\(prefix).Module"))
      ),
      types: [
        "\(prefix).Database": LibraryType(
          .listeners,
          .each(
            "all query execute",
            .reads("query", many: true, callbacks: [.once(.last)]).bounded(by: .text(at: 0))
          ),
          .each("get each batch", .reads("query", many: true, callbacks: [.once(.last)])),
          .each("run exec executeMultiple", .writes("execute", callbacks: [.once(.last)])),
          .each("prepare", .gives("\(prefix).Statement")),
          .each("transaction", .passes(0)),
          .each("serialize parallelize", .calls(.once(.at(0)))),
          .free("close pragma function aggregate loadExtension configure interrupt backup")
        ),
        "\(prefix).Statement": LibraryType(
          .each("all get iterate each", .reads("query", many: true, callbacks: [.once(.last)])),
          .each("run", .writes("execute", callbacks: [.once(.last)])),
          .chain("pluck expand raw bind safeIntegers"),
          .free("finalize columns reset")
        ),
      ]
    )
  }

  /// SQL Server and Oracle.
  ///
  /// Tedious ends a request after 15 s by default (mssql README: requestTimeout).
  static let mssql = Library.module(
    "SQL Server, Oracle",
    packages: ["mssql", "mssql/msnodesqlv8", "oracledb"],
    prefix: "mssql",
    LibraryType(
      .each("connect createPool", .gives("mssql.Pool")),
      .each("getConnection", .gives("mssql.Pool")),
      .each(
        "ConnectionPool",
        is: .type(
          "mssql.Pool",
          constructing: Operation(returns: "mssql.Pool")
            .opening(Handle("connection pool", releasedBy: "close"))
        )
      ),
      .types("Request PreparedStatement", "mssql.Request"),
      .types("Transaction", "mssql.Transaction"),
      .each("query batch", .reads("query", many: true)),
      .free("close getPool")
    ),
    types: [
      "mssql.Pool": LibraryType(
        .listeners,
        .each("connect getConnection", .chain),
        .each("request", .gives("mssql.Request")),
        .each("transaction", .gives("mssql.Transaction")),
        .each("query execute", .reads("query", many: true).bounded(by: .text(at: 0))),
        .each("batch executeMany", .reads("query", many: true)),
        .free("close commit rollback release")
      ),
      "mssql.Transaction": LibraryType(
        .each("request", .gives("mssql.Request")),
        .free("begin commit rollback")
      ),
      "mssql.Request": LibraryType(
        .listeners,
        .chain("input output"),
        .each(
          "query",
          .reads("query", many: true, callbacks: [.once(.last)]).bounded(by: .text(at: 0))
        ),
        .each("execute batch bulk", .reads("query", many: true, callbacks: [.once(.last)])),
        .free("cancel prepare unprepare")
      ),
    ]
  )

  // connectTimeout is 10 s; a query waits for ever unless its own options say otherwise (mysqljs/mysql README:
  // Timeouts). The server can bound reads (max_execution_time).
  private static let mysqlAsks = Operation.reads(
    "query",
    many: true,
    callbacks: [.once(.last)],
    deadline: DeadlineRule(
      "database query",
      options: [DeadlineRule.OptionRule(0, "timeout")],
      creation: [DeadlineRule.OptionRule(0, "queryTimeout", "socketTimeout")],
      isSettableElsewhere: true
    )
  )
}
