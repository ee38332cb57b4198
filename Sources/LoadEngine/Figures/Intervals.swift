// The run second by second: rate, errors, duration.

import Statistics
import Synchronization

/// What ended within one second.
package struct IntervalRow: Sendable, Hashable {
  /// Seconds since the start.
  package let second: Int
  package let sent: Int
  package let answered: Int
  package let failed: Int
  /// Requests that came to an end, good or bad.
  package let ended: Int
  /// Nanoseconds; 0 where nothing was answered.
  package let p50: UInt64
  package let p95: UInt64
  package let p99: UInt64
  package let maximum: UInt64

  /// Where nobody has counted them apart, `ended` is the most of the others.
  package init(
    second: Int,
    sent: Int,
    answered: Int,
    failed: Int,
    ended: Int? = nil,
    p50: UInt64,
    p95: UInt64,
    p99: UInt64,
    maximum: UInt64
  ) {
    self.second = second
    self.sent = sent
    self.answered = answered
    self.failed = failed
    self.ended = ended ?? max(answered, failed)
    self.p50 = p50
    self.p95 = p95
    self.p99 = p99
    self.maximum = maximum
  }
}

/// Puts the seconds of all threads together; percentiles are those of all values, no averages.
package final class IntervalCollector: Sendable {
  private struct Pending {
    let second: Int
    var threads = 0
    var figures = IntervalFigures()
  }

  private struct State {
    var rows: [IntervalRow] = []
    /// All values of the seconds that thresholds ask for.
    var windows: [Range<Int>: IntervalFigures] = [:]
    var pending: [Pending] = []
  }

  private let state = Mutex(State())
  private let threads: Int

  /// `windows` are the seconds of which all values are kept together.
  package init(threads: Int, windows: [Range<Int>] = []) {
    self.threads = threads
    state.withLock { state in
      for window in windows { state.windows[window] = IntervalFigures() }
    }
  }

  var windows: [Range<Int>: IntervalFigures] { state.withLock(\.windows) }

  /// Whole seconds so far.
  package var rows: [IntervalRow] { state.withLock(\.rows) }

  package var last: IntervalRow? { state.withLock(\.rows.last) }

  /// Takes what one thread counted; each thread hands over every second, in order.
  func submit(_ figures: IntervalFigures, second: Int) {
    state.withLock { state in
      let index = state.pending.firstIndex { $0.second == second } ?? state.pending.count
      if index == state.pending.count { state.pending.append(Pending(second: second)) }
      state.pending[index].figures.merge(figures)
      state.pending[index].threads += 1
      while let first = state.pending.first, first.threads == threads {
        Self.settle(first, in: &state)
        state.pending.removeFirst()
      }
    }
  }

  /// Takes the seconds in which some threads had ended already.
  func finish() {
    state.withLock { state in
      for pending in state.pending { Self.settle(pending, in: &state) }
      state.pending = []
    }
  }

  private static func settle(_ pending: Pending, in state: inout State) {
    state.rows.append(row(of: pending))
    for window in state.windows.keys where window.contains(pending.second) {
      state.windows[window]?.merge(pending.figures)
    }
  }

  private static func row(of pending: Pending) -> IntervalRow {
    let figures = pending.figures
    return IntervalRow(
      second: pending.second,
      sent: figures.sent,
      answered: figures.answered,
      failed: figures.failed,
      ended: figures.failed + Int(figures.durations.count),
      p50: figures.durations.quantile(0.5),
      p95: figures.durations.quantile(0.95),
      p99: figures.durations.quantile(0.99),
      maximum: figures.durations.maximum
    )
  }
}
