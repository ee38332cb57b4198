// Whether a run passed, and whether it counts at all.

/// What follows from a run and its thresholds.
package struct LoadVerdict: Sendable {
  package enum Outcome: Sendable, Hashable {
    case passed
    case failed
    /// The generator was the limit: the figures say nothing about the server.
    case invalid(String)
  }

  package let thresholds: [ThresholdVerdict]
  package let outcome: Outcome

  package init(on result: LoadResult, thresholds: [Threshold]) {
    let verdicts = thresholds.map { $0.verdict(on: result) }
    self.thresholds = verdicts
    if let objection = result.objection {
      outcome = .invalid(objection)
    } else {
      outcome = verdicts.allSatisfy(\.holds) ? .passed : .failed
    }
  }

  /// The exit code of the contract, or k6's.
  package func exitCode(asK6: Bool) -> Int32 {
    outcome == .passed ? 0 : asK6 ? 99 : 1
  }
}
