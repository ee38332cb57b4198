// Drivers of databases for Python, with and without the event loop, and what sends statements through them.

import SemanticModel

extension Library {
  /// SQLite opens a file, which costs little, and waits five seconds for a lock unless told otherwise
  /// (docs.python.org, sqlite3.connect).
  static let pythonSQLite = Library(
    "Python's SQLite",
    packages: ["sqlite3", "aiosqlite"],
    exports: Members.of([
      .each("connect", Operation(returns: "dbapi.Connection")),
      .types("Connection", "dbapi.Connection"),
      .free("Error OperationalError IntegrityError Row"),
    ]).byName
  ).forPython

  /// Drivers of PostgreSQL and MySQL with the interface that PEP 249 describes, asyncio's among them.
  static let pythonDrivers = Library(
    "Python database driver",
    packages: [
      "psycopg2", "psycopg2/*", "psycopg", "psycopg/*", "psycopg_pool", "pymysql", "pymysql/*",
      "MySQLdb", "mysql/connector", "aiomysql", "asyncmy", "asyncmy/*", "aiopg",
    ],
    exports: Members.of([
      .each("connect", connecting),
      .each(
        "Connection AsyncConnection",
        is: Member(value: "dbapi.ConnectionClass", instance: "dbapi.Connection")
      ),
      .types("Pool", "dbapi.Pool"),
      .types(
        "ConnectionPool AsyncConnectionPool ThreadedConnectionPool SimpleConnectionPool",
        "dbapi.Pool"
      ),
      .each(
        "create_pool",
        Operation(returns: "dbapi.Pool", deadline: driver).playing(.connectionPool)
      ),
      .values("pool extras sql", "dbapi.Module"),
      .free("Error OperationalError IntegrityError RealDictCursor DictCursor"),
    ]).byName,
    types: [
      "dbapi.Module": LibraryType(
        anyMember: .free,
        .types("ThreadedConnectionPool SimpleConnectionPool", "dbapi.Pool")
      ),
      "dbapi.ConnectionClass": LibraryType(.each("connect", connecting)),
      "dbapi.Pool": LibraryType(
        .each("getconn", Operation.gives("dbapi.Connection").opening(.lentConnection)),
        .each("connection acquire", .gives("dbapi.Connection")),
        .free("putconn closeall close open wait release terminate wait_closed")
      ),
      "dbapi.Connection": LibraryType(
        .each("cursor", .gives("dbapi.Cursor")),
        .each(
          "execute",
          .reads("execute", gives: "dbapi.Cursor", subject: 0).bounded(by: .cursor)
        ),
        .each("executemany", .reads("execute", gives: "dbapi.Cursor", subject: 0)),
        // aiosqlite, API reference: all rows of a statement at once.
        .each(
          "execute_fetchall",
          .reads("execute", many: true, subject: 0).bounded(by: .text(at: 0))
        ),
        .each("execute_insert", .writes("insert", subject: 0)),
        .free("commit rollback close row_factory autocommit transaction begin ensure_closed ping")
      ),
      "dbapi.Cursor": LibraryType(
        .each(
          "execute",
          .reads("execute", gives: "dbapi.Cursor", subject: 0).bounded(by: .cursor)
        ),
        .each("executemany execute_values", .writes("execute", subject: 0)),
        .each("fetchall __iter__", Operation(passesThrough: Operation.receiver)),
        .free("fetchone fetchmany close rowcount description lastrowid")
      ),
    ]
  ).forPython

  /// asyncpg; `command_timeout` is none by default (magicstack.github.io/asyncpg).
  static let asyncpg = Library(
    "asyncpg",
    packages: ["asyncpg", "asyncpg/*"],
    exports: Members.of([
      .each(
        "connect create_pool",
        Operation(returns: "asyncpg.Connection", deadline: ownDriver).playing(.connectionPool)
      ),
      .types("Pool Connection", "asyncpg.Connection"),
    ]).byName,
    types: [
      "asyncpg.Connection": LibraryType(
        .each("fetch", .reads("execute", many: true, subject: 0).bounded(by: .text(at: 0))),
        .each("fetchrow fetchval", .reads("execute", subject: 0)),
        .each("execute executemany copy_records_to_table", .writes("execute", subject: 0)),
        .each("prepare", .gives("asyncpg.Prepared")),
        .each("acquire transaction", Operation(passesThrough: Operation.receiver)),
        .free("close release terminate")
      ),
      "asyncpg.Prepared": LibraryType(
        .each("fetch fetchrow fetchval", .reads("execute")),
        .each("executemany", .writes("execute"))
      ),
    ]
  ).forPython

  /// `databases` of Encode: statements as texts, or built up of SQLAlchemy's tables.
  static let databases = Library(
    "databases",
    packages: ["databases", "databases/*"],
    exports: Members.types("Database", "databases.Database").byName,
    types: [
      "databases.Database": LibraryType(
        .each(
          "fetch_all",
          .reads("execute", many: true, subject: 0).bounded(by: .textOrStatement)
        ),
        .each("iterate", .reads("execute", many: true, subject: 0)),
        .each("fetch_one fetch_val", .reads("execute", subject: 0)),
        .each("execute execute_many", .writes("execute", subject: 0)),
        .each("connection transaction", Operation(passesThrough: Operation.receiver)),
        .free("connect disconnect is_connected url")
      )
    ]
  ).forPython

  /// aiosql: each statement of a folder is a method of what is read from there.
  static let aiosql = Library(
    "aiosql",
    packages: ["aiosql"],
    exports: Members.each("from_path from_str", .gives("aiosql.Queries")).byName,
    types: ["aiosql.Queries": LibraryType(anyMember: .call(.reads("execute")))]
  ).forPython

  /// pandas asks databases and reads files on the thread that calls it.
  static let pandas = Library(
    "pandas",
    packages: ["pandas"],
    exports: Members.of([
      .each(
        "read_sql read_sql_query",
        .reads("execute", many: true, subject: 0).bounded(by: .text(at: 0))
      ),
      .each("read_csv read_parquet", .blocks("file")),
      .each("read_excel", workbook),
    ]).byName
  ).forPython

  /// openpyxl builds an object for each cell of a workbook, on the thread that calls it.
  static let openpyxl = Library(
    "openpyxl",
    packages: ["openpyxl", "openpyxl/*"],
    exports: Members.each("load_workbook", workbook).byName
  ).forPython

  private static let workbook = Operation.blocks("file").playing(.convertsMedia)

  private static let connecting = Operation(returns: "dbapi.Connection", deadline: driver)
    .playing(.connectionPool)

  /// asyncpg has names of its own for it.
  private static let ownDriver = DeadlineRule(
    "database connection",
    options: [
      DeadlineRule.OptionRule(-1, "connect_timeout", "options", "timeout", "command_timeout")
    ],
    isSettableElsewhere: true
  )

  static let driver = DeadlineRule(
    "database connection",
    options: [
      DeadlineRule.OptionRule(-1, "connect_timeout", "options", "timeout", "command_timeout")
        .suggesting("connect_timeout=5")
    ],
    isSettableElsewhere: true
  )
}
