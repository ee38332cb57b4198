// What is new, known, worse and fixed; and what the ratchet lets in.

import Findings
import Gate
import Testing

@Suite("Comparison with a baseline")
struct ComparisonTests {
  private func finding(
    _ id: String,
    _ title: String = "a query in a loop",
    file: String = "a.js",
    code: String = "await db.query(sql)",
    severity: Severity = .high
  ) -> Finding {
    Finding(
      id: id,
      rule: "query-in-loop",
      category: .nPlusOne,
      severity: severity,
      tier: .finding,
      confidence: .high,
      location: Location(
        file: file,
        startLine: 7,
        excerpt: Excerpt(startLine: 6, lines: ["for (const a of b) {", code, "}"])
      ),
      title: title,
      problem: "It waits.",
      impact: Impact(estimate: "1", confidence: .high),
      verify: Verify(steps: "Look."),
      fix: Remedy("Join."),
      tradeOff: "None.",
      effortHours: Effort(low: 1, high: 1)
    )
  }

  private func comparison(_ findings: [Finding], _ old: [Finding]) -> Comparison {
    Comparison(
      of: findings,
      with: Baseline(tool: Tool(version: "1"), findings: old.map(Baseline.Entry.init(of:))),
      named: "b"
    )
  }

  @Test("by id, by moved code, by edited code; each entry knows one finding only")
  func matches() {
    let old = [
      finding("1"), finding("2", "moved", file: "b.js", code: "x(1)"),
      finding("3", "edited", code: "y(1)"), finding("4", "gone", code: "z(1)"),
    ]
    let new = [
      finding("1"), finding("5", "moved", file: "c.js", code: "  x( 1 )"),
      finding("6", "edited", code: "y(2)"), finding("7", "edited", code: "y(3)"),
    ]
    let result = comparison(new, old)
    #expect(result.known == ["1", "5", "6"])
    #expect(result.new == ["7"])
    #expect(result.fixed.map(\.id) == ["4"])
    #expect(result.worse.isEmpty)
  }

  @Test("a known finding that became more severe fails; a milder one does not")
  func growsWorse() {
    let worse = comparison([finding("1", severity: .critical)], [finding("1")])
    #expect(worse.worse.map(\.id) == ["1"] && worse.known.isEmpty && worse.new.isEmpty)
    let milder = comparison([finding("1", severity: .medium)], [finding("1")])
    #expect(milder.known == ["1"] && milder.worse.isEmpty)
  }

  @Test("what was accepted in the code since then is neither new nor fixed")
  func forgetsAccepted() {
    var accepted = finding("1")
    accepted.suppressed = Suppressed(reason: "one row")
    let result = comparison([accepted], [finding("1")])
    #expect(result.new.isEmpty && result.known.isEmpty && result.fixed.isEmpty)
  }

  @Test("rules that were not asked are neither fixed nor known")
  func leavesUnaskedRules() {
    let old = Baseline(tool: Tool(version: "1"), findings: [.init(of: finding("1"))])
    let result = Comparison(of: [], with: old, named: "b") { $0 != "query-in-loop" }
    #expect(result.fixed.isEmpty)
  }

  @Test("the baseline follows fixes by itself, new findings only when they are accepted")
  func ratchets() {
    var audit = Audit(
      tool: Tool(version: "2"),
      project: Project(root: "."),
      findings: [finding("1", severity: .critical), finding("9", "new", code: "n()")],
      stats: AuditStats(files: 1, bytes: 1, milliseconds: 1)
    )
    audit.comparison = comparison(
      audit.findings,
      [finding("1"), finding("4", "gone", code: "z()")]
    )
    let kept = Baseline.following(audit, acceptsNew: false)
    #expect(kept.findings.map(\.id) == ["1"] && kept.findings.map(\.severity) == [.high])
    let all = Baseline.following(audit, acceptsNew: true)
    #expect(all.findings.map(\.id) == ["1", "9"] && all.findings[0].severity == .critical)
  }

  @Test("many findings are compared in time that grows with their number")
  func isLinear() {
    let many = (0..<20_000).map { finding("\($0)", "t\($0)", code: "c(\($0))") }
    let moved = (0..<20_000).map { finding("m\($0)", "t\($0)", file: "b.js", code: "c(\($0))") }
    let clock = ContinuousClock()
    var result: Comparison?
    let time = clock.measure { result = comparison(moved, many) }
    #expect(result?.known.count == 20_000)
    #expect(time < .seconds(20))
  }
}
