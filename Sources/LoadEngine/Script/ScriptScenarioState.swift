// Where one scenario of a script stands while it runs.

import Statistics

/// A scenario's pace, and what its users are doing.
struct ScriptScenarioState {
  enum Phase {
    /// Its time has not come.
    case waiting
    case running
    /// No round begins any more; those under way may end.
    case draining
    case over
  }

  let scenario: ScriptScenario
  var pacer: any Pacer
  /// The number of its first user.
  let firstUser: Int
  var phase = Phase.waiting
  /// Rounds under way, and rounds that have begun.
  var active = 0
  var rounds = 0
  /// When the pacer wants to be asked again, and when draining ends: on the clock.
  var nextRound: UInt64 = 0
  var graceEnds = UInt64.max

  /// Tags of its rounds.
  var tags: ScriptTags {
    ScriptTags(
      ["scenario": scenario.name, "group": ""].merging(scenario.tagValues) { $1 }
    )
  }
}

/// What happens in each second, for the progress and the report.
struct ScriptIntervals {
  private var figures = IntervalFigures()
  private var second = 0
  private let collector: IntervalCollector

  init(collector: IntervalCollector) { self.collector = collector }

  mutating func sent() { figures.sent += 1 }

  mutating func ended(failed: Bool) {
    if failed { figures.failed += 1 } else { figures.answered += 1 }
  }

  mutating func answered(after time: UInt64) { figures.durations.record(time) }

  /// Hands over the seconds that have passed.
  mutating func roll(to milliseconds: Double) {
    while milliseconds >= Double(second + 1) * 1_000 {
      collector.submit(figures, second: second)
      figures.clear()
      second += 1
    }
  }

  /// Hands over the second that has begun.
  mutating func finish() { collector.submit(figures, second: second) }
}
