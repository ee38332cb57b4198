// Little's law: what is in a system is what arrives times how long it stays.

/// `L = λ W`, for connections of a pool and for requests in flight alike.
package struct LittlesLaw: Sendable, Hashable {
  /// λ, arrivals a second.
  package var arrivalsPerSecond: Double
  /// W, seconds that each stays.
  package var secondsHeld: Double

  package init(arrivalsPerSecond: Double, secondsHeld: Double) {
    self.arrivalsPerSecond = arrivalsPerSecond
    self.secondsHeld = secondsHeld
  }

  /// L, how many are inside on average.
  package var held: Double { arrivalsPerSecond * secondsHeld }

  /// `12 connections held (100/s × 120 ms)`.
  package func sentence(of things: String) -> String {
    let arrivals = Figure.grouped(arrivalsPerSecond)
    return "\(Figure.grouped(held)) \(things) (\(arrivals)/s × \(Figure.duration(secondsHeld)))"
  }
}

/// Connections that each request holds for a while, against the pool they come from.
package struct PoolDemand: Sendable, Hashable {
  package var target: LoadTarget
  /// Milliseconds for which one request holds one connection.
  package var holdMilliseconds: Input
  package var poolSize: Input

  package init(target: LoadTarget, holdMilliseconds: Input, poolSize: Input) {
    self.target = target
    self.holdMilliseconds = holdMilliseconds
    self.poolSize = poolSize
  }

  package var connections: LittlesLaw {
    LittlesLaw(
      arrivalsPerSecond: target.requestsPerSecond,
      secondsHeld: holdMilliseconds.value / 1_000
    )
  }

  /// Whether requests must queue for a connection, on average.
  package var isExhausted: Bool { connections.held >= poolSize.value }

  /// Requests a second at which the last connection is taken.
  package var requestsPerSecondAtExhaustion: Double {
    poolSize.value / (holdMilliseconds.value / 1_000)
  }

  package var sentence: String {
    let demand = connections.sentence(of: "connections held")
    let pool = Figure.grouped(poolSize.value)
    let limit = Figure.grouped(requestsPerSecondAtExhaustion)
    return isExhausted
      ? "\(demand), but the pool has \(pool): requests queue from \(limit) req/s on"
      : "\(demand) of a pool of \(pool), which is full at \(limit) req/s"
  }
}
