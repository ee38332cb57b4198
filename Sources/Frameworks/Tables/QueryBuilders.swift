// Kysely, which asks when a chain is executed, and Drizzle, whose chain asks when it is awaited.

import SemanticModel

extension Library {
  /// Kysely: the chain asks nothing before `execute`.
  static let kysely = Library(
    "Kysely",
    packages: ["kysely", "kysely/*", "nestjs-kysely"],
    exports: Members.of([
      .types("Kysely Transaction ControlledTransaction", "kysely.Client"),
      .types("SelectQueryBuilder", "kysely.Select"),
      .types("InsertQueryBuilder UpdateQueryBuilder DeleteQueryBuilder", "kysely.Write"),
      ["sql": Member(value: "kysely.SQL", call: .gives("kysely.Raw"))],
      .each("jsonArrayFrom jsonObjectFrom jsonBuildObject expressionBuilder", .free),
    ]).byName,
    types: [
      "kysely.Client": LibraryType(
        .each("selectFrom", Operation(returns: "kysely.Select", subjectArgument: 0).beginning),
        .each("selectNoFrom", Operation.gives("kysely.Select").beginning),
        .each(
          "insertInto updateTable deleteFrom replaceInto mergeInto",
          Operation(returns: "kysely.Write", subjectArgument: 0).beginning
        ),
        .each("transaction connection startTransaction", .gives("kysely.Transaction")),
        .each(
          "with withRecursive",
          Operation(
            passesThrough: Operation.receiver,
            callbacks: [.once(.at(1), receives: [0: "kysely.Client"])]
          )
        ),
        .chain("withSchema withPlugin withoutPlugins withTables $extendTables"),
        .each("executeQuery", .reads("query", many: true)),
        .values("schema", "kysely.Schema"),
        .values("fn dynamic introspection", "builtin.Pure"),
        .free("destroy getExecutor commit rollback case isTransaction")
      ),
      "kysely.Transaction": LibraryType(
        .chain("setIsolationLevel setAccessMode"),
        .each(
          "execute",
          Operation.runs(0, with: [0: "kysely.Client"]).playing(.transaction)
        )
      ),
      "kysely.Select": LibraryType(
        anyMember: .call(expressing),
        .each("execute", .reads(many: true).bounded(by: .builder)),
        .each("executeTakeFirst executeTakeFirstOrThrow", .reads()),
        .each("stream", .reads(gives: "node.Stream", many: true)),
        .free("compile toOperationNode explain")
      ),
      "kysely.Write": LibraryType(
        anyMember: .call(expressing),
        .each("execute executeTakeFirst executeTakeFirstOrThrow", .writes("execute")),
        .free("compile toOperationNode explain")
      ),
      "kysely.Schema": LibraryType(
        anyMember: .call(expressing),
        .each("execute", .writes("ddl"))
      ),
      "kysely.SQL": LibraryType(
        call: .gives("kysely.Raw"),
        .each("raw ref table id lit val value join", .gives("kysely.Raw"))
      ),
      "kysely.Raw": LibraryType(
        .each("execute", .reads("query", many: true)),
        .chain("as $castTo $notNull"),
        .free("compile")
      ),
    ]
  )

  /// Drizzle: counted where the chain starts.
  static let drizzle = Library(
    "Drizzle",
    packages: ["drizzle-orm", "drizzle-orm/*"],
    exports: Members.of([
      .each("drizzle", .gives("drizzle.Client")),
      .types(
        "NodePgDatabase PostgresJsDatabase MySql2Database BetterSQLite3Database LibSQLDatabase",
        "drizzle.Client"
      ),
      .each("migrate", .writes("ddl")),
      .free(
        """
        eq ne gt gte lt lte and or not inArray notInArray isNull isNotNull like ilike notLike between
        exists notExists desc asc count countDistinct sum avg max min relations placeholder sql
        getTableColumns alias pgTable mysqlTable sqliteTable pgEnum text integer serial bigserial
        varchar timestamp boolean uuid json jsonb date numeric bigint real index uniqueIndex
        primaryKey foreignKey unique check
        """
      ),
    ]).byName,
    types: [
      "drizzle.Client": LibraryType(
        .each(
          "select selectDistinct selectDistinctOn",
          .reads(gives: "drizzle.Builder", many: true).bounded(by: .builder)
        ),
        .each("insert", .writes("insert", gives: "drizzle.Builder", subject: 0)),
        .each("update", .writes("update", gives: "drizzle.Builder", subject: 0)),
        .each("delete", .writes("delete", gives: "drizzle.Builder", subject: 0)),
        .each(
          "execute run all get values",
          .reads("query", many: true).bounded(by: .text(at: 0))
        ),
        .each("$count", .reads("count", gives: "drizzle.Builder")),
        .each(
          "transaction",
          Operation.runs(0, with: [0: "drizzle.Client"]).playing(.transaction)
        ),
        .each("batch", .passes(0)),
        .chain("with $with"),
        .each("as", .calls(.once(.at(0), receives: [0: "drizzle.Client"]))),
        .values("query _query", "drizzle.Tables"),
        .free("rollback refreshMaterializedView")
      ),
      "drizzle.Tables": LibraryType(anyMember: .value("drizzle.Table")),
      "drizzle.Table": LibraryType(
        .each(
          "findMany",
          .reads(gives: "drizzle.Builder", many: true).bounded(by: .drizzleTable)
        ),
        .each("findFirst", .reads(gives: "drizzle.Builder"))
      ),
      "drizzle.Builder": LibraryType(
        awaited: "drizzle.Rows",
        .chain(
          """
          from where leftJoin rightJoin innerJoin fullJoin crossJoin groupBy having orderBy limit offset
          for values set returning onConflictDoNothing onConflictDoUpdate onDuplicateKeyUpdate union
          unionAll intersect except as execute all get run $dynamic $returningId comment
          """
        ),
        .each("prepare", .gives("drizzle.Prepared")),
        .free("toSQL getSQL")
      ),
      "drizzle.Prepared": LibraryType(.each("execute all get run values", .reads(many: true))),
      "drizzle.Rows": LibraryType(),
    ]
  )

  private static let expressing = Operation(
    passesThrough: Operation.receiver,
    callbacks: [.once(.from(0), receives: [0: "kysely.Client"])]
  )
}
