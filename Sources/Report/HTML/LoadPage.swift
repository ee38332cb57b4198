// One load test as a page that needs nothing but itself.

package import Findings

/// The page of a run of `plimsoll load` or `plimsoll soak`, with the charts of the audit's page.
package struct LoadPage: Sendable {
  private let run: LoadRun
  private let version: String

  package init(of run: LoadRun, version: String) {
    self.run = run
    self.version = version
  }

  /// The page; the same run always gives the same text.
  package func text() -> String {
    var audit = Audit(
      tool: Tool(version: version),
      project: Project(root: "."),
      findings: [],
      stats: AuditStats(files: 0, bytes: 0, milliseconds: 0)
    )
    audit.loadRuns = [run]
    let title = "Load test of \(run.target)"
    let content =
      HTML.element("header", [:], HTML.element("h1", [:], text: title))
      + .element("main", [:], HTMLReport(of: audit).loadResults + checks)
      + .element("footer", [:], text: "Made by plimsoll \(version).")
    return "<!doctype html>\n<html lang=\"en\">\n\(head(title).text)\n"
      + "\(HTML.element("body", [:], content).text)\n</html>\n"
  }

  private var checks: HTML {
    guard let checks = run.checks, !checks.isEmpty else { return HTML() }
    let items = checks.map { check in
      let total = check.passed + check.failed
      return HTML.element(
        "li",
        [:],
        text: "\(check.name): \(Amount.exact(check.passed)) of \(Amount.exact(total))"
      )
    }.joined()
    return .element("h3", [:], text: "Checks") + .element("ul", [:], items)
  }

  private func head(_ title: String) -> HTML {
    let policy =
      "default-src 'none'; style-src 'sha256-\(HTMLReport.digest(of: HTMLStyle.text))'; "
      + "base-uri 'none'; form-action 'none'"
    var meta = HTML("<meta charset=\"utf-8\">\n")
    meta += .single("meta", ["http-equiv": "Content-Security-Policy", "content": policy])
    meta += HTML("\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
    meta += .element("title", [:], text: title)
    meta += HTML("\n<style>") + HTML(HTMLStyle.text) + HTML("</style>")
    return .element("head", [:], meta)
  }
}
