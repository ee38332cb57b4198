// One rate that a search for the limit tried.

/// What one rate led to.
package struct LimitTry: Sendable {
  /// How the server got over a rate that it did not carry.
  package enum Rest: Sendable, Hashable {
    /// Seconds until it answered as before the first try.
    case after(Double)
    /// It did not in so many seconds, and was loaded again all the same.
    case notWithin(Double)
  }

  package let rate: Double
  package let result: LoadResult
  package let verdict: LoadVerdict
  /// Nil where nothing was tried behind it, and of a rate that was carried.
  package internal(set) var rest: Rest?

  package init(rate: Double, result: LoadResult, verdict: LoadVerdict) {
    self.rate = rate
    self.result = result
    self.verdict = verdict
  }

  /// Why the generator, and not the server, was the limit.
  package var objection: String? {
    if case .invalid(let reason) = verdict.outcome { reason } else { nil }
  }
}
