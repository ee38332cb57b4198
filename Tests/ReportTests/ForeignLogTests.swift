// Findings of other tools: read from hostile logs, told once, and shown as text.

import Findings
import Testing

@testable import Report

@Suite("Findings of other tools")
struct ForeignLogTests {
  /// A log of one run with some results; `rules` and results are JSON.
  private func log(_ results: String, tool: String = "ruff", rules: String = "[]") throws
    -> ForeignLog
  {
    try ForeignLog(
      sarif: Array(
        """
        {"version": "2.1.0", "runs": [{"tool": {"driver": {"name": "\(tool)",
        "version": "1.2", "rules": \(rules)}}, "results": [\(results)]}]}
        """.utf8
      )
    )
  }

  private func result(
    _ rule: String,
    _ uri: String,
    _ line: Int,
    _ more: String = "",
    message: String = "It waits."
  ) -> String {
    """
    {"ruleId": "\(rule)", "message": {"text": "\(message)"}\(more), "locations": [{"physicalLocation":
    {"artifactLocation": {"uri": "\(uri)"}, "region": {"startLine": \(line)}}}]}
    """
  }

  private func joined(_ logs: ForeignLog..., to findings: [Finding] = [], folder: String? = nil)
    -> Audit
  {
    var audit = Sample.audit(findings)
    for log in logs { audit.join(log, folder: folder) }
    return audit
  }

  @Test("what only another tool found is to be checked, and takes no part in the score")
  func alone() throws {
    let audit = joined(try log(result("S113", "src/api.py", 7)))
    let finding = try #require(audit.findings.first)
    #expect(finding.rule == "ruff/S113" && finding.isForeign)
    #expect(finding.category == .missingTimeout && finding.tier == .suspicious)
    #expect(finding.location.file == "src/api.py" && finding.location.startLine == 7)
    #expect(finding.severity == .medium && finding.confirm != nil)
    #expect(Scoring.value(of: audit.findings) == 10)
  }

  @Test("what we found too becomes its evidence, by place and meaning")
  func duplicates() throws {
    // The loop of the finding's path, two lines above the place that is reported.
    let same = try log(result("eslint(no-await-in-loop)", "src/orders.js", 6), tool: "oxlint")
    let audit = joined(same, to: [Sample.queryInLoop])
    #expect(audit.findings.count == 1)
    let proof = try #require(audit.findings[0].evidence?.first)
    #expect(proof.kind == .static && proof.source == "oxlint 1.2, line 6")
    #expect(audit.findings[0].id == Sample.queryInLoop.id)
    // The same place with another meaning, and the same meaning at another place, are others.
    let others = try log(
      result("S110", "src/orders.js", 6) + "," + result("no-await-in-loop", "src/orders.js", 40)
    )
    #expect(joined(others, to: [Sample.queryInLoop]).findings.count == 3)
  }

  @Test("two tools that say the same are one finding, in either order, once")
  func tools() throws {
    let ruff = try log(result("S113", "a.py", 3) + "," + result("S113", "a.py", 3))
    let semgrep = try log(
      result("python.requests.best-practice.use-timeout.use-timeout", "a.py", 3),
      tool: "Semgrep OSS"
    )
    for audit in [joined(ruff, semgrep), joined(semgrep, ruff), joined(ruff, semgrep, ruff)] {
      #expect(audit.findings.count == 1)
      #expect(audit.findings[0].evidence?.count == 1)
    }
  }

