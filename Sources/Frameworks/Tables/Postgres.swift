// PostgreSQL drivers: pg, pg-promise, postgres.js and the serverless ones.

import SemanticModel

extension Library {
  /// `pg` and drivers with its interface.
  ///
  /// One `query` is one statement; taking a client from the pool is none.
  static let pg = Library.module(
    "pg",
    packages: [
      "pg", "pg-pool", "pg-native", "@neondatabase/serverless", "@vercel/postgres",
      "@types/pg", "slonik",
    ],
    prefix: "pg",
    LibraryType(
      construct: .gives("pg.Pool"),
      [
        "Pool": .type("pg.Pool", constructing: Operation().playing(.connectionPool)),
        "Client": .type("pg.Client", constructing: Operation().playing(.connectionPool)),
      ],
      .types("BoundPool VercelPool", "pg.Pool"),
      .types("VercelClient", "pg.Client"),
      .types("PoolClient VercelPoolClient ClientBase", "pg.Client"),
      .each("createPool", .gives("pg.Pool")),
      .each("createClient", .gives("pg.Client")),
      .values("native", "pg.Module"),
      .values("types defaults", "builtin.Pure"),
      .values("db", "pg.Pool"),
      .each("sql", asks),
      .each("neon", .gives("postgres.Tag"))
    ),
    types: [
      "pg.Pool": LibraryType(
        .listeners,
        .each("query", asks.bounded(by: .text(at: 0))),
        .each("sql any many manyFirst", asks.bounded(by: .text(at: 0))),
        .each("one maybeOne oneFirst exists", asks),
        .each(
          "connect",
          Operation(
            returns: "pg.Client",
            resultOf: 0,
            callbacks: [.once(.last, receives: [0: "pg.Client", 1: "pg.Client"])]
          )
          .opening(.pooledConnection)
        ),
        .each("transaction", Operation.runs(0, with: [0: "pg.Client"]).playing(.transaction)),
        .free("end")
      ),
      "pg.Client": LibraryType(
        .listeners,
        .each("query", asks.bounded(by: .text(at: 0))),
        .each("sql any many manyFirst", asks.bounded(by: .text(at: 0))),
        .each("one maybeOne oneFirst exists", asks),
        .each("connect", .calls(.once(.last))),
        .each("transaction", Operation.runs(0, with: [0: "pg.Client"]).playing(.transaction)),
        .free("release end escapeLiteral escapeIdentifier copyFrom copyTo pauseDrain resumeDrain")
      ),
    ]
  )
  // "If you do not [listen], the process will exit": node-postgres.com/apis/pool, event `error` of idle clients.
  // Prisma's adapter listens to the pool that it is given (prisma/prisma, packages/adapter-pg).
  .endingUnheard(of: "pg", "pg-pool", madeBy: "Pool", heardBy: "@prisma/adapter-pg")

  /// `pg-promise`.
  static let pgPromise = Library(
    "pg-promise",
    packages: ["pg-promise"],
    exports: [
      "default": Member(value: "pg-promise.Package", call: .gives("pg-promise.Main")),
      "IDatabase": .type("pg-promise.Database"),
      "ITask": .type("pg-promise.Database"),
    ],
    types: [
      "pg-promise.Package": LibraryType(call: .gives("pg-promise.Main")),
      "pg-promise.Main": LibraryType(
        call: Operation(returns: "pg-promise.Database", deadline: creationDeadline),
        .values("as helpers pg", "builtin.Pure"),
        .free("end")
      ),
      "pg-promise.Database": LibraryType(
        .each(
          "any manyOrNone many query",
          .reads("query", many: true).bounded(by: .text(at: 0))
        ),
        .each("result multi multiResult stream func proc", .reads("query", many: true)),
        .each("one oneOrNone none", .reads("query")),
        .each(
          "each map",
          Operation(
            .read("query"),
            returnsCollection: true,
            callbacks: [CallbackRule(.at(2), .repeatedly)]
          )
        ),
        .each(
          "task tx taskIf txIf",
          Operation(
            callbacks: [.once(.from(0), receives: [0: "pg-promise.Database"])]
          )
          .playing(.transaction)
        ),
        // Inside a task: several queries, given as promises.
        .each("batch", .passes(0)),
        .each("connect", .gives("pg-promise.Database")),
        .free("done")
      ),
    ]
  )

  /// postgres.js: one tagged template is one statement; a template inside another is a part of it.
  static let postgresJS = Library(
    "postgres.js",
    packages: ["postgres"],
    exports: [
      "default": Member(
        call: Operation(returns: "postgres.Tag", deadline: postgresDeadline)
          .playing(.connectionPool),
        instance: "postgres.Tag"
      ),
      "Sql": .type("postgres.Tag"),
      "TransactionSql": .type("postgres.Tag"),
    ],
    types: [
      "postgres.Tag": LibraryType(
        call: .reads("query", gives: "postgres.Rows", many: true).bounded(by: .text(at: 0)),
        .each(
          "unsafe query",
          .reads("query", gives: "postgres.Rows", many: true).bounded(by: .text(at: 0))
        ),
        .each("file", .reads("query", gives: "postgres.Rows", many: true)),
        .each(
          "begin savepoint",
          Operation(
            resultOf: 1,
            callbacks: [.once(.last, receives: [0: "postgres.Tag"])]
          )
          .playing(.transaction)
        ),
        .each("transaction", .passes(0)),
        .each("reserve", .gives("postgres.Tag")),
        .each("listen subscribe", .calls(.later(.last))),
        .each("notify", .writes("notify")),
        .free("end json array typed release")
      ),
      "postgres.Rows": LibraryType(
        .each("cursor forEach", .calls(CallbackRule(.last, .perElementOfReceiver, element: 0))),
        .chain("values raw simple execute describe")
      ),
    ]
  )

  // pg waits for ever for an answer: statement_timeout, query_timeout and connectionTimeoutMillis are unset or 0
  // by default (node-postgres.com/apis/client, /apis/pool). Roles and servers can set statement_timeout.
  private static let asks = Operation.reads(
    "query",
    many: true,
    callbacks: [.once(.last)],
    deadline: DeadlineRule(
      "database query",
      options: [DeadlineRule.OptionRule(0, "query_timeout")],
      creation: [
        DeadlineRule.OptionRule(
          0,
          "statement_timeout",
          "query_timeout",
          "options"
        ).suggesting("statement_timeout: 5000", "connectionTimeoutMillis: 2000")
      ],
      isSettableElsewhere: true
    )
  )

  private static let creationDeadline = DeadlineRule(
    "database query",
    options: [
      DeadlineRule.OptionRule(0, "statement_timeout", "query_timeout", "options")
        .suggesting("statement_timeout: 5000", "connectionTimeoutMillis: 2000")
    ],
    isSettableElsewhere: true
  )

  // connect_timeout is 30 s; statements have no limit unless `connection.statement_timeout` says so
  // (github.com/porsager/postgres, connection details).
  private static let postgresDeadline = DeadlineRule(
    "database query",
    options: [
      DeadlineRule.OptionRule(-1, "connection.statement_timeout", "statement_timeout")
        .suggesting("connection: { statement_timeout: 5000 }")
    ],
    isSettableElsewhere: true
  )
}
