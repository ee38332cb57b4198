// One second, as one thread counts it.

import Statistics

/// What one thread counts within one second.
struct IntervalFigures: Sendable {
  var sent = 0
  var answered = 0
  var failed = 0
  var durations = Histogram()

  mutating func clear() {
    sent = 0
    answered = 0
    failed = 0
    durations.clear()
  }

  mutating func merge(_ other: IntervalFigures) {
    sent += other.sent
    answered += other.answered
    failed += other.failed
    durations.merge(other.durations)
  }
}
