// What was read of the processes that serve, and the words for what follows.

package import Statistics

/// Readings beside a run, or of a process alone.
package struct SoakWatch: Sendable {
  /// A figure that must not grow.
  package struct Judged: Sendable {
    package let series: Series
    /// Growth in an hour that matters to nobody.
    package let tolerated: Double

    package init(_ series: Series, tolerated: Double) {
      self.series = series
      self.tolerated = tolerated
    }
  }

  /// How often something is called growing that is not: once in a hundred runs.
  package static let level = 0.01

  let judged: [Judged]
  /// What is shown and not judged.
  let shown: [Series]
  /// What is watched: `node (4711)`; nil if no process is.
  let process: String?
  let endedAfter: Double?
  /// Seconds at the start that are left out.
  let warmup: Double

  private static let longestList = 600
  private static let longestChart = 60

  package init(
    judged: [Judged],
    shown: [Series] = [],
    process: String?,
    endedAfter: Double?,
    warmup: Double
  ) {
    self.judged = judged
    self.shown = shown
    self.process = process
    self.endedAfter = endedAfter
    self.warmup = warmup
  }

  /// The verdicts on a process alone.
  package var growths: [Growth] {
    let level = Self.level / Double(max(1, judged.count))
    return judged.map { figure in
      Growth(
        of: figure.series.from(warmup),
        rule: Growth.Rule(level: level, tolerated: figure.tolerated)
      )
    }
  }

  // MARK: - For people

  /// A line for each figure, and its chart.
  package func text(of growths: [Growth]) -> String {
    let head = process.map { ["  process      \($0)"] } ?? []
    let charts = (judged.map(\.series) + shown).compactMap(Self.chart)
    let lines = growths.map { "  \(Self.mark($0)) \(Self.sentence(on: $0))" }
    return (head + charts + [""] + lines + [""]).joined(separator: "\n") + "\n"
  }

  /// What is known of the growth of one figure.
  package static func sentence(on growth: Growth) -> String {
    let name = growth.series.name
    guard let trend = growth.trend, let rate = growth.perHour, let detectable = growth.detectable
    else {
      return "\(name): too few readings for a verdict (\(growth.series.points.count))"
    }
    let unit = growth.series.unit.isEmpty ? "/h" : " \(growth.series.unit)/h"
    func figure(_ value: Double) -> String { Quantity.digits(value) + unit }
    let slope = "\(rate.slope < 0 ? "" : "+")\(figure(rate.slope))"
    let interval = "\(Quantity.digits(rate.lower)) to \(figure(rate.upper)) with 95 % confidence"
    let level =
      Quantity.digits(trend.level) + (growth.series.unit.isEmpty ? "" : " \(growth.series.unit)")
    let chance =
      trend.pValue < 0.0001 ? "p < 0.0001" : "p = \(Quantity.fixed(trend.pValue, places: 3))"
    switch growth.outcome {
    case .growing: return "\(name) GROWS by \(slope) (\(interval), \(chance)), median \(level)"
    case .uneven:
      return "\(name) grew, but not throughout (\(slope) over all, "
        + "\(figure(trend.lateSlope * 3_600)) in the second half): run longer to tell; median \(level)"
    case .flat, .unknown:
      return "\(name) does not grow: \(slope) (\(interval)), median \(level); "
        + "growth above \(figure(detectable)) would have been seen (power 80 %)"
    }
  }

  private static func mark(_ growth: Growth) -> String {
    switch growth.outcome {
    case .growing: "✗"
    case .flat: "✓"
    case .uneven, .unknown: "?"
    }
  }

  private static func chart(of series: Series) -> String? {
    guard let first = series.points.first, let last = series.points.last, series.points.count > 1
    else { return nil }
    let unit = series.unit.isEmpty ? "" : " \(series.unit)"
    let name = series.name + String(repeating: " ", count: max(1, 13 - series.name.count))
    let most = series.points.map(\.value).max() ?? 0
    return "  \(name)\(Sparkline.text(of: series.points.map(\.value), most: longestChart))  "
      + "\(Quantity.digits(first.value)) to \(Quantity.digits(last.value))\(unit), most \(Quantity.digits(most))\(unit)"
  }

  // MARK: - For programs

  /// `soak` of the document.
  func value(of growths: [Growth]) -> JSONValue {
    .object([
      ("process", process.map(JSONValue.string) ?? .null),
      ("endedAfterSeconds", endedAfter.map(JSONValue.number) ?? .null),
      ("warmupSeconds", .number(warmup)), ("level", .number(Self.level)),
      ("growth", .array(growths.map(Self.value))),
      ("series", .array((judged.map(\.series) + shown).map(Self.value))),
    ])
  }

  /// The document of a process that was watched without a run.
  package func document(version: String, seconds: Double) -> some Encodable {
    JSONValue.object([
      ("schema", .string("plimsoll-watch/1")), ("version", .string(version)),
      ("seconds", .number(seconds)), ("soak", value(of: growths)),
    ])
  }

  private static func value(of growth: Growth) -> JSONValue {
    let rate = growth.perHour
    func number(_ value: Double?) -> JSONValue { value.map(JSONValue.number) ?? .null }
    return .object([
      ("name", .string(growth.series.name)), ("unit", .string(growth.series.unit)),
      ("outcome", .string(growth.outcome.rawValue)), ("level", number(growth.trend?.level)),
      ("perHour", number(rate?.slope)), ("lower", number(rate?.lower)),
      ("upper", number(rate?.upper)), ("pValue", number(growth.trend?.pValue)),
      ("detectablePerHour", number(growth.detectable)),
      ("toleratedPerHour", .number(growth.rule.tolerated)),
    ])
  }

  /// At most so many points; of more, every second, third and so on.
  private static func value(of series: Series) -> JSONValue {
    let step = max(1, (series.points.count + longestList - 1) / longestList)
    let points = stride(from: 0, to: series.points.count, by: step).map { series.points[$0] }
    return .object([
      ("name", .string(series.name)), ("unit", .string(series.unit)),
      (
        "points",
        .array(
          points.map {
            .array([.number($0.seconds), .number(($0.value * 1_000).rounded() / 1_000)])
          }
        )
      ),
    ])
  }
}
