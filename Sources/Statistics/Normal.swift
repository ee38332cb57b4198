// The normal distribution, as far as tests and intervals need it.

import Glibc

package enum Normal {
  /// The share of a standard normal distribution above a value.
  package static func upperTail(_ value: Double) -> Double { 0.5 * erfc(value / 2.0.squareRoot()) }

  /// The value above which a share lies; `share` is between 0 and 1.
  package static func value(above share: Double) -> Double {
    var (low, high) = (-40.0, 40.0)
    for _ in 0..<100 {
      let middle = (low + high) / 2
      if upperTail(middle) > share { low = middle } else { high = middle }
    }
    return (low + high) / 2
  }

  /// How likely a value so far from 0, on either side, is by chance.
  static func twoSided(_ value: Double) -> Double { min(1, 2 * upperTail(abs(value))) }
}
