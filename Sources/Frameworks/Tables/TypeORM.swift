// TypeORM: repositories and managers that ask at once, and builders that ask when they are executed.

import SemanticModel

extension Library {
  /// TypeORM 0.2 and 0.3, and its NestJS module.
  ///
  /// `create`, `merge` and `createQueryBuilder` ask nothing. `save` of rows that were read runs one UPDATE each;
  /// `remove` of an array deletes them with one statement (SubjectExecutor.executeRemoveOperations).
  static let typeorm = Library(
    "TypeORM",
    packages: ["typeorm", "@nestjs/typeorm", "typeorm/*"],
    exports: Members.of([
      [
        "DataSource": .type(
          "typeorm.DataSource",
          constructing: Operation(deadline: serverSide).playing(.connectionPool)
        ),
        "createConnection": .call(
          Operation(returns: "typeorm.DataSource", deadline: serverSide).playing(.connectionPool)
        ),
        "BaseEntity": Member(value: "typeorm.EntityClass", instance: "typeorm.Entity"),
        "TypeOrmModule": .value("typeorm.NestModule"),
      ],
      .types("Connection", "typeorm.DataSource"),
      .types("Repository TreeRepository MongoRepository AbstractRepository", "typeorm.Repository"),
      .types("EntityManager MongoEntityManager", "typeorm.Manager"),
      .types("QueryRunner", "typeorm.QueryRunner"),
      .types("SelectQueryBuilder QueryBuilder", "typeorm.SelectBuilder"),
      .types(
        "UpdateQueryBuilder DeleteQueryBuilder InsertQueryBuilder SoftDeleteQueryBuilder",
        "typeorm.WriteBuilder"
      ),
      .each(
        "Brackets NotBrackets",
        is: Member(construct: .calls(.once(.at(0), receives: [0: "typeorm.SelectBuilder"])))
      ),
      .each("getRepository getTreeRepository getMongoRepository", repository),
      .each("getCustomRepository", .gives("typeorm.Repository")),
      .each("getManager getMongoManager", .gives("typeorm.Manager")),
      .each("getConnection", .gives("typeorm.DataSource")),
      .each("createQueryBuilder", builder),
      .free(
        """
        In Not LessThan LessThanOrEqual MoreThan MoreThanOrEqual Between Like ILike IsNull Any Raw
        Equal ArrayContains And Or getMetadataArgsStorage
        """
      ),
    ]).byName,
    types: [
      "typeorm.DataSource": LibraryType(
        .each("query sql", .reads("query", many: true).bounded(by: .text(at: 0))),
        .each("transaction", transaction),
        .each("createEntityManager", .gives("typeorm.Manager")),
        .each("getRepository getTreeRepository getMongoRepository", repository),
        .each("getCustomRepository", .gives("typeorm.Repository")),
        .each(
          "createQueryRunner",
          .gives("typeorm.QueryRunner")
            .opening(Handle("query runner", releasedBy: "release", isPooled: true))
        ),
        .each("createQueryBuilder", builder),
        .each(
          "initialize connect",
          Operation(passesThrough: Operation.receiver).playing(.databaseStart)
        ),
        .values("manager", "typeorm.Manager"),
        .each("synchronize runMigrations undoLastMigration dropDatabase", .writes("ddl")),
        .free("destroy close getMetadata hasMetadata setOptions isConnected isInitialized options")
      ),
      "typeorm.NestModule": LibraryType(
        .each("forRoot forRootAsync", Operation(deadline: serverSide).playing(.configuredPool)),
        .free("forFeature")
      ),
      "typeorm.Repository": LibraryType(
        reading(optionsAt: 0),
        writing(entityAt: 0),
        .each("createQueryBuilder", builder),
        .each("extend", .chain),
        .values("manager", "typeorm.Manager"),
        .values("queryRunner", "typeorm.QueryRunner"),
        .each("findTrees findRoots findDescendants findAncestors", .reads(many: true)),
        .each("findDescendantsTree findAncestorsTree", .reads()),
        .each("countDescendants countAncestors", .reads("count")),
        .each("aggregate", .reads("aggregate", many: true)),
        .each("insertOne insertMany bulkWrite", .writes("insert")),
        .each("updateOne updateMany findOneAndUpdate", .writes("update")),
        .each("deleteOne deleteMany findOneAndDelete", .writes("delete")),
        .free("hasId getId metadata target")
      ),
      "typeorm.Manager": LibraryType(
        reading(optionsAt: 1),
        writing(entityAt: -1),
        .each("transaction", transaction),
        .each("getRepository getTreeRepository", repository),
        .each("getCustomRepository withRepository", .gives("typeorm.Repository")),
        .each("createQueryBuilder", builder),
        .values("connection dataSource", "typeorm.DataSource"),
        .values("queryRunner", "typeorm.QueryRunner"),
        .free("hasId getId release")
      ),
      "typeorm.QueryRunner": LibraryType(
        .each("query", .reads("query", many: true).bounded(by: .text(at: 0))),
        .each(
          """
          createTable dropTable addColumn addColumns dropColumn changeColumn createIndex dropIndex
          createForeignKey dropForeignKey renameTable renameColumn createUniqueConstraint clearTable
          """,
          .writes("ddl")
        ),
        .values("manager", "typeorm.Manager"),
        .values("connection", "typeorm.DataSource"),
        .free(
          """
          connect isReleased isTransactionActive
          """
        ),
        .each("startTransaction", Operation().playing(.beginsTransaction)),
        .each(
          "commitTransaction rollbackTransaction release",
          Operation().playing(.endsTransaction)
        ),
        .each("hasTable hasColumn getTable getTables stream", .reads("query"))
      ),
      "typeorm.EntityClass": LibraryType(
        construct: .gives("typeorm.Entity"),
        reading(optionsAt: 0),
        writing(entityAt: 0),
        .each("createQueryBuilder", builder),
        .each("getRepository", .gives("typeorm.Repository")),
        .free("useDataSource useConnection")
      ),
      "typeorm.Entity": LibraryType(
        .each("save", .writes("update")),
        .each("remove softRemove", .writes("delete")),
        .each("recover", .writes("update")),
        .each("reload", .reads()),
        .free("hasId")
      ),
      "typeorm.SelectBuilder": selecting,
      "typeorm.RelationBuilder": LibraryType(
        .chain("of"),
        .each("add set remove addAndRemove", .writes("update")),
        .each("loadOne loadMany", .reads(many: true))
      ),
      "typeorm.WriteBuilder": LibraryType(
        anyMember: .call(.chain),
        .each("execute", .writes("execute")),
        .free("getQuery getSql getParameters getQueryAndParameters")
      ),
    ],
    decorators: decorators(
      verbs: """
        BeforeInsert AfterInsert BeforeUpdate AfterUpdate BeforeRemove AfterRemove AfterLoad
        BeforeSoftRemove AfterSoftRemove
        """,
      .escaped
    ).merging([
      "EventSubscriber": DecoratorRule(
        entry: nil,
        verb: "subscriber",
        methods: [
          "afterInsert": .escaped, "beforeInsert": .escaped, "afterUpdate": .escaped,
          "beforeUpdate": .escaped, "afterRemove": .escaped, "beforeRemove": .escaped,
          "afterLoad": .escaped,
        ]
      )
    ]) { own, _ in own }
  )

