// What a figure means for the load test: the four steps that a severity is computed from.

/// What the load target does to the code; worse compares greater.
///
/// docs/scoring.md gives the reasons for each step.
package enum Consequence: Int, Sendable, Hashable, Comparable, CaseIterable {
  /// Within the target; the finding names the figure at which to act.
  case acceptable
  /// Noticeable, no outage.
  case noticeable
  /// Significant degradation or partial failure.
  case degrades
  /// Will very likely fail the load test.
  case fails

  package static func < (left: Consequence, right: Consequence) -> Bool {
    left.rawValue < right.rawValue
  }
}

extension Consequence {
  /// Of milliseconds that one request waits longer, against the 95th percentile of the target.
  ///
  /// The whole of it fails the test by itself; a quarter does so together with three of its kind;
  /// a twentieth can be measured.
  package static func ofDelay(milliseconds: Double, under target: LoadTarget) -> Consequence {
    let share = milliseconds / target.p95Milliseconds
    if share >= 1 { return .fails }
    if share >= 0.25 { return .degrades }
    return share >= 0.05 ? .noticeable : .acceptable
  }
}
