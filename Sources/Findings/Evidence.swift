// What was measured for a finding.

/// One measurement that bears on a finding, and what it says.
package struct Evidence: Codable, Sendable, Hashable {
  package enum Kind: String, Codable, Sendable, CaseIterable {
    case plan
    case queryCount = "query-count"
    case latency
    case memory
    case loadTest = "load-test"
    case browser
    case log
    case `static`
  }

  package enum Verdict: String, Codable, Sendable, CaseIterable {
    case confirmed
    case refuted
    case notReproduced = "not-reproduced"
  }

  package var kind: Kind
  package var verdict: Verdict
  /// The figures, each with its unit.
  package var figures: [String]
  /// Where the figures come from: a command, a file, a query.
  package var source: String

  package init(kind: Kind, verdict: Verdict, figures: [String], source: String) {
    self.kind = kind
    self.verdict = verdict
    self.figures = figures
    self.source = source
  }
}
