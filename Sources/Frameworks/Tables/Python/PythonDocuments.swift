// MongoDB from Python: its drivers, and the mappers of documents on them.

import SemanticModel

extension Library {
  /// PyMongo, which waits in the thread that asks; its newer client is a coroutine's.
  static let pymongo = mongoDriver(
    "PyMongo",
    ["pymongo", "pymongo/*", "flask_pymongo", "mongomock"],
    "pymongo",
    [
      .types("MongoClient", "pymongo.Client"),
      .types("AsyncMongoClient", "motor.Client"),
      .types("Database", "pymongo.Database"),
      .types("AsyncDatabase", "motor.Database"),
      .types("Collection", "pymongo.Collection"),
      .types("AsyncCollection", "motor.Collection"),
      .types("PyMongo", "pymongo.Flask"),
    ]
  )

  /// Motor, which does nothing until it is awaited.
  static let motor = mongoDriver(
    "Motor",
    ["motor", "motor/*", "mongomock_motor"],
    "motor",
    [
      .types("AsyncIOMotorClient", "motor.Client"),
      .types("AsyncIOMotorDatabase", "motor.Database"),
      .types("AsyncIOMotorCollection", "motor.Collection"),
    ]
  ).startingWhenAwaited()

  /// Both name their methods alike; `find` is counted where its cursor is made.
  private static func mongoDriver(
    _ name: String,
    _ packages: [String],
    _ prefix: String,
    _ classes: [Members]
  ) -> Library {
    Library(
      name,
      packages: packages,
      exports: Members.of(
        classes + [
          .free(
            """
            ASCENDING DESCENDING TEXT GEOSPHERE ReturnDocument errors InsertOne UpdateOne ReplaceOne
            DeleteOne IndexModel
            """
          )
        ]
      ).byName,
      types: [
        "\(prefix).Client": LibraryType(
          anyMember: .value("\(prefix).Database"),
          .each("get_database get_default_database", .gives("\(prefix).Database")),
          .each("start_session", .gives("\(prefix).Session")),
          .each("server_info list_database_names", .reads("command")),
          .free("close get_io_loop admin aconnect")
        ),
        "\(prefix).Flask": LibraryType(
          .values("db", "\(prefix).Database"),
          .values("cx", "\(prefix).Client"),
          .free("init_app")
        ),
        "\(prefix).Database": LibraryType(
          anyMember: .value("\(prefix).Collection"),
          .each(
            "get_collection",
            Operation(returns: "\(prefix).Collection", subjectArgument: 0)
          ),
          .each("command", .reads("command")),
          .each("list_collection_names", .reads("list", many: true)),
          .each("create_collection", .writes("ddl", gives: "\(prefix).Collection")),
          .each("drop_collection", .writes("ddl"))
        ),
        "\(prefix).Collection": mongoCollection(prefix),
        "\(prefix).Cursor": LibraryType(
          .chain(
            """
            sort limit skip batch_size hint max_time_ms allow_disk_use collation to_list rewind clone
            """
          ),
          .each("count", .reads("count")),
          .free("close each fetch_next next_object explain")
        ),
        "\(prefix).Session": LibraryType(
          .each("start_transaction", Operation(passesThrough: Operation.receiver)),
          .each("commit_transaction", .writes("commit")),
          .each("abort_transaction", .writes("rollback")),
          .free("end_session")
        ),
      ]
    ).forPython.withoutReferences()
  }

  private static func mongoCollection(_ prefix: String) -> LibraryType {
    LibraryType(
      .each("find", .reads(gives: "\(prefix).Cursor", many: true).bounded(by: .pymongo)),
      .each(
        "aggregate",
        .reads("aggregate", gives: "\(prefix).Cursor", many: true).bounded(by: .pymongoStages)
      ),
      .each("find_one", .reads()),
      .each("distinct", .reads(many: true)),
      .each("count_documents estimated_document_count count", .reads("count")),
      .each("insert_one insert_many insert", .writes("insert")),
      .each(
        "update_one update_many replace_one update save find_one_and_update find_one_and_replace",
        .writes("update")
      ),
      .each("delete_one delete_many remove find_one_and_delete", .writes("delete")),
      .each("bulk_write", .writes("bulk")),
      .each(
        "create_index create_indexes drop_index drop_indexes drop ensure_index",
        .writes("ddl")
      ),
      .each("watch", .gives("\(prefix).Cursor")),
      .each("with_options", .chain)
    )
  }

