// Whether two series of readings differ, by how much, and which difference could not have been seen.

/// Two series, compared by ranks.
///
/// The test is that of Mann and Whitney (Annals of Mathematical Statistics 18, 1947) with ties, the
/// shift that of Hodges and Lehmann (ibid. 34, 1963), the median of all differences, with its
/// interval by order; the size of the effect is Cliff's delta (Psychological Bulletin 114, 1993).
/// Readings follow each other: medians of stretches are compared, and what they still follow each
/// other widens the variance.
package struct RankComparison: Sendable, Hashable {
  /// What is added from the first to the second.
  package let shift: Double
  /// The shift lies between these with 95 % confidence.
  package let lower: Double
  package let upper: Double
  /// How likely a difference as clear as this is by chance, in either direction.
  package let pValue: Double
  /// From -1, all of the second are smaller, to 1, all are larger.
  package let effect: Double

  /// Fewer readings on one side tell nothing.
  package static let fewest = 8
  /// Intervals of few stretches are too narrow by about this: a test holds the power to four in five.
  private static let reserve = 1.3
  private static let counts = [60, 48, 36, 28, 20]

  /// Nil where there are too few readings.
  package init?(_ first: Series, _ second: Series) {
    let (one, other) = (Self.stretches(of: first), Self.stretches(of: second))
    guard one.count >= Self.fewest, other.count >= Self.fewest else { return nil }
    let differences = other.flatMap { later in one.map { later - $0 } }.sorted()
    let pairs = Double(differences.count)
    let wins = differences.reduce(0.0) { $0 + ($1 > 0 ? 1 : $1 == 0 ? 0.5 : 0) }
    let spread = Self.variance(one, other).squareRoot()
    let distance = spread > 0 ? max(0, abs(wins - pairs / 2) - 0.5) / spread : 0
    let low = Int((pairs / 2 - 1.96 * spread).rounded(.down)) - 1
    let high = Int((pairs / 2 + 1.96 * spread).rounded(.up))
    shift = differences.median
    lower = differences[max(0, low)]
    upper = differences[min(differences.count - 1, high)]
    pValue = spread > 0 ? Normal.twoSided(distance) : 1
    effect = 2 * wins / pairs - 1
  }

  /// The shift that is found with a power of 80 % at a level.
  package func detectable(level: Double) -> Double {
    let error = (upper - lower) / (2 * 1.96)
    return Self.reserve * (Normal.value(above: level / 2) + Normal.value(above: 0.2)) * error
  }

  /// Medians of stretches that hardly follow each other, or of as long ones as there are.
  private static func stretches(of series: Series) -> [Double] {
    var found = series.points.map(\.value)
    for count in counts where series.points.count > count {
      found = series.medians(of: count).map(\.value)
      if abs(found.autocorrelation(lag: 1)) < 1.96 / Double(found.count).squareRoot() { break }
    }
    return found
  }

  /// The variance of the number of pairs that the second wins, if there is no difference.
  private static func variance(_ one: [Double], _ other: [Double]) -> Double {
    let (first, second) = (Double(one.count), Double(other.count))
    let count = first + second
    let ties = (one + other).ties.reduce(0.0) { $0 + Double($1 * $1 * $1 - $1) }
    let plain = first * second / 12 * (count + 1 - ties / (count * (count - 1)))
    let parts = first * dependence(of: other) + second * dependence(of: one)
    return max(0, plain) * parts / count
  }

  /// How many times as much a mean of the values varies as it would if none followed another.
  private static func dependence(of values: [Double]) -> Double {
    let ranks = values.ranks
    var sum = 1.0
    for lag in 1..<max(2, values.count / 3) {
      let follows = ranks.autocorrelation(lag: lag)
      guard follows > 0 else { break }
      // Held against their own mean, values seem to follow each other by 1/n less than they do.
      let count = Double(values.count)
      sum += 2 * (1 - Double(lag) / count) * (follows + 1 / count)
    }
    return sum
  }
}
