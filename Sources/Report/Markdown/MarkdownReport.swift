// The whole audit as one Markdown document.

package import Findings

/// An audit for documents, issues and pull requests, drawn from the audit alone.
package struct MarkdownReport: AuditDocument, Sendable {
  let subject: DocumentSubject

  package init(of audit: Audit, since previous: Audit? = nil) {
    subject = DocumentSubject(of: audit, since: previous)
  }

  /// The document; the same audit always gives the same text.
  package func text() -> String {
    var page = MarkdownPage()
    header(on: &page)
    changes(on: &page)
    objectives(on: &page)
    environment(on: &page)
    baseline(on: &page)
    backend(on: &page)
    frontend(on: &page)
    load(on: &page)
    capacity(on: &page)
    observability(on: &page)
    helpers(on: &page)
    findings(on: &page)
    score(on: &page)
    remediation(on: &page)
    enforcement(on: &page)
    checklist(on: &page)
    summary(on: &page)
    plan(on: &page)
    signOff(on: &page)
    remains(on: &page)
    return page.text
  }

  /// The link to a finding of this report.
  func reference(to finding: Finding) -> Inline {
    names[finding.id].map(Inline.reference) ?? Inline.code(finding.id)
  }
}

extension Audit {
  /// Open findings that are sure, worst first.
  var sureFindings: [Finding] { findings.filter { $0.suppressed == nil && $0.tier == .finding } }

  /// Open findings of which one fact must be checked, worst first.
  var suspiciousFindings: [Finding] {
    findings.filter { $0.suppressed == nil && $0.tier == .suspicious }
  }

  /// `PERF-001` by finding id, in the order in which the findings are printed.
  var findingNames: [String: String] {
    let order = sureFindings + suspiciousFindings
    return Dictionary(
      order.enumerated().map { index, finding in
        let number = String(index + 1)
        let padding = String(repeating: "0", count: max(0, 3 - number.count))
        return (finding.id, "PERF-\(padding)\(number)")
      }
    ) { first, _ in first }
  }

  /// `2 CRITICAL, 19 HIGH (5 to be checked)`.
  var openCounts: String {
    let open = sureFindings + suspiciousFindings
    let counts = Severity.allCases.compactMap { severity -> String? in
      let count = open.count { $0.severity == severity }
      return count == 0 ? nil : "\(Amount.grouped(count)) \(severity.rawValue)"
    }
    let doubtful = suspiciousFindings.count
    let doubt = doubtful == 0 ? "" : " (\(Amount.grouped(doubtful)) to be checked)"
    return counts.isEmpty ? "none" : counts.joined(separator: ", ") + doubt
  }
}
