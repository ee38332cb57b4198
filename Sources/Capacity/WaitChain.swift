// What waits cost that follow one another, and what they cost together.

/// Some waits of one request, none of which needs another.
package struct WaitChain: Sendable, Hashable {
  package var target: LoadTarget
  /// Waits for the database.
  package var queries: Double
  /// Waits for other services.
  package var calls: Double
  package var query: Input
  package var call: Input

  package init(
    target: LoadTarget = .standard,
    queries: Double,
    calls: Double,
    query: Input = .listQuery,
    call: Input = .serviceCall
  ) {
    self.target = target
    self.queries = queries
    self.calls = calls
    self.query = query
    self.call = call
  }

  /// Milliseconds one after another.
  package var inLine: Double { queries * query.value + calls * call.value }

  /// Milliseconds all together: the longest.
  package var together: Double {
    max(queries > 0 ? query.value : 0, calls > 0 ? call.value : 0)
  }

  package var saved: Double { inLine - together }

  package var breaksLatencyTarget: Bool { inLine >= target.p95Milliseconds }

  /// `2 × 100 ms = 200 ms one after another, 100 ms together`.
  package var sentence: String {
    var parts: [String] = []
    if queries > 0 {
      parts.append("\(Figure.grouped(queries)) × \(Figure.duration(query.value / 1_000))")
    }
    if calls > 0 {
      parts.append("\(Figure.grouped(calls)) × \(Figure.duration(call.value / 1_000))")
    }
    let inputs = (queries > 0 ? [query] : []) + (calls > 0 ? [call] : [])
    let assumed = inputs.filter(\.isAssumed).map(\.source).joined(separator: " and ")
    let verdict =
      breaksLatencyTarget
      ? ", beyond the p95 target of \(Figure.duration(target.p95Milliseconds / 1_000))" : ""
    return
      "\(parts.joined(separator: " + ")) = \(Figure.duration(inLine / 1_000)) one after another"
      + "\(verdict), \(Figure.duration(together / 1_000)) together: "
      + "\(Figure.duration(saved / 1_000)) of each request are spent waiting in line; assuming \(assumed)"
  }
}

extension Input {
  /// Milliseconds of a query that reads a page or counts.
  package static let listQuery = assumed(5, because: "5 ms for a query that reads a page or counts")
  /// Milliseconds of a call to another service.
  package static let serviceCall = assumed(100, because: "100 ms for a call to another service")
  /// Milliseconds of a hash that is slow on purpose.
  package static let passwordHash = assumed(80, because: "80 ms for the hash of a password")
}