  @Test("what is accepted, absent, passed or no matter of load is left out, and counted")
  func leftOut() throws {
    let audit = joined(
      try log(
        [
          result("S113", "a.py", 1, #", "suppressions": [{"kind": "inSource"}]"#),
          result("S113", "a.py", 2, #", "baselineState": "absent""#),
          result("S113", "a.py", 3, #", "kind": "pass""#), result("F401", "a.py", 4),
          result(
            "S113",
            "a.py",
            5,
            #", "suppressions": [{"kind": "external", "status": "rejected"}]"#
          ),
        ].joined(separator: ",")
      )
    )
    #expect(audit.findings.map(\.location.startLine) == [5])
    #expect(
      audit.unknowns?.map(\.fact) == ["1 result of ruff say nothing of load, and were left out"]
    )
  }

  @Test("what lies in tests and tools is left out, and counted")
  func idle() throws {
    var audit = Sample.audit([])
    audit.join(try log(result("S113", "seed.py", 1) + "," + result("S113", "a.py", 1))) {
      $0 != "seed.py"
    }
    #expect(audit.findings.map(\.location.file) == ["a.py"])
    #expect(audit.unknowns?.first?.neededFrom == "an audit with --include-tooling")
  }

  @Test("rules are told by index, tags and their words; messages by id")
  func rules() throws {
    let rules = """
      [{"id": "js/x", "properties": {"tags": ["external/cwe/cwe-1333"]}, "defaultConfiguration":
      {"level": "note"}, "messageStrings": {"m": {"text": "Slow on {0}."}}}]
      """
    let result = """
      {"ruleIndex": 0, "message": {"id": "m", "arguments": ["aaa"]}, "locations": [{"physicalLocation":
      {"artifactLocation": {"uri": "a.js"}}}]}
      """
    let finding = try #require(joined(try log(result, tool: "CodeQL", rules: rules)).findings.first)
    #expect(finding.rule == "codeql/js-x" && finding.category == .eventLoopBlock)
    #expect(finding.title == "Slow on aaa." && finding.severity == .monitor)
    #expect(finding.monitorThreshold != nil && finding.location.startLine == 1)
  }

  @Test(
    "a path leads into the audited folder or nowhere",
    arguments: [
      ("src/repo.js", "src/repo.js"), ("./src/../src/repo.js", "src/repo.js"),
      ("../../etc/passwd", nil), ("%2e%2e/%2e%2e/etc/passwd", nil), ("a%20b.py", "a b.py"),
      ("file:///home/me/shop/src/a.py", "src/a.py"), ("file:///etc/passwd", nil),
      ("file://evil.example/etc/passwd", nil), ("https://evil.example/a.py", nil),
      ("javascript:alert(1)", nil), ("src\\\\win.py", "src/win.py"), ("shop/src/b.py", "src/b.py"),
      ("/ci/build/src/repo.js", "src/repo.js"), ("/ci/build/src/other.js", nil), ("", nil),
    ] as [(String, String?)]
  )
  func paths(uri: String, file: String?) throws {
    let audit = joined(
      try log(result("S113", uri, 9)),
      to: [Sample.queryInLoop],
      folder: "/home/me/shop"
    )
    let found = audit.findings.first { $0.isForeign }
    #expect(found?.location.file == file)
  }

  @Test("absolute paths of another machine lead in once one of them is known")
  func otherMachine() throws {
    let both = result("S113", "file:///ci/src/repo.js", 90) + "," + result("S113", "/ci/new.py", 1)
    let audit = joined(try log(both), to: [Sample.queryInLoop])
    #expect(Set(audit.findings.map(\.location.file)) == ["src/repo.js", "new.py"])
  }

  @Test(
    "a text that is no log is refused in one line",
    arguments: [
      "", "[]", "{}", #"{"version": "2.0.0", "runs": []}"#, #"{"version": "2.1.0"}"#,
      #"{"version": "2.1.0", "runs": [}"#, #"{"version": "2.1.0", "runs": 7}"#,
      String(repeating: "[", count: 100_000),
    ]
  )
  func refused(text: String) {
    let error = #expect(throws: AuditReadingError.self) { try ForeignLog(sarif: Array(text.utf8)) }
    #expect(error?.message.contains("\n") == false)
  }

  @Test(
    "values of wrong kinds are no results, and never a trap",
    arguments: [
      "7", "null", "{}", #"{"ruleId": 7}"#, #"{"ruleIndex": -1}"#, #"{"ruleIndex": 1e300}"#,
      #"{"ruleId": "S113", "locations": {}}"#,
      #"{"ruleId": "S113", "locations": [{"physicalLocation": {"artifactLocation": {"index": 9}}}]}"#,
      #"{"ruleId": "S113", "locations": [{"physicalLocation": {"artifactLocation": {"uri": 3}}}]}"#,
    ]
  )
  func oddValues(result: String) throws {
    #expect(joined(try log(result)).findings.isEmpty)
  }

  @Test("lines that no file has, and a level that nobody knows, do no harm")
  func oddFigures() throws {
    for line in ["-4", "0", "1e18", "2.5", "\"x\""] {
      let text = result("S113", "a.py", 1, #", "level": "fatal""#)
        .replacing("\"startLine\": 1", with: "\"startLine\": \(line)")
      #expect(joined(try log(text)).findings.first?.location.startLine == 1)
    }
  }

  @Test("hostile words are inert in every format")
  func inert() throws {
    let words = "<img src=x onerror=alert(1)>\\u001b[31m @all [x](http://evil.example) ::error::y"
    let hostile = try log(
      result("S113", "<b>.py", 1, message: words),
      tool: "<script>alert(1)</script>"
    )
    let audit = joined(hostile)
    #expect(audit.findings.count == 1)
    let page = HTMLReport(of: audit).text()
    #expect(!page.contains("<img") && !page.contains("<script>alert"))
    let documents = [
      page, MarkdownReport(of: audit).text(), GitHubReport(of: audit).text(),
      JUnitReport(of: audit).text(), AgentReport(of: audit).text(),
      try GitLabReport(of: audit).text(),
      TerminalReport(of: audit, since: nil, style: TerminalStyle()).text(),
    ]
    for text in documents { #expect(!text.contains("\u{1B}")) }
    // Where it stands, it is code.
    let markdown = MarkdownReport(of: audit).text().replacing("`[x](http", with: "")
    #expect(!markdown.contains("[x](http"))
  }

  @Test("many results on one line take no more than their time")
  func many() throws {
    let one = result("S113", "a.py", 3)
    let audit = joined(try log(Array(repeating: one, count: 30_000).joined(separator: ",")))
    #expect(audit.findings.count == 1)
    #expect(
      audit.unknowns?.contains { $0.fact.hasPrefix("10,000 results of ruff were too many") } == true
    )
  }
}
