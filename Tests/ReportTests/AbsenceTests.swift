// What a folder does not have is not judged, and nothing is claimed of it.

import Findings
import Testing

@testable import Report

@Suite("Parts that a folder does not have")
struct AbsenceTests {
  private func audit(_ facts: [(String, String)], _ findings: [Finding] = []) -> Audit {
    var audit = Sample.audit(findings)
    audit.loadTarget = Sample.whole.loadTarget
    audit.environment = facts.map {
      EnvironmentFact(aspect: $0.0, value: $0.1, status: .inferred)
    }
    audit.judge(by: Inquiry(rules: 12, categories: 9, isPartial: false, entries: 3))
    return audit
  }

  private static let noPages = ("front end", "none: no page, template or component")
  private static let claims = [
    "One event renders only what it changes", "Long lists are paged or virtual",
    "No effect fetches in a loop", "State holds only what is shown",
    "The first page loads only what it shows",
  ]

  @Test("a folder without a front end has no front-end checks, boxes or artifacts")
  func frontEnd() {
    let audit = audit([Self.noPages])
    let text = MarkdownReport(of: audit).text()
    #expect(
      text.contains("## 3. Front-end checks\n\nNot applicable: no front end in this folder.\n")
    )
    #expect(!text.contains("Web Vitals") && !text.contains("bundle_explorer.json"))
    let page = HTMLReport(of: audit).text()
    for claim in Self.claims {
      #expect(
        text.contains("- \(claim): not applicable: no front end in this folder\n"),
        "\(claim)"
      )
      #expect(!text.contains("[x] \(claim)"))
      #expect(page.contains("\(claim): not applicable: no front end in this folder</li>"))
    }
  }

  @Test("where nobody knows, or one is there, the checks stand as ever")
  func known() {
    for facts: [(String, String)] in [[], [("front end", "React; 3 component files")]] {
      let text = MarkdownReport(of: audit(facts)).text()
      #expect(text.contains("### Web Vitals") && text.contains("[x] Long lists are paged"))
      #expect(!text.contains("not applicable") && !text.contains("Not applicable"))
    }
  }

  @Test("a finding of the part outweighs the word that there is none")
  func outweighed() {
    var finding = Sample.missingTimeout
    finding.category = .fetchLoop
    let text = MarkdownReport(of: audit([Self.noPages], [finding])).text()
    #expect(text.contains("### Code splitting & render health\n"))
    #expect(text.contains("- [ ] No effect fetches in a loop: [PERF-001]"))
  }

  @Test("a folder without a database has no query checks, but one with queries has")
  func database() {
    var audit = audit([("database", "none: no database client is called in the code")])
    let text = MarkdownReport(of: audit).text()
    #expect(
      text.contains("### Index coverage\n\nNot applicable: no database client in this folder.")
    )
    #expect(text.contains("### Caching\n\n") && !text.contains("[x] Every filter and sort"))
    audit.queries = [QuerySite(file: "a.js", line: 1, operation: "select")]
    #expect(MarkdownReport(of: audit).text().contains("[x] Every filter and sort"))
  }

  @Test("one of two services with a database is enough")
  func services() {
    let facts = [("database (api)", "none: no client"), ("database (jobs)", "PostgreSQL")]
    #expect(MarkdownReport(of: audit(facts)).text().contains("[x] Every filter and sort"))
  }

  @Test("pages without a server have no server's boxes")
  func server() {
    let text = MarkdownReport(
      of: audit([
        ("web framework", "none was found"), ("background jobs", "none: no queue"),
        ("database", "none: no client"), ("front end", "React"),
      ])
    ).text()
    #expect(text.contains("Nothing blocks the event loop or a worker: not applicable: no server"))
    #expect(text.contains("[x] Long lists are paged"))
  }
}
