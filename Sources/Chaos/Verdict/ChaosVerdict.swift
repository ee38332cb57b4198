// Whether a system got through its faults as its budget says.

import LoadEngine

/// One demand and whether it was met.
package struct ChaosCheck: Sendable, Hashable {
  /// What is demanded: `errors outside the faults <= 1 %`.
  package let demand: String
  package let measured: String
  package let holds: Bool
}

/// What follows from a run with faults.
package struct ChaosVerdict: Sendable {
  package enum Outcome: Sendable, Hashable {
    case passed
    case failed
    /// The figures say nothing about the system.
    case invalid(String)
  }

  package let checks: [ChaosCheck]
  package let episodes: [Episode]
  package let outcome: Outcome

  package init(on result: ChaosResult) {
    let budget = result.plan.budget
    let load = result.load
    let last = Int(min(load.seconds, load.plan.pacing.curve.seconds))
    let rows = load.rows.filter { $0.second < last }
    let recovering = Recovering(
      budget: budget,
      rows: rows,
      failures: result.failures,
      curve: load.plan.pacing.curve,
      warmup: load.plan.warmup
    )
    episodes = recovering.episodes(of: result.faults.records)
    let judge = ChaosJudge(
      budget: budget,
      rows: rows,
      failures: result.failures,
      episodes: episodes
    )
    checks = judge.checks
    let problem = result.faults.records.first { $0.problem != nil }
    if let problem {
      outcome = .invalid("\(problem.fault.text): \(problem.problem ?? "")")
    } else if load.wasInterrupted {
      outcome = .invalid("it was interrupted, and its faults lifted, before its end")
    } else if let objection = load.objection {
      outcome = .invalid(objection)
    } else {
      outcome = checks.allSatisfy(\.holds) ? .passed : .failed
    }
  }

  package var exitCode: Int32 { outcome == .passed ? 0 : 1 }
}
