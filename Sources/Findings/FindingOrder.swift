// The one order in which findings are shown, and ids that are unique within it.

extension Finding {
  /// Whether this finding stands before another: worst first, then by place, then by rule.
  package func precedes(_ other: Finding) -> Bool {
    if severity != other.severity { return severity > other.severity }
    if location.file != other.location.file { return location.file < other.location.file }
    return position(isBefore: other)
  }

  private func position(isBefore other: Finding) -> Bool {
    let mine = (location.startLine, location.startColumn ?? 0, location.endLine ?? 0, rule)
    let theirs = (
      other.location.startLine, other.location.startColumn ?? 0, other.location.endLine ?? 0,
      other.rule
    )
    return mine == theirs ? (title, id) < (other.title, other.id) : mine < theirs
  }
}

extension [Finding] {
  /// The findings in their order, each with an id of its own, whatever order they came in.
  ///
  /// Of several places with one fingerprint the first in the file keeps it and the others are
  /// numbered from there, so an edit elsewhere changes none of them.
  package func settled() -> [Finding] {
    var seen: [String: Int] = [:]
    var numbered: [Finding] = []
    numbered.reserveCapacity(count)
    for var finding in sorted(by: { $0.isPlaced(before: $1) }) {
      let base = finding.id
      if let number = seen[base] {
        finding.id = FindingFingerprint.repeated(base, number: number)
      }
      seen[base, default: 0] += 1
      numbered.append(finding)
    }
    return numbered.sorted { $0.precedes($1) }
  }
}

extension Finding {
  /// Severity stays out: it is computed, and must not move an id to another place.
  fileprivate func isPlaced(before other: Finding) -> Bool {
    location.file == other.location.file
      ? position(isBefore: other) : location.file < other.location.file
  }
}
