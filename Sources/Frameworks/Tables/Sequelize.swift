// Sequelize: classes that ask the database, instances that save themselves, associations that load on demand.

import SemanticModel

extension Library {
  /// Sequelize 4 to 7 and sequelize-typescript.
  ///
  /// `build` and `new Model()` ask nothing. An association adds methods to the instances (`order.getItems()`):
  /// each is a query of its own.
  static let sequelize = Library.module(
    "Sequelize",
    packages: ["sequelize", "sequelize-typescript", "@sequelize/core", "@nestjs/sequelize"],
    prefix: "sequelize",
    LibraryType(
      construct: Operation(returns: "sequelize.Sequelize", deadline: serverSide)
        .playing(.connectionPool),
      [
        "Sequelize": Member(
          value: "sequelize.Module",
          construct: Operation(returns: "sequelize.Sequelize", deadline: serverSide)
            .playing(.connectionPool),
          instance: "sequelize.Sequelize"
        ),
        "Model": Member(
          value: "sequelize.Class",
          construct: .gives("sequelize.Instance"),
          instance: "sequelize.Instance"
        ),
      ],
      .types("ModelStatic ModelCtor Repository", "sequelize.Class"),
      .types("Transaction", "sequelize.Transaction"),
      .values(
        "Op DataTypes QueryTypes Deferrable ValidationError UniqueConstraintError",
        "builtin.Pure"
      ),
      .values("SequelizeModule", "sequelize.NestModule"),
      .free("literal fn col where cast json and or")
    ),
    types: [
      "sequelize.NestModule": LibraryType(
        .each("forRoot forRootAsync", Operation(deadline: serverSide).playing(.configuredPool)),
        .free("forFeature")
      ),
      "sequelize.Sequelize": LibraryType(
        .each("query queryRaw", .reads("query", many: true).bounded(by: .text(at: 0))),
        .each("define", model),
        .each("model import", model),
        .each(
          "transaction",
          Operation(
            returns: "sequelize.Transaction",
            resultOf: 0,
            callbacks: [.once(.last, receives: [0: "sequelize.Transaction"])]
          )
          .playing(.transaction)
          .opening(.transaction)
        ),
        .each("getRepository", model),
        .each("sync drop truncate", .writes("ddl")),
        .values("models", "sequelize.Models"),
        .each("getQueryInterface", .gives("sequelize.QueryInterface")),
        .each("addHook beforeConnect afterConnect", .calls(.entry(.escaped, .last))),
        .each("authenticate", Operation().playing(.databaseStart)),
        .free("close literal fn col escape random where isDefined addModels validate")
      ),
      "sequelize.Models": LibraryType(anyMember: .value("sequelize.Class")),
      "sequelize.Transaction": LibraryType(
        .each("afterCommit", .calls(.later(.at(0)))),
        .free("commit rollback")
      ),
      "sequelize.QueryInterface": LibraryType(
        anyMember: .call(.writes("ddl")),
        .each("bulkInsert", .writes("insert")),
        .each("bulkDelete", .writes("delete")),
        .each("bulkUpdate", .writes("update"))
      ),
      "sequelize.Class": modelClass,
      "sequelize.Instance": modelInstance,
    ]
  )

  // Each call makes a model of its own.
  private static let model =
    Operation(returns: "sequelize.Class", subjectArgument: 0).beginning

  private static let modelClass = LibraryType(
    construct: .gives("sequelize.Instance"),
    .each(
      "findAll",
      .reads(gives: "sequelize.Instance", many: true).bounded(by: .sequelize)
    ),
    .each(
      "findOne findByPk findById find",
      .reads(gives: "sequelize.Instance").bounded(by: .sequelize.single)
    ),
    .each(
      "findAndCountAll findAndCount",
      Operation(
        .read("select"),
        .read("count"),
        returns: "sequelize.Instance",
        returnsCollection: true
      ).bounded(by: .sequelize)
    ),
    .each(
      "findOrCreate findOrBuild findCreateFind",
      Operation(.read("select"), .write("insert"), returns: "sequelize.Instance")
    ),
    .each("count", .reads("count")),
    .each("max min sum aggregate", .reads("aggregate")),
    .each("create", .writes("insert", gives: "sequelize.Instance")),
    .each("bulkCreate", .writes("insert", gives: "sequelize.Instance", many: true)),
    .each("upsert", .writes("upsert", gives: "sequelize.Instance")),
    .each("update increment decrement restore", .writes("update")),
    .each("destroy truncate", .writes("delete")),
    .each("sync drop", .writes("ddl")),
    .each("build", .gives("sequelize.Instance")),
    .each("bulkBuild", .gives("sequelize.Instance", many: true)),
    .chain("scope unscoped schema withSchema withScope withoutScope withInitialScope"),
    .each(
      """
      addHook beforeCreate afterCreate beforeUpdate afterUpdate beforeDestroy afterDestroy beforeSave
      afterSave beforeFind afterFind beforeBulkCreate afterBulkCreate beforeValidate afterValidate
      """,
      .calls(.entry(.escaped, .last))
    ),
    .each("init", .gives("sequelize.Class")),
    .free(
      """
      belongsTo hasMany hasOne belongsToMany addScope describe getTableName getAttributes
      removeAttribute rawAttributes tableName associations
      """
    ),
    .values("sequelize", "sequelize.Sequelize")
  )

  private static let modelInstance = LibraryType(
    // What associations add.
    prefixes: [
      "get": .call(.reads(gives: "sequelize.Instance", many: true)),
      "count": .call(.reads("count")),
      "has": .call(.reads()),
      "add": .call(.writes("insert")),
      "create": .call(.writes("insert", gives: "sequelize.Instance")),
      "set": .call(.writes("update")),
      "remove": .call(.writes("delete")),
    ],
    .each(
      "save update increment decrement restore",
      .writes("update", gives: "sequelize.Instance")
    ),
    .each("destroy", .writes("delete")),
    .each("reload", .reads(gives: "sequelize.Instance")),
    // sequelize-typescript names the association by an argument.
    .each("$get", .reads(gives: "sequelize.Instance", many: true)),
    .each("$count", .reads("count")),
    .each("$has", .reads()),
    .each("$add $create", .writes("insert")),
    .each("$set", .writes("update")),
    .each("$remove", .writes("delete")),
    .chain("set setDataValue setAttributes"),
    .free(
      """
      get getDataValue toJSON changed previous validate isSoftDeleted equals where dataValues
      isNewRecord equalsOneOf
      """
    ),
    .values("sequelize", "sequelize.Sequelize")
  )

  // A pooled connection is awaited 60 s at most (pool.acquire), a statement for ever unless the driver is told
  // otherwise through dialectOptions (sequelize.org, Options: pool, dialectOptions).
  private static let serverSide = DeadlineRule(
    "database query",
    options: [
      DeadlineRule.OptionRule(
        -1,
        "dialectOptions.statement_timeout",
        "dialectOptions.query_timeout",
        "dialectOptions.requestTimeout",
        "dialectOptions.options",
        "dialectOptions.connectTimeout",
        "useFactory().dialectOptions.statement_timeout"
      ).suggesting(
        "dialectOptions: { statement_timeout: 5000 }",
        where: ["dialect": "postgres"]
      )
    ],
    isSettableElsewhere: true
  )
}
