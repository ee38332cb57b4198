// Whether a figure grows, how fast, and how sure that is, whatever its noise looks like.

/// A trend in readings of which nothing is assumed but that they are comparable.
///
/// The slope is that of Theil and Sen, the median of the slopes of all pairs (Sen, "Estimates of the
/// regression coefficient based on Kendall's tau", JASA 63, 1968), with Sen's interval; the test is
/// that of Mann and Kendall (Kendall, "Rank Correlation Methods", 1975) with ties. Readings follow
/// each other: medians of stretches are compared, in stretches long enough that they hardly do any
/// more, and what remains widens the variance (Hamed and Rao, "A modified Mann-Kendall trend test
/// for autocorrelated data", Journal of Hydrology 204, 1998).
package struct Trend: Sendable, Hashable {
  /// Change a second.
  package let slope: Double
  /// The slope lies between these with 95 % confidence.
  package let lower: Double
  package let upper: Double
  /// How likely a trend as clear as this is by chance, in either direction.
  package let pValue: Double
  /// The slopes of the halves: a heap that fills up once has none in the second, a jump in one.
  package let earlySlope: Double
  package let lateSlope: Double
  /// The median of the readings.
  package let level: Double
  /// How many stretches were compared.
  package let stretches: Int

  /// Fewer stretches tell no trend from an accident.
  private static let fewest = 20
  private static let counts = [60, 48, 36, 28, fewest]

  /// Nil where there are too few readings.
  package init?(of series: Series) {
    var found: Pairs?
    for count in Self.counts {
      let points = series.medians(of: count)
      guard points.count >= Self.fewest else { break }
      let pairs = Pairs(of: points)
      found = pairs
      let lag1 = pairs.residuals.autocorrelation(lag: 1)
      if abs(lag1) < 1.96 / Double(points.count).squareRoot() { break }
    }
    guard let pairs = found else { return nil }
    let points = pairs.points
    let slopes = pairs.slopes
    let spread = pairs.variance.squareRoot()
    // The statistic makes whole steps: one is taken off, as Kendall does.
    let distance = spread > 0 ? max(0, abs(pairs.score) - 1) / spread : 0
    let reach = 1.96 * spread
    let low = Int(((Double(slopes.count) - reach) / 2).rounded(.down)) - 1
    let high = Int(((Double(slopes.count) + reach) / 2).rounded(.up))
    slope = pairs.slope
    lower = slopes[max(0, low)]
    upper = slopes[min(slopes.count - 1, high)]
    pValue = Normal.twoSided(distance)
    earlySlope = Pairs(of: Array(points.prefix(points.count / 2))).slope
    lateSlope = Pairs(of: Array(points.suffix(points.count / 2))).slope
    level = points.map(\.value).median
    stretches = points.count
  }

  /// The standard error of the slope, as its interval tells it.
  package var error: Double { (upper - lower) / (2 * 1.96) }
}

/// Readings, each compared with each later one.
private struct Pairs {
  let points: [Series.Point]
  /// Slopes between all pairs, sorted.
  let slopes: [Double]
  /// The median of the slopes.
  let slope: Double
  /// Kendall's S: pairs that rise less pairs that fall.
  let score: Double
  /// What is left of the values without their slope.
  let residuals: [Double]

  init(of points: [Series.Point]) {
    var slopes: [Double] = []
    var score = 0.0
    for (place, later) in points.enumerated() {
      for earlier in points[..<place] where later.seconds > earlier.seconds {
        let change = later.value - earlier.value
        slopes.append(change / (later.seconds - earlier.seconds))
        score += change > 0 ? 1 : change < 0 ? -1 : 0
      }
    }
    slopes.sort()
    let middle = slopes.count / 2
    let slope = slopes.isEmpty ? 0 : (slopes[middle] + slopes[(slopes.count - 1) / 2]) / 2
    self.points = points
    self.slopes = slopes
    self.slope = slope
    self.score = score
    residuals = points.map { $0.value - slope * $0.seconds }
  }

  /// The variance of S where there is no trend.
  var variance: Double {
    let count = Double(points.count)
    let ties = points.map(\.value).ties.reduce(0.0) { sum, size in
      let size = Double(size)
      return sum + size * (size - 1) * (2 * size + 5)
    }
    let plain = (count * (count - 1) * (2 * count + 5) - ties) / 18
    let ranks = residuals.ranks
    var dependence = 0.0
    for lag in 1..<points.count / 3 {
      let follows = ranks.autocorrelation(lag: lag)
      // Behind the first lag without any, what is left is noise.
      guard follows > 0 else { break }
      let rest = count - Double(lag)
      dependence += rest * (rest - 1) * (rest - 2) * follows
    }
    return max(0, plain) * (1 + 2 / (count * (count - 1) * (count - 2)) * dependence)
  }
}
