// How a load test is getting on, on a terminal only.

import Glibc
import LoadEngine

/// One line on standard error that is drawn anew, and taken away at the end.
struct LoadProgress {
  /// How long the run takes; nil where only a script knows.
  let seconds: Double?
  let collector: IntervalCollector
  let isWelcome: Bool

  private static let length = 24
  private static let pause = Duration.milliseconds(200)

  /// The outcome of a function, with the progress drawn while it runs.
  func shown<Value: Sendable>(
    while function: () async throws(LoadError) -> Value
  ) async throws(LoadError) -> Value {
    guard isWelcome else { return try await function() }
    async let _ = draw()
    defer { _ = StandardStreams.write("\r\u{1B}[K", to: STDERR_FILENO) }
    return try await function()
  }

  private func draw() async {
    let start = ContinuousClock.now
    while !Task.isCancelled {
      let line = line(after: (ContinuousClock.now - start) / Duration.seconds(1))
      _ = StandardStreams.write("\r\u{1B}[K" + line, to: STDERR_FILENO)
      do { try await Task.sleep(for: Self.pause) } catch { return }
    }
  }

  private func line(after seconds: Double) -> String {
    var parts = [time(after: seconds)]
    if let row = collector.last {
      parts.append("\(row.answered) answers/s")
      let times = [("p50", row.p50), ("p95", row.p95), ("p99", row.p99)]
      parts += times.map { "\($0) \(Double($1 / 10_000) / 100) ms" }
      let recent = collector.rows.suffix(Self.length).map { Double($0.p95) }
      if recent.count > 1 { parts.append(Sparkline.text(of: recent, most: Self.length)) }
      if row.failed > 0 { parts.append("\(row.failed) failed") }
    }
    if Interruption.count > 0 {
      parts.append("stopping: Ctrl-C again ends at once")
    } else if let total = self.seconds, seconds > total {
      parts.append("waiting for the last answers")
    }
    return parts.joined(separator: "  ")
  }

  /// A bar where the end is known.
  private func time(after seconds: Double) -> String {
    guard let total = self.seconds else { return "\(Int(seconds)) s" }
    let filled = min(Self.length, Int(Double(Self.length) * seconds / total))
    let bar =
      String(repeating: "━", count: filled) + String(repeating: "╌", count: Self.length - filled)
    return "\(bar) \(Int(min(seconds, total))) of \(Int(total)) s"
  }
}
