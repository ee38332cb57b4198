// A thread of the system for each event loop.

import Glibc

/// Runs a function that waits, away from the threads on which tasks run.
enum WorkerThread {
  private final class Work {
    let run: () -> Void
    init(_ run: @escaping () -> Void) { self.run = run }
  }

  /// What the function returned; throws an environment error if no thread can be had.
  static func value<Value: Sendable>(
    of function: @escaping @Sendable () -> Result<Value, LoadError>
  ) async -> Result<Value, LoadError> {
    await withCheckedContinuation { continuation in
      let work = Unmanaged.passRetained(Work { continuation.resume(returning: function()) })
      var thread = pthread_t()
      let code = pthread_create(
        &thread,
        nil,
        { pointer in
          pointer.map { Unmanaged<Work>.fromOpaque($0).takeRetainedValue().run() }
          return nil
        },
        work.toOpaque()
      )
      guard code != 0 else {
        pthread_detach(thread)
        return
      }
      work.release()
      let reason = String(cString: strerror(code))
      continuation.resume(
        returning: .failure(.environment("no thread (\(reason)); give fewer --threads"))
      )
    }
  }
}
