// The user's wish to stop.

import CEpoll
import Synchronization

/// Interrupts that the user has sent since the run began: the first lets requests under way end,
/// the second ends the run at once.
package enum Interruption {
  package static var count: Int { Int(interrupts_seen()) }

  private static let depth = Mutex(0)

  /// Counts interrupts while a function runs; before and after, one ends the process.
  ///
  /// Nested calls are one.
  package static func counted<Value, Failure: Error>(
    while function: () async throws(Failure) -> Value
  ) async throws(Failure) -> Value {
    let isFirst = depth.withLock { depth in
      depth += 1
      return depth == 1
    }
    if isFirst { interrupts_count_from_now() }
    defer {
      let isLast = depth.withLock { depth in
        depth -= 1
        return depth == 0
      }
      if isLast { interrupts_end_process_again() }
    }
    return try await function()
  }
}
