// Findings are shown worst first, and always in the same order.

import Findings
import Testing

@Suite("The order of findings")
struct FindingOrderTests {
  @Test("is severity, file, line, column, rule")
  func isFixed() {
    let expected = [
      Finding.sample(id: "1", file: "z.js", line: 9, severity: .critical),
      Finding.sample(id: "2", file: "a.js", line: 2, severity: .high),
      Finding.sample(id: "3", file: "a.js", line: 10, severity: .high),
      Finding.sample(id: "4", file: "a.js", line: 10, column: 5, severity: .high),
      Finding.sample(id: "5", rule: "b", file: "a.js", line: 10, column: 5, severity: .high),
      Finding.sample(id: "6", file: "b.js", line: 1, severity: .high),
      Finding.sample(id: "7", file: "a.js", line: 1, severity: .monitor),
    ]
    #expect(Array(expected.reversed()).settled() == expected)
    #expect(expected.settled() == expected)
  }

  @Test("of severities and confidences is worst and surest first")
  func ranksWords() {
    #expect(Severity.allCases.sorted(by: >) == [.critical, .high, .medium, .monitor])
    #expect(Confidence.allCases.sorted(by: >) == [.high, .medium, .low])
  }
}

extension Finding {
  /// A finding of which only the place matters.
  static func sample(
    id: String,
    rule: String = "a",
    file: String = "a.js",
    line: Int,
    column: Int = 1,
    severity: Severity = .high
  ) -> Finding {
    Finding(
      id: id,
      rule: rule,
      category: .nPlusOne,
      severity: severity,
      tier: .finding,
      confidence: .high,
      location: Location(file: file, startLine: line, startColumn: column),
      title: "T",
      problem: "P.",
      impact: Impact(estimate: "E", confidence: .low),
      verify: Verify(steps: "V"),
      fix: Remedy("F"),
      tradeOff: "O",
      effortHours: Effort(low: 1, high: 2)
    )
  }
}
