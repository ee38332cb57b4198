// A long run, for people and for programs: what grew, how fast, and what could not have been missed.

package import Statistics

/// A run beside what the server's processes needed meanwhile.
package struct SoakReport: Sendable {
  private let result: LoadResult
  private let verdict: LoadVerdict
  private let watched: SoakWatch

  /// A p95 that grows by less than this share of itself within the run is no creep.
  private static let creepTolerated = 0.05
  /// A run of a soak test proper.
  private static let whole = 7_200.0

  package init(of result: LoadResult, verdict: LoadVerdict, watched: SoakWatch) {
    self.result = result
    self.verdict = verdict
    self.watched = watched
  }

  /// The verdicts: on memory, descriptors and threads where they were read, and on latency.
  package var growths: [Growth] {
    let series = watched.judged.map { ($0.series.from(watched.warmup), $0.tolerated) } + [creep]
    // A chance of 1 % for all of them together, not for each.
    let level = SoakWatch.level / Double(series.count)
    return series.map { Growth(of: $0.0, rule: Growth.Rule(level: level, tolerated: $0.1)) }
  }

  /// The p95 of each second that had an answer; the last second is no whole one.
  private var creep: (Series, Double) {
    let points = result.rows.dropLast().filter { $0.p95 > 0 }.map {
      Series.Point(seconds: Double($0.second), value: Double($0.p95) / 1e6)
    }
    let series = Series(name: "p95", unit: "ms", points: points).from(watched.warmup)
    let level = series.points.map(\.value).median
    let tolerated = Self.creepTolerated * level * 3_600 / max(1, series.seconds)
    return (series, tolerated)
  }

  /// Whether thresholds hold and nothing grows that should not.
  package var isGood: Bool {
    verdict.outcome == .passed && watched.endedAfter == nil
      && !growths.contains { $0.outcome == .growing }
  }

  package func exitCode(asK6: Bool) -> Int32 { isGood ? 0 : asK6 ? 99 : 1 }

  /// The report at a terminal, with a line end behind it.
  package func text(isColoured: Bool = false) -> String {
    let summary = LoadSummary(of: result, verdict: verdict, isColoured: isColoured).text()
    return summary + "\n" + watched.text(of: growths) + conclusion + "\n"
  }

  /// The report for programs: that of a run, with `soak`.
  package func document(version: String) -> some Encodable {
    let soak = watched.value(of: growths)
    return LoadDocument(of: result, verdict: verdict, version: version, soak: soak)
  }

  private var conclusion: String {
    if let seconds = watched.endedAfter {
      return "SOAK FAILED: the process ended after \(Quantity.duration(UInt64(seconds * 1e9)))"
    }
    let growing = growths.filter { $0.outcome == .growing }.map(\.series.name)
    guard growing.isEmpty else {
      return "SOAK FAILED: \(growing.joined(separator: ", ")) growing"
    }
    if case .invalid = verdict.outcome { return "SOAK INVALID: see above" }
    if growths.allSatisfy({ $0.outcome == .unknown }) {
      return "SOAK: too short for a verdict; give a --duration of minutes, better hours"
    }
    let isShort = result.seconds < Self.whole * 0.98
    let note = isShort ? " in this shortened run: what grows slower is not seen" : ""
    return verdict.outcome == .passed
      ? "SOAK PASSED: nothing grows by what could be seen\(note)"
      : "SOAK FAILED: the thresholds above do not hold"
  }
}
