// One rate that a search for the limit tried.

/// What one rate led to.
package struct LimitTry: Sendable {
  package let rate: Double
  package let result: LoadResult
  package let verdict: LoadVerdict

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
