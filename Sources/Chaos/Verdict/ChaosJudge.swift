// The demands of a budget, one by one.

import LoadEngine

/// Holds what was measured against a budget.
struct ChaosJudge {
  let budget: ChaosBudget
  let rows: [IntervalRow]
  let failures: Failures
  let episodes: [Episode]

  var checks: [ChaosCheck] {
    [errorsOutside, errorsDuring].compactMap(\.self) + episodes.map(recovery)
      + [friendliness].compactMap(\.self)
  }

  private var errorsOutside: ChaosCheck? {
    let faults = episodes.map { $0.seconds(until: budget.recovery) }
    let calm = rows.filter { row in !faults.contains { $0.contains(row.second) } }
    return errors(in: calm, budget.errors, "errors outside the faults")
  }

  private var errorsDuring: ChaosCheck? {
    guard let during = budget.during else { return nil }
    let faulty = rows.filter { row in episodes.contains { $0.seconds.contains(row.second) } }
    return errors(in: faulty, during, "errors during the faults")
  }

  private func errors(in rows: [IntervalRow], _ bound: Double, _ name: String) -> ChaosCheck {
    let failed = rows.reduce(0) { $0 + $1.failed }
    let ended = rows.reduce(0) { $0 + $1.answered + failures.unanswered(in: $1.second) }
    let share = Double(failed) / Double(max(1, ended))
    return ChaosCheck(
      demand: "\(name) <= \(Quantity.percent(bound))",
      measured: ended == 0
        ? "nothing was measured"
        : "\(Quantity.percent(share)) of \(Quantity.count(ended)) requests",
      holds: ended > 0 && share <= bound
    )
  }

  private func recovery(of episode: Episode) -> ChaosCheck {
    let names = episode.faults.map(\.text).joined(separator: " and ")
    let demand = "recovered from \(names) within \(Quantity.digits(budget.recovery)) s"
    switch episode.recovery {
    case .after(let seconds):
      return ChaosCheck(
        demand: demand,
        measured: "\(Quantity.digits(seconds)) s",
        holds: seconds <= budget.recovery
      )
    case .notSeen(let reason): return ChaosCheck(demand: demand, measured: reason, holds: false)
    }
  }

  /// A process that is gone cannot answer: its faults are not judged by how errors look.
  private var friendliness: ChaosCheck? {
    guard let bound = budget.friendly else { return nil }
    let judged = episodes.filter { !$0.faults.contains(where: \.isOfProcess) }
    guard !judged.isEmpty else { return nil }
    let kinds = judged.flatMap { failures.kinds(in: $0.seconds(until: budget.recovery)) }
    let all = kinds.reduce(0) { $0 + $1.count }
    let friendly = kinds.reduce(0) { $0 + ($1.kind.isFriendly ? $1.count : 0) }
    let share = all == 0 ? 1 : Double(friendly) / Double(all)
    let worst = kinds.filter { !$0.kind.isFriendly }.max { $0.count < $1.count }
    let example = worst.map { ": \(Quantity.count($0.count)) × \($0.kind.text)" } ?? ""
    return ChaosCheck(
      demand: "errors that clients can read >= \(Quantity.percent(bound))",
      measured: all == 0
        ? "no request failed" : "\(Quantity.percent(share)) of \(Quantity.count(all))\(example)",
      holds: share >= bound
    )
  }
}
