// Why the gate is closed, and what opens it.

package import Findings
package import Gate

/// The gate's verdict for people.
package struct GateTable: Sendable {
  private let verdict: GateVerdict
  private let project: Project
  /// Longer lists help nobody; the audit has them all.
  private static let most = 50

  package init(of verdict: GateVerdict, project: Project) {
    self.verdict = verdict
    self.project = project
  }

  private var heading: String { "plimsoll gate: \(verdict.passes ? "passed" : "FAILED")" }

  private var notes: [String] {
    var notes = verdict.rows.compactMap { check in
      check.outcome == .failed ? check.remedy.map { "\(check.name): \($0)" } : nil
    }
    if !verdict.fixed.isEmpty, verdict.baseline != nil {
      notes.append(
        "\(Amount.counted(verdict.fixed.count, "finding")) of the baseline "
          + "\(verdict.fixed.count == 1 ? "is" : "are") fixed: plimsoll gate --update-baseline "
          + "keeps \(verdict.fixed.count == 1 ? "it" : "them") from coming back"
      )
    }
    return notes
  }

  /// For a terminal, and for the log of a CI server, in which no line of it is a command.
  package func text(style: TerminalStyle) -> String {
    var page = Page(width: style.width, isColoured: style.isColoured)
    page.line(Span(heading, verdict.passes ? .strongGreen : .strongRed))
    page.blank()
    page.checks(verdict.rows)
    let failing = verdict.failing.prefix(Self.most)
    if !failing.isEmpty {
      page.blank()
      page.line(Span("New", .strong))
    }
    for finding in failing { page.named(finding, in: project) }
    page.remainder(verdict.failing.count - failing.count)
    if !verdict.fixed.isEmpty {
      page.blank()
      page.line(Span("Fixed", .strong))
    }
    for entry in verdict.fixed.prefix(Self.most) {
      page.line(Span("  \(entry.file)", .cyan), Span("  \(entry.rule)  \(entry.title)"))
    }
    page.remainder(verdict.fixed.count - Self.most)
    if !notes.isEmpty {
      page.blank()
      page.line(Span("What to do", .strong))
    }
    for note in notes { page.paragraph(note, lead: [Span("  ")]) }
    return MachineText.log(page.text)
  }

  /// For a comment on a pull request.
  package func markdown() -> String {
    var page = MarkdownPage()
    page.heading(2, heading)
    page.table(
      ["Result", "Check", "Found", "Passes with"],
      verdict.rows.map { check in
        [
          Inline(check.outcome.word), Inline(check.name), Inline(check.found), Inline(check.limit),
        ]
      }
    )
    page.list(
      "New",
      verdict.failing.prefix(Self.most).map { finding in
        Inline("\(finding.severity.rawValue) ")
          + .code("\(project.path(of: finding.location.file)):\(finding.location.lineNumbers)")
          + Inline(" \(finding.ruleCaption): \(finding.title)")
      }
    )
    page.list(
      "Fixed",
      verdict.fixed.prefix(Self.most).map { entry in
        .code(project.path(of: entry.file)) + Inline(" \(entry.rule): \(entry.title)")
      }
    )
    page.list("What to do", notes.map { Inline($0) })
    return page.text
  }
}

extension Page {
  /// One row a check, in columns.
  fileprivate mutating func checks(_ checks: [GateVerdict.Check]) {
    let rows =
      [["result", "check", "found", "passes with"]]
      + checks.map { [$0.outcome.word, $0.name, $0.found, $0.limit].map(MachineText.line) }
    let widths = (0..<3).map { column in rows.map { Visible.width(of: $0[column]) }.max() ?? 0 }
    for (index, row) in rows.enumerated() {
      let cells = zip(row, widths).map { "  " + $0.padded(toColumns: $1) }
      let outcome = index > 0 ? checks[index - 1].outcome : .notJudged
      line(
        Span(cells[0], index > 0 ? outcome.tint : .faint),
        Span(cells[1...].joined() + "  \(row[3])", index > 0 ? .plain : .faint)
      )
    }
  }

  /// One line that names a finding.
  fileprivate mutating func named(_ finding: Finding, in project: Project) {
    let place = finding.location
    line(
      Span("  \(finding.severity.rawValue.padded(toColumns: 8))", finding.severity.tint),
      Span("  \(project.path(of: place.file)):\(place.startLine)", .cyan),
      Span("  \(finding.ruleCaption)  \(finding.title)")
    )
  }

  fileprivate mutating func remainder(_ count: Int) {
    if count > 0 { line(Span("  … and \(Amount.grouped(count)) more", .faint)) }
  }
}

extension GateVerdict.Check.Outcome {
  fileprivate var word: String {
    switch self {
    case .passed: "pass"
    case .failed: "FAIL"
    case .notJudged: "-"
    }
  }

  fileprivate var tint: Tint {
    switch self {
    case .passed: .green
    case .failed: .strongRed
    case .notJudged: .faint
    }
  }
}
