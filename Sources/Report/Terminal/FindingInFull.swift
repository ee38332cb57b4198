// One finding in the printed form of the contract.

import Findings

extension Page {
  /// Writes a finding whole: its code and path, then the contract's form without a word between.
  mutating func detail(_ finding: Finding, number: Int, of count: Int) {
    separator("\(number) of \(count), \(finding.ruleCaption), \(finding.id)")
    paragraph(finding.title, tint: .strong)
    draw(CodeFrame(of: finding), tint: finding.severity.tint)
    path(finding.related?.joinedSteps ?? [])
    blank()
    line(Span("[SEVERITY: \(finding.severity.rawValue)]", finding.severity.tint))
    blank()
    line(
      Span("Location: ", .strong),
      Span("\(finding.location.file) : \(finding.location.lineNumbers)", .cyan)
    )
    line(Span("Risk Category: ", .strong), Span(finding.riskCategory.rawValue))
    section("The Problem:", finding.problemItems)
    section("Performance Impact:", finding.impactItems(mostRoutes: 8))
    section("How to Verify:", [finding.verify.steps])
    code(finding.verify.command.map { "$ \($0)" })
    section("The Fix:", [finding.fix.description])
    code(finding.fix.before, caption: finding.fix.after == nil ? "Now" : "Before")
    code(finding.fix.after, caption: "After")
    code(finding.fix.diff)
    section("Trade-off Consideration:", finding.tradeOffItems)
    blank()
  }

  private mutating func separator(_ caption: String) {
    let span = Span("── \(caption) ", .faint)
    line(span, Span(String(repeating: "─", count: max(2, width - span.width)), .faint))
    blank()
  }

  private mutating func section(_ title: String, _ items: [String]) {
    blank()
    line(Span(title, .strong))
    for item in items { paragraph(item, lead: [Span("- ", .faint)]) }
  }

  private mutating func path(_ places: [Location]) {
    for place in places {
      paragraph(place.caption, lead: [Span("  via "), Span(place.link, .cyan), Span("  ")])
      if place.note != nil, let code = place.code {
        line(Span("      " + CodeLine(code).text(from: 0, through: width - 6), .faint))
      }
    }
  }

  /// Code as it stands, indented and never cut, because it is there to be copied.
  mutating func code(_ text: String?, caption: String? = nil) {
    guard let text, !text.isEmpty else { return }
    if let caption { line(Span("  \(caption):", .faint)) }
    for row in CodeLine.dedented(text) {
      line(Span("    " + CodeLine(row).text(from: 0, through: .max)))
    }
  }
}
