// Puts the seconds of all threads together.

import Statistics
import Synchronization

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
