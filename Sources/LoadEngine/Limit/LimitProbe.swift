// A few requests, one after another, that tell whether a server is at rest.

import Statistics

/// What a server answers to a single user.
struct LimitProbe: Hashable {
  private let median: UInt64
  private let failed: Int

  private static let rounds = 5
  /// Seconds for one of its requests: a server that takes longer is asked again.
  private static let patience = 10.0
  /// So much slower a server at rest may be by chance, in nanoseconds.
  private static let slack: UInt64 = 10_000_000

  init(of result: LoadResult) {
    median = result.figures.durations.all.quantile(0.5)
    failed = result.figures.failed + result.figures.unfinished
  }

  /// Whether nothing is left of what was asked before.
  func isRest(as calm: LimitProbe) -> Bool {
    failed <= calm.failed && median <= max(calm.median * 2, calm.median + Self.slack)
  }

  /// The plan's rounds, by one user who waits for each answer; the draws are the same each time.
  static func plan(of plan: LoadPlan) -> LoadPlan {
    var probe = plan
    probe.pacing = .users(Curve(constant: 1, seconds: patience), .none)
    probe.rounds = rounds
    probe.threads = 1
    probe.warmup = 0
    probe.grace = min(plan.grace, patience)
    probe.timeouts.connect = min(plan.timeouts.connect, patience)
    probe.timeouts.handshake = min(plan.timeouts.handshake, patience)
    probe.timeouts.firstByte = min(plan.timeouts.firstByte, patience)
    probe.timeouts.total = min(plan.timeouts.total, patience)
    return probe
  }
}
