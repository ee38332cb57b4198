// Interrupts where no server is loaded.

import CEpoll

extension Interruption {
  /// Counts interrupts while a function runs, so that it can end in its own time.
  package static func noticed<Value>(while function: () async -> Value) async -> Value {
    interrupts_count_from_now()
    defer { interrupts_end_process_again() }
    return await function()
  }
}
