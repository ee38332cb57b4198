// When who sends: what a worker asks, and a simulation in virtual time asks too.

/// What to do next.
enum Turn: Sendable, Hashable {
  /// A slot begins a round that was due at a time.
  ///
  /// `lag` is how late the generator itself is; nil where the round had to wait for a free slot.
  case start(slot: Int, due: UInt64, lag: UInt64?)
  case wait(until: UInt64)
  /// Nothing can begin before a round ends.
  case waitForSlot
  /// No round will begin any more.
  case over
}

/// How a round ended, as far as pacing is concerned.
enum RoundEnd: Sendable {
  case done
  /// There was no connection: whoever tries again at once asks a dead server without end.
  case unreachable
}

/// Decides when which slot begins a round; knows no socket, and no clock but what it is told.
protocol Pacer: Sendable {
  /// What to do at a time; asked again until the answer is to wait.
  mutating func next(at now: UInt64) -> Turn
  mutating func finished(slot: Int, at now: UInt64, _ end: RoundEnd)
  /// From now on no round begins; the due times of those that should have, one after another.
  mutating func nextUnsent(at now: UInt64) -> UInt64?
}

/// The share of a plan that one of several threads carries.
struct ThreadShare: Sendable, Hashable {
  let index: Int
  let count: Int

  /// How many of a number fall to this thread.
  func part(of number: Int) -> Int { (number + count - 1 - index) / count }
}
