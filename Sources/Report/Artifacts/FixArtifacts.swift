// The repairs that can be taken as they are: patches, and statements that make indexes.

import Findings

/// `fixes/*.patch` and `index_advice.sql`, so far as the findings hold them.
struct FixArtifacts {
  private let audit: Audit

  init(of audit: Audit) { self.audit = audit }

  /// Each file by its path below `audit_artifacts/`.
  var files: [(String, String)] { advice + patches }

  private var open: [Finding] { audit.findings.filter { $0.suppressed == nil } }

  private var patches: [(String, String)] {
    let names = audit.findingNames
    return open.compactMap { finding in
      guard let diff = finding.fix.diff, !diff.isEmpty, let name = names[finding.id] else {
        return nil
      }
      return ("fixes/\(name).patch", diff.hasSuffix("\n") ? diff : diff + "\n")
    }
  }

  /// The CREATE INDEX statements of findings, each under what it serves and what it gains.
  private var advice: [(String, String)] {
    var seen: Set<String> = []
    let blocks = open.compactMap { finding -> String? in
      guard let statement = finding.fix.after, statement.hasPrefix("CREATE INDEX"),
        statement.firstIndex(where: { $0 == ";" || $0.isNewline }) == statement.indices.last,
        seen.insert(statement).inserted
      else { return nil }
      let served =
        [finding.location]
        + (finding.related ?? []).filter { $0.note?.hasPrefix("selects") == true }
      let proofs = (finding.evidence ?? []).flatMap(\.figures)
      let comments =
        ["\(finding.title) (\(finding.tier.rawValue))"] + served.map { "serves \($0.link)" }
        + proofs.map { "planned: \($0)" } + ["estimated: \(finding.impact.estimate)"]
      return comments.map { "-- " + Self.line($0) + "\n" }.joined() + Self.line(statement) + "\n"
    }
    guard !blocks.isEmpty else { return [] }
    return [("index_advice.sql", blocks.joined(separator: "\n"))]
  }

  private static func line(_ text: String) -> String {
    Visible.text(text.split(whereSeparator: \.isNewline).joined(separator: " "))
  }
}
