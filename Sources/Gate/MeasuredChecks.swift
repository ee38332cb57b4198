// The rows of the gate that were measured: budgets and load tests.

import Findings

extension GateVerdict {
  /// One budget, held against the last measurement of its name.
  static func check(_ budget: Budget, _ audit: Audit) -> Check {
    let found = audit.measurements?.last { $0.name == budget.name }
    guard let found else {
      return Check(
        name: "budget \(budget.name)",
        outcome: .notJudged,
        found: "not measured; --measurements FILE gives it",
        limit: budget.caption
      )
    }
    let figure =
      switch found.value {
      case .number(let number): Int(exactly: number).map { "\($0)" } ?? "\(number)"
      case .text(let text): text
      }
    let caption = "\(figure) \(found.unit) (\(found.source))"
    guard let isKept = budget.isKept(by: found) else {
      return Check(
        name: "budget \(budget.name)",
        outcome: .notJudged,
        found: "\(caption), which cannot be compared",
        limit: budget.caption
      )
    }
    return Check(
      name: "budget \(budget.name)",
      outcome: isKept ? .passed : .failed,
      found: caption,
      limit: budget.caption,
      remedy: isKept
        ? nil
        : "bring the figure back within its budget, or change “budgets.\(budget.name)” with a reason"
    )
  }

  /// What a soak test saw grow, or end.
  private static func growing(in run: LoadRun) -> [String] {
    let growth = (run.soak?.growth ?? []).filter { $0.outcome == "growing" }.map { figure in
      let slope = figure.perHour.map { " by \(($0 * 100).rounded() / 100) \(figure.unit)/h" } ?? ""
      return "\(figure.name) grows\(slope)"
    }
    return growth + (run.soak?.endedAfterSeconds == nil ? [] : ["the process ended"])
  }

  /// One load test, held against its own thresholds.
  static func check(_ run: LoadRun) -> Check {
    let broken = run.thresholds.filter { !$0.holds }
    let words = broken.map { threshold in
      let reason = threshold.reason.map { " (\($0))" } ?? ""
      return
        "\(threshold.threshold): measured \(threshold.measured.map { "\($0)" } ?? "nothing")\(reason)"
    }
    let count = run.thresholds.count + (run.soak?.growth.count ?? 0)
    let found: String
    if !run.isValid {
      found = run.objection.map { "invalid: \($0)" } ?? "interrupted"
    } else {
      let all = words + growing(in: run)
      found = all.isEmpty ? "\(run.thresholds.count) thresholds hold" : all.joined(separator: "; ")
    }
    let passes = run.isValid && broken.isEmpty && run.soak?.isBroken != true
    return Check(
      name: "load \(run.source ?? run.target)",
      outcome: !passes ? .failed : count == 0 ? .notJudged : .passed,
      found: found,
      limit: "every threshold of the run",
      remedy: passes
        ? nil
        : run.isValid
          ? "find what became slower since the run that passed, then repeat the run"
          : "repeat the run: its figures say nothing about the server"
    )
  }
}
