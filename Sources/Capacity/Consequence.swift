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
    return step(share, fails: 1, degrades: 0.25, noticeable: 0.05)
  }

  /// Of the share of its time that a pool, a thread or a processor is busy.
  ///
  /// From 1 on the queue grows without end. In an M/M/1 queue a request waits ρ / (1 - ρ) times
  /// as long as it is served: 2.3 times at 0.7, 0.4 times at 0.3.
  package static func ofUtilisation(_ busy: Double) -> Consequence {
    step(busy, fails: 1, degrades: 0.7, noticeable: 0.3)
  }

  /// Of the seconds until something that only grows is full.
  ///
  /// Full within the load test fails it; full within a day needs a restart each night; within a
  /// month a deploy usually comes first.
  package static func ofFilling(seconds: Double, under target: LoadTarget) -> Consequence {
    guard seconds.isFinite else { return .acceptable }
    if seconds <= target.durationSeconds { return .fails }
    if seconds <= 86_400 { return .degrades }
    return seconds <= 30 * 86_400 ? .noticeable : .acceptable
  }

  private static func step(
    _ value: Double,
    fails: Double,
    degrades: Double,
    noticeable: Double
  ) -> Consequence {
    if value >= fails { return .fails }
    if value >= degrades { return .degrades }
    return value >= noticeable ? .noticeable : .acceptable
  }
}
