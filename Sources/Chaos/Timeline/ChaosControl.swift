// What the load's side and the faults' side of a run tell each other.

package import LoadEngine
import Synchronization

/// Where proxies and their control interface stand.
package struct ChaosPlaces: Sendable, Hashable {
  package let proxies: [ProxyDescription]
  package let interfacePort: UInt16?
}

/// Shared by the threads of a run.
package final class ChaosControl: Sendable {
  private struct State {
    var clock: RunClock?
    var isOver = false
    var readiness: Result<ChaosPlaces, LoadError>?
    var waiter: CheckedContinuation<Result<ChaosPlaces, LoadError>, Never>?
  }

  private let state = Mutex(State())

  package init() {}

  var clock: RunClock? { state.withLock(\.clock) }
  var isOver: Bool { state.withLock(\.isOver) }

  /// The timeline counts from this clock's start.
  package func begin(_ clock: RunClock) { state.withLock { $0.clock = clock } }

  /// Lifts all faults and ends the proxies.
  package func end() { state.withLock { $0.isOver = true } }

  /// Says once that the proxies stand, or why not.
  func isReady(_ readiness: Result<ChaosPlaces, LoadError>) {
    state.withLock { state in
      guard state.readiness == nil else { return }
      state.readiness = readiness
      state.waiter?.resume(returning: readiness)
      state.waiter = nil
    }
  }

  /// Waits until the proxies stand.
  package func places() async throws(LoadError) -> ChaosPlaces {
    let readiness = await withCheckedContinuation { waiter in
      let known = state.withLock { state in
        if state.readiness == nil { state.waiter = waiter }
        return state.readiness
      }
      if let known { waiter.resume(returning: known) }
    }
    return try readiness.get()
  }
}
