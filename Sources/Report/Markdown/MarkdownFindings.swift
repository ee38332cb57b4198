// Section 8: every finding, then the suspicious patterns, then what was accepted.

import Findings

extension MarkdownReport {
  func findings(on page: inout MarkdownPage) {
    page.heading(2, "8. Findings")
    let sure = audit.sureFindings
    let suspicious = audit.suspiciousFindings
    if sure.isEmpty, suspicious.isEmpty { page.paragraph("No findings.") }
    if sure.count + suspicious.count > 1 { index(sure + suspicious, on: &page) }
    write(sure, on: &page)
    page.heading(2, "Suspicious Patterns")
    page.paragraph(
      suspicious.isEmpty
        ? "None." : "Each of these is a defect unless the one fact that it names is otherwise."
    )
    write(suspicious, on: &page)
    suppressed(on: &page)
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
