// Where the code runs and what its routes cost, as tables of the terminal.

import Findings

extension Page {
  /// What was inferred before anything was judged; `showsEvidence` names every place of it.
  mutating func environment(_ facts: [EnvironmentFact], showsEvidence: Bool) {
    guard !facts.isEmpty else { return }
    line(Span("Environment", .strong))
    let widest = min(28, facts.map { Visible.width(of: Visible.text($0.aspect)) }.max() ?? 0)
    for fact in facts {
      let lead = [Span("  \(fact.aspect)".padded(toColumns: widest + 2)), Span("  ")]
      paragraph(fact.statement, lead: lead, tint: fact.status == .inferred ? .plain : .faint)
      let places = fact.evidence ?? []
      for place in showsEvidence ? places[...] : [] {
        let indent = Span(String(repeating: " ", count: widest + 4))
        line(indent, Span(place.link, .cyan), Span(place.note.map { "  \($0)" } ?? "", .faint))
      }
    }
    blank()
  }

  /// The routes, most expensive first; at most `most` of them.
  mutating func routes(_ routes: [RouteCost], most: Int) {
    guard !routes.isEmpty else { return }
    let shown = Array(routes.byCost.prefix(most))
    let columns = RouteColumns(of: routes)
    let more = routes.count > shown.count ? ", the dearest \(shown.count); --details shows all" : ""
    line(
      Span("Routes", .strong),
      Span("  \(Amount.grouped(routes.count)) by what one request costs\(more)", .faint)
    )
    let rows = [columns.headings] + shown.map(columns.cells)
    let widths = columns.headings.indices.map { index in
      rows.map { Visible.width(of: Visible.text($0[index])) }.max() ?? 0
    }
    for (index, cells) in rows.enumerated() {
      let figures = zip(cells, widths).map { "  " + $0.padded(toColumns: $1) }.joined()
      guard index > 0 else {
        line(Span(figures, .faint), Span("  Route", .faint))
        continue
      }
      let route = shown[index - 1]
      let room = width - Visible.width(of: figures) - 2
      let label = CodeLine("\(route.method) \(route.path)").text(from: 0, through: max(20, room))
      line(Span(figures), Span("  \(label)"))
    }
    blank()
  }
}

extension EnvironmentFact {
  /// The value, with how it is known where nobody said it.
  var statement: String {
    switch status {
    case .inferred: value
    case .assumed: "assumed: \(value)"
    case .needsConfirmation:
      ask.map { "needs confirmation: \($0)" } ?? "needs confirmation: \(value)"
    }
  }
}

extension String {
  /// The text with blanks behind it, up to a number of terminal columns.
  func padded(toColumns columns: Int) -> String {
    self + String(repeating: " ", count: max(0, columns - Visible.width(of: Visible.text(self))))
  }
}
