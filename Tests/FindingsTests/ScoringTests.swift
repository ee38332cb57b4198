// The vibe score is what docs/scoring.md says.

import Findings
import Testing

@Suite("The vibe score")
struct ScoringTests {
  private func finding(
    _ severity: Severity,
    rule: String = "query-in-loop",
    tier: Tier = .finding,
    confidence: Confidence = .high,
    hours: Double = 1,
    line: Int = 1
  ) -> Finding {
    Finding(
      id: "\(rule)-\(severity.rawValue)-\(tier.rawValue)-\(confidence.rawValue)-\(hours)-\(line)",
      rule: rule,
      category: .nPlusOne,
      severity: severity,
      tier: tier,
      confidence: confidence,
      location: Location(file: "a.js", startLine: line),
      title: "t",
      problem: "p",
      impact: Impact(estimate: "e", confidence: .medium),
      verify: Verify(steps: "s"),
      fix: Remedy("f"),
      tradeOff: "o",
      effortHours: Effort(low: hours, high: hours)
    )
  }

  private var workedExample: [Finding] {
    [finding(.critical)] + (1...2).map { finding(.high, rule: "missing-timeout", line: $0) }
      + [finding(.high, rule: "third", tier: .suspicious, confidence: .medium)]
      + (1...3).map { finding(.medium, rule: "fourth", line: $0) }
  }

  @Test("of the worked example is 6.4, and 7.6 once its CRITICAL is repaired")
  func worksExample() {
    #expect(Scoring.value(of: workedExample) == 6.4)
    #expect(Scoring.value(of: Array(workedExample.dropFirst())) == 7.6)
  }

  @Test(
    "puts so many findings of different rules into their band",
    arguments: [
      (.critical, 0, 10), (.critical, 1, 8.3), (.critical, 2, 7), (.critical, 3, 5.9),
      (.critical, 8, 2.8), (.high, 1, 8.9), (.medium, 5, 9.1), (.medium, 6, 8.9),
      (.monitor, 50, 10),
    ] as [(Severity, Int, Double)]
  )
  func weighs(severity: Severity, count: Int, score: Double) {
    let findings = (0..<count).map { finding(severity, rule: "rule-\($0)") }
    #expect(Scoring.value(of: findings) == score)
  }

  @Test("counts each further finding of a rule less, and never for nothing")
  func countsRootCauses() {
    let ofOneRule = (1...4).map { finding(.critical, line: $0) }
    let ofFour = (1...4).map { finding(.critical, rule: "rule-\($0)") }
    let damage = Scoring.damage(of: ofOneRule)["query-in-loop"] ?? 0
    #expect(abs(damage - 0.2 * (1 + 0.7071 + 0.5774 + 0.5)) < 1e-4)
    #expect(Scoring.value(of: ofOneRule) > Scoring.value(of: ofFour))
    #expect(Scoring.value(of: ofOneRule) < Scoring.value(of: Array(ofOneRule.dropLast())))
  }

  @Test("doubts what is suspicious or unsure, and leaves out what is suppressed")
  func doubts() {
    #expect(Scoring.weight(of: finding(.critical, confidence: .low)) == 0.1)
    #expect(Scoring.weight(of: finding(.critical, tier: .suspicious)) == 0.1)
    var accepted = finding(.critical)
    accepted.suppressed = Suppressed(reason: "one row")
    #expect(Scoring.value(of: [accepted]) == 10)
    var remark = finding(.critical)
    remark.category = .other
    #expect(Scoring.value(of: [remark]) == 10)
  }

  @Test("is never lowered by repairing one finding, whatever the others are")
  func isMonotone() {
    var generator = Lottery(state: 7)
    for _ in 0..<300 {
      let findings = (0..<Int.random(in: 1...30, using: &generator)).map { line in
        finding(
          Severity.allCases.randomElement(using: &generator) ?? .high,
          rule: "rule-\(Int.random(in: 0...4, using: &generator))",
          tier: Tier.allCases.randomElement(using: &generator) ?? .finding,
          confidence: Confidence.allCases.randomElement(using: &generator) ?? .high,
          line: line
        )
      }
      let score = Scoring.value(of: findings)
      for index in findings.indices {
        var mended = findings
        mended.remove(at: index)
        #expect(Scoring.value(of: mended) >= score)
      }
      #expect(Scoring.value(of: findings.shuffled(using: &generator)) == score)
    }
  }

  @Test("rises with one repaired CRITICAL by the factor that the page names")
  func risesWithCritical() {
    let others = Array(workedExample.dropFirst())
    for count in 1...5 {
      let critical = (1...count).map { finding(.critical, line: $0) }
      let before = Scoring.damage(of: others + critical).values.reduce(0, +)
      let after = Scoring.damage(of: others + critical.dropLast()).values.reduce(0, +)
      #expect(abs(before - after - 0.2 / Double(count).squareRoot()) < 1e-9)
      #expect(
        Scoring.value(of: others + critical) < Scoring.value(of: others + critical.dropLast())
      )
    }
  }

  @Test(
    "has the contract's bands",
    arguments: [
      (10, "ready for 1K+"), (9, "ready for 1K+"), (8.9, "one or two critical fixes first"),
      (7, "one or two critical fixes first"), (6.9, "significant refactoring"),
      (5, "significant refactoring"), (4.9, "will fail under load"), (3, "will fail under load"),
      (2.9, "do not deploy"), (1, "do not deploy"),
    ] as [(Double, String)]
  )
  func hasBands(value: Double, band: String) {
    #expect(Scoring.band(of: value, users: 1_000) == band)
  }

  @Test("says for how many users it is ready")
  func namesUsers() {
    #expect(Scoring.band(of: 9.5, users: 20_000) == "ready for 20K+")
    #expect(Scoring.band(of: 9.5, users: 250) == "ready for 250+ users")
  }
}

/// Chance that is the same in every run.
private struct Lottery: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return state ^ (state >> 29)
  }
}
