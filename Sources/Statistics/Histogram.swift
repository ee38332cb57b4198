// Counts of values in buckets whose width grows with the value: three digits, whatever the range.

/// Durations in nanoseconds, from 64 ns to an hour, each within 0.1 % of what was recorded.
///
/// Memory does not grow with the number of values, and merged histograms hold exactly what one
/// histogram would have held: percentiles of many threads or machines are no averages.
package struct Histogram: Sendable, Equatable {
  private var counts: [UInt64] = []
  /// How many values were recorded.
  package private(set) var count: UInt64 = 0
  private var sum: UInt64 = 0
  private var least = UInt64.max
  /// The largest value, as it was recorded; 0 without values.
  package private(set) var maximum: UInt64 = 0

  package init() {}

  /// The smallest value, as it was recorded; 0 without values.
  package var minimum: UInt64 { count == 0 ? 0 : least }

  /// The arithmetic mean; 0 without values.
  package var mean: Double { count == 0 ? 0 : Double(sum) / Double(count) }

  package var isEmpty: Bool { count == 0 }

  /// Counts one value.
  package mutating func record(_ value: UInt64) {
    let index = Self.index(of: value)
    if index >= counts.count { grow(toHold: index) }
    counts[index] &+= 1
    count &+= 1
    sum &+= value
    if value < least { least = value }
    if value > maximum { maximum = value }
  }

  /// Adds what another histogram holds.
  package mutating func merge(_ other: Histogram) {
    guard other.count > 0 else { return }
    if other.counts.count > counts.count { grow(toHold: other.counts.count - 1) }
    for index in other.counts.indices { counts[index] &+= other.counts[index] }
    count &+= other.count
    sum &+= other.sum
    least = min(least, other.least)
    maximum = max(maximum, other.maximum)
  }

  /// Forgets all values and keeps the memory.
  package mutating func clear() {
    guard count > 0 else { return }
    for index in counts.indices { counts[index] = 0 }
    count = 0
    sum = 0
    least = .max
    maximum = 0
  }

  /// The value that so many of the recorded values do not exceed; `rank` counts from 1.
  package func value(atRank rank: UInt64) -> UInt64 {
    guard count > 0 else { return 0 }
    if rank >= count { return maximum }
    var seen: UInt64 = 0
    for index in counts.indices {
      seen &+= counts[index]
      if seen >= rank { return max(minimum, min(maximum, Self.highest(at: index))) }
    }
    return maximum
  }

  /// How many values are at most this one, to the width of its bucket.
  package func countOfValues(upTo value: UInt64) -> UInt64 {
    counts.prefix(Self.index(of: value) + 1).reduce(0, &+)
  }

  // MARK: - Buckets

  /// Values are kept in units of 64 ns.
  private static let unitShift = 6
  /// Values below 2,048 units have a bucket each; above, each doubling has 1,024.
  private static let half = 1_024
  /// What takes longer than 2^42 ns (73 minutes) is counted there.
  private static let largest: UInt64 = (1 << 42) - 1

  private static func index(of value: UInt64) -> Int {
    let units = Int(truncatingIfNeeded: min(value, largest) >> UInt64(unitShift))
    guard units >= 2 * half else { return units }
    let shift = (Int.bitWidth - 1 - units.leadingZeroBitCount) - 10
    return shift &* half &+ (units >> shift)
  }

  /// The largest value that is counted at an index.
  private static func highest(at index: Int) -> UInt64 {
    guard index >= 2 * half else { return (UInt64(index + 1) << UInt64(unitShift)) - 1 }
    let shift = index / half - 1
    let units = index - shift * half + 1
    return (UInt64(units) << UInt64(shift + unitShift)) - 1
  }

  private mutating func grow(toHold index: Int) {
    let size = (index / Self.half + 1) * Self.half
    counts.append(contentsOf: repeatElement(0, count: size - counts.count))
  }
}
