// Faults that lie together, and how the system came back from them.

import LoadEngine

/// Whether and when all was well again after a fault.
package enum Recovery: Sendable, Hashable {
  /// Seconds from the end of the fault to the first good second of enough in a row.
  case after(Double)
  /// It was not seen, and why.
  case notSeen(String)
}

/// A time with faults, which is judged as one: faults that overlap cannot be told apart.
package struct Episode: Sendable, Hashable {
  package let faults: [Fault]
  package let began: Double
  package let ended: Double
  package let recovery: Recovery

  /// The seconds of a run that the faults were in.
  package var seconds: Range<Int> { Int(began)..<max(Int(began) + 1, Int(ended.rounded(.up))) }

  /// Those seconds and the ones until all was well, or should have been.
  func seconds(until limit: Double) -> Range<Int> {
    let rest = if case .after(let seconds) = recovery { seconds } else { limit }
    return seconds.lowerBound..<max(seconds.upperBound, Int((ended + rest).rounded(.up)))
  }
}

/// Finds the episodes of a run, and when each was over.
struct Recovering {
  /// What a second needs to be good.
  let budget: ChaosBudget
  let rows: [IntervalRow]
  let failures: Failures
  /// Rounds a second, or users, at each second.
  let curve: Curve
  let warmup: Double

  /// The end of a fault lies a moment behind the second in which it was due.
  private static let slack = 0.1

  func episodes(of records: [FaultRecord]) -> [Episode] {
    var groups: [(faults: [Fault], began: Double, ended: Double)] = []
    let done = records.compactMap { record in
      record.began.map { (fault: record.fault, began: $0, ended: record.ended ?? $0) }
    }
    for entry in done.sorted(by: { $0.began < $1.began }) {
      if let last = groups.indices.last, entry.began <= groups[last].ended + budget.settled {
        groups[last].faults.append(entry.fault)
        groups[last].ended = max(groups[last].ended, entry.ended)
      } else {
        groups.append(([entry.fault], entry.began, entry.ended))
      }
    }
    let normal = answersPerUnit(before: groups.first?.began ?? 0)
    return groups.enumerated().map { index, group in
      let next = index + 1 < groups.count ? groups[index + 1].began : .infinity
      return Episode(
        faults: group.faults,
        began: group.began,
        ended: group.ended,
        recovery: recovery(after: group.ended, before: next, normal: normal)
      )
    }
  }

  /// The first of enough good seconds in a row.
  private func recovery(after end: Double, before next: Double, normal: Double?) -> Recovery {
    let first = Int((end - Self.slack).rounded(.up))
    let needed = max(1, Int(budget.settled.rounded(.up)))
    var run = 0
    for row in rows where row.second >= first && Double(row.second) < next.rounded(.down) {
      run = isGood(row, normal: normal) ? run + 1 : 0
      if run == needed { return .after(max(0, Double(row.second - needed + 1) - end)) }
    }
    if next < .infinity { return .notSeen("the next fault began before it was well again") }
    return .notSeen(
      run > 0 ? "the run ended after \(run) s without errors" : "not well again when the run ended"
    )
  }

  func isGood(_ row: IntervalRow, normal: Double?) -> Bool {
    let ended = row.answered + failures.unanswered(in: row.second)
    guard row.answered > 0, Double(row.failed) <= budget.errors * Double(ended) else {
      return false
    }
    guard Double(row.p95) <= budget.p95 * 1e9 else { return false }
    guard let normal else { return true }
    // Arrivals within a second vary by chance.
    let expected = normal * curve.value(at: Double(row.second) + 0.5)
    return Double(row.answered) >= 0.9 * expected - expected.squareRoot()
  }

  /// Answers a second for each round a second, or each user, before the first fault; nil if too little was seen.
  private func answersPerUnit(before began: Double) -> Double? {
    let ratios = rows.compactMap { row -> Double? in
      let level = curve.value(at: Double(row.second) + 0.5)
      let isBefore = Double(row.second) >= warmup && Double(row.second + 1) <= began
      return isBefore && level > 0 ? Double(row.answered) / level : nil
    }.sorted()
    return ratios.count < 2 ? nil : ratios[ratios.count / 2]
  }
}
