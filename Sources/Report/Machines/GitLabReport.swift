// The findings as a code quality report of GitLab.

package import Findings

/// A list in the format of Code Climate, as far as GitLab reads it.
package struct GitLabReport: Sendable {
  private let audit: Audit

  /// An audit's findings, suppressed ones apart: GitLab itself compares them with the target branch.
  package init(of audit: Audit) { self.audit = audit }

  /// The list as JSON.
  ///
  /// Throws what a type's own `encode(to:)` throws; those of this room throw nothing.
  package func text() throws -> String {
    let issues = audit.findings.filter { $0.suppressed == nil }.map(issue)
    return try JSONEncoding.text(of: issues)
  }

  private struct Issue: Encodable {
    let description: String
    let check_name: String
    let fingerprint: String
    let severity: String
    let location: Place
  }

  private struct Place: Encodable {
    let path: String
    let lines: Lines
  }

  private struct Lines: Encodable {
    let begin: Int
    let end: Int
  }

  private func issue(_ finding: Finding) -> Issue {
    let doubt = finding.tier == .suspicious ? "To be checked: " : ""
    return Issue(
      description: MachineText.line("\(doubt)\(finding.title). Fix: \(finding.fix.description)"),
      check_name: finding.rule,
      fingerprint: finding.id,
      severity: finding.severity.codeQuality,
      location: Place(
        path: audit.project.path(of: finding.location.file),
        lines: Lines(
          begin: finding.location.startLine,
          end: finding.location.endLine ?? finding.location.startLine
        )
      )
    )
  }
}

extension Severity {
  fileprivate var codeQuality: String {
    switch self {
    case .critical: "blocker"
    case .high: "critical"
    case .medium: "major"
    case .monitor: "info"
    }
  }
}
