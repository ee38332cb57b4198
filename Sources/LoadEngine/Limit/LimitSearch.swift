// Where a server's limit is: doubles the rate until it breaks, then narrows the gap.

/// Decides which rate to try next; knows nothing of servers, so that it is tested without one.
package struct LimitSearch: Sendable {
  /// The highest rate that was carried.
  package private(set) var carried: Double?
  /// The lowest rate that was not carried, twice.
  package private(set) var broken: Double?
  private var rate: Double?
  private var failures = 0
  private let highest: Double

  /// A gap that is narrower than this is not worth another run.
  private static let precision = 1.1
  private static let lowest = 1.0

  /// A search that begins at a rate and tries none above `highest`.
  package init(from start: Double, highest: Double) {
    rate = min(start, highest)
    self.highest = highest
  }

  /// The rate to try; nil when the limit is known, or cannot be found.
  package var next: Double? { rate }

  /// Takes the outcome of a try.
  ///
  /// A rate is broken when it fails twice: one pause of a busy machine is no limit of a server.
  package mutating func record(holds: Bool) {
    guard let tried = rate else { return }
    if holds {
      failures = 0
      carried = tried
    } else {
      failures += 1
      if failures < 2 { return }
      failures = 0
      broken = tried
    }
    rate = following(tried)
  }

  private func following(_ tried: Double) -> Double? {
    switch (carried, broken) {
    case (let carried?, let broken?):
      broken / carried <= Self.precision ? nil : (carried * broken).squareRoot()
    case (.some, nil): tried < highest ? min(highest, tried * 2) : nil
    case (nil, _): tried > Self.lowest ? max(Self.lowest, tried / 4) : nil
    }
  }
}
