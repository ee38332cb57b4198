// What is to be done first, what the score is justified with, and when there is none.

import Findings
import Testing

@Suite("The summary of an audit")
struct ActionPlanTests {
  private func finding(
    _ id: String,
    _ severity: Severity,
    rule: String,
    tier: Tier = .finding,
    hours: Double = 1
  ) -> Finding {
    Finding(
      id: id,
      rule: rule,
      category: .nPlusOne,
      severity: severity,
      tier: tier,
      confidence: .high,
      location: Location(file: "\(id).js", startLine: 1),
      title: "t",
      problem: "p",
      impact: Impact(estimate: "e", confidence: .medium),
      verify: Verify(steps: "s"),
      fix: Remedy("f"),
      tradeOff: "o",
      effortHours: Effort(low: hours / 2, high: hours * 3 / 2)
    )
  }

  private var findings: [Finding] {
    [
      finding("dear", .critical, rule: "a", hours: 4), finding("cheap", .critical, rule: "a"),
      finding("high", .high, rule: "b", hours: 0.2),
      finding("doubt", .high, rule: "c", tier: .suspicious),
      finding("medium", .medium, rule: "d"), finding("watch", .monitor, rule: "d"),
    ]
  }

  private func audit(_ findings: [Finding], files: Int = 3) -> Audit {
    var audit = Audit(
      tool: Tool(version: "1"),
      project: Project(root: "shop"),
      findings: findings,
      stats: AuditStats(
        files: files,
        bytes: 1,
        milliseconds: 1,
        resolvedCallSites: ResolvedCallSites(resolved: 90, total: 100)
      )
    )
    audit.loadTarget = LoadTargetFigures(
      users: 1_000,
      requestsPerSecond: 100,
      durationSeconds: 300,
      p95Milliseconds: 500,
      p99Milliseconds: 800,
      errorRate: 0.01
    )
    return audit
  }

  private let inquiry = Inquiry(rules: 10, categories: 8, isPartial: false, entries: 5)

  @Test("fixes sure CRITICAL and HIGH now, watches MONITOR, and leaves the rest for soon")
  func sorts() {
    let summary = AuditSummary(of: findings)
    #expect(summary.fixNow == ["cheap", "dear", "high"])
    #expect(summary.fixSoon == ["doubt", "medium"])
    #expect(summary.monitor == ["watch"])
    #expect(summary.fixNowEffortHours == Effort(low: 2.6, high: 7.8))
    #expect(summary.counts.critical == 2)
  }

  @Test("puts three rules on top, and what pays most per hour first")
  func putsOnTop() {
    #expect(AuditSummary(of: findings).topFixes == ["high", "cheap", "dear"])
    let two = [findings[0], findings[1], findings[4]]
    #expect(AuditSummary(of: two).topFixes == ["cheap", "dear", "medium"])
    let four = findings + [finding("other", .high, rule: "e", hours: 3)]
    #expect(AuditSummary(of: four).topFixes == ["high", "cheap", "other"])
    #expect(AuditSummary(of: []).topFixes.isEmpty)
  }

  @Test("leaves out what was accepted")
  func leavesOut() {
    var accepted = findings[0]
    accepted.suppressed = Suppressed(reason: "r")
    let summary = AuditSummary(of: [accepted])
    #expect(summary.fixNow + summary.topFixes == [])
    #expect(summary.fixNowEffortHours == Effort(low: 0, high: 0))
  }

  @Test("justifies the score with what was counted")
  func justifies() {
    var audit = audit(findings)
    audit.judge(by: inquiry)
    #expect(audit.score?.value == 6.2)
    #expect(audit.score?.band == "significant refactoring")
    #expect(
      audit.score?.justification == [
        "Judged for 1,000 users and 100 req/s: 2 CRITICAL, 2 HIGH, 1 MEDIUM, 1 MONITOR, 1 of them to be checked first.",
        "The greatest share is a: 2 findings, 63 % of the weight.",
        "With everything under Fix Now repaired the score would be 9.3.",
        "It rests on reading 3 files (10 rules, 8 of 24 categories, 90 of 100 call sites resolved); "
          + "nothing was measured on a running system.",
      ]
    )
  }

  @Test("has two sentences where nothing was found, and says what was accepted")
  func justifiesNothing() {
    var accepted = findings[0]
    accepted.suppressed = Suppressed(reason: "r")
    var audit = audit([accepted])
    audit.judge(by: inquiry)
    #expect(audit.score?.value == 10)
    #expect(audit.score?.band == "ready for 1K+")
    #expect(audit.score?.justification.count == 2)
    #expect(
      audit.score?.justification[0].contains("1 accepted with a reason, not counted.") == true
    )
  }

  @Test("gives no score where too little was asked or understood, and says why")
  func refuses() {
    var partial = inquiry
    partial.isPartial = true
    expectNone(audit(findings), partial, "a part of the rules was asked")
    expectNone(audit([], files: 0), inquiry, "no source file could be read")
    var blind = inquiry
    blind.entries = 0
    expectNone(audit([]), blind, "no route, job, socket handler or page was found")
    var unresolved = audit([])
    unresolved.stats.resolvedCallSites = ResolvedCallSites(resolved: 19, total: 100)
    expectNone(unresolved, inquiry, "19 of 100 call sites could be resolved")
    var found = audit(findings)
    found.judge(by: blind)
    #expect(found.score != nil)
  }

  private func expectNone(_ audit: Audit, _ inquiry: Inquiry, _ reason: String) {
    var audit = audit
    audit.judge(by: inquiry)
    #expect(audit.score == nil)
    #expect(audit.summary != nil)
    #expect(audit.unknowns?.map(\.fact) == ["vibe score: \(reason)"])
  }
}
