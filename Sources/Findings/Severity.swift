// How bad a finding is under the load target.

/// What the load target will do to the code if nothing changes; worse compares greater.
package enum Severity: String, Codable, Sendable, CaseIterable, Comparable {
  /// Will very likely fail the load test.
  case critical = "CRITICAL"
  /// Significant degradation or partial failure.
  case high = "HIGH"
  /// Noticeable, no outage.
  case medium = "MEDIUM"
  /// Acceptable now; the finding names the threshold at which to act.
  case monitor = "MONITOR"

  package static func < (left: Severity, right: Severity) -> Bool { left.rank < right.rank }

  private var rank: Int {
    switch self {
    case .critical: 3
    case .high: 2
    case .medium: 1
    case .monitor: 0
    }
  }
}
