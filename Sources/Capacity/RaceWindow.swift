// How often two requests meet between a read and the write that rests on it.

/// The time in which another request can come in between.
package struct RaceWindow: Sendable, Hashable {
  package var target: LoadTarget
  /// Waits for the database between the read and the write, both included.
  package var queries: Double
  /// Waits for other services between them.
  package var calls: Double
  package var query: Input
  package var call: Input

  package init(
    target: LoadTarget = .standard,
    queries: Double,
    calls: Double = 0,
    query: Input = .queryRoundTrip,
    call: Input = .serviceCall
  ) {
    self.target = target
    self.queries = queries
    self.calls = calls
    self.query = query
    self.call = call
  }

  package var milliseconds: Double { queries * query.value + calls * call.value }

  /// Requests that are inside the window at the same time, by Little's law.
  package var inside: Double { target.requestsPerSecond * milliseconds / 1_000 }

  package var sentence: String {
    let inputs = [query] + (calls > 0 ? [call] : [])
    let assumed = inputs.filter(\.isAssumed).map(\.source).joined(separator: " and ")
    return
      "The window between read and write is \(Figure.duration(milliseconds / 1_000)) wide: two requests for the "
      + "same row that come within it collide (a double click, a retry, a client that sends them in parallel), "
      + "however few come in all; assuming \(assumed)"
  }
}
