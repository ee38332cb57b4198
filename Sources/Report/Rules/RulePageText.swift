// The pages of rules, for a terminal.

import Findings

extension RulePage {
  /// The whole page.
  package func text(style: TerminalStyle) -> String {
    var page = Page(width: style.width, isColoured: style.isColoured)
    page.paragraph(title, lead: [Span("\(name)  ", worst.tint)], tint: .strong)
    page.paragraph(kind, tint: .faint)
    page.blank()
    page.paragraph(problem)
    for section in sections {
      page.blank()
      page.line(Span(section.heading, .strong))
      page.paragraph(section.words)
    }
    for sample in samples {
      page.blank()
      page.line(Span(sample.caption, .strong))
      page.code(sample.code)
    }
    return page.text
  }

  /// One line for each rule below its risk: name, category, severity at worst, title.
  package static func list(_ rules: [RulePage], style: TerminalStyle) -> String {
    var page = Page(width: style.width, isColoured: style.isColoured)
    let widest = rules.map(\.name.count).max() ?? 0
    for risk in Risk.allCases {
      let group = rules.filter { $0.category.risk == risk }
        .sorted { ($0.category.id, $0.name) < ($1.category.id, $1.name) }
      guard !group.isEmpty else { continue }
      page.blank()
      page.line(Span(risk.rawValue, .strong))
      for rule in group { page.listed(rule, nameWidth: widest) }
    }
    page.blank()
    page.paragraph(
      "\(Amount.counted(rules.count, "rule")); plimsoll rules show NAME explains one.",
      tint: .faint
    )
    return page.text.first == "\n" ? String(page.text.dropFirst()) : page.text
  }
}

extension Page {
  fileprivate mutating func listed(_ rule: RulePage, nameWidth: Int) {
    paragraph(
      rule.title,
      lead: [
        Span("  \(rule.name.padded(toColumns: nameWidth))"),
        Span("  \(rule.category.id)  ", .faint),
        Span(rule.worst.rawValue.padded(toColumns: 10), rule.worst.tint),
      ]
    )
  }
}
