// Whether a script's run keeps a threshold.

import Statistics

/// A threshold, what was measured, and what follows.
package struct ScriptVerdict: Sendable {
  let threshold: ScriptThreshold
  let measured: Double?
  package let holds: Bool
  let reason: String?
}

extension ScriptThreshold {
  /// The verdict; what was not measured is not kept, and a lower bound keeps no upper threshold.
  func verdict(on metrics: ScriptMetrics, seconds: Double) -> ScriptVerdict {
    func fails(_ measured: Double?, _ reason: String) -> ScriptVerdict {
      ScriptVerdict(threshold: self, measured: measured, holds: false, reason: reason)
    }
    guard let found = metrics.metric(named: metric) else {
      return fails(nil, "the script has no such metric")
    }
    let sink = tags.isEmpty ? found.sink : found.parts.first { $0.text == key }?.sink ?? found.sink
    let isCount = sink.kind == .counter
    guard sink.count > 0 || isCount else { return fails(nil, "nothing was measured") }
    guard let measured = measured(of: sink, seconds: seconds) else {
      return fails(nil, "a \(sink.kind.rawValue) has no such value")
    }
    let holds = comparison.holds(measured, bound)
    if holds, comparison.isUpperBound, sink.isLowerBound(measured) {
      return fails(measured, "that is a lower bound: some requests were given up")
    }
    return ScriptVerdict(threshold: self, measured: measured, holds: holds, reason: nil)
  }

  private func measured(of sink: ScriptSink, seconds: Double) -> Double? {
    switch (sink.kind, aggregate) {
    case (.counter, .count): sink.value
    case (.counter, .rate): sink.value / max(0.001, seconds)
    case (.gauge, .value): sink.value
    case (.rate, .rate): sink.value / Double(max(1, sink.count))
    case (.trend, .average): sink.values.mean
    case (.trend, .minimum): sink.values.minimum
    case (.trend, .maximum): sink.values.maximum
    case (.trend, .percentile(let share)): sink.values.quantile(share / 100)
    case (.trend, .count): Double(sink.count)
    default: nil
    }
  }
}
