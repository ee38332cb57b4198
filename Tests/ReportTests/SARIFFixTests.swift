// Fixes, states and fingerprints of the log for code scanning.

import Findings
import Foundation
import Testing

@testable import Report

@Suite("SARIF fixes and states")
struct SARIFFixTests {
  @Test("a unified diff is replacements of whole lines, in the numbers of the old file")
  func readsDiff() throws {
    let diff = try #require(
      UnifiedDiff(
        """
        --- a/x.js
        +++ b/x.js
        @@ -3,4 +3,4 @@ function f() {
         a
        -b
        +c
        +d
         e
        -g
        @@ -20,0 +20,1 @@
        +--- new
        --- a/y.js
        +++ b/y.js
        @@ -1 +1 @@
        -1
        \\ No newline at end of file
        +2

        """
      )
    )
    #expect(diff.files.map(\.path) == ["x.js", "y.js"])
    #expect(
      diff.files[0].replacements == [
        .init(start: 4, count: 1, inserted: ["c", "d"]), .init(start: 6, count: 1, inserted: []),
        .init(start: 21, count: 0, inserted: ["--- new"]),
      ]
    )
    #expect(diff.files[1].replacements == [.init(start: 1, count: 1, inserted: ["2"])])
  }

  @Test(
    "what is no whole diff is none",
    arguments: [
      "", "words", "+++ b/x\n", "+++ b/x\n@@ -1,2 +1,2 @@\n-a\n", "@@ -1 +1 @@\n-a\n+b\n",
    ]
  )
  func refusesOthers(text: String) {
    #expect(UnifiedDiff(text) == nil)
  }

  @Test("a finding with edits has a fix, and one without has none")
  func hasFix() throws {
    var finding = Sample.queryInLoop
    finding.fix.diff = "--- a/s r/x.js\n+++ b/s r/x.js\n@@ -2 +2 @@\n-old\n+new\n"
    let text = try SARIFReport(of: Sample.audit([finding, Sample.missingTimeout]), rules: []).text()
    #expect(text.components(separatedBy: "\"fixes\"").count == 2)
    for part in [
      "\"uri\": \"s%20r/x.js\"", "\"startLine\": 2,\n", "\"endLine\": 3,\n", "\"text\": \"new\\n\"",
    ] {
      #expect(text.contains(part), "\(part)")
    }
  }

  @Test("held against a baseline, each result has its state, and what was fixed is absent")
  func hasStates() throws {
    var audit = Sample.audit([Sample.queryInLoop, Sample.missingTimeout])
    var milder = Baseline.Entry(of: Sample.queryInLoop)
    milder.severity = .medium
    var gone = Baseline.Entry(of: Sample.missingTimeout)
    (gone.id, gone.place, gone.file) = ("0000000000000001", "x", "src/gone.js")
    let old = Baseline(tool: audit.tool, findings: [milder, gone])
    audit.comparison = Comparison(of: audit.findings, with: old, named: "b.json")
    let text = try SARIFReport(of: audit, rules: []).text()
    let states = text.components(separatedBy: "\"baselineState\": \"").dropFirst()
      .map { String($0.prefix { $0 != "\"" }) }
    #expect(states == ["updated", "new", "absent"])
    #expect(text.contains("\"text\": \"Fixed since the baseline: Call without a deadline\""))
    let plain = try SARIFReport(of: Sample.audit([Sample.queryInLoop]), rules: []).text()
    #expect(!plain.contains("baselineState"))
  }
}
