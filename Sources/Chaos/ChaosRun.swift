// The story of a run with faults: put the proxies up, load the server, carry out the timeline, lift everything.

import Glibc
package import LoadEngine

/// Runs a plan's faults, with a load or for whoever uses the proxies.
package struct ChaosRun: Sendable {
  private let plan: ChaosPlan

  /// How long a server that was started for the run may take until it listens.
  private static let patience = 30.0

  package init(_ plan: ChaosPlan) { self.plan = plan }

  /// Loads a server while the timeline is carried out; `places` is told where the proxies stand.
  ///
  /// However it ends, every fault is lifted and every process continued before it returns.
  package func result(
    of load: LoadPlan,
    permission: Permission,
    collector: IntervalCollector,
    places: @Sendable (ChaosPlaces) -> Void
  ) async throws(LoadError) -> ChaosResult {
    let log = FailureLog()
    var load = load
    load.witness = log
    let observed = load
    let (result, faults) = try await whileFaultsRun(places) { (control) throws(LoadError) in
      try await waitForServer(of: observed, permission)
      return try await LoadRun(observed, permission: permission)
        .result(collector: collector) { control.begin($0) }
    }
    return ChaosResult(plan: plan, load: result, faults: faults, failures: log.failures)
  }

  /// Keeps the proxies up, and carries out the timeline, until the user interrupts.
  package func serve(
    places: @Sendable (ChaosPlaces) -> Void
  ) async throws(LoadError) -> FaultObservations {
    try await whileFaultsRun(places) { (control) throws(LoadError) in
      control.begin(RunClock(startingIn: 0))
      while Interruption.count == 0 {
        do { try await Task.sleep(for: .milliseconds(50)) } catch { return }
      }
    }.1
  }

  private func whileFaultsRun<Value: Sendable>(
    _ places: @Sendable (ChaosPlaces) -> Void,
    _ function: (ChaosControl) async throws(LoadError) -> Value
  ) async throws(LoadError) -> (Value, FaultObservations) {
    let plan = plan
    return try await Interruption.counted { () throws(LoadError) in
      let control = ChaosControl()
      async let observations = FaultThread.observations(of: plan, control: control)
      let value: Result<Value, LoadError>
      do throws(LoadError) {
        places(try await control.places())
        value = .success(try await function(control))
      } catch {
        value = .failure(error)
      }
      control.end()
      let faults = await observations
      return (try value.get(), try faults.get())
    }
  }

  /// Waits for a server that was started a moment ago.
  private func waitForServer(
    of load: LoadPlan,
    _ permission: Permission
  ) async throws(LoadError) {
    guard plan.processes.contains(where: { $0.start != nil }) else { return }
    let endpoints = try permission.allowed(try Endpoint.resolve(load.url), of: load.url)
    let clock = RunClock(startingIn: 0)
    while Double(clock.now()) < Self.patience * 1e9, Interruption.count == 0 {
      if endpoints.contains(where: { Socket.takesConnection($0, within: 1) }) { return }
      do { try await Task.sleep(for: .milliseconds(50)) } catch { return }
    }
  }
}
