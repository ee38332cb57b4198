// The score of an audit and the order in which to act on it.

/// The vibe score, from 1 (do not deploy) to 10.
package struct Score: Codable, Sendable, Hashable {
  package var value: Double
  package var band: String
  /// Two to five sentences.
  package var justification: [String]

  package init(value: Double, band: String, justification: [String]) {
    self.value = value
    self.band = band
    self.justification = justification
  }
}

/// What to do first, by finding id.
package struct AuditSummary: Codable, Sendable, Hashable {
  /// How many findings there are of each severity.
  package struct Counts: Codable, Sendable, Hashable {
    package var critical: Int
    package var high: Int
    package var medium: Int
    package var monitor: Int

    package init(of findings: [Finding]) {
      func count(_ severity: Severity) -> Int {
        findings.count { $0.severity == severity && $0.suppressed == nil }
      }
      critical = count(.critical)
      high = count(.high)
      medium = count(.medium)
      monitor = count(.monitor)
    }

    private enum CodingKeys: String, CodingKey {
      case critical = "CRITICAL"
      case high = "HIGH"
      case medium = "MEDIUM"
      case monitor = "MONITOR"
    }
  }

  package var counts: Counts
  /// At most three.
  package var topFixes: [String]
  package var fixNow: [String]
  package var fixSoon: [String]
  package var monitor: [String]
  package var fixNowEffortHours: Effort

  package init(
    counts: Counts,
    topFixes: [String],
    fixNow: [String],
    fixSoon: [String],
    monitor: [String],
    fixNowEffortHours: Effort
  ) {
    self.counts = counts
    self.topFixes = topFixes
    self.fixNow = fixNow
    self.fixSoon = fixSoon
    self.monitor = monitor
    self.fixNowEffortHours = fixNowEffortHours
  }
}
