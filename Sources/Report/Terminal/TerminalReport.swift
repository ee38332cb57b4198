// The audit for people at a terminal.

package import Findings

/// How a report is to look.
package struct TerminalStyle: Sendable {
  /// Columns to write in.
  package var width: Int
  package var isColoured: Bool
  /// Every finding in full, every skipped file.
  package var showsDetails: Bool
  /// The findings, and nothing about the run.
  package var isQuiet: Bool

  package init(
    width: Int = 100,
    isColoured: Bool = false,
    showsDetails: Bool = false,
    isQuiet: Bool = false
  ) {
    self.width = width
    self.isColoured = isColoured
    self.showsDetails = showsDetails
    self.isQuiet = isQuiet
  }
}

/// An audit as text, drawn from the audit alone.
package struct TerminalReport: Sendable {
  private let audit: Audit
  private let change: AuditChange?
  private let style: TerminalStyle

  /// How many skipped files the summary names.
  private static let mostSkipped = 10
  /// How many routes the summary names.
  private static let mostRoutes = 8

  package init(of audit: Audit, since previous: Audit? = nil, style: TerminalStyle) {
    self.audit = audit
    change = previous.map { AuditChange(from: $0, to: audit) }
    self.style = style
  }

  /// The report; the same audit and style always give the same text.
  package func text() -> String {
    var page = Page(width: style.width, isColoured: style.isColoured)
    let open = audit.reported
    let suppressed = audit.findings.filter { $0.suppressed != nil }
    if !style.isQuiet {
      page.header(of: audit)
      page.environment(audit.environment ?? [], showsEvidence: style.showsDetails)
      page.routes(audit.routes ?? [], most: style.showsDetails ? .max : Self.mostRoutes)
    }
    for (index, finding) in open.enumerated() {
      if style.showsDetails {
        page.detail(finding, number: index + 1, of: open.count)
      } else {
        page.summarise(finding)
      }
    }
    guard !style.isQuiet else { return page.text }
    page.suppressions(suppressed)
    page.skipped(audit.stats.skipped, most: style.showsDetails ? .max : Self.mostSkipped)
    page.totals(open, suppressed: suppressed.count, skipped: audit.stats.skipped.count)
    page.baseline(audit.comparison)
    page.verdict(of: audit)
    if let change { page.changes(change) }
    if !style.showsDetails, let first = open.first(where: { $0.category != .other }) {
      hint(about: first, on: &page)
    }
    return page.text
  }

  private func hint(about finding: Finding, on page: inout Page) {
    page.paragraph(
      "--details shows how to verify each; plimsoll rules show \(finding.rule) explains a rule.",
      tint: .faint
    )
  }
}
