// The JSON report, byte by byte.

import Findings
import FoundationEssentials
import Report
import Testing

@Suite("The JSON report")
struct JSONReportTests {
  @Test("has the schema's keys in the schema's order, and no empty part")
  func hasKeys() throws {
    var audit = Sample.audit([Sample.missingTimeout])
    audit.unknowns = [Unknown(fact: "pool size", neededFrom: "DATABASE_URL")]
    #expect(try JSONReport(of: audit).text() == Golden.json)
  }

  @Test("reads back as the same audit, with every part filled")
  func readsBack() throws {
    var audit = Sample.audit(
      [Sample.queryInLoop, Sample.suppressed],
      skipped: [SkippedFile(file: "a\"\\\u{1B}\u{202E}\u{1F600}/\n", reason: "é")]
    )
    let place = Sample.queryInLoop.location
    audit.environment = [
      EnvironmentFact(
        aspect: "database",
        value: "PostgreSQL",
        status: .needsConfirmation,
        evidence: [place],
        ask: "DATABASE_URL"
      )
    ]
    audit.loadTarget = LoadTargetFigures(
      users: 1_000,
      requestsPerSecond: 100,
      durationSeconds: 300,
      p95Milliseconds: 500,
      p99Milliseconds: 800,
      errorRate: 0.01
    )
    audit.routes = [
      RouteCost(
        method: "GET",
        path: "/",
        handler: place,
        cost: .init(queries: "2 + 3N", externalCalls: "0", sequentialAwaits: 1)
      )
    ]
    audit.queries = [
      QuerySite(file: "a", line: 1, operation: "select", table: "t", loop: place, path: [place])
    ]
    audit.score = Score(value: 7.5, band: "ready", justification: ["a", "b"])
    audit.summary = AuditSummary(
      counts: .init(of: audit.findings),
      topFixes: ["x"],
      fixNow: [],
      fixSoon: [],
      monitor: [],
      fixNowEffortHours: Effort(low: 1, high: 2)
    )
    let text = try JSONReport(of: audit).text()
    #expect(try JSONDecoder().decode(Audit.self, from: Data(text.utf8)) == audit)
  }

  @Test("writes what could steer a terminal as escapes")
  func escapes() throws {
    var finding = Sample.missingTimeout
    finding.title = "\u{0}\u{1B}[31m\u{7F}\u{9B}\u{202E}\u{2028}\u{E0001}\u{FEFF}é😀\"\\\n\r\t"
    let text = try JSONReport(of: Sample.audit([finding])).text()
    #expect(
      text.contains(
        #""\u0000\u001b[31m\u007f\u009b\u202e\u2028\udb40\udc01\ufeffé😀\"\\\n\r\t""#
      )
    )
  }

  @Test("writes whole numbers without a fraction, and nothing that JSON lacks")
  func writesNumbers() throws {
    var audit = Sample.audit([])
    for (value, expected) in [
      (3.0, "3"), (0.1, "0.1"), (1e-7, "1e-07"), (1e20, "1e+20"), (.nan, "null"),
    ] {
      audit.stats.milliseconds = value
      #expect(try JSONReport(of: audit).text().contains("\"milliseconds\": \(expected),"))
    }
  }
}
