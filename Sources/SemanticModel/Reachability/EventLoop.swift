// Which functions run on an event loop, whose thread serves everybody.

import Facts

/// Finds the functions that hold up other requests while they run.
///
/// All of JavaScript runs on one. In Python an asynchronous function does, and what it calls itself; a plain one that
/// a server calls, or that is handed to a library, has a thread of its own.
struct EventLoop: Sendable {
  /// By dense function number.
  let holds: [Bool]

  private static let unserved: EntryKinds = [
    EntryKinds(.startup), EntryKinds(.script), EntryKinds(.test),
  ]

  /// `threaded` are the calls that give a plain function a thread.
  init(
    units: [Unit],
    graph: CallGraph,
    table: CallTable,
    reachability: Reachability,
    threaded: [Int32]
  ) {
    let moved = Set(
      threaded.flatMap { table.callbacks(ofCall: Int($0)).map { units.number($0.function) } }
    )
    var holds = Array(repeating: false, count: max(graph.firstEdge.count - 1, 0))
    var pending: [Int32] = []
    for unit in units {
      let isPython = unit.facts.language == .python
      for (position, function) in unit.facts.functions.enumerated().dropFirst()
      where !isPython || function.flags.contains(.async) {
        let number = unit.functionBase + position
        holds[number] = true
        // What only prepares the process holds up nobody: no request has come by then.
        let kinds = reachability.kinds[number]
        let isOnceOnly = !kinds.isEmpty && kinds.isSubset(of: Self.unserved)
        if isPython, !isOnceOnly { pending.append(Int32(number)) }
      }
    }
    while let function = pending.popLast() {
      for edge in graph.edges(of: Int(function)) where !holds[Int(edge.callee)] {
        let callee = edge.callee
        let isHandedOn = table.callbacks(ofCall: Int(edge.call)).contains {
          units.number($0.function) == callee
        }
        guard !isHandedOn, !moved.contains(callee) else { continue }
        holds[Int(callee)] = true
        pending.append(callee)
      }
    }
    self.holds = holds
  }
}

extension CallSite {
  /// Whether the thread that makes the call serves other requests meanwhile.
  package var isOnEventLoop: Bool {
    program.eventLoop.holds[Int(program.units.number(function))]
  }
}
