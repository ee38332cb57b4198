// How soon a pool is empty when each request holds a connection while it waits.

/// Requests that each keep a connection over a wait.
package struct HeldPool: Sendable, Hashable {
  package var target: LoadTarget
  package var poolSize: Double
  /// The wait is for another service, not for a further connection.
  package var isExternal: Bool
  package var call: Input

  package init(
    target: LoadTarget = .standard,
    poolSize: Double,
    isExternal: Bool,
    call: Input = .serviceCall
  ) {
    self.target = target
    self.poolSize = poolSize
    self.isExternal = isExternal
    self.call = call
  }

  /// Connections that are held on average, by Little's law.
  package var held: Double { target.requestsPerSecond * call.value / 1_000 }

  package var exhaustsPool: Bool { held >= poolSize }

  /// Requests a second at which every connection is held.
  package var ratePerSecond: Double { poolSize * 1_000 / max(1, call.value) }

  package var sentence: String {
    let size = Figure.grouped(poolSize)
    guard isExternal else {
      return
        "A pool of \(size) connections, and two for each request: \(size) requests at once hold one each and "
        + "wait for another, and all of them stand still until a timeout ends them"
    }
    let connections = Figure.counted(held, "connection")
    return
      "\(Figure.grouped(target.requestsPerSecond)) req/s × \(Figure.duration(call.value / 1_000)) = "
      + "\(connections) held by the wait alone, of a pool of \(size); it is empty from "
      + "\(Figure.grouped(ratePerSecond)) such requests a second on, and as soon as \(size) of them wait for a peer "
      + "that hangs, requests of all other routes wait for a connection; assuming \(call.source)"
  }
}
