// Quantiles, and how sure the recorded values make them.

/// Two values between which a quantile lies.
package struct QuantileInterval: Sendable, Hashable {
  package let lower: UInt64
  /// Nil where too few values were recorded to bound the quantile from above.
  package let upper: UInt64?
}

extension Histogram {
  /// The value that a share of the recorded values does not exceed; `share` is from 0 to 1.
  package func quantile(_ share: Double) -> UInt64 {
    value(atRank: rank(of: share))
  }

  /// Where the quantile of all requests lies with 95 % confidence, if these are a sample of them.
  ///
  /// Order statistics of a binomial: no shape of the distribution is assumed, only that requests
  /// do not depend on each other. Within a burst they do, and the true interval is wider.
  package func interval(of share: Double) -> QuantileInterval {
    let total = Double(count)
    let middle = total * share
    let reach = 1.96 * (total * share * (1 - share)).squareRoot()
    let low = max(1, (middle - reach).rounded(.down))
    let high = (middle + reach).rounded(.up) + 1
    return QuantileInterval(
      lower: value(atRank: UInt64(low)),
      upper: high > total ? nil : value(atRank: UInt64(high))
    )
  }

  private func rank(of share: Double) -> UInt64 {
    let rank = (Double(count) * min(1, max(0, share))).rounded(.up)
    return max(1, UInt64(rank))
  }
}