  /// Beanie and its kin: documents that are classes, on Motor.
  static let beanie = Library(
    "Beanie",
    packages: ["beanie", "beanie/*", "bunnet"],
    exports: Members.of([
      .types("Document DocumentWithSoftDelete View", "beanie.Document"),
      .each("init_beanie", .writes("ddl")),
      .free(
        """
        Indexed PydanticObjectId Link BackLink WriteRules DeleteRules before_event after_event
        Insert Replace Save Update Delete SortDirection
        """
      ),
    ]).byName,
    types: [
      "beanie.Document": LibraryType(
        .each("find find_many find_all", Operation(returns: "beanie.Find").beginning),
        .each("find_one", .reads(gives: "beanie.One")),
        .each("get", .reads(gives: "beanie.Document")),
        .each("aggregate", .gives("beanie.Find")),
        .each("count", .reads("count")),
        .each("distinct", .reads(many: true)),
        .each("insert create insert_one", .writes("insert", gives: "beanie.Document")),
        .each("insert_many", .writes("insert")),
        .each("save replace replace_many save_changes", .writes("save")),
        .each("update set inc update_all", .writes("update")),
        .each("upsert", .writes("upsert")),
        .each("delete delete_all", .writes("delete")),
        .each("fetch_link fetch_all_links", .reads()),
        .free("get_motor_collection get_settings model_dump model_copy dict json copy")
      ),
      "beanie.Find": LibraryType(
        .chain("find find_many sort limit skip project aggregate"),
        .each("to_list", .reads(many: true).bounded(by: .beanie)),
        .each("__iter__", .reads(many: true).bounded(by: .beanie)),
        .each("first_or_none", .reads(gives: "beanie.Document")),
        .each("count exists sum avg max min", .reads("count")),
        .each("update update_many set inc", .writes("update")),
        .each("delete delete_many", .writes("delete"))
      ),
      // `await User.find_one(…)` asks, and so does what is chained to it.
      "beanie.One": LibraryType(
        parent: "beanie.Document",
        awaited: "beanie.Document"
      ),
    ]
  ).forPython.withoutReferences().startingWhenAwaited()

  /// MongoEngine: a document's class has `objects`, which ask when they are walked.
  static let mongoengine = Library(
    "MongoEngine",
    packages: ["mongoengine", "mongoengine/*", "flask_mongoengine"],
    exports: Members.of([
      .types("Document DynamicDocument EmbeddedDocument", "mongoengine.Document"),
      .types("MongoEngine", "mongoengine.Flask"),
      .each("connect", .free),
      .free(
        """
        StringField IntField FloatField BooleanField DateTimeField ListField ReferenceField DictField
        EmbeddedDocumentField EmailField ObjectIdField Q
        """
      ),
    ]).byName,
    types: [
      "mongoengine.Flask": LibraryType(
        anyMember: .free,
        .types("Document DynamicDocument EmbeddedDocument", "mongoengine.Document")
      ),
      "mongoengine.Document": LibraryType(
        .values("objects", "mongoengine.QuerySet"),
        .each("save", .writes("save")),
        .each("update modify", .writes("update")),
        .each("delete", .writes("delete")),
        .each("reload", .reads()),
        .free("to_json to_mongo validate clean")
      ),
      "mongoengine.QuerySet": LibraryType(
        call: Operation(returns: "mongoengine.QuerySet"),
        .chain("filter exclude order_by only limit skip all no_cache search_text batch_size"),
        .each("__iter__", .reads(many: true).bounded(by: .mongoengine)),
        .each("first get get_or_404 first_or_404", .reads(gives: "mongoengine.Document")),
        .each("count sum average", .reads("count")),
        .each("aggregate", .reads("aggregate", many: true)),
        .each("distinct in_bulk", .reads(many: true)),
        .each("to_json", .reads(many: true).bounded(by: .mongoengine)),
        .each("update update_one", .writes("update")),
        .each("modify upsert_one", .writes("update", gives: "mongoengine.Document")),
        .each("insert", .writes("insert")),
        .each("create", .writes("insert", gives: "mongoengine.Document")),
        .each("delete", .writes("delete"))
      ),
    ]
  ).forPython.withoutReferences()
}
