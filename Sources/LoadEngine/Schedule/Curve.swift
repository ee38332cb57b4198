// A number that changes in straight lines: a rate of arrivals, or how many users there are.

/// One stretch of a test, at whose end the number is `target`.
package struct Stage: Sendable, Hashable {
  package var seconds: Double
  package var target: Double

  package init(seconds: Double, target: Double) {
    self.seconds = seconds
    self.target = target
  }
}

/// Stages one after another, each a straight line from where the one before ended.
package struct Curve: Sendable, Hashable {
  struct Piece: Sendable, Hashable {
    let start: Double
    let seconds: Double
    let from: Double
    let to: Double

    /// The number so many seconds after the piece's start.
    func value(after seconds: Double) -> Double {
      self.seconds > 0 ? from + (to - from) * seconds / self.seconds : to
    }

    /// The area below the line from its start on.
    func area(after seconds: Double) -> Double { (from + value(after: seconds)) / 2 * seconds }

    var area: Double { (from + to) / 2 * seconds }
  }

  let pieces: [Piece]

  /// A number that rises or falls from `start` through the stages.
  package init(from start: Double, stages: [Stage]) {
    var pieces: [Piece] = []
    var time = 0.0
    var level = max(0, start)
    for stage in stages {
      let target = max(0, stage.target)
      let seconds = max(0, stage.seconds)
      pieces.append(Piece(start: time, seconds: seconds, from: level, to: target))
      time += seconds
      level = target
    }
    self.pieces = pieces
  }

  /// A number that stays the same.
  package init(constant value: Double, seconds: Double) {
    self.init(from: value, stages: [Stage(seconds: seconds, target: value)])
  }

  /// Seconds until the last stage ends.
  package var seconds: Double { pieces.last.map { $0.start + $0.seconds } ?? 0 }

  package var maximum: Double { pieces.map { max($0.from, $0.to) }.max() ?? 0 }

  /// Of a rate: how many arrivals there are in all.
  package var area: Double { pieces.reduce(0) { $0 + $1.area } }

  var isConstant: Bool { pieces.allSatisfy { $0.from == maximum && $0.to == maximum } }

  /// The number at a time; the last one holds on.
  package func value(at seconds: Double) -> Double {
    guard let piece = pieces.last(where: { $0.start <= seconds }) else {
      return pieces.first?.from ?? 0
    }
    return piece.value(after: min(piece.seconds, seconds - piece.start))
  }

  /// The first time, from one on, at which the number is above a level; nil if it never is.
  func firstTime(above level: Double, from seconds: Double) -> Double? {
    for piece in pieces where piece.start + piece.seconds > seconds {
      let offset = max(0, seconds - piece.start)
      if piece.value(after: offset) > level { return piece.start + offset }
      if piece.to > level {
        return piece.start + (level - piece.from) / (piece.to - piece.from) * piece.seconds
      }
    }
    return nil
  }
}
