// Everything that is known of frameworks and libraries, for the linker.

package import SemanticModel

/// The libraries that the product knows, as values.
///
/// A package that stands in none of them is unknown: its calls have no effect and count as unresolved.
package enum Libraries {
  /// What the linker is handed.
  package static let knowledge = FrameworkKnowledge(
    libraries: all,
    javaScriptMethods: Library.methodsOfUnknownReceivers,
    pythonMethods: Library.pythonMethodsOfUnknownReceivers,
    bundles: bundles,
    rareWords: rareWords
  )

  /// All libraries, the built-ins of the language first.
  package static let all: [Library] =
    languages + webServers + databases + callers + backgrounds + operations + browsers + python

  /// JavaScript, Node and what works on collections and promises.
  static let languages: [Library] = [
    .builtins, .node, .fileSystem, .crypto, .zlib, .childProcess, .promisedChild,
    .programSearch, .nodeHTTP, .promisify,
    .lodash, .asyncPackage, .bluebird, .promiseMaps, .promiseLimits, .promiseQueues, .retries,
    .wrappers, .bcrypt, .bcryptjs, .console, .loggers, .requestLoggers, .morgan, .quiet,
    .jsonWebToken, .rxjs,
  ]

  /// Frameworks that call handlers for requests.
  static let webServers: [Library] = [
    .express.addingExpressParts, .expressPromise, .asyncErrors, .asyncHandlers,
    .nest.loggingUncaught, .nestCQRS,
    .nestGraphQL, .containers, .hono,
    .fastify.playingOnImport(.requestIdentity), .koa, .koaRouter, .smallServers, .trpc, .graphql,
    .dataLoader, .restDataSources, .next, .remix, .passport, .betterAuth, .authJS, .authProviders,
  ]

  /// Drivers, mappers and query builders of databases.
  static let databases: [Library] = [
    // prisma.io, connection pool: twice the physical processors and one.
    .prisma.startingWhenAwaited().computing(
      ComputedPool(
        unless: "connection_limit",
        or: ["adapter", "accelerateUrl"],
        perProcessor: 2,
        more: 1
      )
    ), .mongodb, .pgPromise, .sqlite, .synchronousSQLite, .mssql,
    // node-postgres.com/apis/pool: max is 10; mongoosejs.com/docs/connections.html: maxPoolSize is 100;
    // sidorares/node-mysql2, createPool: connectionLimit is 10.
    .pg.sharing(ConnectionPool("max", size: 10)).asking(oneByOne: "pg.Client"),
    // porsager/postgres, README: max is 10.
    .postgresJS.sharing(ConnectionPool("max", size: 10)),
    .mongoose.sharing(ConnectionPool("maxPoolSize", "poolSize", size: 100)),
    .mysql.sharing(ConnectionPool("connectionLimit", size: 10)).asking(
      oneByOne: "mysql.Connection"
    ),
    .nestMongoose,
    // typeorm.io, data source options: the driver's own size, which is 10 for PostgreSQL and MySQL; a class may say it.
    .typeorm.asking(oneByOne: "typeorm.QueryRunner").sharing(
      ConnectionPool(
        "extra.max",
        "poolSize",
        "extra.connectionLimit",
        "useClass",
        "useExisting",
        size: 10
      )
    ),
    // sequelize.org, Connection Pool: max is 5; knexjs.org, pool: 2 to 10.
    .sequelize.sharing(ConnectionPool("pool.max", size: 5)),
    .knex.sharing(ConnectionPool("pool.max", size: 10)), .redbean,
    .kysely, .drizzle, .objection, .mikroORM,
    .supabase, .firestore, .searchServers,
  ]

  /// Clients of other services.
  static let callers: [Library] =
    [
      .axios, .nestHTTP, .fetch, .nodeFetch, .fetchWrappers, .undici, .got, .needle, .superagent,
      .request, .ky,
      .ofetch, .nodemailer.serving(.messages), .nestMailer.serving(.messages), .stripe,
      .aws.serving(.storage, by: "S3Client", "S3")
        .serving(.messages, by: "SESClient", "SESv2Client", "SES", "SNSClient", "SNS"),
      .awsV2.serving(.storage, by: "S3").serving(.messages, by: "SES", "SNS"), .geocoder,
      .googleAuth, .googleAPIs, .headlessBrowsers, .converters,
      .webPush.serving(.messages), .objectStores.serving(.storage),
    ] + Library.services

  /// Caches, queues, schedules and sockets.
  static let backgrounds: [Library] = [
    .redis, .remoteCaches, .ioredis, .cacheManager, .memoryCaches, .bull, .amqp, .kafka, .schedules,
    .nestBackground, .sessions, .rateLimitCounters, .socketIO, .socketIOClient, .ws,
  ]

  /// What keeps a service alive, bounded and seen.
  static let operations: [Library] = [
    .rateLimiters, .throttler, .compression, .healthChecks, .shutdownHelpers,
    .metrics, .tracers, .errorTrackers, .requestIds, .asyncContext, .breakers, .opossum,
    .bodyParsers, .uploadParsers, .expressFileUpload, .axiosRetry,
  ]

  /// What Python programs import.
  static let python: [Library] =
    [
      .pythonBuiltins, .pythonTyping, .pythonConverters, .pythonSystem, .pythonLogging, .asyncio,
      .pillow,
      .pythonHashes,
      .flask.limiting(by: "@limiter.limit(\"5 per minute\")").loggingUncaught.addingFlaskParts,
      .flaskResources, .flaskJSONAPI, .flaskAdmin,
      // anyio.readthedocs.io, threads: the default limiter has 40 tokens.
      .fastAPI.runningHandlers(on: 40).limiting(by: "@limiter.limit(\"5/minute\")")
        .addingFastAPIParts,
      .django.limiting(by: "@ratelimit(key=\"ip\", rate=\"5/m\", method=\"POST\")"), .restFramework,
      .channels, .pythonSocketIO, .greenThreads,
      // docs.sqlalchemy.org, QueuePool: pool_size is 5, and max_overflow 10.
      .sqlAlchemy.holdingUntilEnd().sharing(
        ConnectionPool(
          "pool_size",
          size: 15,
          overflow: ("max_overflow", 10),
          setting: "SQLALCHEMY_ENGINE_OPTIONS"
        )
      ),
      .pymongo.sharing(ConnectionPool("maxPoolSize", size: 100)),
      .motor.sharing(ConnectionPool("maxPoolSize", size: 100)), .beanie, .mongoengine, .tortoise,
      .peewee, .pythonDrivers,
      .pythonSQLite, .aiofiles,
      .asyncpg, .databases, .aiosql.asking(oneByOne: "aiosql.Queries"), .pandas, .openpyxl,
      .marshmallow, .pydantic,
      .redisPython, .memoizers, .flaskCaching, .flaskLogin, .flaskTokens,
      .celery.redelivering(by: .celeryRedelivery),
      .pythonRequests, .httpx, .aiohttp, .urllib, .smtplib.serving(.messages),
      .aioSMTP.serving(.messages), .tenacity, .backoff,
      .urllib3,
      .pythonLimiters.storing(by: "RATELIMIT_STORAGE_URI", "RATELIMIT_STORAGE_URL"), .pythonMetrics,
      .pythonTracers, .pythonErrorTrackers, .pythonRequestIds,
      .pythonCompression, .pythonHealthChecks,
    ] + Library.pythonKits

  /// What runs in a browser.
  static let browsers: [Library] =
    [
      .browser, .react, .reactQuery, .trpcClient, .graphqlClients, .graphqlContext, .reactTable,
      .swr, .stores, .reactRedux,
      .hookForm, .formik,
    ] + Library.identityComponents + Library.lastingParts
}
