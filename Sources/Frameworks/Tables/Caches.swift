// Cache servers: every command is a round trip, a pipeline is one.

import SemanticModel

extension Library {
  /// node-redis and packages with its interface.
  static let redis = Library.module(
    "Redis",
    packages: ["redis", "@redis/client"],
    prefix: "redis",
    LibraryType(
      construct: client,
      .each("createClient createCluster createSentinel", client),
      .types("RedisClientType RedisClient Client", "redis.Client"),
      ["Redis": .type("redis.Client", constructing: client)]
    ),
    types: clientTypes
  )
  // A client without a listener ends the process at the first network error (README of node-redis, "Events").
  .endingUnheard(of: "redis", "@redis/client", madeBy: "createClient", "createCluster")

  /// Caches that are asked over HTTP, and memcached, whose clients limit the time of a command by themselves.
  static let remoteCaches = Library.module(
    "remote caches",
    packages: ["@upstash/redis", "memcached", "memjs", "@vercel/kv"],
    prefix: "remote-cache",
    LibraryType(
      construct: .gives("remote-cache.Client"),
      .each("createClient", .gives("remote-cache.Client")),
      .types("Redis Client", "remote-cache.Client"),
      .values("kv", "remote-cache.Client")
    ),
    types: [
      "remote-cache.Client": LibraryType(
        anyMember: .call(.caches("command")),
        .listeners,
        .each("fromEnv create", .gives("remote-cache.Client")),
        .each("multi pipeline", .gives("redis.Pipeline")),
        .free("quit end close")
      )
    ]
  )

  /// ioredis, and what provides it in NestJS.
  static let ioredis = Library.module(
    "ioredis",
    packages: ["ioredis", "@nestjs-modules/ioredis", "@liaoliaots/nestjs-redis"],
    prefix: "ioredis",
    LibraryType(
      construct: client,
      ["Redis": .type("redis.Client", constructing: client)],
      .types("Cluster", "redis.Client"),
      .free("RedisModule")
    )
  )

  /// Caches behind one interface, and locks on Redis.
  static let cacheManager = Library(
    "cache-manager",
    packages: ["cache-manager", "@nestjs/cache-manager", "keyv", "redlock"],
    exports: Members.of([
      .types("Cache Keyv Redlock default", "cache-manager.Cache"),
      .each("createCache caching multiCaching createKeyv", .gives("cache-manager.Cache")),
    ]).byName,
    types: [
      "cache-manager.Cache": LibraryType(
        .each("get mget ttl has", .caches("get")),
        // jaredwray/cacheable, READMEs of keyv and cache-manager: `ttl` of the cache; stores may have their own.
        .each("set mset", .caches("set").living(.setByMaker("ttl", "store", "stores"))),
        .each("del mdel delete clear reset", .caches("delete")),
        .each(
          "wrap",
          Operation(
            Effect(.cache, "get"),
            resultOf: 1,
            callbacks: [.once(.at(1))]
          )
        ),
        .each("acquire lock extend release unlock", .caches("lock")),
        .each(
          "using",
          Operation(
            Effect(.cache, "lock"),
            resultOf: 2,
            callbacks: [.once(.last)]
          )
        ),
        .listeners,
        .values("store stores", "cache-manager.Cache")
      )
    ]
  )

  /// Caches inside the process: no round trip.
  static let memoryCaches = Library(
    "in-process caches",
    packages: [
      "node-cache", "lru-cache", "quick-lru", "memory-cache", "ttlcache", "@isaacs/ttlcache",
    ],
    exports: Members.each(
      "default LRUCache NodeCache TTLCache Cache",
      is: .type(
        "memory-cache.Cache",
        constructing: Operation(returns: "memory-cache.Cache")
          .playing(.memoryCache)
          .needing(
            // Sizes, lifetimes in milliseconds, lifetimes in seconds.
            DeadlineRule.OptionRule(0, "max", "maxSize", "maxKeys"),
            DeadlineRule.OptionRule(0, "ttl", "maxAge", "checkAgeOnGet"),
            DeadlineRule.OptionRule(0, "stdTTL")
          )
      )
    ).byName,
    types: [
      "memory-cache.Cache": LibraryType(
        anyMember: .free,
        .listeners,
        .each("set put", Operation().playing(.memoryCacheEntry)),
        .each("forEach", .calls(CallbackRule(.at(0), .perElementOfReceiver, element: 0))),
        .each("fetch", .calls(.once(.last)))
      )
    ]
  )

  /// A connection of its own, which is opened anew when it is lost.
  ///
  /// ioredis: commands wait in a queue while it connects anew, for 20 tries each (maxRetriesPerRequest); node-redis:
  /// without end. Neither limits the time of a command (commandTimeout, socketTimeout).
  private static let client = Operation(returns: "redis.Client").playing(.connectionPool)
    .retrying(
      RetryRule(
        options: -2,
        bounds: [],
        waits: ["retryStrategy", "reconnectStrategy", "retry_strategy"],
        isWaiting: true
      )
    )
    .needing(limits)

  private static let limits = DeadlineRule.OptionRule(
    -1,
    "maxRetriesPerRequest",
    "commandTimeout",
    "enableOfflineQueue",
    "disableOfflineQueue",
    "socket.socketTimeout",
    "redisOptions"
  )

  private static let commandLimit = DeadlineRule(
    "Redis command",
    creation: [limits],
    isSettableElsewhere: true
  )

  private static let clientTypes: [String: LibraryType] = [
    "redis.Client": LibraryType(
      anyMember: .call(Operation.caches("command").limited(by: commandLimit)),
      .listeners,
      .each("connect duplicate", .gives("redis.Client")),
      .each("multi pipeline batch MULTI", .gives("redis.Pipeline")),
      .each("executeIsolated", .runs(0, with: [0: "redis.Client"])),
      .each("subscribe psubscribe pSubscribe sSubscribe", .calls(.later(.last))),
      .each("scanStream hscanStream sscanStream zscanStream", .gives("node.Stream")),
      .each("scanIterator hScanIterator sScanIterator", .caches("scan")),
      .free("quit disconnect end destroy close unref defineCommand status isReady isOpen")
    ),
    // Commands are gathered in memory; `exec` sends them all.
    "redis.Pipeline": LibraryType(
      anyMember: .call(.chain),
      .each("exec EXEC execAsPipeline execTyped", .caches("pipeline"))
    ),
  ]
}
