// All that a chaos run is, but for its load.

/// What must be true of a run with faults.
package struct ChaosBudget: Sendable, Hashable {
  /// The share of requests that may fail outside the faults, 0 to 1.
  package var errors = 0.01
  /// The share that may fail while a fault lasts; nil if that is not judged.
  package var during: Double?
  /// Seconds after a fault in which rate, errors and p95 must be back.
  package var recovery = 30.0
  /// Seconds for which they must stay so.
  package var settled = 5.0
  /// The p95 that counts as recovered, in seconds.
  package var p95 = 0.5
  /// The share of failures that must be told as errors made for people or programs; nil if not judged.
  package var friendly: Double? = 1

  package init() {}

  /// `1%`, or a number from 0 to 1; nil for anything else.
  package static func share(_ text: String) -> Double? {
    let isPercent = text.hasSuffix("%")
    guard let number = Double(text.dropLast(isPercent ? 1 : 0)) else { return nil }
    let share = isPercent ? number / 100 : number
    return (0...1).contains(share) ? share : nil
  }
}

/// Proxies, processes, faults and what must hold.
package struct ChaosPlan: Sendable, Hashable {
  package var proxies: [ProxyDescription] = []
  package var processes: [ProcessDescription] = []
  package var faults: [Fault] = []
  package var budget = ChaosBudget()
  /// The one host that proxies may stand at or lead to beside this machine.
  package var allowedHost: String?
  /// Where toxiproxy's interface is spoken; nil for nowhere.
  package var interfacePort: UInt16?

  package init() {}

  /// Seconds after which no fault is in any more.
  package var lastEnd: Double { faults.map(\.end).max() ?? 0 }

  /// Seconds that the load must last for the last recovery to be seen.
  package var leastSeconds: Double { lastEnd + budget.settled + 1 }
}
