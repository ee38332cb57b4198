// Caches, logs and the parts of the standard library that cost something.

import SemanticModel

extension Library {
  /// redis-py; sockets wait for ever unless told (redis.readthedocs.io, socket_timeout).
  static let redisPython = Library(
    "redis-py",
    packages: ["redis", "redis/*", "aioredis", "flask_redis", "django_redis"],
    exports: Members.of([
      .each(
        "Redis StrictRedis",
        is: Member(
          value: "redispy.Class",
          construct: redisClient,
          instance: "redispy.Client"
        )
      ),
      // Settings of the framework say what these wait for.
      .types("FlaskRedis", "redispy.ConfiguredClient"),
      .each("get_redis_connection", .gives("redispy.ConfiguredClient")),
      .each("from_url", redisClient),
      .types("ConnectionPool BlockingConnectionPool", "python.Plain"),
    ]).byName,
    types: [
      "redispy.Class": LibraryType(
        construct: redisClient,
        .each("from_url from_pool", redisClient)
      ),
      "redispy.ConfiguredClient": LibraryType(
        anyMember: .call(.caches("command")),
        .each("pipeline pubsub", .gives("redispy.Pipeline")),
        .each("from_url", .gives("redispy.ConfiguredClient")),
        .free("close aclose init_app")
      ),
      "redispy.Client": LibraryType(
        anyMember: .call(Operation.caches("command").limited(by: redisCommand)),
        .each("pipeline", .gives("redispy.Pipeline")),
        .each("pubsub", .gives("redispy.Pipeline")),
        .each("from_url", .gives("redispy.Client")),
        .free("close aclose init_app")
      ),
      "redispy.Pipeline": LibraryType(
        anyMember: .call(Operation(passesThrough: Operation.receiver)),
        .each("execute", .caches("execute"))
      ),
    ]
  ).forPython

  private static let redisClient = Operation.gives("redispy.Client").playing(.serviceClient)

  private static let redisCommand = DeadlineRule(
    "Redis command",
    creation: [
      DeadlineRule.OptionRule(-1, "socket_timeout", "connection_pool").suggesting(
        "socket_timeout=1"
      )
    ],
    isSettableElsewhere: true
  )

  /// Caches in front of functions.
  static let memoizers = Library(
    "function caches",
    packages: [
      "functools", "cachetools", "cachetools/*", "aiocache", "fastapi_cache", "fastapi_cache/*",
    ],
    exports: Members.of([
      .each("cache", is: Member(value: "memo.Decorator", call: memo)),
      .each(
        "lru_cache cached",
        Operation(returns: "memo.Decorator", passesThrough: 0).playing(.memoizes)
      ),
      .types("Cache", "memo.Cache"),
      .each("wraps partial partialmethod reduce", Operation(returns: "python.Decorator")),
      .free("update_wrapper total_ordering singledispatch cmp_to_key TTLCache LRUCache"),
    ]).byName,
    types: [
      "memo.Decorator": LibraryType(call: memo),
      // aiocache, docs (Caches): `ttl` of the cache, without which entries stay.
      "memo.Cache": cache(.setByMaker("ttl")),
    ]
  ).forPython

  /// Flask-Caching: CACHE_DEFAULT_TIMEOUT is 300 seconds (its documentation, Configuring); 0 keeps entries for ever.
  static let flaskCaching = Library(
    "Flask-Caching",
    packages: ["flask_caching"],
    exports: Members.types("Cache", "flask-caching.Cache").byName,
    types: [
      "flask-caching.Cache": cache(
        .seconds(300, unless: "CACHE_DEFAULT_TIMEOUT", isEndlessAtZero: true)
      )
    ]
  ).forPython

  private static func cache(_ lifetime: LifetimeRule) -> LibraryType {
    LibraryType(
      .each("memoize cached", .gives("memo.Decorator")),
      .each("get get_many has", .caches("get")),
      .each("set add", .caches("set").living(lifetime)),
      .each("delete delete_many clear inc dec", .caches("set")),
      .each(
        "delete_memoized delete_memoized_verhash",
        Operation(Effect(.cache, "set"), callbacks: [CallbackRule(.from(0), .never)])
      ),
      .free("init_app")
    )
  }

  private static let memo = Operation(passesThrough: 0).playing(.memoizes)

  /// Loggers of the standard library, structlog and loguru.
  static let pythonLogging = Library(
    "logging",
    packages: ["logging", "logging/*", "loguru", "structlog", "structlog/*"],
    exports: Members.of([
      .each("getLogger get_logger", .gives("python.Logger")),
      .values("logger", "python.Logger"),
      .types("Logger", "python.Logger"),
      .each("debug info warning error exception critical log warn", .logs("log")),
      .free("basicConfig StreamHandler FileHandler Formatter dictConfig INFO DEBUG WARNING ERROR"),
    ]).byName,
    types: [
      "python.Logger": LibraryType(
        .each("debug info warning error exception critical log warn success trace", .logs("log")),
        .each("bind opt", Operation(passesThrough: Operation.receiver)),
        .free("setLevel addHandler isEnabledFor add configure remove")
      )
    ]
  ).forPython

