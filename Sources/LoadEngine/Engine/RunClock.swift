// The time of a run, the same for all its threads.

import Glibc

/// Counts nanoseconds from the start of the run on.
package struct RunClock: Sendable {
  private let origin: UInt64

  /// A clock that starts in a moment, when every thread is there.
  package init(startingIn nanoseconds: UInt64) { origin = Self.monotonic() + nanoseconds }

  /// Nanoseconds since the start; 0 before.
  package func now() -> UInt64 {
    let time = Self.monotonic()
    return time > origin ? time - origin : 0
  }

  /// Sleeps until the start: before it, all moments are the same.
  func waitForStart() {
    while true {
      let time = Self.monotonic()
      guard time < origin else { return }
      var pause = timespec(tv_sec: 0, tv_nsec: Int(min(origin - time, 999_999_999)))
      nanosleep(&pause, nil)
    }
  }

  private static func monotonic() -> UInt64 { read(CLOCK_MONOTONIC) }

  /// Nanoseconds of a processor that the calling thread has used.
  static func processorTime() -> UInt64 { read(CLOCK_THREAD_CPUTIME_ID) }

  private static func read(_ clock: clockid_t) -> UInt64 {
    var time = timespec()
    clock_gettime(clock, &time)
    return UInt64(time.tv_sec) &* 1_000_000_000 &+ UInt64(time.tv_nsec)
  }
}
