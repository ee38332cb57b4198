// The thread that keeps the proxies going and carries the timeline out.

import Glibc
import LoadEngine

/// What the faults have left behind.
package struct FaultObservations: Sendable {
  package let records: [FaultRecord]
  package let proxies: [ProxyFigures]
}

/// Owns the proxies and the processes of a run, and lifts every fault before it ends.
struct FaultThread: ~Copyable {
  private var proxy: FaultProxy
  private var processes: ProcessSet
  private var timeline: Timeline
  private var records: [FaultRecord]
  private var active: [Int] = []

  /// How often it is asked whether the run is over, in nanoseconds.
  private static var tick: UInt64 { 20_000_000 }

  /// Runs on a thread of its own until the control says that all is over.
  static func observations(
    of plan: ChaosPlan,
    control: ChaosControl
  ) async -> Result<FaultObservations, LoadError> {
    let results = await WorkerThread.values(count: 1) { _ in
      Result { () throws(LoadError) -> FaultObservations in
        do throws(LoadError) {
          var thread = try FaultThread(plan, control: control)
          return thread.run(control)
        } catch {
          control.isReady(.failure(error))
          throw error
        }
      }
    }
    guard let result = results.first else { return .failure(.environment("no thread was started")) }
    if case .failure(let error) = result { control.isReady(.failure(error)) }
    return result
  }

  private init(_ plan: ChaosPlan, control: ChaosControl) throws(LoadError) {
    var proxy = try FaultProxy(allowing: plan.allowedHost)
    for description in plan.proxies {
      do throws(ControlError) {
        try proxy.create(description)
      } catch {
        let message = "proxy \(description.name): \(error.message)"
        throw error.status == 500 ? .environment(message) : .plan(message)
      }
    }
    var port: UInt16?
    if let wanted = plan.interfacePort { port = try proxy.openInterface(port: wanted) }
    processes = try ProcessSet(plan.processes)
    timeline = Timeline(plan.faults)
    records = plan.faults.map { FaultRecord(fault: $0) }
    control.isReady(.success(ChaosPlaces(proxies: proxy.descriptions, interfacePort: port)))
    self.proxy = proxy
  }

  private mutating func run(_ control: ChaosControl) -> FaultObservations {
    while !control.isOver {
      proxy.turn(nanoseconds: Self.tick)
      guard let clock = control.clock else { continue }
      if Interruption.count > 0 { liftAll(at: Self.seconds(clock)) }
      while let step = timeline.popDue(at: Self.seconds(clock)) {
        take(step, clock)
      }
    }
    if let clock = control.clock { liftAll(at: Self.seconds(clock)) }
    processes.finish()
    return FaultObservations(records: records, proxies: proxy.figures)
  }

  private static func seconds(_ clock: RunClock) -> Double { Double(clock.now()) / 1e9 }

  private mutating func take(_ step: Timeline.Step, _ clock: RunClock) {
    switch step {
    case .begin(let index):
      records[index].began = Self.seconds(clock)
      active.append(index)
      if let problem = begin(records[index].fault, index) { records[index].problem = problem }
    case .end(let index): lift(index, at: Self.seconds(clock))
    }
  }

  private mutating func lift(_ index: Int, at seconds: Double) {
    guard let place = active.firstIndex(of: index) else { return }
    active.remove(at: place)
    if let problem = end(records[index].fault, index), records[index].problem == nil {
      records[index].problem = problem
    }
    records[index].ended = seconds
  }

  /// Everything as it was, the last fault first.
  private mutating func liftAll(at seconds: Double) {
    timeline.cancel()
    for index in active.reversed() { lift(index, at: seconds) }
  }

  /// Puts a fault in; why that was not possible, or nil.
  private mutating func begin(_ fault: Fault, _ index: Int) -> String? {
    do throws(ControlError) {
      switch fault.action {
      case .down(let name): try proxy.update(name, isEnabled: false)
      case .toxic(let toxic, let name): try proxy.add(toxic.named("fault-\(index)"), to: name)
      case .stop(let name): return processes.stop(name)
      case .kill(let name): return processes.kill(name)
      }
      return nil
    } catch {
      return error.message
    }
  }

  private mutating func end(_ fault: Fault, _ index: Int) -> String? {
    do throws(ControlError) {
      switch fault.action {
      case .down(let name): try proxy.update(name, isEnabled: true)
      case .toxic(_, let name): try proxy.removeToxic("fault-\(index)", of: name)
      case .stop(let name): processes.proceed(name)
      case .kill(let name): return processes.restart(name)
      }
      return nil
    } catch {
      return error.message
    }
  }
}

extension Toxic {
  fileprivate func named(_ name: String) -> Toxic {
    Toxic(name: name, kind: kind, stream: stream, toxicity: toxicity, attributes: attributes)
  }
}
