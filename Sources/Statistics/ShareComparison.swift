// Whether something happens more often in one run than in another.

import Glibc

/// Two shares, each counted piece by piece.
///
/// The test of two proportions, whose variance is widened by how unevenly the pieces have their
/// share (Wedderburn, "Quasi-likelihood functions", Biometrika 61, 1974): failures come in bursts.
package struct ShareComparison: Sendable, Hashable {
  package struct Piece: Sendable, Hashable {
    package let hits: Double
    package let total: Double

    package init(hits: Double, total: Double) {
      self.hits = hits
      self.total = total
    }
  }

  package let first: Double
  package let second: Double
  package let pValue: Double
  /// The difference lies between these with 95 % confidence.
  package let lower: Double
  package let upper: Double
  private let error: Double
  private let fewest: Double

  /// Nil where nothing was counted on one side.
  package init?(_ one: [Piece], _ other: [Piece]) {
    let totals = [one, other].map { $0.reduce(0) { $0 + $1.total } }
    let hits = [one, other].map { $0.reduce(0) { $0 + $1.hits } }
    guard totals[0] > 0, totals[1] > 0 else { return nil }
    first = hits[0] / totals[0]
    second = hits[1] / totals[1]
    let pooled = (hits[0] + hits[1]) / (totals[0] + totals[1])
    let scatter = max(Self.dispersion(of: one, first), Self.dispersion(of: other, second))
    let variance = pooled * (1 - pooled) * (1 / totals[0] + 1 / totals[1]) * scatter
    error = variance.squareRoot()
    fewest = min(totals[0], totals[1])
    pValue = error > 0 ? Normal.twoSided((second - first) / error) : 1
    lower = second - first - 1.96 * error
    upper = second - first + 1.96 * error
  }

  /// The rise that is found with a power of 80 % at a level; without any hit by the rule of three.
  package func detectable(level: Double) -> Double {
    let byChance = (Normal.value(above: level / 2) + Normal.value(above: 0.2)) * error
    return max(byChance, -log(level) / fewest)
  }

  /// Pearson's statistic over its degrees of freedom; at least 1.
  private static func dispersion(of pieces: [Piece], _ share: Double) -> Double {
    let counted = pieces.filter { $0.total > 0 }
    guard share > 0, share < 1, counted.count > 1 else { return 1 }
    let sum = counted.reduce(0.0) { sum, piece in
      let distance = piece.hits - piece.total * share
      return sum + distance * distance / (piece.total * share * (1 - share))
    }
    return max(1, sum / Double(counted.count - 1))
  }
}
