// What is new since a baseline, what is known by it, and what was fixed.

/// An audit held against a baseline.
package struct Comparison: Codable, Sendable, Hashable {
  /// A known finding that has become more severe.
  package struct Worse: Codable, Sendable, Hashable {
    package var id: String
    /// Its severity in the baseline.
    package var was: Severity
  }

  /// The baseline's file, as it was named.
  package var baseline: String
  /// Ids of open findings that the baseline does not have.
  package var new: [String]
  /// Findings that it has with a lower severity.
  package var worse: [Worse]
  /// Ids of findings that it has.
  package var known: [String]
  /// What the code no longer has.
  package var fixed: [Baseline.Entry]

  /// Compares the open findings of an audit with a baseline.
  ///
  /// A finding is known by its id; else by its code, which was moved; else by its file and title,
  /// when its code was edited. Each entry knows one finding only, so a second place of the
  /// same kind is new. Entries of rules that were not asked are neither fixed nor known.
  package init(
    of findings: [Finding],
    with baseline: Baseline,
    named name: String,
    asked: (String) -> Bool = { _ in true }
  ) {
    var matching = Matching(baseline.findings.filter { asked($0.rule) })
    let open = findings.filter { $0.suppressed == nil }
    matching.match(open, by: \.id, \.id)
    // Accepted since then, which is neither fixed nor new.
    matching.forget(findings.filter { $0.suppressed != nil }.map(\.id))
    matching.match(open, by: \.placeKey, \.place)
    matching.match(
      open,
      by: { Self.key($0.rule, $0.location.file, $0.title) },
      { Self.key($0.rule, $0.file, $0.title) }
    )
    self.baseline = name
    new = open.filter { matching.severities[$0.id] == nil }.map(\.id)
    worse = open.compactMap { finding in
      guard let was = matching.severities[finding.id], finding.severity > was else { return nil }
      return Worse(id: finding.id, was: was)
    }
    let changed = Set(new + worse.map(\.id))
    known = open.map(\.id).filter { !changed.contains($0) }
    fixed = matching.entries
  }

  private static func key(_ rule: String, _ file: String, _ title: String) -> String {
    [rule, file, title].joined(separator: "\u{0}")
  }
}

/// Entries that no finding has taken yet, and the severities of those that were taken.
private struct Matching {
  var entries: [Baseline.Entry]
  /// By id of the finding.
  var severities: [String: Severity] = [:]

  init(_ entries: [Baseline.Entry]) { self.entries = entries }

  /// Gives each finding without an entry the first that has its key.
  mutating func match(
    _ findings: [Finding],
    by keys: (Finding) -> String,
    _ entryKey: (Baseline.Entry) -> String
  ) {
    var byKey: [String: [Int]] = [:]
    for (index, entry) in entries.enumerated().reversed() {
      byKey[entryKey(entry), default: []].append(index)
    }
    var taken: Set<Int> = []
    for finding in findings where severities[finding.id] == nil {
      guard let index = byKey[keys(finding)]?.popLast() else { continue }
      severities[finding.id] = entries[index].severity
      taken.insert(index)
    }
    entries = entries.enumerated().filter { !taken.contains($0.offset) }.map(\.element)
  }

  mutating func forget(_ ids: [String]) {
    let ids = Set(ids)
    entries.removeAll { ids.contains($0.id) }
  }
}

extension Audit {
  /// The findings that the baseline does not know, or knows milder; all of them without one.
  package var unknownToBaseline: [Finding] {
    guard let comparison else { return findings }
    let wanted = Set(comparison.new + comparison.worse.map(\.id))
    return findings.filter { wanted.contains($0.id) }
  }
}
