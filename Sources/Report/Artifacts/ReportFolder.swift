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

  /// The files for an audit, with what changed since an earlier one where that is given; `rules`
  /// are the pages that the SARIF log describes its rules by.
  ///
  /// Throws what a type's own `encode(to:)` throws; those of `Findings` throw nothing.
  package init(of audit: Audit, since previous: Audit? = nil, rules: [RulePage]) throws {
    let queries = QueryArtifacts(of: audit)
    var artifacts = [
      (Self.json, try JSONReport(of: audit).text()),
      (Self.sarif, try SARIFReport(of: audit, rules: rules).text()),
      (Self.page, HTMLReport(of: audit, since: previous).text()),
      (Self.traffic, TrafficProfile(of: audit).text),
      (Self.calls, queries.calls),
      (Self.suspects, queries.suspects),
    ]
    artifacts += FixArtifacts(of: audit).files
    let document = File(
      path: "06-performance-scalability-audit.md",
      text: MarkdownReport(of: audit, since: previous).text()
    )
    files = [document] + artifacts.map { File(path: "audit_artifacts/\($0.0)", text: $0.1) }
  }

  /// The artifacts that an audit has, below `audit_artifacts/`.
  static func artifacts(of audit: Audit) -> [String] {
    [json, sarif, page, traffic, calls, suspects] + FixArtifacts(of: audit).files.map(\.0)
  }

  private static let json = "findings.json"
  private static let sarif = "findings.sarif"
  private static let page = "report.html"
  private static let traffic = "traffic_profile.csv"
  private static let calls = "sql_calls.txt"
  private static let suspects = "n_plus_one_suspects.txt"
}
