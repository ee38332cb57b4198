// What a script runs in: its users, what they wait for, and one event loop for all of them.

import CJavaScript
import Statistics

/// Runs a script's users on one thread: where a script waits, another user goes on.
///
/// A class, because JavaScriptCore calls functions without a place for what they belong to: the thread's host
/// is found again by its address.
final class ScriptHost {
  let engine: JavaScriptEngine
  let sources: ScriptSources
  let permission: Permission
  let trust: TLSTrust
  let say: @Sendable (String) -> Void
  let clock = RunClock(startingIn: 0)
  let queue: EventQueue
  let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 64 << 10, alignment: 16)

  var options: ScriptOptions
  var metrics = ScriptMetrics()
  var modules: [String] = []
  var connections: [ScriptConnection] = []
  var freeConnections: [Int] = []
  var tickets: [ScriptTicket] = []
  var freeTickets: [Int] = []
  var sleeping = DueQueue()
  /// Requests that failed at once, and why.
  var failures: [(connection: Int, error: ErrorClass, reason: String)] = []
  var origins: [ScriptOrigin] = []
  var users: [ScriptUser] = []
  /// Scenarios that will run, and those that run.
  var planned: [ScriptScenarioState] = []
  var scenarios: [ScriptScenarioState] = []
  var random = Random(seed: 1)

  /// When the users began, in nanoseconds of the clock.
  var began: UInt64 = 0
  var nextTick: UInt64 = 0
  var intervals: ScriptIntervals?
  var lag = Histogram()
  /// What `once` came to.
  var outcome: (text: String, problem: String?)?
  var outputs: [(name: String, bytes: [UInt8])] = []
  var exceptions = 0
  var interrupted = 0
  /// Why the run ended before its time: the script or a threshold wanted it.
  var abortion: String?
  var isMarkedFailed = false
  /// Why the run cannot go on.
  var refusal: LoadError?
  /// Makes the summary for a script that prints it itself.
  var summary: (() -> String)?

  private(set) var functions: ScriptFunctions

  init(
    sources: ScriptSources,
    options: ScriptOptions,
    permission: Permission,
    trust: TLSTrust,
    say: @escaping @Sendable (String) -> Void
  ) throws(LoadError) {
    engine = try JavaScriptEngine()
    queue = try EventQueue()
    self.sources = sources
    self.options = options
    self.permission = permission
    self.trust = trust
    self.say = say
    functions = ScriptFunctions()
    js_set_host(Unmanaged.passUnretained(self).toOpaque())
    do throws(ScriptFailure) {
      functions = try ScriptFunctions(engine: engine)
    } catch {
      throw .environment("JavaScriptCore does not run our part of scripts: \(error.located)")
    }
  }

  deinit {
    for index in connections.indices {
      connections[index].closeSocket()
      connections[index].wire.forgetSession()
    }
    functions.release(engine)
    js_set_host(nil)
    buffer.deallocate()
  }

  /// Milliseconds since the users began.
  var milliseconds: Double { Double(clock.now() &- min(began, clock.now())) / 1e6 }

  /// Ends the run with a complaint about the script.
  func refuse(_ failure: ScriptFailure) {
    if refusal == nil { refusal = .plan(failure.located) }
  }

  // MARK: - Tickets

  func ticket(_ ticket: ScriptTicket) -> Int {
    guard let free = freeTickets.popLast() else {
      tickets.append(ticket)
      return tickets.count - 1
    }
    tickets[free] = ticket
    return free
  }

  /// Lets the script go on that waited; nothing of the ticket is used any more.
  func settle(_ number: Int, body: js_value? = nil, head: js_value? = nil, error: js_value? = nil) {
    tickets[number] = .free
    freeTickets.append(number)
    do throws(ScriptFailure) {
      if let head {
        let nothing = engine.undefined()
        let id = engine.number(number)
        try engine.call(functions.settle, id, body ?? nothing, head, error ?? nothing)
      } else {
        try engine.call(functions.settle, engine.number(number))
      }
    } catch {
      refuse(error)
    }
  }

  func sleep(user: Int, milliseconds: Double) -> Int {
    let number = ticket(.sleep(user))
    let due = clock.now() &+ Nanoseconds.of(max(0, milliseconds) / 1_000)
    sleeping.insert(DueQueue.Entry(due: due, slot: Int32(number)))
    return number
  }

  func wake(at now: UInt64) {
    while let first = sleeping.first, first.due <= now {
      sleeping.removeFirst()
      switch tickets[Int(first.slot)] {
      case .sleep: settle(Int(first.slot))
      case .cancelled: free(Int(first.slot))
      case .rest(let user):
        free(Int(first.slot))
        finishRound(of: user)
      case .free, .request: break
      }
    }
  }

  private func free(_ number: Int) {
    tickets[number] = .free
    freeTickets.append(number)
  }
}
