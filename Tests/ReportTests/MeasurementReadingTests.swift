// Load tests and measurements beside an audit: read, judged, and drawn with a table each.

import Findings
import Foundation
import Testing

@testable import Report

@Suite("Measurements given by a file")
struct MeasurementReadingTests {
  private func audit(_ texts: String...) throws -> Audit {
    var audit = Sample.whole
    for (number, text) in texts.enumerated() {
      try MeasurementReading.add(Array(text.utf8), named: "/ci/run\(number).json", to: &audit)
    }
    return audit
  }

  /// A run of `plimsoll load` at a rate.
  private func run(
    rate: Double = 100,
    p95: Double = 212.5,
    verdict: String = "passed",
    objection: String = "null",
    isBound: Bool = false,
    seconds: Int = 3
  ) -> String {
    let intervals = (0..<seconds).map {
      #"{"second": \#($0), "sent": 100, "answered": 99, "failed": 1, "p50": 10, "p95": \#(100 + $0), "p99": 300, "max": 400}"#
    }
    return """
      {"schema": "plimsoll-load/1", "version": "1", "target": "http://127.0.0.1:3000/<b>", "address": "x",
      "plan": {"model": "open", "seconds": 3, "peak": \(rate), "connections": 9, "threads": 1},
      "seconds": 3.0, "interrupted": false, "verdict": "\(verdict)", "objection": \(objection),
      "thresholds": [{"threshold": "http_req_duration p(95)<500ms", "measured": \(p95), "holds": true, "reason": null}],
      "requests": {"sent": 300, "answered": 297, "failed": 3, "unsent": 0, "unfinished": 0},
      "requestsPerSecond": \(rate), "latency": {"count": 297, "min": 1, "mean": 20, "p50": 10, "p90": 50,
      "p95": \(p95), "p99": 300, "max": 400, "p95IsLowerBound": \(isBound)}, "intervals": [\(intervals.joined(separator: ","))]}
      """
  }

  @Test("a run at the target's rate is held against the objectives")
  func judged() throws {
    let text = MarkdownReport(of: try audit(run())).text()
    #expect(text.contains("| p95 of all requests | under 300 ms | 212.5 ms (run0.json) | Pass |"))
    #expect(text.contains("| Failed requests | under 1 % | 1 % (run0.json) | Fail |"))
    #expect(text.contains("| Load | passed; 100 answers/s for 3 s (open model), p95 212.5 ms"))
  }

  @Test("a run below the target's rate, invalid, or with an open end proves nothing")
  func unjudged() throws {
    for text in [
      run(rate: 20), run(verdict: "invalid", objection: "\"its generator was late\""),
      run(isBound: true),
    ] {
      let report = MarkdownReport(of: try audit(text)).text()
      #expect(!report.contains("| Pass |"))
      #expect(report.contains("| Load | "))
    }
    let invalid = MarkdownReport(of: try audit(run(verdict: "invalid", objection: "\"late\"")))
      .text()
    #expect(invalid.contains("| Load | invalid: late;"))
  }

  /// A soak test at 60 requests a second, with what it says of the memory.
  private func soak(_ outcome: String, perHour: Double, upper: Double) -> String {
    let growth =
      #"{"name": "memory (PSS)", "unit": "MB", "outcome": "\#(outcome)", "level": 200, "perHour": \#(perHour), "#
      + #""lower": 0, "upper": \#(upper), "pValue": 0.5, "detectablePerHour": 1.5}"#
    let series = #"{"name": "memory (PSS)", "unit": "MB", "points": [[0, 200], [1, 201.5]]}"#
    let soak =
      #", "soak": {"process": "node (7)", "endedAfterSeconds": null, "growth": [\#(growth)], "series": [\#(series)]}}"#
    return run(rate: 60).dropLast() + soak
  }

