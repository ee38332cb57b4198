// The load that the application has to carry, as the user states it.

import ConfigSyntax

/// Any part may be left open; what is left open is assumed elsewhere, and said to be.
package struct RequestedLoad: Hashable, Sendable {
  /// Users at the same time.
  package var users: Int?
  /// Requests per second.
  package var requestsPerSecond: Double?
  /// How long the load lasts.
  package var durationSeconds: Double?
  /// The time within which 95 of 100 requests must be answered.
  package var p95Milliseconds: Double?
  /// The time within which 99 of 100 requests must be answered.
  package var p99Milliseconds: Double?
  /// The share of requests that may fail, from 0 to 1.
  package var errorRate: Double?

  package init() {}

  /// Reads what `--load-target` takes: `users=1000,rps=100,duration=5m,p95=500ms,errors=1%`.
  ///
  /// - Throws: A `WorkspaceError` of kind `usage` that names the part which is wrong.
  package init(option text: String) throws(WorkspaceError) {
    for part in text.split(separator: ",") {
      let pieces = part.split(separator: "=", maxSplits: 1).map(String.init)
      let name = pieces.first ?? ""
      guard let key = Key(rawValue: name) else {
        let names = Key.allCases.map(\.rawValue)
        let advice =
          NearestName.of(name, among: names).map { "did you mean “\($0)”?" }
          ?? "known are \(names.joined(separator: ", "))"
        throw WorkspaceError(.usage, "--load-target: unknown “\(name.prefix(60))”; \(advice)")
      }
      guard pieces.count == 2, set(key, to: pieces[1]) else {
        throw WorkspaceError(.usage, "--load-target: “\(name)” must be \(key.expectation)")
      }
    }
  }

  /// The parts, under the names that users write.
  enum Key: String, CaseIterable {
    case users, rps, duration, p95, p99, errors

    var expectation: String {
      switch self {
      case .users: "a whole number above 0, like 1000"
      case .rps: "a number above 0, like 100"
      case .duration: "a time, like 30s, 5m or 1h"
      case .p95, .p99: "a time, like 500ms or 1.5s"
      case .errors: "a share, like 1% or 0.01"
      }
    }
  }

  /// Takes one part; false when the text does not say what it must.
  mutating func set(_ key: Key, to text: String) -> Bool {
    switch key {
    case .users:
      guard let number = Quantity.number(text), number >= 1, number <= 1e9,
        number == number.rounded()
      else { return false }
      users = Int(number)
    case .rps:
      guard let number = Quantity.number(text), number > 0, number <= 1e9 else { return false }
      requestsPerSecond = number
    case .duration:
      guard let seconds = Quantity.seconds(text, unit: 1) else { return false }
      durationSeconds = seconds
    case .p95, .p99:
      guard let seconds = Quantity.seconds(text, unit: 0.001) else { return false }
      if key == .p95 { p95Milliseconds = seconds * 1000 } else { p99Milliseconds = seconds * 1000 }
    case .errors:
      guard let share = Quantity.share(text) else { return false }
      errorRate = share
    }
    return true
  }
}
