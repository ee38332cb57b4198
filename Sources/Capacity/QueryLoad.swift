// What a query inside a loop does to the database and to the request that waits for it.

/// One query, or more, for each item of a collection, on every request.
package struct QueryLoad: Sendable, Hashable {
  package enum Pace: Sendable, Hashable {
    /// Each query waits for the one before.
    case oneAfterAnother
    /// All start together, and queue for the connections of the pool.
    case together
    /// No more than a few at the same time.
    case fewAtATime
    /// One after another, however they are started: all are statements of one transaction.
    case onOneConnection
  }

  package var target: LoadTarget
  /// Queries of one request outside the loop.
  package var fixedQueries: Double
  /// Queries for each item.
  package var queriesPerItem: Double
  /// How many items one loop walks.
  package var items: Input
  /// How many such loops are nested in one another: 1 or more.
  package var depth: Int
  package var pace: Pace
  /// Milliseconds that one query takes.
  package var roundTrip: Input
  package var poolSize: Input?

  package init(
    target: LoadTarget = .standard,
    fixedQueries: Double = 1,
    queriesPerItem: Double = 1,
    items: Input = .rowsOfOnePage,
    depth: Int = 1,
    pace: Pace = .oneAfterAnother,
    roundTrip: Input = .queryRoundTrip,
    poolSize: Input? = nil
  ) {
    self.target = target
    self.fixedQueries = fixedQueries
    self.queriesPerItem = queriesPerItem
    self.items = items
    self.depth = max(1, depth)
    self.pace = pace
    self.roundTrip = roundTrip
    self.poolSize = poolSize
  }

  /// Queries of one request that the loop adds.
  package var extraQueries: Double {
    (0..<depth).reduce(queriesPerItem) { product, _ in product * items.value }
  }

  package var queriesPerRequest: Double { fixedQueries + extraQueries }

  package var queriesPerSecond: Double { target.requestsPerSecond * queriesPerRequest }

  /// Milliseconds that the loop adds to one request on an idle database.
  package var addedMilliseconds: Double {
    switch pace {
    case .oneAfterAnother, .fewAtATime, .onOneConnection: extraQueries * roundTrip.value
    case .together:
      (extraQueries / max(1, poolSize?.value ?? extraQueries)).rounded(.up) * roundTrip.value
    }
  }

  /// Connections that are busy on average.
  package var connections: LittlesLaw {
    LittlesLaw(arrivalsPerSecond: queriesPerSecond, secondsHeld: roundTrip.value / 1_000)
  }

  /// Whether the queries keep every connection of the pool busy; false when no pool is known.
  package var exhaustsPool: Bool { poolSize.map { connections.held >= $0.value } ?? false }

  /// Whether the loop alone breaks the 95th percentile of the target.
  package var breaksLatencyTarget: Bool { addedMilliseconds >= target.p95Milliseconds }

  /// Whether a number that nobody stated goes in.
  package var restsOnAssumption: Bool { items.isAssumed || roundTrip.isAssumed }
}