  @Test("a soak test gives the growth of the memory; one that is too short passes no objective")
  func soakTests() throws {
    func growth(_ text: String) throws -> Findings.Measurement.Value? {
      try audit(text).measurement(.soakGrowth)?.value
    }
    #expect(try growth(soak("growing", perHour: 5, upper: 6)) == .number(2.5))
    #expect(try growth(soak("flat", perHour: 0.1, upper: 1)) == .number(0.5))
    #expect(try growth(soak("flat", perHour: 0.1, upper: 9)) == .text("somewhere up to 4.5"))
    #expect(try growth(run()) == nil)
    let page = HTMLReport(of: try audit(soak("growing", perHour: 5, upper: 6))).text()
    #expect(page.contains("Growth of node (7)") && page.contains("<td>growing</td>"))
  }

  @Test("a run is a page of its own, and a test report with a case for each thing that must hold")
  func ownReports() throws {
    let text = soak("growing", perHour: 5, upper: 6)
    let run = try MeasurementReading.run(Array(text.utf8))
    let page = LoadPage(of: run, version: "1").text()
    #expect(page.contains("Load test of http://127.0.0.1:3000/&lt;b&gt;"))
    #expect(page.contains("class=\"chart\"") && !page.contains("<script"))
    let report = LoadJUnit(of: run).text()
    #expect(report.contains("tests=\"3\" failures=\"1\""), "\(report)")
    #expect(report.contains("message=\"it grows by 5 MB/h\""), "\(report)")
    #expect(throws: AuditReadingError.self) { try MeasurementReading.run(Array("[]".utf8)) }
  }

  @Test("the highest rate gives the headroom")
  func limit() throws {
    let text = """
      {"schema": "plimsoll-load-limit/1", "version": "1", "carried": 250, "broken": 400, "whole": true, "tries": [
      {"rate": 100, "answersPerSecond": 100, "p95": 9, "p99": 12, "failed": 0, "verdict": "carried"},
      {"rate": 400, "answersPerSecond": 300, "p95": 900, "p99": 1200, "failed": 3, "verdict": "not carried"}]}
      """
    let audit = try audit(text)
    #expect(audit.measurement(.headroom)?.value == .number(2.5))
    let page = HTMLReport(of: audit).text()
    #expect(page.contains("Carries 250 requests/s, not 400."))
    #expect(page.contains("<th scope=\"col\">Requests/s</th>") && page.contains("class=\"chart\""))
  }

  @Test("every chart has a table with its figures, and long runs are put together")
  func charts() throws {
    for seconds in [3, 1_000] {
      let page = HTMLReport(of: try audit(run(seconds: seconds))).text()
      #expect(page.components(separatedBy: "class=\"chart\"").count == 3)
      #expect(page.contains("<th scope=\"col\">p95 ms</th>"))
      #expect(page.utf8.count < 120_000)
      #expect(!page.contains("/<b>"))
    }
    let page = HTMLReport(of: try audit(run(seconds: 1_000))).text()
    // The slowest second of each nine: no peak is lost.
    #expect(page.contains("<td>999</td>") && page.contains("<td>1,099</td>"))
  }

  @Test("an audit with runs comes back from its JSON")
  func roundTrip() throws {
    let audit = try audit(run(), #"[{"name": "lcp", "value": 1.9, "unit": "s", "source": "lab"}]"#)
    let text = try JSONReport(of: audit).text()
    #expect(try AuditReading.audit(of: Array(text.utf8)) == audit)
    #expect(audit.measurement(.lcp)?.source == "lab")
  }

  @Test(
    "what is no measurement is refused in one line",
    arguments: [
      "", "{}", "[7]", #"[{"name": "p95"}]"#, #"{"schema": "plimsoll-load/1"}"#,
      #"{"schema": "plimsoll-load/2"}"#, "[1,]",
      #"[{"name": "a", "value": [], "unit": "", "source": ""}]"#,
    ]
  )
  func refused(text: String) {
    let error = #expect(throws: AuditReadingError.self) { try audit(text) }
    #expect(error?.message.contains("\n") == false && error?.message.isEmpty == false)
  }
}
