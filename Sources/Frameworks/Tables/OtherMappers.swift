// Further ways to a database: Objection, MikroORM, Supabase, Firestore, ClickHouse, Elasticsearch.

import SemanticModel

extension Library {
  /// Objection: models on Knex; `query()` starts a chain that is one statement.
  static let objection = Library(
    "Objection",
    packages: ["objection"],
    exports: Members.of([
      [
        "Model": Member(
          value: "objection.Class",
          construct: .gives("objection.Instance"),
          instance: "objection.Instance"
        )
      ],
      .types("QueryBuilder", "objection.Builder"),
      .each(
        "transaction",
        Operation(
          resultOf: 1,
          callbacks: [.once(.last, receives: [0: "knex.Client"])]
        )
      ),
      .free("raw ref fn val lit initialize mixin"),
    ]).byName,
    types: [
      "objection.Class": LibraryType(
        construct: .gives("objection.Instance"),
        .each(
          "query relatedQuery",
          .reads("query", gives: "objection.Builder", many: true).bounded(by: .builder)
        ),
        .each("fetchGraph", .reads(many: true)),
        .each(
          "transaction",
          Operation(
            resultOf: 0,
            callbacks: [.once(.last, receives: [0: "knex.Client"])]
          )
        ),
        .each("bindKnex", .chain),
        .each("knex", .gives("knex.Client")),
        .free("fromJson fromDatabaseJson tableName relationMappings jsonSchema")
      ),
      "objection.Instance": LibraryType(
        .each("$query $relatedQuery", .reads("query", gives: "objection.Builder", many: true)),
        .each("$fetchGraph", .reads(many: true)),
        .free("$toJson $set $setJson $clone $validate toJSON $id")
      ),
      "objection.Builder": LibraryType(
        awaited: "objection.Instance",
        anyMember: .call(
          Operation(
            passesThrough: Operation.receiver,
            callbacks: [.once(.from(0), receives: [0: "objection.Builder"])]
          )
        )
      ),
    ]
  )

  /// MikroORM: reads ask at once, changes are gathered and sent by `flush`.
  static let mikroORM = Library(
    "MikroORM",
    packages: ["@mikro-orm/core", "@mikro-orm/*", "@mikro-orm/nestjs"],
    exports: Members.of([
      .types("EntityManager SqlEntityManager MikroORM EntityRepository", "mikro-orm.Manager"),
      .free("wrap ref serialize defineConfig Collection"),
    ]).byName,
    types: [
      "mikro-orm.Manager": LibraryType(
        .each("init", .gives("mikro-orm.Manager")),
        .each("find findAll", .reads(many: true).bounded(by: .mikroORM)),
        .each("findByCursor", .reads(many: true)),
        .each("findAndCount", Operation(.read("select"), .read("count"), returnsCollection: true)),
        .each("findOne findOneOrFail refresh populate", .reads()),
        .each("count", .reads("count")),
        .each("execute", .reads("query", many: true)),
        .each("flush persistAndFlush removeAndFlush", .writes("flush")),
        .each("insert insertMany", .writes("insert")),
        .each("nativeUpdate", .writes("update")),
        .each("nativeDelete", .writes("delete")),
        .each("upsert upsertMany", .writes("upsert")),
        .each(
          "transactional",
          Operation.runs(0, with: [0: "mikro-orm.Manager"]).playing(.transaction)
        ),
        .each("createQueryBuilder qb", Operation.gives("mikro-orm.Builder").beginning),
        .each(
          "fork getRepository getEntityManager getConnection getKnex",
          .gives("mikro-orm.Manager")
        ),
        .values("em", "mikro-orm.Manager"),
        .free(
          "create assign merge map getReference persist remove clear begin commit rollback close"
        )
      ),
      "mikro-orm.Builder": LibraryType(
        anyMember: .call(.chain),
        .each("execute getResult getResultList getResultAndCount", .reads(many: true)),
        .each("getSingleResult getCount", .reads()),
        .free("getQuery getFormattedQuery getKnexQuery")
      ),
    ]
  )

  /// Supabase: a chain that starts with `from` is one request to the database's interface.
  static let supabase = Library(
    "Supabase",
    packages: ["@supabase/supabase-js", "@supabase/ssr", "@supabase/postgrest-js"],
    exports: Members.of([
      .each("createClient createServerClient createBrowserClient", .gives("supabase.Client")),
      .types("SupabaseClient", "supabase.Client"),
    ]).byName,
    types: [
      "supabase.Client": LibraryType(
        .each(
          "from",
          Operation(
            .read("query"),
            returns: "supabase.Builder",
            returnsCollection: true,
            subjectArgument: 0
          )
        ),
        .each("rpc", .reads("call", gives: "supabase.Builder", many: true)),
        .each("schema", .chain),
        .values("auth storage functions", "supabase.Service"),
        .each("channel", .gives("supabase.Channel")),
        .free("removeChannel getChannels")
      ),
      "supabase.Builder": LibraryType(
        awaited: "supabase.Rows",
        anyMember: .call(.chain)
      ),
      "supabase.Rows": LibraryType(),
      "supabase.Service": LibraryType(
        anyMember: Member(
          value: "supabase.Service",
          call: .requests("API", gives: "supabase.Rows")
        ),
        .values("admin", "supabase.Service"),
        .each("onAuthStateChange", .calls(.later(.at(0)))),
        .each("from", .gives("supabase.Service"))
      ),
      "supabase.Channel": LibraryType(
        .each(
          "on",
          Operation(
            passesThrough: Operation.receiver,
            callbacks: [.later(.last)]
          )
        ),
        .chain("subscribe unsubscribe"),
        .free("send track")
      ),
    ]
  )

