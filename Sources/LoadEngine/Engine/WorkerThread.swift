// A thread of the system for each event loop.

import Glibc
import Synchronization

/// Threads that wait, away from those on which tasks run: a load test must not begin late because
/// tasks are waiting for their turn.
package enum WorkerThread {
  private final class Work {
    let run: () -> Void
    init(_ run: @escaping () -> Void) { self.run = run }
  }

  /// Gathers what threads return, in the order in which they end.
  private final class Gathering<Value: Sendable>: Sendable {
    private let values = Mutex<[Value]>([])
    private let count: Int
    private let continuation: CheckedContinuation<[Value], Never>

    init(count: Int, continuation: CheckedContinuation<[Value], Never>) {
      self.count = count
      self.continuation = continuation
    }

    func take(_ value: Value) {
      let all = values.withLock { values in
        values.append(value)
        return values.count == count ? values : nil
      }
      if let all { continuation.resume(returning: all) }
    }
  }

  /// What a function returns on each of several threads, which are started at once.
  ///
  /// A thread that cannot be had is an environment error in its place.
  package static func values<Value: Sendable>(
    count: Int,
    of function: @escaping @Sendable (Int) -> Result<Value, LoadError>
  ) async -> [Result<Value, LoadError>] {
    await withCheckedContinuation { continuation in
      let gathering = Gathering(count: count, continuation: continuation)
      for index in 0..<count {
        let code = start { gathering.take(function(index)) }
        guard code != 0 else { continue }
        let reason = String(cString: strerror(code))
        gathering.take(.failure(.environment("no thread (\(reason)); give fewer --threads")))
      }
    }
  }

  /// Starts a thread; 0, or the system's error.
  private static func start(_ run: @escaping @Sendable () -> Void) -> Int32 {
    let work = Unmanaged.passRetained(Work(run))
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
    if code == 0 { pthread_detach(thread) } else { work.release() }
    return code
  }
}
