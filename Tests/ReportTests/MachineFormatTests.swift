// The formats of CI and of language models: what is in them, and that nothing of it steers.

import Findings
import Foundation
import Testing

@testable import Report

@Suite("Machine formats")
struct MachineFormatTests {
  /// What an audited project may hold to break out of a format.
  private static var hostile: Finding {
    var finding = Sample.missingTimeout
    let poison =
      "\u{1B}[31m\r\n::set-output name=x::y\n##[error]z ]]> <b a=\"1\">&amp;' {0} \u{202E}\u{0}\u{FFFE}"
    finding.severity = .high
    finding.title = poison
    finding.problem = poison
    finding.fix = Remedy(poison, after: "a\n\(poison)")
    finding.confirm = poison
    finding.location = Location(
      file: "a,b:c%\n::d.js",
      startLine: 3,
      note: poison,
      excerpt: Excerpt(startLine: 3, lines: [poison])
    )
    finding.related = [finding.location]
    return finding
  }

  @Test("GitHub: one command a finding, worst first, suppressed ones apart")
  func github() {
    let audit = Sample.audit([Sample.missingTimeout, Sample.queryInLoop, Sample.suppressed])
    let lines = GitHubReport(of: audit).text().split(separator: "\n")
    #expect(lines.count == 2)
    #expect(
      lines[0].hasPrefix(
        "::error file=shop/src/repo.js,line=2,endLine=2,col=9,endColumn=17,title=CRITICAL query-in-loop (1A)::Database query inside a loop. "
      )
    )
    #expect(lines[1].hasPrefix("::notice file=shop/src/mail.js,line=3,title=MONITOR "))
  }

  @Test("GitHub: hostile words stay words")
  func githubIsInert() {
    let text = GitHubReport(of: Sample.audit([Self.hostile])).text()
    #expect(text.split(separator: "\n").count == 1)
    #expect(text.hasPrefix("::warning file=shop/a%2Cb%3Ac%25␊%3A%3Ad.js,line=3,title=HIGH "))
    #expect(!text.contains("\u{1B}") && !text.contains("##["))
  }

  @Test("a log's lines are no commands of GitHub's runner")
  func logIsInert() {
    #expect(
      MachineText.log("  ::add-mask::a\nb ::c\n##[group]d\n")
        == "  : :add-mask::a\nb ::c\n## [group]d\n"
    )
  }

  @Test("GitLab: description, check, fingerprint, severity and lines of each open finding")
  func gitlab() throws {
    struct Issue: Decodable, Equatable {
      struct Place: Decodable, Equatable {
        let path: String
        let lines: [String: Int]
      }
      let description: String
      let check_name: String
      let fingerprint: String
      let severity: String
      let location: Place
    }
    let audit = Sample.audit([Sample.queryInLoop, Self.hostile, Sample.suppressed])
    let text = try GitLabReport(of: audit).text()
    let issues = try JSONDecoder().decode([Issue].self, from: Data(text.utf8))
    #expect(issues.map(\.severity) == ["blocker", "critical"])
    #expect(issues[0].location == .init(path: "shop/src/repo.js", lines: ["begin": 2, "end": 2]))
    #expect(issues[0].check_name == "query-in-loop")
    #expect(issues[0].fingerprint == Sample.queryInLoop.id)
    #expect(!text.contains("\u{1B}") && issues.allSatisfy { !$0.description.contains("\n") })
    #expect(try GitLabReport(of: Sample.audit([])).text() == "[]\n")
  }

  @Test("JUnit: a case a finding; what needs no change is skipped, and nothing is one that passes")
  func junit() {
    let audit = Sample.audit([Sample.queryInLoop, Sample.missingTimeout, Sample.suppressed])
    let text = JUnitReport(of: audit).text()
    #expect(text.contains("tests=\"3\" failures=\"1\" errors=\"0\" skipped=\"2\""))
    #expect(text.contains("<failure type=\"query-in-loop\" message=\"CRITICAL: Database query"))
    #expect(
      text.contains("<skipped message=\"accepted: the feed is fetched by a job, at night\"/>")
    )
    #expect(text.contains("<skipped message=\"fine now; act at: 10 mails a second\"/>"))
    let clean = JUnitReport(of: Sample.audit([])).text()
    #expect(clean.contains("tests=\"1\" failures=\"0\""))
    #expect(clean.contains("<testcase classname=\"plimsoll\" name=\"no findings\" "))
  }

  @Test("JUnit: hostile words stay words")
  func junitIsInert() {
    let text = JUnitReport(of: Sample.audit([Self.hostile])).text()
    let scalars = text.unicodeScalars
    #expect(!scalars.contains { $0.value < 0x20 && $0 != "\n" || $0 == "\u{FFFE}" })
    #expect(!text.contains("<b") && !text.contains("]]>") && text.contains("&lt;b a=&quot;1&quot;"))
    let parser = XMLStructure(text)
    #expect(parser.tags == ["testsuites", "testsuite", "testcase", "failure"])
  }

  @Test("agent: a block a finding with its path, code, fix and check")
  func agent() {
    let text = AgentReport(of: Sample.audit([Sample.queryInLoop, Sample.suppressed])).text()
    #expect(text.hasPrefix("plimsoll 9.9.9: 1 finding (1 CRITICAL)\n"))
    for line in [
      "[1] CRITICAL query-in-loop (1A) src/repo.js:2 id=\(Sample.queryInLoop.id)",
      "what: Database query inside a loop", "path:", "| src/orders.js:3 GET /orders",
      "| 2     return db.query(\"SELECT * FROM items WHERE order_id = $1\", [id]);",
      "fix: Fetch the items of all orders with one query, then group them.",
      "verify: psql -c 'SELECT calls FROM pg_stat_statements'",
    ] {
      #expect(text.contains("\n\(line)\n"), "\(line) in \(text)")
    }
  }

  @Test("agent: every line of audited code stands behind a bar or a label")
  func agentIsInert() {
    let text = AgentReport(of: Sample.audit([Self.hostile])).text()
    let labels = ["what: ", "why: ", "check: ", "impact: ", "fix: ", "trade-off: ", "verify: "]
    let ours = [
      "plimsoll ", "Names, ", "[1] ", "path:", "code:", "after:", "verify all", "accept one",
    ]
    for line in text.split(separator: "\n") where !line.hasPrefix("| ") {
      #expect((labels + ours).contains { line.hasPrefix($0) }, "\(line)")
    }
    #expect(!text.contains("\u{1B}") && !text.contains("\u{202E}"))
  }

  @Test("held against a baseline, only what is new is annotated")
  func annotatesNew() {
    var audit = Sample.audit([Sample.queryInLoop, Sample.missingTimeout])
    let old = Baseline(tool: audit.tool, findings: [.init(of: Sample.missingTimeout)])
    audit.comparison = Comparison(of: audit.findings, with: old, named: "b.json")
    #expect(GitHubReport(of: audit).text().split(separator: "\n").count == 1)
    #expect(AgentReport(of: audit).text().contains("1 finding (1 CRITICAL); 1 known ones left out"))
    #expect(JUnitReport(of: audit).text().contains("failures=\"1\" errors=\"0\" skipped=\"1\""))
  }
}

/// The opening tags of well-formed XML, read without a parser of this project.
private final class XMLStructure {
  let tags: [String]

  init(_ text: String) {
    tags = text.components(separatedBy: "<").dropFirst().compactMap { part in
      guard let first = part.first, first != "/", first != "?" else { return nil }
      return String(part.prefix { $0.isLetter })
    }
  }
}