  /// Firestore, by its server kit.
  static let firestore = Library.module(
    "Firestore",
    packages: ["firebase-admin", "firebase-admin/firestore", "@google-cloud/firestore"],
    prefix: "firestore",
    LibraryType(
      .each("firestore getFirestore", .gives("firestore.Database")),
      .types("Firestore", "firestore.Database"),
      .each("initializeApp cert applicationDefault getApps getApp", .free),
      .values("credential FieldValue Timestamp apps", "builtin.Pure"),
      .each("auth messaging storage getAuth getMessaging getStorage", .gives("firestore.Service"))
    ),
    types: [
      "firestore.Database": LibraryType(
        .each(
          "collection collectionGroup",
          Operation(
            returns: "firestore.Collection",
            subjectArgument: 0
          ).beginning
        ),
        .each("doc", .gives("firestore.Document")),
        .each("getAll", .reads(many: true)),
        .each("batch bulkWriter", .gives("firestore.Batch")),
        .each("runTransaction", .runs(0, with: [0: "firestore.Transaction"])),
        .free("settings terminate")
      ),
      "firestore.Collection": LibraryType(
        .chain(
          "where orderBy limit limitToLast offset startAt startAfter endAt endBefore select withConverter"
        ),
        .each("get", .reads(gives: "firestore.Snapshot", many: true)),
        .each("count", .gives("firestore.Document")),
        .each("add", .writes("insert", gives: "firestore.Document")),
        .each("doc", .gives("firestore.Document")),
        .each("listDocuments", .reads(gives: "firestore.Document", many: true)),
        .each("onSnapshot", .calls(.later(.from(0))))
      ),
      "firestore.Document": LibraryType(
        .each("get", .reads(gives: "firestore.Snapshot")),
        .each("set create", .writes("insert")),
        .each("update", .writes("update")),
        .each("delete", .writes("delete")),
        .each("collection", Operation.gives("firestore.Collection").beginning),
        .each("listCollections", .reads(gives: "firestore.Collection", many: true)),
        .each("onSnapshot", .calls(.later(.from(0)))),
        .values("ref parent", "firestore.Document")
      ),
      "firestore.Snapshot": LibraryType(
        .each("forEach", .calls(CallbackRule(.at(0), .perElementOfReceiver, element: 0))),
        .values("docs ref", "firestore.Document"),
        .free("data get docChanges isEqual")
      ),
      "firestore.Batch": LibraryType(
        .chain("set update delete create"),
        .each("commit flush close", .writes("batch"))
      ),
      "firestore.Transaction": LibraryType(
        .each("get getAll", .reads(gives: "firestore.Snapshot", many: true)),
        .chain("set update delete create")
      ),
      "firestore.Service": LibraryType(
        anyMember: Member(value: "firestore.Service", call: .requests("API"))
      ),
    ]
  )

  /// Analytical and search servers: both end requests after 30 s by default (ClickHouse: request_timeout,
  /// Elasticsearch: requestTimeout).
  static let searchServers = Library.module(
    "search servers",
    packages: [
      "@clickhouse/client", "@elastic/elasticsearch", "@opensearch-project/opensearch",
      "meilisearch",
      "algoliasearch", "typesense",
    ],
    prefix: "search",
    LibraryType(
      call: .gives("search.Client"),
      construct: .gives("search.Client"),
      .each("createClient algoliasearch", .gives("search.Client")),
      .types("Client MeiliSearch Meilisearch", "search.Client")
    ),
    types: [
      "search.Client": LibraryType(
        .each("query search msearch get mget count exists", .reads(many: true)),
        .each(
          "insert create update bulk command exec addDocuments updateDocuments",
          .writes("insert")
        ),
        // MeiliSearch and Algolia name an index by it; Elasticsearch writes, which stays uncounted.
        .each("index initIndex collections documents", .gives("search.Index")),
        .each("delete deleteByQuery deleteDocument deleteDocuments", .writes("delete")),
        .values("helpers indices cluster", "search.Index"),
        .free("close ping")
      ),
      "search.Index": LibraryType(
        .each("search getDocument getDocuments getObject getObjects", .reads(many: true)),
        .each("exists get refresh putMapping", .reads()),
        .each(
          "addDocuments updateDocuments saveObject saveObjects partialUpdateObject bulk create",
          .writes("insert")
        ),
        .each("delete deleteDocument deleteDocuments deleteObject deleteObjects", .writes("delete"))
      ),
    ]
  )
}
