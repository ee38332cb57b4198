// What a report's folder holds: the document, and the artifacts for machines and for further work.

package import Findings

/// The files of `--report DIR`, drawn from an audit alone.
package struct ReportFolder {
  /// One file, below the folder.
  package struct File: Sendable {
    package let path: String
    package let text: String
  }

  package private(set) var files: [File]

  /// The files for an audit; `rules` are the pages that the SARIF log describes its rules by.
  ///
  /// Throws what a type's own `encode(to:)` throws; those of `Findings` throw nothing.
  package init(of audit: Audit, rules: [RulePage]) throws {
    let queries = QueryArtifacts(of: audit)
    files = [
      File(path: "06-performance-scalability-audit.md", text: MarkdownReport(of: audit).text()),
      File(path: "audit_artifacts/findings.json", text: try JSONReport(of: audit).text()),
      File(
        path: "audit_artifacts/findings.sarif",
        text: try SARIFReport(of: audit, rules: rules).text()
      ),
      File(path: "audit_artifacts/sql_calls.txt", text: queries.calls),
      File(path: "audit_artifacts/n_plus_one_suspects.txt", text: queries.suspects),
    ]
    files += audit.findings.compactMap { finding in
      finding.fix.diff.map {
        File(path: "audit_artifacts/fixes/\(finding.rule)-\(finding.id).patch", text: $0)
      }
    }
  }
}
