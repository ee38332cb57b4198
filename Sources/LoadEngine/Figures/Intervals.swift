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
