// Durations of which some are only known to be longer than what was seen of them.

/// Values that came to their end, and values that had not when the watching ended.
///
/// To leave out what never finished is how a load test flatters a server that hangs. Here such a
/// value counts with its age, and a quantile that depends on it says that it is a lower bound.
package struct CensoredHistogram: Sendable, Equatable {
  /// Every value: finished ones as they are, unfinished ones with their age.
  package private(set) var all = Histogram()
  /// How many values are ages.
  package private(set) var censored: UInt64 = 0
  private var youngest = UInt64.max

  package init() {}

  package var count: UInt64 { all.count }
  package var isEmpty: Bool { all.isEmpty }

  /// Counts a value that came to its end.
  package mutating func record(_ value: UInt64) { all.record(value) }

  /// Counts a value that is at least `age`.
  package mutating func recordUnfinished(age: UInt64) {
    all.record(age)
    censored += 1
    youngest = min(youngest, age)
  }

  /// Adds what another holds.
  package mutating func merge(_ other: CensoredHistogram) {
    all.merge(other.all)
    censored += other.censored
    youngest = min(youngest, other.youngest)
  }

  /// Forgets all values and keeps the memory.
  package mutating func clear() {
    all.clear()
    censored = 0
    youngest = .max
  }

  /// Whether the true value may be larger than what is held: an unfinished value is not above it.
  package func isLowerBound(_ value: UInt64) -> Bool { censored > 0 && youngest <= value }
}