  // The repositories of one source share nothing but their connections.
  private static let repository =
    Operation(returns: "typeorm.Repository", subjectArgument: 0).beginning

  // What is asked of the repository elsewhere is no part of the statement.
  private static let builder = Operation.gives("typeorm.SelectBuilder").beginning

  private static let transaction = Operation(
    resultOf: 0,
    callbacks: [.once(.last, receives: [0: "typeorm.Manager"])]
  )
  .playing(.transaction)

  private static func reading(optionsAt position: Int) -> Members {
    Members.of([
      .each("findOne findOneOrFail", .reads().bounded(by: .typeorm(at: position).single)),
      .each("find", .reads(many: true).bounded(by: .typeorm(at: position))),
      .each("findBy", .reads(many: true).bounded(by: .typeormBy(at: position))),
      .each("findByIds", .reads(many: true)),
      .each(
        "findAndCount",
        Operation(.read("select"), .read("count"), returnsCollection: true)
          .bounded(by: .typeorm(at: position))
      ),
      .each(
        "findAndCountBy",
        Operation(.read("select"), .read("count"), returnsCollection: true)
          .bounded(by: .typeormBy(at: position))
      ),
      sharedReading,
    ])
  }

  private static let sharedReading = Members.of([
    .each(
      "findOneBy findOneByOrFail findOneById preload exist exists existsBy",
      .reads()
    ),
    .each("count countBy", .reads("count")),
    .each("sum average minimum maximum", .reads("aggregate")),
    .each("query sql", .reads("query", many: true).bounded(by: .text(at: 0))),
  ])

  private static func writing(entityAt position: Int) -> Members {
    Members.of([
      // Rows that were read are updated one by one; new ones go into one INSERT.
      .each("save", .writes("update", perElementOf: position)),
      .each("softRemove recover", .writes("update", perElementOf: position)),
      .each("remove", .writes("delete")),
      .each("insert", .writes("insert")),
      .each("upsert", .writes("upsert")),
      .each("update increment decrement softDelete restore updateAll", .writes("update")),
      .each("delete clear deleteAll", .writes("delete")),
      .free("create merge"),
    ])
  }

  // One statement where the chain is executed; every other member gives a builder.
  private static let selecting = LibraryType(
    anyMember: .call(
      Operation(
        passesThrough: Operation.receiver,
        callbacks: [.once(.from(0), receives: [0: "typeorm.SelectBuilder"])]
      )
    ),
    .each(
      "getMany getRawMany getRawAndEntities execute",
      .reads(many: true).bounded(by: .builder)
    ),
    .each("stream", .reads(many: true)),
    .each("getOne getOneOrFail", .reads().bounded(by: ReadRule.builder.single)),
    .each("getRawOne getExists", .reads()),
    .each("getCount", .reads("count")),
    .each(
      "getManyAndCount",
      Operation(.read("select"), .read("count"), returnsCollection: true).bounded(by: .builder)
    ),
    .each("update insert delete softDelete restore", .gives("typeorm.WriteBuilder")),
    .each("relation", .gives("typeorm.RelationBuilder")),
    .free("getQuery getSql getParameters getQueryAndParameters")
  )

  // A statement has no limit unless the driver is told one: pg by statement_timeout or query_timeout, mssql by
  // requestTimeout (15 s by default). MySQL's driver offers no more than connectTimeout.
  private static let serverSide = DeadlineRule(
    "database query",
    options: [
      DeadlineRule.OptionRule(0, paths(under: "")).suggesting(
        "extra: { statement_timeout: 5000, connectionTimeoutMillis: 2000 }",
        where: ["type": "postgres"]
      ),
      DeadlineRule.OptionRule(0, paths(under: "useFactory().")),
      DeadlineRule.OptionRule(0, "useClass", "useExisting"),
    ],
    isSettableElsewhere: true
  )

  private static func paths(under prefix: String) -> [String] {
    [
      "extra.statement_timeout", "extra.query_timeout", "extra.options", "extra.connectTimeout",
      "connectTimeout", "requestTimeout",
    ].map { prefix + $0 }
  }
}
