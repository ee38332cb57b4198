// Mongoose: models whose methods ask MongoDB, queries that are asked once, documents that save themselves.

import SemanticModel

extension Library {
  /// Mongoose 5 to 8.
  ///
  /// A query has its effect where the model starts it; `exec`, `then`, `lean` and the other links of the chain
  /// add nothing. `new Model()`, `hydrate` and `validate` touch no database.
  static let mongoose = Library.module(
    "Mongoose",
    packages: ["mongoose", "@typegoose/typegoose"],
    prefix: "mongoose",
    LibraryType(
      connectionMembers,
      // The driver waits 30 s for a server, but a socket waits for ever once the server is reached:
      // socketTimeoutMS is 0 since driver 4.0, 360 s before (mongoosejs.com/docs/connections.html).
      .each(
        "connect",
        Operation(
          returns: "mongoose.Module",
          callbacks: [.once(.last)],
          deadline: connectionDeadline
        )
        .playing(.databaseStart)
      ),
      .each(
        "createConnection",
        Operation(
          returns: "mongoose.Connection",
          callbacks: [.once(.last)],
          deadline: connectionDeadline
        )
        .playing(.connectionPool)
      ),
      // `mongoose.Schema({ … })` makes one too.
      [
        "Schema": Member(
          call: .gives("mongoose.Schema"),
          construct: .gives("mongoose.Schema"),
          instance: "mongoose.Schema"
        )
      ],
      .types("Model LeanModel ReturnModelType PaginateModel", "mongoose.Model"),
      .types("Document HydratedDocument DocumentType", "mongoose.Document"),
      .types("Query QueryWithHelpers", "mongoose.Query"),
      .types("Aggregate", "mongoose.Aggregate"),
      .types("Connection", "mongoose.Connection"),
      .types("ClientSession", "mongodb.Session"),
      .values("Types mongo Promise Error SchemaTypes", "builtin.Pure"),
      .each("getModelForClass addModelToTypegoose", .gives("mongoose.Model")),
      .free(
        "isValidObjectId isObjectIdOrHexString set get disconnect now trusted prop index pre post"
      ),
      .values("connection", "mongoose.Connection"),
      .each("plugin", .calls(.later(.at(0))))
    ),
    types: [
      "mongoose.Connection": LibraryType(
        connectionMembers,
        .listeners,
        .chain("asPromise openUri")
      ),
      "mongoose.Schema": LibraryType(
        // The application's own hooks, methods and statics; whoever uses the model calls them.
        .each(
          "pre post",
          Operation(
            passesThrough: Operation.receiver,
            callbacks: [CallbackRule(.from(1), .entry(.escaped), holder: "mongoose.Methods")]
          )
          .registering(eventsAt: 0)
        ),
        .each(
          "method static",
          .calls(.entry(.escaped, .from(0)), .entry(.escaped, .propertiesOf(0)))
        ),
        .each("virtual", .gives("mongoose.Virtual")),
        .each(
          "plugin",
          Operation(
            passesThrough: Operation.receiver,
            callbacks: [CallbackRule(.at(0), .once, receiver: 0)]
          )
        ),
        .each("query", .free),
        // Where the application stores functions of its own: `schema.statics.byName = function …`.
        .values("methods", "mongoose.Methods"),
        .values("statics", "mongoose.Statics"),
        .chain("index set add loadClass clone discriminator"),
        .free("path eachPath pathType indexes requiredPaths")
      ),
      "mongoose.Methods": LibraryType(receiver: "mongoose.Document"),
      "mongoose.Statics": LibraryType(receiver: "mongoose.Model"),
      "mongoose.Virtual": LibraryType(
        .each(
          "get set",
          Operation(
            passesThrough: Operation.receiver,
            callbacks: [.entry(.escaped, .at(0))]
          )
        )
      ),
      "mongoose.Model": mongooseModel,
      "mongoose.Query": mongooseQuery,
      "mongoose.Document": mongooseDocument,
      "mongoose.Aggregate": LibraryType(
        .chain(
          """
          match project group sort limit skip lookup unwind addFields count facet sample sortByCount
          graphLookup replaceRoot redact append allowDiskUse option read session hint collation
          exec search unionWith near out merge
          """
        ),
        .each("cursor", .gives("mongoose.Cursor", many: true)),
        .free("then catch pipeline explain")
      ),
      // Its elements are documents, read in batches by the query that made it.
      "mongoose.Cursor": LibraryType(
        parent: "mongoose.Document",
        .each("eachAsync", .calls(CallbackRule(.at(0), .perElementOfReceiver, element: 0))),
        .each("map", .chain),
        .each("next", .gives("mongoose.Document")),
        .free("close addCursorFlag"),
        .listeners
      ),
    ]
  )
  .withoutReferences()

  /// Mongoose's module for NestJS.
  static let nestMongoose = Library(
    "Mongoose",
    packages: ["@nestjs/mongoose"],
    exports: [
      "MongooseModule": .value("nest-mongoose.Module"),
      "SchemaFactory": .value("nest-mongoose.SchemaFactory"),
    ],
    types: [
      "nest-mongoose.Module": LibraryType(
        .each("forRoot", Operation(deadline: connectionDeadline)),
        .each("forRootAsync", Operation(deadline: asynchronousDeadline)),
        .free("forFeature forFeatureAsync")
      ),
      "nest-mongoose.SchemaFactory": LibraryType(
        .each("createForClass", .gives("mongoose.Schema"))
      ),
    ]
  )

  private static let asynchronousDeadline = DeadlineRule(
    "MongoDB operation",
    options: [
      DeadlineRule.OptionRule(
        0,
        "useFactory().socketTimeoutMS",
        "useFactory().serverSelectionTimeoutMS",
        "useFactory().timeoutMS",
        "useClass",
        "useExisting"
      )
    ],
    isSettableElsewhere: true
  )

  private static let connectionMembers = Members.of([
    .each("model", Operation(returns: "mongoose.Model", subjectArgument: 0).beginning),
    .each("startSession", .gives("mongodb.Session").opening(.databaseSession)),
    .each(
      "transaction",
      Operation.runs(0, with: [0: "mongodb.Session"]).playing(.sessionTransaction)
    ),
    .each("collection", .gives("mongodb.Collection")),
    .each("dropDatabase dropCollection createCollection", .writes("ddl")),
    .each("useDb", .gives("mongoose.Connection")),
    .values("db", "mongodb.Db"),
    .free("close destroy modelNames deleteModel"),
  ])

  static let connectionDeadline = DeadlineRule(
    "MongoDB operation",
    options: [
      DeadlineRule.OptionRule(
        1,
        "socketTimeoutMS",
        "serverSelectionTimeoutMS",
        "timeoutMS",
        "maxTimeMS",
        "waitQueueTimeoutMS"
      ).suggesting("serverSelectionTimeoutMS: 5000", "socketTimeoutMS: 20000")
    ],
    isSettableElsewhere: true
  )
}

extension Operation {
  /// Gives the receiver back.
  static var chain: Operation { Operation(passesThrough: Operation.receiver) }
}
