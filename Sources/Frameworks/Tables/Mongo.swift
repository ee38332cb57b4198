// The MongoDB driver.

import SemanticModel

extension Library {
  /// The `mongodb` package, 3 to 6.
  static let mongodb = Library(
    "MongoDB",
    packages: ["mongodb"],
    exports: [
      "MongoClient": Member(
        value: "mongodb.ClientClass",
        construct: Operation(returns: "mongodb.Client", deadline: Library.connectionDeadline)
          .playing(.connectionPool),
        instance: "mongodb.Client"
      ),
      "Db": .type("mongodb.Db"),
      "Collection": .type("mongodb.Collection"),
      "ClientSession": .type("mongodb.Session"),
      "GridFSBucket": .type("mongodb.Bucket"),
      "ObjectId": .type("builtin.Pure"),
      "ObjectID": .type("builtin.Pure"),
      "default": .value("mongodb.Package"),
    ],
    types: [
      "mongodb.Package": LibraryType([
        "MongoClient": Member(
          value: "mongodb.ClientClass",
          construct: Operation(returns: "mongodb.Client", deadline: Library.connectionDeadline)
            .playing(.connectionPool),
          instance: "mongodb.Client"
        ),
        "ObjectId": .type("builtin.Pure"),
      ]),
      "mongodb.ClientClass": LibraryType(
        .each(
          "connect",
          Operation(
            returns: "mongodb.Client",
            callbacks: [.once(.last, receives: [1: "mongodb.Client"])],
            deadline: Library.connectionDeadline
          )
        )
      ),
      "mongodb.Client": LibraryType(
        .listeners,
        .each("connect", Operation(passesThrough: Operation.receiver).playing(.databaseStart)),
        .each("db", .gives("mongodb.Db")),
        .each("startSession", .gives("mongodb.Session").opening(.databaseSession)),
        .each("withSession", .runs(0, with: [0: "mongodb.Session"])),
        .free("close isConnected")
      ),
      "mongodb.Session": LibraryType(
        .each(
          "withTransaction",
          Operation.runs(0, with: [0: "mongodb.Session"]).playing(.sessionTransaction)
        ),
        .free("startTransaction"),
        .free("endSession"),
        .free("inTransaction"),
        .each("commitTransaction", .writes("commit")),
        .each("abortTransaction", .writes("rollback"))
      ),
      "mongodb.Db": LibraryType(
        .each(
          "collection",
          Operation(returns: "mongodb.Collection", subjectArgument: 0).beginning
        ),
        .each("command", .reads("command")),
        .each("collections", .reads("list", gives: "mongodb.Collection", many: true)),
        .each("listCollections", .reads("list", gives: "mongodb.Cursor", many: true)),
        .each("aggregate", .reads("aggregate", gives: "mongodb.Cursor", many: true)),
        .each("createCollection", .writes("ddl", gives: "mongodb.Collection")),
        .each("dropCollection dropDatabase createIndex", .writes("ddl")),
        .each("stats", .reads("stats")),
        .each("admin", .gives("mongodb.Db"))
      ),
      "mongodb.Collection": LibraryType(
        .each("findOne", .reads(callbacks: [.once(.last)])),
        .each("find", .reads(gives: "mongodb.Cursor", many: true).bounded(by: .mongodb)),
        .each("distinct", .reads(many: true, callbacks: [.once(.last)])),
        .each(
          "aggregate",
          .reads("aggregate", gives: "mongodb.Cursor", many: true).bounded(by: .stages)
        ),
        .each(
          "count countDocuments estimatedDocumentCount",
          .reads("count", callbacks: [.once(.last)])
        ),
        .each("insertOne insertMany insert", .writes("insert", callbacks: [.once(.last)])),
        .each(
          """
          updateOne updateMany replaceOne update findOneAndUpdate findOneAndReplace findAndModify
          save
          """,
          .writes("update", callbacks: [.once(.last)])
        ),
        .each(
          "deleteOne deleteMany findOneAndDelete remove",
          .writes("delete", callbacks: [.once(.last)])
        ),
        .each("bulkWrite", .writes("bulk", callbacks: [.once(.last)])),
        .each(
          "initializeOrderedBulkOp initializeUnorderedBulkOp",
          .gives("mongodb.Bulk")
        ),
        .each("createIndex createIndexes dropIndex drop rename dropIndexes", .writes("ddl")),
        .each("indexes indexExists indexInformation stats", .reads("stats")),
        .each("watch", .gives("mongodb.Cursor"))
      ),
      // Operations are gathered in memory; `execute` sends them all.
      "mongodb.Bulk": LibraryType(
        .chain(
          """
          find upsert insert update updateOne replaceOne delete deleteOne remove removeOne arrayFilters
          hint addToOperationsList raw
          """
        ),
        .each("execute", .writes("bulk"))
      ),
      // The statement was counted where the cursor was made.
      "mongodb.Cursor": LibraryType(
        .chain(
          """
          sort limit skip project batchSize hint maxTimeMS allowDiskUse collation stream
          toArray next tryNext addCursorFlag min max comment match group unwind lookup clone
          """
        ),
        .each("forEach", .calls(CallbackRule(.at(0), .perElementOfReceiver, element: 0))),
        // What `toArray` gave is iterated under the same names.
        .each(
          "map filter flatMap find some every",
          Operation(
            passesThrough: Operation.receiver,
            callbacks: [CallbackRule(.at(0), .perElementOfReceiver, element: 0)]
          )
        ),
        .each("count", .reads("count")),
        .free("close hasNext rewind explain"),
        .listeners
      ),
      "mongodb.Bucket": LibraryType(
        .each("openDownloadStream openUploadStream", .gives("node.Stream")),
        .each("find", .reads(gives: "mongodb.Cursor", many: true)),
        .each("delete rename", .writes("delete"))
      ),
    ]
  )
  .withoutReferences()
}
