// The documents of both bundled examples, held against the report's contract.

import Foundation
import Testing

@Suite("The contract of the report")
struct ContractReportTests {
  private static let examples = ["storefront", "clinic"]

  private struct Report {
    let markdown: String
    let page: String
    let json: String

    init(of example: String) throws {
      let command = try CommandProcess()
      let folder = CommandProcess.checkout.appendingPathComponent("Examples/\(example)").path
      let outcome = try command.shell(
        "cd '\(folder)' && $plimsoll audit . --no-lab --quiet --report \"$OLDPWD/out\" >/dev/null"
      )
      try #require(outcome.status == 0, "\(outcome.errors)")
      func read(_ name: String) throws -> String {
        try String(
          contentsOf: command.folder.appendingPathComponent("out/\(name)"),
          encoding: .utf8
        )
      }
      markdown = try read("06-performance-scalability-audit.md")
      page = try read("audit_artifacts/report.html")
      json = try read("audit_artifacts/findings.json")
    }
  }

  @Test("every section is there, in its order", arguments: examples)
  func sections(example: String) throws {
    let report = try Report(of: example)
    let headings = report.markdown.split(separator: "\n").filter { $0.hasPrefix("## ") }
      .map { $0.dropFirst(3).prefix { $0 != ":" } }
    let wanted = [
      "0. Objectives & success criteria", "Environment & assumptions", "1. Baseline & inventory",
      "2. Backend checks", "3. Front-end checks", "4. Load, stress, soak & chaos",
      "5. Capacity plan", "6. Observability & alerts", "7. Helper scripts & hooks", "8. Findings",
      "Suspicious Patterns", "Vibe score", "9. Remediation plan by day", "10. CI enforcement",
      "11. Reviewer checklist", "12. Findings summary", "Summary & action plan", "13. Sign-off",
    ]
    let known = headings.filter { wanted.contains(String($0)) }.map(String.init)
    #expect(known == wanted)
    #expect(
      Set(headings.map(String.init)).subtracting(wanted).isSubset(of: ["Accepted", "Appendix"])
    )
    for words in [
      "| Repository |", "| Commit |", "| Auditor |", "| Date |", "under 300 ms", "under 800 ms",
      "under 1 %", "at least 99.9 %", "at least 2x", "flat", "under 500 ms", "**Top fixes:**",
      "### Fix now", "### Fix soon", "### Monitor", "Time for all of Fix Now", "correlation id",
      "### Infrastructure to add first", "plimsoll load ", "npx autocannon -c 1000 -R 100 -d 300",
      "Needs Confirmation", "| Owner | ETA |",
    ] {
      #expect(report.markdown.contains(words), "\(words)")
    }
  }

  @Test("every finding has every field of the form, in both documents", arguments: examples)
  func fields(example: String) throws {
    let report = try Report(of: example)
    let count = try JSONDecoder().decode(AuditDocument.self, from: Data(report.json.utf8)).findings
      .count
    #expect(count > 20)
    let accepted = report.json.components(separatedBy: "\"suppressed\": {").count - 1
    for field in [
      "[SEVERITY: ", "Location: ", "Risk Category: ", "The Problem:", "Performance Impact:",
      "Confidence: ", "How to Verify:", "The Fix:", "Trade-off Consideration:",
    ] {
      for document in [report.markdown, report.page] {
        #expect(document.components(separatedBy: field).count - 1 == count - accepted, "\(field)")
      }
    }
  }

  @Test("every command of plimsoll that it names is one of this build", arguments: examples)
  func commands(example: String) throws {
    let report = try Report(of: example)
    let command = try CommandProcess()
    for document in [report.markdown, report.page] {
      let spans = document.components(separatedBy: CharacterSet(charactersIn: "`\n>"))
      let lines = spans.compactMap { span -> [Substring]? in
        guard let start = span.range(of: "plimsoll "),
          start.lowerBound == span.startIndex || span.contains("run: plimsoll")
        else { return nil }
        return span[start.upperBound...].split(separator: " ")
      }
      let words = Set(lines.compactMap(\.first)).filter { $0.allSatisfy { $0.isLowercase } }
      #expect(words.isSuperset(of: ["load"]))
      for word in words where !["by", "read"].contains(word) {
        let outcome = try command.shell("$plimsoll \(word) --help")
        #expect(outcome.status == 0, "plimsoll \(word)")
        // Each flag that stands behind it, too.
        for line in lines where line.first == word {
          for flag in line where flag.hasPrefix("--") {
            let name = flag.prefix { $0.isLowercase || $0 == "-" }
            #expect(outcome.output.contains(name) || name == "--header", "plimsoll \(word) \(name)")
          }
        }
      }
    }
  }

  @Test("every figure comes from the JSON, or is counted from it", arguments: examples)
  func figures(example: String) throws {
    let report = try Report(of: example)
    let sources = try FigureSources(json: report.json)
    for line in report.markdown.split(separator: "\n") {
      // A bar in a table is written as its entity.
      let words = line.replacingOccurrences(of: "&#124;", with: " ")
      for figure in FigureSources.figures(in: words) {
        let isKnown = sources.holds(figure)
        #expect(isKnown, "\(figure) in: \(line)")
      }
    }
  }

  @Test("a figure that nobody has is found out")
  func findsInvention() throws {
    let report = try Report(of: "storefront")
    let sources = try FigureSources(json: report.json)
    for invented in ["87321", "99.73", "2,431.5"] {
      let isKnown = sources.holds(invented)
      #expect(!isKnown, "\(invented)")
    }
  }
}
