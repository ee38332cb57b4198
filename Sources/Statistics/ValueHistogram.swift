// Counts of numbers of any size and sign, for what is measured in no unit that is known.

/// Numbers within 0.1 % of what was recorded; sum, least and largest are exact.
///
/// Memory follows how many different values there are to three digits, not how many were recorded.
package struct ValueHistogram: Sendable, Equatable {
  private var counts: [UInt32: Int] = [:]
  package private(set) var count = 0
  package private(set) var sum = 0.0
  package private(set) var minimum = 0.0
  package private(set) var maximum = 0.0

  package init() {}

  package var isEmpty: Bool { count == 0 }
  package var mean: Double { count > 0 ? sum / Double(count) : 0 }

  /// Counts a finite number; others are left out.
  package mutating func record(_ value: Double) {
    guard value.isFinite else { return }
    minimum = count == 0 ? value : min(minimum, value)
    maximum = count == 0 ? value : max(maximum, value)
    count += 1
    sum += value
    counts[Self.key(of: value), default: 0] += 1
  }

  /// The value that a share of the recorded ones does not exceed; `share` is from 0 to 1.
  package func quantile(_ share: Double) -> Double { quantiles([share])[0] }

  /// The same for several shares, which need not be in order.
  package func quantiles(_ shares: [Double]) -> [Double] {
    let values = counts.map { (value: Self.value(of: $0.key), count: $0.value) }
      .sorted { $0.value < $1.value }
    return shares.map { share in
      let rank = max(1, Int((Double(count) * min(1, max(0, share))).rounded(.up)))
      var seen = 0
      for entry in values {
        seen += entry.count
        if seen >= rank { return rank >= count ? maximum : max(minimum, min(maximum, entry.value)) }
      }
      return maximum
    }
  }

  /// Sign, exponent and the first ten digits of the fraction.
  private static func key(of value: Double) -> UInt32 {
    UInt32(truncatingIfNeeded: value.bitPattern >> 42)
  }

  /// The middle of the numbers that share a key.
  private static func value(of key: UInt32) -> Double {
    let low = Double(bitPattern: UInt64(key) << 42)
    return low == 0 ? 0 : Double(bitPattern: UInt64(key) << 42 | 1 << 41)
  }
}
