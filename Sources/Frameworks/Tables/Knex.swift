// Knex and what is built on it: a chain is one statement, counted where it starts.

import SemanticModel

extension Library {
  /// Knex.
  ///
  /// A builder runs when it is awaited, which no member shows; so the effect stands at its start, `knex("table")`,
  /// `knex.select()`, and every link behind it is free.
  static let knex = Library.module(
    "Knex",
    packages: ["knex"],
    prefix: "knex",
    LibraryType(
      call: creating,
      [
        "knex": Member(value: "knex.Module", call: creating),
        "Knex": Member(value: "knex.Namespace", instance: "knex.Client"),
      ]
    ),
    types: [
      "knex.Namespace": LibraryType(
        .types("Transaction", "knex.Client"),
        .types("QueryBuilder", "knex.Builder"),
        .types("SchemaBuilder CreateTableBuilder", "knex.Schema")
      ),
      "knex.Client": LibraryType(
        call: starting,
        .each(
          """
          select from table with withRecursive withSchema distinct first count pluck join where whereIn
          whereNot column columns max min sum avg queryBuilder into
          """,
          starting
        ),
        .each("insert batchInsert", .writes("insert", gives: "knex.Builder")),
        .each("update", .writes("update", gives: "knex.Builder")),
        .each("del delete", .writes("delete", gives: "knex.Builder")),
        .each("raw", .reads("query", gives: "knex.Builder").bounded(by: .text(at: 0))),
        .each(
          "transaction",
          Operation(
            returns: "knex.Client",
            resultOf: 0,
            callbacks: [.once(.at(0), receives: [0: "knex.Client"])]
          )
          .playing(.transaction)
        ),
        .each("transactionProvider", .free),
        .each("on once", .calls(.later(.last))),
        .chain("withUserParams"),
        .values("schema", "knex.Schema"),
        .values("migrate seed", "knex.Migrator"),
        .values("fn client", "builtin.Pure"),
        .free("ref destroy initialize commit rollback savepoint isCompleted isTransaction")
      ),
      "knex.Builder": LibraryType(
        awaited: "knex.Rows",
        anyMember: .call(
          Operation(
            passesThrough: Operation.receiver,
            callbacks: [.once(.from(0), receives: [0: "knex.Builder"])]
          )
        ),
        .each("then", Operation(resultOf: 0, callbacks: [.once(.from(0))])),
        .each("stream", .gives("node.Stream")),
        .free("toString toSQL toNative catch")
      ),
      // Plain objects: nothing of the builder is left.
      "knex.Rows": LibraryType(),
      "knex.Schema": LibraryType(
        anyMember: .call(
          Operation(.write("ddl"), returns: "knex.Schema", callbacks: [.once(.last)])
        ),
        .each("hasTable hasColumn", .reads("query"))
      ),
      "knex.Migrator": LibraryType(anyMember: .call(.writes("ddl"))),
    ]
  )

  /// RedBeanNode: one call is one statement; beans are classes of the application, named after their tables.
  static let redbean = Library(
    "RedBeanNode",
    packages: ["redbean-node", "redbean-node/*"],
    exports: Members.of([
      .values("R", "redbean.R"),
      .types("RedBeanNode", "redbean.R"),
      .types("BeanModel Bean", "redbean.Bean"),
    ]).byName,
    types: [
      "redbean.R": LibraryType(
        .each("find findAll", beans(.read("select"), many: true).bounded(by: .condition(at: 1))),
        .each("findOne load", beans(.read("select"))),
        .each("dispense duplicate", beans()),
        .each("convertToBean", beans()),
        .each("convertToBeans", beans(many: true)),
        .each("getAll getCol getAssoc", .reads("query", many: true).bounded(by: .text(at: 0))),
        .each("getRow getCell", .reads("query")),
        .each("count", .reads("count")),
        .each(
          "findStream findAllStream getAllStream",
          .reads("query", gives: "node.Stream", many: true)
        ),
        .each("exec", .writes("execute")),
        .each("store", .writes("update")),
        .each("trash", .writes("delete")),
        // One statement for each bean (redbean-node.ts: storeAll, trashAll).
        .each("storeAll", .writes("update", perElementOf: 0)),
        .each("trashAll", .writes("delete", perElementOf: 0)),
        .each("begin", .gives("redbean.R")),
        .each("transaction", .runs(0, with: [0: "redbean.R"])),
        .each("hasTable inspect", .reads("query")),
        .values("knex", "knex.Client"),
        .each("concurrent", .passes(0)),
        .free(
          """
          setup freeze debug close commit rollback isTransaction autoloadModels isoDateTime isoDate
          isoTime isoDateTimeMillis isoTimeMillis isDate isDateTime isTime isFrozen isDebug
          normalizeRaw
          """
        )
      ),
      "redbean.Bean": LibraryType(
        .each("refresh", .reads(gives: "redbean.Bean")),
        .chain("import fetchAs alias via withCondition with"),
        .free("export getType isTainted onOpen onUpdate onStore onDelete toString"),
        .values("R", "redbean.R")
      ),
    ]
  )

  private static func beans(_ effects: Effect..., many: Bool = false) -> Operation {
    var operation = Operation(
      returns: "redbean.Bean",
      returnsCollection: many,
      subclassNamedBy: 0,
      subjectArgument: 0
    )
    operation.effects = effects
    return operation
  }

  private static let starting = Operation.reads(
    "query",
    gives: "knex.Builder",
    many: true,
    subject: 0
  )
  .bounded(by: .builder)

  // acquireConnectionTimeout is 60 s; a statement has no limit unless the driver is told one or the chain calls
  // `timeout()` (knexjs.org/guide: configuration options, timeout).
  private static let creating = Operation(
    returns: "knex.Client",
    deadline: DeadlineRule(
      "database query",
      options: [
        DeadlineRule.OptionRule(
          0,
          "connection.statement_timeout",
          "connection.query_timeout",
          "connection.options",
          "connection.requestTimeout",
          "pool.afterCreate"
        )
      ],
      isSettableElsewhere: true
    )
  )
}
