// How long a user waits before the next round.

import Glibc

/// A duration that is drawn anew each time, in seconds.
package enum Spread: Sendable, Hashable {
  case constant(Double)
  case uniform(from: Double, to: Double)
  /// Many short waits and few long ones, as of people who come and go on their own.
  case exponential(mean: Double)

  package var mean: Double {
    switch self {
    case .constant(let seconds): seconds
    case .uniform(let from, let to): (from + to) / 2
    case .exponential(let mean): mean
    }
  }

  func draw(_ random: inout Random) -> Double {
    switch self {
    case .constant(let seconds): seconds
    case .uniform(let from, let to): from + (to - from) * random.share()
    case .exponential(let mean): -mean * log(1 - random.share())
    }
  }
}

/// How a user of the closed model is paced.
package enum Pause: Sendable, Hashable {
  /// The next round begins when the last one has ended.
  case none
  /// So long after the last round has ended: the time in which a person thinks.
  case thinking(Spread)
  /// So long after the last round began, however long it took, unless it took longer.
  case pacing(Spread)

  /// What a user waits in the mean.
  var mean: Double {
    switch self {
    case .none: 0
    case .thinking(let spread), .pacing(let spread): spread.mean
    }
  }

  /// When the next round begins, in nanoseconds.
  func next(began: UInt64, ended: UInt64, _ random: inout Random) -> UInt64 {
    switch self {
    case .none: ended
    case .thinking(let spread): ended &+ Nanoseconds.of(spread.draw(&random))
    case .pacing(let spread): max(ended, began &+ Nanoseconds.of(spread.draw(&random)))
    }
  }
}

/// Time inside the engine: whole nanoseconds since the start of the run.
enum Nanoseconds {
  static func of(_ seconds: Double) -> UInt64 {
    seconds > 0 ? UInt64(min(seconds, 1e9) * 1e9) : 0
  }

  static func seconds(_ nanoseconds: UInt64) -> Double { Double(nanoseconds) / 1e9 }
}
