// The values of one metric of a script.

import Statistics

/// One metric, or the part of it that has certain tags.
struct ScriptSink: Sendable {
  enum Kind: String, Sendable {
    case counter
    case gauge
    case rate
    case trend
  }

  let kind: Kind
  private(set) var count = 0
  /// Of a counter the sum, of a gauge the last value, of a rate how many were not zero.
  private(set) var value = 0.0
  private(set) var least = 0.0
  private(set) var most = 0.0
  private(set) var values = ValueHistogram()
  /// How many values are only known to be larger: requests that were given up.
  private(set) var unfinished = 0
  private var youngest = Double.infinity

  init(kind: Kind) { self.kind = kind }

  mutating func add(_ number: Double) {
    switch kind {
    case .counter: value += number
    case .gauge:
      value = number
      least = count == 0 ? number : min(least, number)
      most = count == 0 ? number : max(most, number)
    case .rate: value += number != 0 ? 1 : 0
    case .trend: values.record(number)
    }
    count += 1
  }

  /// Counts a value that is at least this large.
  mutating func addUnfinished(_ age: Double) {
    add(age)
    unfinished += 1
    youngest = min(youngest, age)
  }

  /// Whether the true value may be larger than what is held.
  func isLowerBound(_ value: Double) -> Bool { unfinished > 0 && youngest <= value }
}

/// A metric with its parts.
struct ScriptMetric: Sendable {
  let name: String
  /// Values are milliseconds, or of data bytes.
  let contains: String
  var sink: ScriptSink
  /// Those that thresholds speak of, by their tags as they were written.
  var parts: [Part] = []

  struct Part: Sendable {
    let text: String
    let tags: [(key: String, value: String)]
    var sink: ScriptSink
  }
}
