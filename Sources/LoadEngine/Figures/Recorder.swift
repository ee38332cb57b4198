// What one thread writes down while it runs.

import Statistics

/// Counts what happens, in the totals and in the current second.
struct Recorder {
  private(set) var figures: Figures
  private var interval = IntervalFigures()
  private var second = 0
  private var secondEnds: UInt64 = 1_000_000_000
  private let collector: IntervalCollector
  private let isOpen: Bool
  /// Counts by status code: a dictionary would be asked a million times a second.
  private var statuses = [Int](repeating: 0, count: 1_000)
  private let empty: Figures

  init(journeys: [Journey], isOpen: Bool, collector: IntervalCollector) {
    empty = Figures(journeys: journeys)
    figures = empty
    self.isOpen = isOpen
    self.collector = collector
  }

  func name(of step: Int) -> String { figures.steps[step].name }

  mutating func sent(bytes: Int) {
    figures.sent += 1
    figures.bytesSent += bytes
    interval.sent += 1
  }

  mutating func resent() { figures.resent += 1 }
  mutating func pushed(bytes: Int) { figures.bytesSent += bytes }
  mutating func received(bytes: Int) { figures.bytesReceived += bytes }
  mutating func connected(after time: UInt64) { figures.connecting.record(time) }
  mutating func shookHands(after time: UInt64, isResumed: Bool) {
    figures.handshaking.record(time)
    if isResumed { figures.resumed += 1 }
  }

  mutating func tlsFailed(because reason: String) {
    figures.tlsReasons[reason, default: 0] += 1
  }

  mutating func queued() { figures.queued += 1 }
  mutating func roundEnded(after time: UInt64) { figures.rounds.record(time) }

  mutating func answered(step: Int, status: Int, times: RequestTimes, at now: UInt64) {
    roll(to: now)
    let duration = now &- times.due
    let isFailure = status >= 400
    figures.steps[step].answered += 1
    statuses[min(status, 999)] += 1
    if isFailure {
      figures.steps[step].refusals.record(duration)
      interval.failed += 1
    } else {
      figures.steps[step].durations.record(duration)
      interval.durations.record(duration)
    }
    interval.answered += 1
    if isOpen { figures.service.record(now &- times.sent) }
    figures.waiting.record(times.firstByte &- times.sent)
  }

  mutating func failed(step: Int, _ error: ErrorClass, due: UInt64, at now: UInt64) {
    roll(to: now)
    figures.errors[error, default: 0] += 1
    figures.steps[step].unanswered += 1
    interval.failed += 1
    if error.isTimeout { figures.steps[step].durations.recordUnfinished(age: now &- due) }
  }

  mutating func unfinished(step: Int, due: UInt64, at now: UInt64) {
    figures.unfinished += 1
    figures.steps[step].durations.recordUnfinished(age: now &- due)
  }

  mutating func unsent(step: Int, due: UInt64, at now: UInt64) {
    figures.unsent += 1
    figures.steps[step].durations.recordUnfinished(age: now &- due)
  }

  mutating func checked(_ index: Int, holds: Bool) {
    if holds { figures.checks[index].passed += 1 } else { figures.checks[index].failed += 1 }
  }

  /// Hands over each second that has passed.
  mutating func roll(to now: UInt64) {
    while now >= secondEnds {
      collector.submit(interval, second: second)
      interval.clear()
      second += 1
      secondEnds += 1_000_000_000
    }
  }

  /// Forgets the totals so far, but for requests under way, which will end.
  mutating func forgetWarmup(underWay: Int) {
    figures = empty
    figures.sent = underWay
    statuses = [Int](repeating: 0, count: 1_000)
  }

  /// The totals, after the last second was handed over.
  mutating func finish(at now: UInt64) -> Figures {
    roll(to: now)
    if now > secondEnds - 1_000_000_000 { collector.submit(interval, second: second) }
    for (status, count) in statuses.enumerated() where count > 0 {
      figures.statuses[status] = count
    }
    return figures
  }
}

/// The moments of one request, in nanoseconds since the start of the run.
struct RequestTimes {
  /// When it should have been sent.
  var due: UInt64 = 0
  var sent: UInt64 = 0
  var firstByte: UInt64 = 0
}
