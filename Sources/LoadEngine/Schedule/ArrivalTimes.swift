// The times of arrivals at a rate that changes.

/// Finds the times at which the area below a curve has grown to a number: those of arrivals.
struct ArrivalTimes: Sendable {
  private let pieces: [Curve.Piece]
  private var index = 0
  /// The area below the pieces before the current one.
  private var before = 0.0

  init(_ curve: Curve) { pieces = curve.pieces }

  /// The time of the arrival with so many before it, in seconds; numbers must not decrease.
  mutating func time(of number: Double) -> Double? {
    while index < pieces.count {
      let piece = pieces[index]
      let area = piece.area
      if number < before + area { return piece.start + Self.offset(of: number - before, in: piece) }
      before += area
      index += 1
    }
    return nil
  }

  /// Solves `from t + (to - from) t² / 2s = number`, in the form that a flat line does not break.
  private static func offset(of number: Double, in piece: Curve.Piece) -> Double {
    let slope = (piece.to - piece.from) / piece.seconds
    let root = max(0, piece.from * piece.from + 2 * slope * number).squareRoot()
    return number <= 0 ? 0 : min(piece.seconds, 2 * number / (piece.from + root))
  }
}
