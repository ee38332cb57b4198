// The HTML report: one page that asks nobody for anything, and in which audited text stays text.

import Findings
import Testing

@testable import Report

@Suite("The HTML report")
struct HTMLReportTests {
  private func page(_ audit: Audit) -> String { HTMLReport(of: audit).text() }

  @Test("holds score, top fixes, routes, findings, plan and checklist")
  func parts() {
    let page = page(Sample.whole)
    for part in [
      "<title>Performance &amp; Scalability Audit: shop</title>", "<strong>8.3</strong>of 10",
      "<h3>Fix first</h3>", "<code>GET /orders</code>", "id=\"PERF-001\"", "[SEVERITY: CRITICAL]",
      "Location: src/repo.js : 2", "Risk Category: Database", "<h4>The Problem:</h4>",
      "<h4>Performance Impact:</h4>", "<h4>How to Verify:</h4>", "<h4>The Fix:</h4>",
      "<h4>Trade-off Consideration:</h4>", "<h3>Suspicious Patterns</h3>", "owner: @shop/data",
      "<h2>Remediation plan</h2>", "<h2>Reviewer checklist</h2>", "npx autocannon",
    ] {
      #expect(page.contains(part), "\(part)")
    }
  }

  @Test("lets nothing run but its own script and style, and fetches nothing")
  func policy() throws {
    let page = page(Sample.whole)
    let script = "script-src &#39;sha256-\(HTMLReport.digest(of: HTMLScript.text))&#39;"
    #expect(page.contains("default-src &#39;none&#39;; \(script);"))
    #expect(page.contains("<script>\(HTMLScript.text)</script>"))
    #expect(page.contains("<style>\(HTMLStyle.text)</style>"))
    for tag in Self.tags(of: page) {
      #expect(!tag.attributes.contains { ["src", "style", "srcset", "action"].contains($0.name) })
      for link in tag.attributes where link.name == "href" { #expect(link.value.hasPrefix("#")) }
    }
  }

  @Test(
    "shows hostile words as they are",
    arguments: [
      "<script>alert(1)</script>", "</pre><img src=x onerror=alert(1)>",
      "\" onmouseover=\"alert(1)",
      "'><svg onload=alert(1)>", "</title><script>alert(1)</script>", "`</code><b onclick=x>`",
      "<!-- --><style>*{display:none}</style>", "javascript:alert(1)", "&lt;script&gt;",
      "\u{1B}[1mred\u{202E}",
      "</script><script>alert(1)</script>", "</select></details><iframe src=//evil.example>",
    ]
  )
  func isInert(words: String) {
    let harmless = Self.shape(of: page(Self.audit(saying: "harmless words")))
    let page = page(Self.audit(saying: words))
    // The same elements with the same names of attributes: nothing of the words is markup.
    #expect(Self.shape(of: page) == harmless)
    #expect(!page.contains("\u{1B}") && !page.contains("\u{202E}"))
    for tag in Self.tags(of: page) {
      for link in tag.attributes where link.name == "href" { #expect(link.value.hasPrefix("#")) }
    }
  }

  /// An audit that says the words wherever it can.
  private static func audit(saying words: String) -> Audit {
    var audit = Sample.whole
    audit.project = Project(root: words, commit: words, name: words)
    audit.date = words
    audit.tool.version = words
    audit.routes = [Sample.route(words, words, queries: words, calls: words)]
    audit.environment = [
      EnvironmentFact(aspect: words, value: words, status: .needsConfirmation, ask: words)
    ]
    audit.measurements = [Measurement(name: "p95", value: .text(words), unit: words, source: words)]
    audit.stats.skipped = [SkippedFile(file: words, reason: words)]
    audit.score?.band = words
    audit.score?.justification = [words]
    let place = Location(
      file: words,
      startLine: 3,
      startColumn: 1,
      note: words,
      excerpt: Excerpt(startLine: 3, lines: [words])
    )
    audit.findings = [Sample.queryInLoop, Sample.missingTimeout, Sample.suppressed].map { sample in
      var finding = sample
      finding.rule = words
      finding.location = place
      finding.related = [place]
      finding.routes = [words]
      finding.title = words
      finding.problem = words
      finding.impact.estimate = words
      finding.verify = Verify(steps: words, command: words)
      finding.fix = Remedy(words, before: words, after: words, diff: words)
      finding.tradeOff = words
      finding.owner = words
      finding.evidence = [
        Evidence(kind: .plan, verdict: .confirmed, figures: [words], source: words)
      ]
      if finding.suppressed != nil { finding.suppressed = Suppressed(reason: words) }
      return finding
    }
    return audit
  }

  private struct Tag {
    let name: String
    let attributes: [(name: String, value: String)]
  }

  /// The names of all elements and of their attributes, in order; code spans and the strokes of frames apart,
  /// whose number follows the words.
  private static func shape(of page: String) -> [String] {
    tags(of: page).map { tag in
      ([tag.name] + tag.attributes.map(\.name)).joined(separator: " ")
    }.filter { !["code", "/code", "b", "/b", "i", "/i"].contains($0) }
  }

  /// The tags of a page, as a browser would find them; what stands in the script and the style is none.
  private static func tags(of page: String) -> [Tag] {
    let text = page.replacing("<script>\(HTMLScript.text)</script>", with: "")
      .replacing("<style>\(HTMLStyle.text)</style>", with: "")
    return text.split(separator: "<", omittingEmptySubsequences: false).dropFirst().map { part in
      let inside = part.prefix { $0 != ">" }
      let name = inside.prefix { !$0.isWhitespace }
      var rest = inside.dropFirst(name.count)
      var attributes: [(name: String, value: String)] = []
      while let start = rest.firstIndex(where: { !$0.isWhitespace }) {
        let word = rest[start...].prefix { $0 != "=" && !$0.isWhitespace }
        rest = rest[word.endIndex...]
        var value = Substring()
        if rest.first == "=" {
          rest = rest.dropFirst(2)
          value = rest.prefix { $0 != "\"" }
          rest = rest[value.endIndex...].dropFirst()
        }
        attributes.append((String(word), String(value)))
      }
      return Tag(name: String(name), attributes: attributes)
    }
  }
}
