// What synchronous work on a request path does to an event loop, which has one thread.

/// Milliseconds of each request for which nothing else of the process runs.
package struct ThreadLoad: Sendable, Hashable {
  package var target: LoadTarget
  /// Milliseconds of one such request.
  package var blockedMilliseconds: Input

  package init(target: LoadTarget = .standard, blockedMilliseconds: Input) {
    self.target = target
    self.blockedMilliseconds = blockedMilliseconds
  }

  /// Share of the time that the thread is busy with it; above 1 it cannot keep up.
  package var busyShare: Double {
    target.requestsPerSecond * blockedMilliseconds.value / 1_000
  }

  /// Requests a second at which the thread does nothing else.
  package var requestsPerSecondAtSaturation: Double { 1_000 / blockedMilliseconds.value }

  /// The worse of a full thread and of the pause that every other request sees.
  package var consequence: Consequence {
    max(
      .ofUtilisation(busyShare),
      .ofDelay(milliseconds: blockedMilliseconds.value, under: target)
    )
  }

  /// `100 req/s × 60 ms = 6 s of work each second for one thread: it is full at 16.7 req/s`.
  package var sentence: String {
    let rate = Figure.grouped(target.requestsPerSecond)
    let each = Figure.duration(blockedMilliseconds.value / 1_000)
    let work = Figure.duration(busyShare)
    let limit = Figure.grouped(requestsPerSecondAtSaturation)
    let assumed =
      blockedMilliseconds.isAssumed ? "; assuming \(blockedMilliseconds.source)" : ""
    return "\(rate) req/s × \(each) = \(work) of work each second for one thread: it is full at "
      + "\(limit) req/s, and every other request waits up to \(each) more\(assumed)"
  }
}
