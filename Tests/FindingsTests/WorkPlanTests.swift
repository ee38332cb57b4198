// The work by day, and what changed between two audits.

import Findings
import Testing

@Suite("The plan by day")
struct WorkPlanTests {
  private func finding(
    _ id: String,
    _ category: Category,
    _ severity: Severity,
    file: String = "a.js",
    routes: [String] = [],
    hours: Double = 2,
    tier: Tier = .finding
  ) -> Finding {
    Finding(
      id: id,
      rule: category.slug,
      category: category,
      severity: severity,
      tier: tier,
      confidence: .high,
      location: Location(file: file, startLine: 1),
      routes: routes,
      title: id,
      problem: "p",
      impact: Impact(estimate: "e", confidence: .high),
      verify: Verify(steps: "v"),
      fix: Remedy("f"),
      tradeOff: "t",
      effortHours: Effort(low: hours, high: hours)
    )
  }

  private func plan(_ findings: [Finding]) -> WorkPlan {
    var audit = Audit(
      tool: Tool(version: "1"),
      project: Project(root: "."),
      findings: findings,
      stats: AuditStats(files: 1, bytes: 1, milliseconds: 1)
    )
    audit.summary = AuditSummary(of: findings)
    return WorkPlan(of: audit)
  }

  @Test("begins with what is to be fixed now, and fills days of six hours")
  func days() {
    let tasks = plan([
      finding("soon", .logFlooding, .medium), finding("now", .eventLoopBlock, .critical, hours: 5),
      finding("next", .missingTimeout, .high, file: "b.js", hours: 3),
      finding("watched", .caching, .monitor),
    ])
    #expect(tasks.tasks.map(\.finding.id) == ["now", "next", "soon"])
    #expect(tasks.tasks.map(\.firstDay) == [1, 1, 2])
    #expect(tasks.tasks.map(\.lastDay) == [1, 2, 2])
    #expect(tasks.fixNowDays == 2)
  }

  @Test("puts nothing before what it builds on at the same place or route")
  func dependencies() {
    let tasks = plan([
      finding("index", .indexGap, .critical, file: "schema.sql", routes: ["GET /a"], hours: 0.5),
      finding("loop", .nPlusOne, .high, routes: ["GET /a"]),
      finding("other", .nPlusOne, .high, file: "c.js", routes: ["GET /c"]),
    ]).tasks
    #expect(tasks.map(\.finding.id) == ["loop", "index", "other"])
    #expect(tasks.map { $0.after.map(\.id) } == [[], ["loop"], []])
  }

  @Test("is nothing where there is nothing to do")
  func empty() {
    #expect(plan([]).tasks.isEmpty)
    #expect(plan([]).fixNowDays == 0)
  }

  @Test("takes time in proportion to the findings of one place")
  func isLinear() {
    func seconds(_ count: Int) -> Double {
      let findings = (0..<count).map {
        finding("\($0)", $0.isMultiple(of: 2) ? .indexGap : .nPlusOne, .high)
      }
      return processorSeconds { #expect(plan(findings).tasks.count == count) }
    }
    #expect(isProportional(seconds(1_250), seconds(5_000)))
  }
}
