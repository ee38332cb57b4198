// A bar on standard error, on a terminal only.

import Glibc
import Synchronization

/// Draws how far the reading is; safe to tell from any thread.
final class ProgressBar: Sendable {
  private struct State {
    var isDrawn = false
    var nextDrawing: ContinuousClock.Instant
  }

  private let state: Mutex<State>
  private let isWelcome: Bool

  /// A short run ends before its bar would be seen.
  private static let patience = Duration.milliseconds(200)
  private static let pause = Duration.milliseconds(80)
  private static let length = 30

  init(isWelcome: Bool) {
    self.isWelcome = isWelcome
    state = Mutex(State(nextDrawing: .now + Self.patience))
  }

  /// Says that `done` of `total` files were read.
  func advance(to done: Int, of total: Int) {
    guard isWelcome, total > 0 else { return }
    state.withLock { state in
      guard ContinuousClock.now >= state.nextDrawing else { return }
      state.nextDrawing = .now + Self.pause
      state.isDrawn = true
      let filled = min(Self.length, Self.length * done / total)
      let bar =
        String(repeating: "━", count: filled) + String(repeating: "╌", count: Self.length - filled)
      _ = StandardStreams.write("\r\u{1B}[K\(bar) \(done) of \(total) files", to: STDERR_FILENO)
    }
  }

  /// Takes the bar away, so that the report starts on a clean line.
  func clear() {
    state.withLock { state in
      guard state.isDrawn else { return }
      state.isDrawn = false
      _ = StandardStreams.write("\r\u{1B}[K", to: STDERR_FILENO)
    }
  }
}
