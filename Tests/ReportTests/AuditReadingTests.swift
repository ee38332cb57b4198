// Audits read back from their JSON, and what is refused.

import Findings
import Report
import Testing

@Suite("Reading an audit's JSON")
struct AuditReadingTests {
  private func read(_ text: String) throws -> Audit { try AuditReading.audit(of: Array(text.utf8)) }

  private static var everything: Audit {
    var audit = Sample.whole
    audit.findings[0].evidence = [
      Evidence(kind: .plan, verdict: .confirmed, figures: ["cost 9 → 1"], source: "the lab")
    ]
    audit.findings[0].title = "\u{1B}[31m \"quoted\" \\ 𝄞 \u{2028}\u{0}"
    audit.findings.append(Sample.suppressed)
    audit.queries = [
      QuerySite(
        file: "a.js",
        line: 3,
        operation: "select",
        path: [Location(file: "b.js", startLine: 1)]
      )
    ]
    audit.unknowns = [Unknown(fact: "pool", neededFrom: "DATABASE_URL")]
    audit.measurements = [
      Measurement(name: "p95", value: .number(212.25), unit: "ms", source: "load.json"),
      Measurement(name: "state", value: .text("flat"), unit: "", source: "sentinel", at: "today"),
    ]
    audit.stats.skipped = [SkippedFile(file: "x.js", reason: "minified")]
    return audit
  }

  @Test(
    "gives the audit that was written",
    arguments: [Sample.audit([]), Sample.whole, everything]
  )
  func roundTrip(audit: Audit) throws {
    let text = try JSONReport(of: audit).text()
    #expect(try read(text) == audit)
    #expect(try JSONReport(of: read(text)).text() == text)
  }

  @Test("refuses a text that is cut off at any byte")
  func truncation() throws {
    let bytes = Array(try JSONReport(of: Self.everything).text().utf8)
    for count in stride(from: 0, to: bytes.count - 2, by: 3) {
      let error = #expect(throws: AuditReadingError.self) {
        try AuditReading.audit(of: Array(bytes[..<count]))
      }
      #expect(error?.message.contains("ends too early") == true, "\(count)")
    }
  }

  @Test(
    "says in one line what is wrong",
    arguments: [
      ("[]", "JSON of something else"), ("{}", "JSON of something else"),
      (#"{"schemaVersion": 2}"#, "schemaVersion is not 1"),
      (#"{"schemaVersion": 1}"#, "tool is missing"), ("<html>", "line 1: a value is missing"),
      ("{\n\"a\" 1}", "line 2: “:” is missing after a key"),
      (#"{"a": 1,}"#, "a comma stands where"),
      (#"{"a": 01e999}"#, "“01e999” is no value of JSON"),
      (#"{"a": 1e999}"#, "is no value of JSON"),
      (#"{"a": 0x1F}"#, "is no value of JSON"), (#"{"a": 1 "b": 2}"#, "a comma is missing"),
      ("{\"a\": 1} // x", "a comment is no JSON"), ("{a: 1}", "a key stands without quotes"),
      ("{'a': 1}", "a text stands between other quotes"),
      ("{\"a\": \"\t\"}", "a control character"), (#"{"a": "\q"}"#, "an escape has no meaning"),
      ("{} x", "unexpected text after the value"), ("", "ends too early"),
      (String(repeating: "[", count: 100_000), "nested deeper than"),
    ]
  )
  func refusals(text: String, reason: String) {
    let error = #expect(throws: AuditReadingError.self) { try read(text) }
    #expect(error?.message.contains(reason) == true, "\(error?.message ?? "")")
    #expect(error?.message.contains("\n") == false)
  }

  @Test(
    "names the place of a value that cannot be",
    arguments: [
      ("\"severity\": \"CRITICAL\"", "\"severity\": \"BAD\"", "findings[0].severity"),
      (
        "\"title\": \"Database query inside a loop\"", "\"title\": 7",
        "findings[0].title must be a text"
      ),
      ("\"startLine\": 2", "\"startLine\": 9223372036854775807", "a startLine is no place"),
      ("\"startLine\": 2", "\"startLine\": -1", "a startLine is no place"),
      ("\"high\": 2.5", "\"high\": 1e300", "findings[0] has a figure that cannot be"),
      ("\"files\": 3", "\"files\": 3.5", "stats.files must be a whole number"),
      ("\"name\": \"plimsoll\"", "\"name\": \"other\"", "tool.name"),
    ]
  )
  func places(part: String, other: String, place: String) throws {
    let text = try JSONReport(of: Sample.whole).text()
    try #require(text.contains(part))
    let error = #expect(throws: AuditReadingError.self) {
      try read(text.replacing(part, with: other, maxReplacements: 1))
    }
    #expect(error?.message.contains(place) == true, "\(error?.message ?? "")")
  }
}
