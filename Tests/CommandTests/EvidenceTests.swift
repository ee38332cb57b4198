// What others found and measured, through the real command: audit, report and gate.

import Foundation
import Testing

@Suite("Evidence given by files")
struct EvidenceTests {
  private static let log = """
    {"version": "2.1.0", "runs": [{"tool": {"driver": {"name": "ruff"}}, "results": [
    {"ruleId": "S113", "message": {"text": "No timeout."}, "locations": [{"physicalLocation":
    {"artifactLocation": {"uri": "FILE"}, "region": {"startLine": 1}}}]}]}]}
    """

  private static let run = """
    {"schema": "plimsoll-load/1", "target": "http://127.0.0.1/", "plan": {"model": "open", "seconds": 1, "peak": 100},
    "seconds": 1, "interrupted": false, "verdict": "failed", "objection": null, "thresholds": [
    {"threshold": "http_req_duration p(95)<100ms", "measured": 250, "holds": false, "reason": null}],
    "requests": {"sent": 100, "answered": 100, "failed": 0, "unsent": 0}, "requestsPerSecond": 100,
    "latency": {"p50": 9, "p95": 250, "p99": 300, "max": 301}, "intervals": []}
    """

  private func shop(_ settings: String = "") throws -> CommandProcess {
    let command = try CommandProcess()
    try command.write("app/server.py", "def total(a):\n    return sum(a)\n")
    try command.write("app/plimsoll.yml", settings)
    try command.write("run.json", Self.run)
    let folder = command.folder.appendingPathComponent("app").path
    try command.write("log.sarif", Self.log.replacing("FILE", with: "file://\(folder)/server.py"))
    return command
  }

  @Test("findings of another tool stand in the audit, and in a report of it")
  func sarif() throws {
    let command = try shop()
    let audit = try command.shell(
      "$plimsoll audit app --no-lab --import-sarif log.sarif --format json"
    )
    let found = try JSONDecoder().decode(AuditDocument.self, from: Data(audit.output.utf8)).findings
    #expect(found.map(\.rule) == ["ruff/S113"])
    #expect(found.first?.location.file == "server.py")
    let report = try command.shell(
      "$plimsoll audit app --no-lab --format json --output a.json && "
        + "$plimsoll report a.json --report out --import-sarif log.sarif --measurements run.json && "
        + "cat out/06-*.md"
    )
    #expect(report.status == 0, "\(report.errors)")
    #expect(
      report.output.contains("ruff/S113") || report.output.contains("1 result of ruff lie outside")
    )
    #expect(report.output.contains("| 250 ms (run.json) | Pass |"))
  }

  @Test("the gate holds budgets and the thresholds of load tests, and knows what it was not given")
  func gate() throws {
    let command = try shop("budgets:\n  p95: 200 ms\n  firstLoad: 170 kB\n")
    let failing = try command.shell("$plimsoll gate app --measurements run.json")
    #expect(failing.status == 1)
    for row in [
      "FAIL    budget p95 ", "-       budget firstLoad ", "FAIL    load run.json ",
      "http_req_duration p(95)<100ms: measured 250",
    ] {
      #expect(failing.output.contains(row), "\(failing.output)")
    }
    #expect(try command.shell("$plimsoll gate app").status == 0)
  }

  @Test("a baseline forgets nothing of a tool whose log was not given")
  func baseline() throws {
    let command = try shop()
    _ = try command.shell("$plimsoll gate app --update-baseline --import-sarif log.sarif")
    let without = try command.shell("$plimsoll gate app")
    #expect(without.output.contains("0 known, 0 fixed"), "\(without.output)")
    let with = try command.shell("$plimsoll gate app --import-sarif log.sarif --fail-on medium")
    #expect(with.status == 0 && with.output.contains("1 known, 0 fixed"), "\(with.output)")
  }

  @Test(
    "a wrong file is one line and exit code 2, before anything is audited",
    arguments: [
      ("--import-sarif run.json", "run.json: no SARIF log (it is JSON of something else)"),
      ("--import-sarif none", "none: cannot be read (No such file"),
      ("--measurements log.sarif", "log.sarif: no measurements (it is JSON of something else)"),
      ("--measurements app", "app: cannot be read"),
    ]
  )
  func refusals(flags: String, message: String) throws {
    let command = try shop()
    for verb in ["audit", "gate"] {
      let outcome = try command.shell("$plimsoll \(verb) app \(flags)")
      #expect(outcome.status == 2)
      #expect(outcome.errors.contains(message), "\(outcome.errors)")
      #expect(outcome.errors.split(separator: "\n").count == 1)
    }
  }
}
