// Packages that iterate, wait and limit: lodash, async, bluebird and the small promise helpers.

import SemanticModel

extension Library {
  /// lodash and underscore: their functions take the collection first.
  static let lodash = Library.module(
    "lodash",
    packages: [
      "lodash", "lodash-es", "underscore", "lodash/*", "lodash/fp", "remeda", "es-toolkit",
    ],
    prefix: "lodash",
    LibraryType(
      call: .passes(0),
      anyMember: .free,
      .each("each forEach forEachRight eachRight times forOwn forIn", perElement),
      .each("map flatMap mapValues mapKeys", resulting),
      .each(
        """
        filter reject find findLast sortBy orderBy groupBy keyBy countBy partition uniqBy uniqWith
        minBy maxBy some every findIndex sumBy meanBy dropWhile takeWhile pickBy omitBy remove
        """,
        Operation(passesThrough: 0, callbacks: perElement.callbacks)
      ),
      .each(
        """
        uniq compact flatten flattenDeep chunk reverse shuffle sampleSize take drop slice values keys
        toPairs entries concat difference union intersection cloneDeep clone first head last nth
        sample differenceBy intersectionBy unionBy toArray pick omit merge defaults assign without
        """,
        .passes(0)
      ),
      .each(
        "reduce reduceRight transform",
        .calls(CallbackRule(.at(1), .perElement(of: 0), element: 1))
      ),
      .each("debounce throttle once partial bind curry after before", .passes(0)),
      .each("memoize", Operation.passes(0).playing(.memoizes)),
      .each("defer delay", .calls(.later(.at(0)))),
      .values("chain", "lodash.Module")
    )
  )

  /// `async`: each function takes the collection, an iteratee and a callback.
  static let asyncPackage = Library.module(
    "async",
    packages: ["async", "async/*", "neo-async"],
    prefix: "async",
    LibraryType(
      .each(
        """
        each eachSeries eachOf eachOfSeries forEach forEachSeries forEachOf map mapSeries mapValues
        filter filterSeries reject detect some every concat concatSeries sortBy groupBy transform
        """,
        .calls(CallbackRule(.at(1), .perElement(of: 0), element: 0), .once(.at(2)))
      ),
      .each(
        """
        eachLimit eachOfLimit forEachLimit forEachOfLimit mapLimit mapValuesLimit filterLimit
        rejectLimit detectLimit someLimit everyLimit concatLimit groupByLimit
        """,
        .calls(CallbackRule(.at(2), .perElement(of: 0), element: 0), .once(.at(3)))
      ),
      .each(
        "reduce reduceRight inject foldl",
        .calls(CallbackRule(.at(2), .perElement(of: 0), element: 1), .once(.at(3)))
      ),
      .each("times timesSeries", .calls(CallbackRule(.at(1), .repeatedly), .once(.at(2)))),
      .each("timesLimit", .calls(CallbackRule(.at(2), .repeatedly), .once(.at(3)))),
      .each("waterfall race", .calls(.once(.from(0)))),
      // Tasks come in an array, or in an object that names them.
      .each(
        "series parallel auto parallelLimit tryEach",
        .calls(.once(.from(0)), .once(.propertiesOf(0)))
      ),
      .each(
        "retry whilst doWhilst until doUntil forever",
        .calls(CallbackRule(.from(0), .repeatedly))
      ),
      .each("queue priorityQueue cargo", .calls(.later(.at(0)), gives: "async.Queue")),
      .each("asyncify reflect timeout memoize ensureAsync", .passes(0))
    ),
    types: ["async.Queue": LibraryType(anyMember: .free, .free("push unshift"))]
  )

  /// bluebird, a promise class with iteration.
  static let bluebird = Library.module(
    "Bluebird",
    packages: ["bluebird"],
    prefix: "bluebird",
    LibraryType(
      construct: .calls(.once(.at(0)), gives: "bluebird.Promise"),
      .each("map mapSeries", resulting),
      .each("each", Operation(passesThrough: 0, callbacks: perElement.callbacks)),
      .each("filter", Operation(passesThrough: 0, callbacks: perElement.callbacks)),
      .each("reduce", .calls(CallbackRule(.at(1), .perElement(of: 0), element: 1))),
      .each("all allSettled race any some resolve props promisify promisifyAll method", .passes(0)),
      .each("try attempt", .runs(0)),
      .each("coroutine", .passes(0)),
      .free("delay reject config")
    ),
    types: [
      "bluebird.Promise": LibraryType(
        parent: "builtin.Promise",
        Library.iteration,
        .each(
          "each mapSeries",
          Operation(
            passesThrough: Operation.receiver,
            callbacks: [CallbackRule(.at(0), .perElementOfReceiver, element: 0)]
          )
        ),
        .chain("timeout delay tap all props")
      )
    ]
  )

  /// `p-map` and its kin: `pMap(collection, f)`.
  static let promiseMaps = helper(
    ["p-map", "p-each-series", "p-map-series", "p-filter"],
    resulting
  )

  /// `p-limit`: what it gives calls its argument once.
  static let promiseLimits = helper(
    ["p-limit", "promise-limit", "p-all"],
    Operation(returns: "promise-helpers.Limit", passesThrough: 0)
  )

  /// Helpers that call a function again until it succeeds.
  static let retries = Library(
    "retry helpers",
    packages: [
      "p-retry", "async-retry", "promise-retry", "exponential-backoff", "retry-as-promised",
    ],
    exports: Members.each(
      "default backOff retryAsPromised",
      Operation(resultOf: 0, callbacks: [CallbackRule(.at(0), .repeatedly)]).retrying(tries)
    ).byName
  )

  /// Wrappers that give a function of the same meaning back.
  static let wrappers = helper(
    [
      "memoizee", "p-memoize", "p-throttle", "p-debounce", "lodash.debounce", "lodash.throttle",
      "lodash.memoize", "just-debounce-it", "throttle-debounce", "fast-memoize",
    ],
    .passes(0)
  )

  /// Queues, locks and breakers within one process: each runs its argument once.
  static let promiseQueues = Library(
    "promise helpers",
    packages: ["p-queue", "async-mutex", "async-lock", "bottleneck", "limiter"],
    exports: Members.types("default Mutex Semaphore PQueue", "promise-helpers.Queue").byName,
    types: [
      "promise-helpers.Limit": LibraryType(
        call: Operation.runs(0).playing(.limitsConcurrency),
        .free("clearQueue"),
        .each("map", resulting.playing(.limitsConcurrency))
      ),
      "promise-helpers.Queue": LibraryType(
        .listeners,
        .each(
          "add schedule runExclusive fire execute",
          Operation.runs(0).playing(.limitsConcurrency)
        ),
        .each("addAll wrap", .passes(0)),
        .free("onIdle onEmpty pause start clear stop acquire release isLocked removeTokens")
      ),
    ]
  )

  private static func helper(_ packages: [String], _ operation: Operation) -> Library {
    Library("promise helpers", packages: packages, exports: ["default": .call(operation)])
  }

  private static let perElement = Operation(callbacks: [
    CallbackRule(.at(1), .perElement(of: 0), element: 0)
  ])

  private static let resulting = Operation(resultOf: 1, callbacks: perElement.callbacks)
}
