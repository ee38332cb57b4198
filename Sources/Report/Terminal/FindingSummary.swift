// One finding in short: where, what, why it costs, and what to do.

import Findings

extension Page {
  /// Writes a finding as the summary shows it.
  mutating func summarise(_ finding: Finding) {
    let doubt = finding.tier == .suspicious ? " suspicious" : ""
    paragraph(
      finding.title,
      lead: [Span("\(finding.severity.rawValue)\(doubt)  ", finding.severity.tint)],
      tint: .strong
    )
    place(of: finding)
    let frame = CodeFrame(of: finding)
    draw(frame, tint: finding.severity.tint)
    if frame.isEmpty { blank() }
    if !frame.elsewhere.isEmpty { path(finding.related?.joinedSteps ?? [], besides: frame) }
    note("Why", Wrapping.firstSentence(of: finding.problem))
    note("Cost", "\(finding.impact.estimate) (confidence: \(finding.impact.confidence.rawValue))")
    note("Check", finding.confirm)
    note("Act at", finding.monitorThreshold)
    note("Fix", finding.fix.description)
    blank()
  }

  private mutating func place(of finding: Finding) {
    let place = [
      Span("  \(finding.location.link)", .cyan), Span("  \(finding.ruleCaption)", .faint),
    ]
    guard let routes = finding.routesCaption(most: 2) else { return line(place) }
    let tail = Span("  \(routes)", .faint)
    let isFitting = (place + [tail]).reduce(0) { $0 + $1.width } <= width
    guard !isFitting else { return line(place + [tail]) }
    line(place)
    paragraph(routes, lead: [Span("  ")], tint: .faint)
  }

  private mutating func note(_ label: String, _ text: String?) {
    guard let text, !text.isEmpty else { return }
    paragraph(text, lead: [margin(label)])
  }

  private func margin(_ text: String) -> Span {
    Span("  " + text + String(repeating: " ", count: max(1, 8 - text.count)), .faint)
  }

  /// The way to the place, with the code of each step that the frame does not show.
  private mutating func path(_ places: [Location], besides frame: CodeFrame) {
    for (index, place) in places.prefix(mostSteps).enumerated() {
      let lead = [margin(index == 0 ? "Path" : ""), Span(place.link, .cyan), Span("  ")]
      paragraph(place.caption.isEmpty ? "↓" : place.caption, lead: lead)
      guard place.note != nil, frame.elsewhere.contains(where: { $0.link == place.link }),
        let code = place.code
      else {
        continue
      }
      let indent = margin("")
      let text = CodeLine(code).text(from: 0, through: width - indent.width - 2)
      line(indent, Span("  " + text, .faint))
    }
    if places.count > mostSteps {
      line(margin(""), Span("… and \(places.count - mostSteps) more: --details", .faint))
    }
  }
}

/// A client with a hundred callers has a hundred related places; the summary names some.
private let mostSteps = 6
