// Whether a change may pass, and why not.

package import Findings

/// The answer of the gate.
package struct GateVerdict: Sendable {
  /// One row of the gate's table.
  package struct Check: Sendable {
    package enum Outcome: Sendable {
      case passed
      case failed
      /// Nobody asked, or it could not be told; the row says why.
      case notJudged
    }

    package var name: String
    package var outcome: Outcome
    /// What was found.
    package var found: String
    /// What would pass.
    package var limit: String
    /// What to do, where it failed.
    package var remedy: String?
  }

  package let checks: [Check]
  /// What was measured: budgets and load tests.
  package let measured: [Check]
  /// The findings that fail the gate, worst first.
  package let failing: [Finding]
  /// What the baseline has, and the code no longer.
  package let fixed: [Baseline.Entry]
  /// The baseline's file; nil without one.
  package let baseline: String?

  /// The whole table.
  package var rows: [Check] { checks + measured }

  package var passes: Bool { !rows.contains { $0.outcome == .failed } }

  /// Judges an audit of the whole folder.
  ///
  /// `counted` tells the findings that the gate looks at: those whose path touches the change.
  package init(
    of audit: Audit,
    by policy: GatePolicy,
    plans: PlanGuard? = nil,
    counted: (Finding) -> Bool = { _ in true }
  ) {
    measured =
      policy.budgets.map { Self.check($0, audit) } + (audit.loadRuns ?? []).map(Self.check)
    let new = audit.unknownToBaseline.filter { $0.suppressed == nil && counted($0) }
    let worse = new.filter { finding in policy.failLevel.map { finding.severity >= $0 } ?? false }
    failing = worse + (plans?.findings ?? [])
    fixed = audit.comparison?.fixed ?? []
    baseline = audit.comparison?.baseline
    checks =
      [
        Self.check(new: new, failing: worse, audit.comparison, policy),
        Self.scoreCheck(of: audit, policy),
        Self.knownCheck(audit),
      ] + (plans?.checks ?? [])
  }

  private static func check(
    new: [Finding],
    failing: [Finding],
    _ comparison: Comparison?,
    _ policy: GatePolicy
  ) -> Check {
    let scope = policy.since.map { "touching what changed since \($0)" }
    let level = policy.failLevel
    let milder = new.count - failing.count
    let grown = Set((comparison?.worse ?? []).map(\.id))
    let worse = failing.count { grown.contains($0.id) }
    let parts = [
      "\(failing.count)", worse > 0 ? "\(worse) of them known, but milder" : nil,
      milder > 0 && level != nil ? "\(milder) milder" : nil, scope,
    ].compactMap(\.self)
    return Check(
      name: "new findings\(level.map { ", \($0.rawValue) or worse" } ?? "")",
      outcome: level == nil ? .notJudged : failing.isEmpty ? .passed : .failed,
      found: level == nil ? "\(new.count)" : parts.joined(separator: ", "),
      limit: level == nil ? "not limited" : "0",
      remedy: failing.isEmpty
        ? nil
        : "mend each finding below (plimsoll audit --details shows how), or accept it where it "
          + "stands: // plimsoll-ignore RULE -- reason"
    )
  }

  private static func scoreCheck(of audit: Audit, _ policy: GatePolicy) -> Check {
    guard let floor = policy.scoreFloor else {
      return Check(
        name: "score",
        outcome: .notJudged,
        found: audit.score.map { "\($0.value)" } ?? "none",
        limit: "no floor (thresholds.score in plimsoll.yml)"
      )
    }
    guard let score = audit.score else {
      let reason = audit.unknowns?.first { $0.fact.hasPrefix(Unknown.scoreFact) }?.fact
      return Check(
        name: "score",
        outcome: .notJudged,
        found: reason.map { "none; \($0)" } ?? "none",
        limit: "\(floor)"
      )
    }
    let holds = score.value >= floor
    let first = audit.summary?.topFixes.first.flatMap { id in
      audit.findings.first { $0.id == id }
    }
    return Check(
      name: "score",
      outcome: holds ? .passed : .failed,
      found: "\(score.value)",
      limit: "\(floor) or more",
      remedy: holds
        ? nil
        : first.map {
          "fix first: \($0.location.file):\($0.location.startLine) \($0.rule): \($0.title)"
        } ?? "see plimsoll audit"
    )
  }

  private static func knownCheck(_ audit: Audit) -> Check {
    guard let comparison = audit.comparison else {
      return Check(
        name: "baseline",
        outcome: .notJudged,
        found: "none: every finding counts as new",
        limit: "plimsoll gate --update-baseline writes one"
      )
    }
    return Check(
      name: "baseline",
      outcome: .passed,
      found: "\(comparison.known.count) known, \(comparison.fixed.count) fixed",
      limit: comparison.baseline
    )
  }
}
