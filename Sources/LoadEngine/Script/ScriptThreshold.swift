// Thresholds on any metric of a script, in k6's words.

import Statistics

/// `http_req_duration{name:/home}` with `p(95)<500`.
package struct ScriptThreshold: Sendable {
  enum Aggregate: Sendable, Equatable {
    case count
    case rate
    case value
    case average
    case minimum
    case maximum
    case percentile(Double)
  }

  let metric: String
  let tags: [(key: String, value: String)]
  /// The metric with its tags as it was written.
  let key: String
  /// As it was written.
  let text: String
  let aggregate: Aggregate
  let comparison: Threshold.Comparison
  let bound: Double
  /// Ends the run as soon as it does not hold, but not before so many seconds.
  let abortsAfter: Double?

  /// Reads a threshold; throws what is wrong with it.
  init(key: String, text: String, abortsAfter: Double? = nil) throws(LoadError) {
    func refuse(_ reason: String) -> LoadError { .plan("threshold '\(key): \(text)': \(reason)") }
    let name = key.prefix { $0 != "{" }
    metric = String(name)
    var tags: [(key: String, value: String)] = []
    if name.count < key.count {
      guard key.hasSuffix("}") else { throw refuse("the brace of the tags is not closed") }
      for pair in key.dropFirst(name.count + 1).dropLast().split(separator: ",") {
        let parts = pair.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2 else { throw refuse("a tag is written {name:VALUE}") }
        tags.append((Self.trimmed(parts[0]), Self.trimmed(parts[1])))
      }
    }
    self.tags = tags
    self.key = key
    self.text = text
    self.abortsAfter = abortsAfter
    let found = Threshold.Comparison.allCases.lazy.compactMap { comparison in
      text.firstRange(of: comparison.rawValue).map { (comparison, $0) }
    }.first
    guard let (comparison, place) = found else { throw refuse("write, say, p(95)<500") }
    self.comparison = comparison
    let left = String(text[..<place.lowerBound].filter { $0 != " " })
    guard let aggregate = Self.aggregate(left) else {
      throw refuse("'\(left)' is not known: count, rate, value, avg, min, max, med, p(95)")
    }
    self.aggregate = aggregate
    guard let bound = Double(text[place.upperBound...].filter { $0 != " " }) else {
      throw refuse("the bound is no number")
    }
    self.bound = bound
  }

  private static func aggregate(_ text: String) -> Aggregate? {
    switch text {
    case "count": return .count
    case "rate": return .rate
    case "value": return .value
    case "avg": return .average
    case "min": return .minimum
    case "max": return .maximum
    case "med": return .percentile(50)
    default:
      guard text.hasPrefix("p("), text.hasSuffix(")"),
        let share = Double(text.dropFirst(2).dropLast()), (0...100).contains(share)
      else { return nil }
      return .percentile(share)
    }
  }

  private static func trimmed(_ text: Substring) -> String {
    var rest = text.drop { $0 == " " }
    while rest.last == " " { rest.removeLast() }
    return String(rest)
  }
}

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
