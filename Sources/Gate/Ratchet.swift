// A baseline that follows the code, but only to the better.

package import Findings

extension Baseline {
  /// The baseline after an audit: of all its findings, where it was compared with none.
  ///
  /// What was fixed leaves it. New findings come in only when they are accepted by name of
  /// the flag; a known one that grew worse keeps its old severity, and so goes on failing.
  package static func following(_ audit: Audit, acceptsNew: Bool) -> Baseline {
    let open = audit.findings.filter { $0.suppressed == nil }
    guard let comparison = audit.comparison, !acceptsNew else {
      return Baseline(tool: audit.tool, findings: open.map(Entry.init(of:)))
    }
    let new = Set(comparison.new)
    let former = Dictionary(comparison.worse.map { ($0.id, $0.was) }) { first, _ in first }
    let entries = open.filter { !new.contains($0.id) }.map { finding in
      var entry = Entry(of: finding)
      entry.severity = former[finding.id] ?? entry.severity
      return entry
    }
    return Baseline(tool: audit.tool, findings: entries)
  }
}
