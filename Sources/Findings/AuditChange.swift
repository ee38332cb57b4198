// What changed from one audit to the next.

/// Two audits of one application, told apart by the ids of their findings.
package struct AuditChange: Sendable {
  /// A finding that is there in both, with another severity.
  package struct Shift: Sendable, Hashable {
    package let before: Severity
    package let finding: Finding
  }

  /// The earlier audit's day and commit.
  package let date: String?
  package let commit: String?
  /// Scores, where both audits have one.
  package let score: (before: Double, after: Double)?
  /// Open now, and unknown before.
  package private(set) var new: [Finding] = []
  /// Open before, and found no more.
  package private(set) var gone: [Finding] = []
  /// Open before, and accepted with a reason now.
  package private(set) var accepted: [Finding] = []
  /// Worse or milder than before.
  package private(set) var shifted: [Shift] = []
  /// How many findings are open in both.
  package private(set) var kept = 0

  package init(from previous: Audit, to current: Audit) {
    date = previous.date
    commit = previous.project.commit
    if let before = previous.score?.value, let after = current.score?.value {
      score = (before, after)
    } else {
      score = nil
    }
    let before = Dictionary(previous.findings.map { ($0.id, $0) }) { first, _ in first }
    let after = Set(current.findings.map(\.id))
    for finding in current.findings {
      let earlier = before[finding.id]
      let wasOpen = earlier.map { $0.suppressed == nil } ?? false
      if finding.suppressed != nil {
        if wasOpen { accepted.append(finding) }
        continue
      }
      guard let earlier, wasOpen else {
        new.append(finding)
        continue
      }
      kept += 1
      if earlier.severity != finding.severity {
        shifted.append(Shift(before: earlier.severity, finding: finding))
      }
    }
    gone = previous.findings.filter { $0.suppressed == nil && !after.contains($0.id) }
  }
}
