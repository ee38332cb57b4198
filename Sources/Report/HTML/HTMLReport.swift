// The whole audit as one page that needs nothing but itself.

import Digests
package import Findings

/// An audit as HTML, drawn from the audit alone; it asks no network for anything.
package struct HTMLReport: AuditDocument, Sendable {
  let subject: DocumentSubject

  package init(of audit: Audit, since previous: Audit? = nil) {
    subject = DocumentSubject(of: audit, since: previous)
  }

  /// The page; the same audit always gives the same text.
  package func text() -> String {
    let body = HTML.element("body", [:], content)
    return "<!doctype html>\n<html lang=\"en\">\n\(head.text)\n\(body.text)\n</html>\n"
  }

  private var content: HTML {
    HTML("<a class=\"skip\" href=\"#findings\">Skip to the findings</a>\n")
      + header + HTML("<main>\n") + verdict + changes + objectives + routes + findings + plans
      + plan
      + environment + checklist + load + unread + HTML("</main>\n")
      + .element(
        "footer",
        [:],
        text:
          "Made by plimsoll \(audit.tool.version). The whole document, with every section: 06-performance-scalability-audit.md."
      )
      + HTML("\n<script>") + HTML(HTMLScript.text) + HTML("</script>")
  }

  var title: String {
    "Performance & Scalability Audit: \(audit.project.name ?? audit.project.root)"
  }

  private var head: HTML {
    // Nothing is fetched, and nothing runs but the one script and style of this page.
    let policy = [
      "default-src 'none'",
      "script-src 'sha256-\(Self.digest(of: HTMLScript.text))'",
      "style-src 'sha256-\(Self.digest(of: HTMLStyle.text))'",
      "base-uri 'none'", "form-action 'none'",
    ].joined(separator: "; ")
    var meta = HTML()
    meta += HTML("<meta charset=\"utf-8\">\n")
    meta += .single("meta", ["http-equiv": "Content-Security-Policy", "content": policy])
    meta += HTML(
      "\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"referrer\" content=\"no-referrer\">\n"
    )
    meta += .element("title", [:], text: title)
    meta += HTML("\n<style>") + HTML(HTMLStyle.text) + HTML("</style>")
    return .element("head", [:], meta)
  }

  /// What the page's policy knows its script and its style by.
  static func digest(of text: StaticString) -> String {
    Digest.base64(Digest.sha256.hash(Array(text.description.utf8)))
  }

  /// The link to a finding of this page.
  func link(to finding: Finding) -> HTML {
    guard let name = names[finding.id] else { return .element("code", [:], text: finding.id) }
    return .element("a", ["href": "#\(name)"], text: name)
  }

  /// A table that scrolls by itself where it is wider than the page.
  func table(_ headings: [String], _ rows: [[HTML]]) -> HTML {
    let head = headings.map { HTML.element("th", ["scope": "col"], text: $0) }.joined()
    let body = rows.map { row in
      HTML.element("tr", [:], row.map { HTML.element("td", [:], $0) }.joined()) + HTML("\n")
    }.joined()
    let table = HTML.element(
      "table",
      [:],
      .element("thead", [:], .element("tr", [:], head)) + HTML("\n") + .element("tbody", [:], body)
    )
    return .element("div", ["class": "wide", "tabindex": "0"], table) + HTML("\n")
  }

  func section(_ id: String, _ title: String, _ content: HTML) -> HTML {
    .element("section", ["id": id], .element("h2", [:], text: title) + HTML("\n") + content)
      + HTML("\n")
  }
}
