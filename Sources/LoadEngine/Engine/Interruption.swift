// The user's wish to stop.

import CEpoll

/// Interrupts that the user has sent since the run began: the first lets requests under way end,
/// the second ends the run at once.
package enum Interruption {
  package static var count: Int { Int(interrupts_seen()) }

  /// Counts interrupts while a function runs; before and after, one ends the process.
  static func counted<Value>(
    while function: () async throws(LoadError) -> Value
  ) async throws(LoadError) -> Value {
    interrupts_count_from_now()
    defer { interrupts_end_process_again() }
    return try await function()
  }
}
