// Two runs, figure by figure: what changed, how sure that is, and what could not have been seen.

import Statistics

/// The second run held against the first.
package struct RunComparison: Sendable {
  package enum Outcome: String, Sendable {
    case better
    case worse
    case same
    case unknown
  }

  /// One figure of both runs.
  package struct Row: Sendable {
    let name: String
    let unit: String
    /// Of the whole runs.
    let first: Double?
    let second: Double?
    /// The change with its 95 % interval, and the change that would have been found.
    let change: (shift: Double, lower: Double, upper: Double)?
    let pValue: Double?
    let effect: Double?
    let detectable: Double?
    package let outcome: Outcome
  }

  let first: RunRecord
  let second: RunRecord
  package let rows: [Row]

  /// A figure is said to differ that does not in one of a hundred comparisons, over all figures.
  static let level = 0.01
  private static let figures = 5.0

  /// Compares runs of the same plan.
  ///
  /// `tolerated` is the share of a figure by which it may get worse. Throws an error of the plan
  /// where the runs were planned differently or do not count, unless `isForced`.
  package init(
    _ first: RunRecord,
    _ second: RunRecord,
    tolerated: Double,
    isForced: Bool
  ) throws(LoadError) {
    if !isForced {
      for run in [first, second] {
        guard let objection = run.objection else { continue }
        throw .plan("\(run.name) \(objection); run it again, or give --different-plans")
      }
      let differences = first.differences(to: second)
      guard differences.isEmpty else {
        throw .plan(
          "\(first.name) and \(second.name) are runs of different plans "
            + "(\(differences.joined(separator: "; "))); run the same, or give --different-plans"
        )
      }
    }
    self.first = first
    self.second = second
    let times: [(String, @Sendable (RunRecord.Second) -> Double)] = [
      ("p50", \.p50), ("p95", \.p95), ("p99", \.p99),
    ]
    var rows = times.map { name, figure in
      Self.row(name, "ms", (first, second), (first.latency[name], second.latency[name]), tolerated)
      {
        figure($0) > 0 ? figure($0) : nil
      }
    }
    let rates = (first.requestsPerSecond, second.requestsPerSecond)
    rows.append(
      Self.row("answers", "/s", (first, second), rates, -tolerated) { $0.answered }
    )
    rows.append(Self.errors(first, second))
    self.rows = rows
  }

  package var isWorse: Bool { rows.contains { $0.outcome == .worse } }

  /// A figure by ranks; a negative `tolerated` says that more of it is better.
  private static func row(
    _ name: String,
    _ unit: String,
    _ runs: (RunRecord, RunRecord),
    _ totals: (Double?, Double?),
    _ tolerated: Double,
    figure: (RunRecord.Second) -> Double?
  ) -> Row {
    let level = level / figures
    let series = (runs.0.series(name, unit, figure), runs.1.series(name, unit, figure))
    let pair = RankComparison(series.0, series.1)
    var outcome = Outcome.unknown
    if let pair {
      let floor = abs(tolerated) * series.0.points.map(\.value).median
      let isSure = pair.pValue < level && abs(pair.shift) > floor
      outcome = !isSure ? .same : (pair.shift > 0) == (tolerated >= 0) ? .worse : .better
    }
    return Row(
      name: name,
      unit: unit,
      first: totals.0,
      second: totals.1,
      change: pair.map { ($0.shift, $0.lower, $0.upper) },
      pValue: pair?.pValue,
      effect: pair?.effect,
      // Answers are counted in whole ones.
      detectable: pair.map { max($0.detectable(level: level), unit == "ms" ? 0 : 1) },
      outcome: outcome
    )
  }

  private static func errors(_ first: RunRecord, _ second: RunRecord) -> Row {
    let level = level / figures
    func pieces(_ run: RunRecord) -> [ShareComparison.Piece] {
      run.seconds.map { .init(hits: $0.failed, total: $0.ended) }
    }
    let pair = ShareComparison(pieces(first), pieces(second))
    var outcome = Outcome.unknown
    if let pair {
      let isSure = pair.pValue < level
      outcome = !isSure ? .same : pair.second > pair.first ? .worse : .better
    }
    return Row(
      name: "errors",
      unit: "%",
      first: pair.map { $0.first * 100 },
      second: pair.map { $0.second * 100 },
      change: pair.map { (($0.second - $0.first) * 100, $0.lower * 100, $0.upper * 100) },
      pValue: pair?.pValue,
      effect: nil,
      detectable: pair.map { $0.detectable(level: level) * 100 },
      outcome: outcome
    )
  }
}
