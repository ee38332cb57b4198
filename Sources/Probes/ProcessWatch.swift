// Samples of a process, taken again and again while something else goes on.

import Synchronization

/// Gathers samples until it is cancelled, or the process has ended; safe to ask from any thread.
package final class ProcessWatch: Sendable {
  private let family: ProcessFamily
  private let pause: Duration
  private let gathered = Mutex(ProcessHistory())

  package init(_ family: ProcessFamily, every pause: Duration) {
    self.family = family
    self.pause = pause
  }

  package var history: ProcessHistory { gathered.withLock(\.self) }

  /// `node (4711)`.
  package var title: String { "\(family.name) (\(family.id))" }

  /// Takes samples; returns once the process has ended, `isOver` says so, or the task is cancelled.
  package func run(until isOver: @Sendable (Double) -> Bool = { _ in false }) async {
    let start = ContinuousClock.now
    while !Task.isCancelled {
      let seconds = (ContinuousClock.now - start) / Duration.seconds(1)
      guard let sample = family.sample() else {
        return gathered.withLock { $0.endedAfter = seconds }
      }
      gathered.withLock { $0.add(sample, at: seconds) }
      if isOver(seconds) { return }
      do { try await Task.sleep(for: pause) } catch { return }
    }
  }
}
