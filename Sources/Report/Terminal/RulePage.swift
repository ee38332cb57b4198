// What a rule says about itself, as `plimsoll rules` prints it.

package import Findings

/// The documentation of one rule, in plain words.
package struct RulePage: Sendable {
  /// Code that the rule reports or passes over, with a caption.
  package struct Sample: Sendable {
    package var caption: String
    package var code: String

    package init(caption: String, code: String) {
      self.caption = caption
      self.code = code
    }
  }

  package var name: String
  package var category: Category
  package var worst: Severity
  package var title: String
  package var problem: String
  package var verify: String
  package var fix: String
  package var tradeOff: String
  package var samples: [Sample]

  package init(
    name: String,
    category: Category,
    worst: Severity,
    title: String,
    problem: String,
    verify: String,
    fix: String,
    tradeOff: String,
    samples: [Sample]
  ) {
    self.name = name
    self.category = category
    self.worst = worst
    self.title = title
    self.problem = problem
    self.verify = verify
    self.fix = fix
    self.tradeOff = tradeOff
    self.samples = samples
  }

  /// The whole page.
  package func text(style: TerminalStyle) -> String {
    var page = Page(width: style.width, isColoured: style.isColoured)
    page.paragraph(title, lead: [Span("\(name)  ", worst.tint)], tint: .strong)
    page.paragraph(
      "\(category.id) \(category.shortName), \(category.risk.rawValue), at worst \(worst.rawValue)",
      tint: .faint
    )
    page.blank()
    page.paragraph(problem)
    for (heading, words) in [
      ("How to verify", verify), ("The fix", fix), ("Trade-off", tradeOff),
    ] {
      page.blank()
      page.line(Span(heading, .strong))
      page.paragraph(words)
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
      let gap = String(repeating: " ", count: widest - rule.name.count + 2)
      page.paragraph(
        rule.title,
        lead: [
          Span(rule.name, .strong), Span("\(gap)\(rule.category.id)  "),
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
