// Whether a run keeps a threshold.

import Statistics

/// A threshold, what was measured, and what follows.
package struct ThresholdVerdict: Sendable, Hashable {
  package let threshold: Threshold
  /// Milliseconds, a share or a count; nil where there was nothing to measure.
  package let measured: Double?
  package let holds: Bool
  /// Why it does not hold, where the number alone does not tell.
  package let reason: String?
}

extension Threshold {
  /// What a metric is, and whether it could be more.
  private struct Measurement {
    var value: Double
    var isLowerBound = false
  }

  /// The verdict on a run.
  ///
  /// What was not measured is not kept: k6 lets a threshold without samples pass, and with it a
  /// server that never answered.
  package func verdict(on result: LoadResult) -> ThresholdVerdict {
    guard let measurement = measurement(of: result) else {
      return verdict(nil, holds: false, reason: "nothing was measured")
    }
    let holds = comparison.holds(measurement.value, bound)
    if holds, measurement.isLowerBound, comparison.isUpperBound {
      return verdict(
        measurement.value,
        holds: false,
        reason: "that is a lower bound: some requests never came to their end"
      )
    }
    return verdict(measurement.value, holds: holds)
  }

  private func verdict(
    _ measured: Double?,
    holds: Bool,
    reason: String? = nil
  ) -> ThresholdVerdict {
    ThresholdVerdict(threshold: self, measured: measured, holds: holds, reason: reason)
  }

  private func measurement(of result: LoadResult) -> Measurement? {
    guard let window else {
      return measurement(of: result.figures, seconds: result.countedSeconds)
    }
    return measurement(in: window, of: result).map {
      Measurement(value: $0.value, isLowerBound: $0.isBound)
    }
  }

  private func measurement(of figures: Figures, seconds: Double) -> Measurement? {
    switch metric {
    case .duration: duration(of: figures)
    case .waiting: trend(of: figures.waiting)
    case .connecting: trend(of: figures.connecting)
    case .handshaking: trend(of: figures.handshaking)
    case .rounds: trend(of: figures.rounds)
    case .failed: failed(of: figures)
    case .checks: checks(of: figures)
    case .requests: counter(requests(of: figures), seconds)
    case .iterations: counter(Int(figures.rounds.count), seconds)
    case .dropped: counter(figures.unsent, seconds)
    case .received: counter(figures.bytesReceived, seconds)
    case .sent: counter(figures.bytesSent, seconds)
    }
  }

  private func duration(of figures: Figures) -> Measurement? {
    if let tag, tag.key == "expected_response" {
      return tag.value == "true" ? trend(of: figures.durations) : trend(of: figures.refusals)
    }
    return trend(of: part(of: figures).reduce(into: CensoredHistogram()) { $0.merge($1.durations) })
  }

  /// The steps that the tag names, or all.
  private func part(of figures: Figures) -> [StepFigures] {
    guard let tag, tag.key != "expected_response" else { return figures.steps }
    if tag.key == "name" { return figures.steps.filter { $0.name == tag.value } }
    return figures.steps.filter { $0.tags[tag.key] == tag.value }
  }

  private func trend(of values: CensoredHistogram) -> Measurement? {
    guard var measurement = trend(of: values.all) else { return nil }
    let depends = aggregate == .average || values.isLowerBound(UInt64(measurement.value * 1e6))
    measurement.isLowerBound = values.censored > 0 && depends
    return measurement
  }

  private func trend(of values: Histogram) -> Measurement? {
    guard !values.isEmpty else { return nil }
    let nanoseconds: Double =
      switch aggregate {
      case .minimum: Double(values.minimum)
      case .maximum: Double(values.maximum)
      case .percentile(let share): Double(values.quantile(share / 100))
      case .average, .count, .rate: values.mean
      }
    return Measurement(value: nanoseconds / 1e6)
  }

  private func failed(of figures: Figures) -> Measurement? {
    let steps = part(of: figures)
    let isWhole = tag == nil
    let failed = steps.reduce(0) { $0 + $1.failed } + (isWhole ? figures.unfinished : 0)
    let ended = requests(of: figures) + (isWhole ? figures.unfinished : 0)
    return ended > 0 ? Measurement(value: Double(failed) / Double(ended)) : nil
  }

  private func requests(of figures: Figures) -> Int {
    part(of: figures).reduce(0) { $0 + $1.ended }
  }

  private func checks(of figures: Figures) -> Measurement? {
    let checks = figures.checks.filter { tag == nil || $0.name == tag?.value }
    let passed = checks.reduce(0) { $0 + $1.passed }
    let asked = checks.reduce(passed) { $0 + $1.failed }
    return asked > 0 ? Measurement(value: Double(passed) / Double(asked)) : nil
  }

  private func counter(_ count: Int, _ seconds: Double) -> Measurement {
    Measurement(value: aggregate == .rate ? Double(count) / seconds : Double(count))
  }
}
