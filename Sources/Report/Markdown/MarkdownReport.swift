// The whole audit as one Markdown document.

package import Findings

/// An audit for documents, issues and pull requests, drawn from the audit alone.
package struct MarkdownReport: Sendable {
  let audit: Audit
  /// `PERF-001` by finding id, in the order in which the findings are printed.
  let names: [String: String]

  package init(of audit: Audit) {
    self.audit = audit
    let order = Self.sure(audit) + Self.suspicious(audit)
    names = Dictionary(
      order.enumerated().map { ($0.element.id, "PERF-\(Self.padded($0.offset + 1))") }
    ) { first, _ in first }
  }

  /// The document; the same audit always gives the same text.
  package func text() -> String {
    var page = MarkdownPage()
    header(on: &page)
    loadTarget(on: &page)
    environment(on: &page)
    routes(on: &page)
    findings(on: &page)
    suppressed(on: &page)
    score(on: &page)
    plan(on: &page)
    remains(on: &page)
    return page.text
  }

  static func sure(_ audit: Audit) -> [Finding] {
    audit.findings.filter { $0.suppressed == nil && $0.tier == .finding }
  }

  static func suspicious(_ audit: Audit) -> [Finding] {
    audit.findings.filter { $0.suppressed == nil && $0.tier == .suspicious }
  }

  /// The link to a finding of this report.
  func reference(to finding: Finding) -> Inline {
    names[finding.id].map(Inline.reference) ?? Inline.code(finding.id)
  }

  private static func padded(_ number: Int) -> String {
    String(repeating: "0", count: max(0, 3 - String(number).count)) + String(number)
  }
}

extension MarkdownReport {
  private func findings(on page: inout MarkdownPage) {
    page.heading(2, "Findings")
    let sure = Self.sure(audit)
    let suspicious = Self.suspicious(audit)
    if sure.isEmpty, suspicious.isEmpty { page.paragraph("No findings.") }
    if sure.count + suspicious.count > 1 { index(sure + suspicious, on: &page) }
    write(sure, on: &page)
    guard !suspicious.isEmpty else { return }
    page.heading(2, "Suspicious Patterns")
    page.paragraph("Each of these is a defect unless the one fact that it names is otherwise.")
    write(suspicious, on: &page)
  }

  private func write(_ findings: [Finding], on page: inout MarkdownPage) {
    for finding in findings {
      page.finding(finding, name: names[finding.id] ?? finding.id)
    }
  }

  private func index(_ findings: [Finding], on page: inout MarkdownPage) {
    page.table(
      ["Finding", "Severity", "What", "Where"],
      findings.map { finding in
        let doubt = finding.tier == .suspicious ? ", to be checked" : ""
        return [
          reference(to: finding), Inline(finding.severity.rawValue + doubt), Inline(finding.title),
          Inline.code(finding.location.link),
        ]
      }
    )
  }
  private func suppressed(on page: inout MarkdownPage) {
    let accepted = audit.findings.filter { $0.suppressed != nil }
    guard !accepted.isEmpty else { return }
    page.heading(2, "Accepted")
    page.paragraph("Silenced where they stand, with a reason; they do not count.")
    page.table(
      ["Where", "Rule", "Reason"],
      accepted.map { finding in
        [
          Inline.code(finding.location.link), Inline.code(finding.rule),
          Inline(finding.suppressed?.reason ?? ""),
        ]
      }
    )
  }
}