  /// Child processes and sleeping, which hold the thread.
  static let pythonSystem = Library(
    "Python standard library",
    packages: ["subprocess", "time", "os", "shutil", "pathlib"],
    exports: Members.of([
      .each(
        "run call check_call check_output",
        Operation(Effect(.process, "run"), Effect(.blocking, "run"), deadline: child)
      ),
      .each("Popen", Operation(Effect(.process, "start"))),
      .each("system popen", Operation(Effect(.process, "run"), Effect(.blocking, "run"))),
      .each("sleep", .blocks("sleep")),
      .each(
        "copyfile copyfileobj copy copytree rmtree move listdir walk makedirs",
        .blocks("file")
      ),
      .types("Path", "python.Path"),
      .free("time monotonic perf_counter getenv getcwd remove environ path sep strftime gmtime"),
    ]).byName,
    types: [
      "python.Path": LibraryType(
        anyMember: .free,
        .each("read_text read_bytes write_text write_bytes", .blocks("file")),
        .each("open", Operation(Effect(.blocking, "open"), returns: "python.File"))
      ),
      "python.Plain": LibraryType(anyMember: .free),
      // What it is applied to stays what it is.
      "python.Decorator": LibraryType(call: .passes(0), .free("__enter__ __exit__")),
    ]
  ).forPython

  private static let child = DeadlineRule(
    "child process",
    options: [DeadlineRule.OptionRule(-1, "timeout").suggesting("timeout=30")]
  )

  /// The event loop: what runs at the same time, and what is handed to threads.
  static let asyncio = Library(
    "asyncio",
    packages: ["asyncio", "anyio", "trio", "asgiref/sync", "concurrent/futures"],
    exports: Members.of([
      .each("gather wait as_completed", Operation.passes(0).playing(.startsTogether)),
      .each("wait_for shield create_task ensure_future run", .passes(0)),
      .each("to_thread run_sync", .calls(.once(.at(0)))),
      .each("sync_to_async", Operation.passes(0).playing(.movesToThread)),
      .each("async_to_sync", .passes(0)),
      .types("ThreadPoolExecutor ProcessPoolExecutor", "asyncio.Executor"),
      .each("Semaphore BoundedSemaphore CapacityLimiter", Operation().playing(.semaphore)),
      .free("sleep Queue Lock Event get_event_loop new_event_loop get_running_loop timeout"),
    ]).byName,
    types: [
      "asyncio.Executor": LibraryType(
        .each("submit", .calls(.once(.at(0)))),
        .each("map", .calls(CallbackRule(.at(0), .perElement(of: 1), element: 0))),
        .free("shutdown")
      )
    ]
  ).forPython

  /// Pillow works on the thread that asks it.
  static let pillow = Library(
    "Pillow",
    packages: ["PIL", "PIL/*"],
    exports: Members.of([.values("Image", "pillow.Module")]).byName,
    types: [
      "pillow.Module": LibraryType(
        .each("open new frombytes", .gives("pillow.Image"))
      ),
      "pillow.Image": LibraryType(
        .each("save", .blocks("image")),
        .each("thumbnail", Operation.blocks("image").playing(.convertsMedia)),
        .each(
          "resize",
          Operation(Effect(.blocking, "image"), returns: "pillow.Image").playing(.convertsMedia)
        ),
        .each(
          "convert crop rotate filter",
          Operation(Effect(.blocking, "image"), returns: "pillow.Image")
        ),
        .free("close verify size format mode")
      ),
    ]
  ).forPython

  /// Hashes that are slow on purpose.
  static let pythonHashes = Library(
    "password hashing",
    packages: [
      "bcrypt", "flask_bcrypt", "passlib", "passlib/*", "argon2", "argon2/*", "pwdlib", "pwdlib/*",
      "werkzeug/security",
    ],
    exports: Members.of([
      .each("hashpw checkpw kdf", .blocks("hash")),
      .each("generate_password_hash check_password_hash", .blocks("hash")),
      .types("CryptContext PasswordHasher PasswordHash Bcrypt", "passlib.Context"),
      .values(
        """
        bcrypt_sha256 pbkdf2_sha256 pbkdf2_sha512 sha256_crypt sha512_crypt django_pbkdf2_sha256
        """,
        "passlib.Context"
      ),
      .free("gensalt"),
    ]).byName,
    types: [
      "passlib.Context": LibraryType(
        .each(
          "hash verify verify_and_update generate_password_hash check_password_hash",
          .blocks("hash")
        ),
        .each("recommended", .gives("passlib.Context")),
        .free("init_app needs_update check_needs_rehash")
      )
    ]
  ).forPython
}
