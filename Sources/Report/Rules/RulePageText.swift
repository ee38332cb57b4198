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

  /// One line for each rule: name, category, severity, title.
  package static func list(_ rules: [RulePage], style: TerminalStyle) -> String {
    var page = Page(width: style.width, isColoured: style.isColoured)
    let widest = rules.map(\.name.count).max() ?? 0
    for rule in rules {
      page.paragraph(
        rule.title,
        lead: [
          Span(rule.name.padded(to: widest), .strong), Span("  \(rule.category.id)  "),
          Span(rule.worst.rawValue.padded(to: 10), rule.worst.tint),
        ]
      )
    }
    return page.text
  }
}

extension String {
  fileprivate func padded(to width: Int) -> String {
    self + String(repeating: " ", count: max(0, width - count))
  }
}
