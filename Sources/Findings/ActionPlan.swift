// What to do first: the findings in three lists, and the three fixes that pay most.

extension AuditSummary {
  /// The summary of an audit's findings; suppressed ones and remarks on the audit are left out.
  ///
  /// Fix now: sure findings that are CRITICAL or HIGH. Monitor: MONITOR. Fix soon: all others,
  /// which are MEDIUM or must be checked first.
  package init(of findings: [Finding]) {
    let open = findings.filter { $0.suppressed == nil && $0.category != .other }
      .sorted { $0.isPlanned(before: $1) }
    let now = open.filter { $0.tier == .finding && $0.severity >= .high }
    let watched = open.filter { $0.severity == .monitor }
    let taken = Set((now + watched).map(\.id))
    let soon = open.filter { !taken.contains($0.id) }
    self.init(
      counts: Counts(of: findings),
      topFixes: Self.top(of: now + soon).map(\.id),
      fixNow: now.map(\.id),
      fixSoon: soon.map(\.id),
      monitor: watched.map(\.id),
      fixNowEffortHours: Effort(
        low: now.reduce(0) { $0 + $1.effortHours.low },
        high: now.reduce(0) { $0 + $1.effortHours.high }
      )
    )
  }

  /// Up to three: of each rule its best first, and of these what pays most per hour.
  ///
  /// `planned` has the findings to fix now before those to fix soon; the later ones only fill up.
  private static func top(of planned: [Finding]) -> [Finding] {
    var rules: Set<String> = []
    let first = planned.sorted { $0.paysMore(than: $1) }.filter { rules.insert($0.rule).inserted }
    let now = first.filter(\.isUrgent)
    let later = first.filter { !$0.isUrgent }
    let chosen = Set(first.map(\.id))
    let rest = planned.filter { !chosen.contains($0.id) }
    let candidates = now + rest.filter(\.isUrgent) + later + rest.filter { !$0.isUrgent }
    return candidates.prefix(3).sorted { $0.paysMore(than: $1) }
  }
}

extension Finding {
  /// What it takes off a clean application, for each hour of its fix.
  ///
  /// Half an hour at least: what takes a quarter to write takes another to review and ship.
  package var gainPerHour: Double {
    Scoring.weight(of: self) / max(0.5, (effortHours.low + effortHours.high) / 2)
  }

  fileprivate var isUrgent: Bool { tier == .finding && severity >= .high }

  fileprivate func isPlanned(before other: Finding) -> Bool {
    if severity != other.severity { return severity > other.severity }
    return paysMore(than: other)
  }

  fileprivate func paysMore(than other: Finding) -> Bool {
    if gainPerHour != other.gainPerHour { return gainPerHour > other.gainPerHour }
    return precedes(other)
  }
}
