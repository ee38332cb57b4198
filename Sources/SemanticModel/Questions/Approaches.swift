// The shortest ways from entries to all functions at once.

/// For every function: how it is reached from entries of some kinds.
package struct Approaches {
  private let program: Program
  private let starts: [Entry]
  /// By dense function number: the position of the nearest entry, or -1.
  private var entry: [Int32]
  /// By dense function number: the call that leads there, and its caller; the call is -1 at an entry.
  private var steps: [(caller: Int32, call: Int32)]

  /// Walks the call graph once, breadth first.
  package init(in program: Program, from kinds: EntryKinds) {
    self.init(in: program, from: kinds) { _ in true }
  }

  /// The same along some of the calls only.
  init(in program: Program, from kinds: EntryKinds, along isWay: (CallGraph.Edge) -> Bool) {
    self.program = program
    let count = program.graph.firstEdge.count - 1
    entry = Array(repeating: -1, count: count)
    steps = Array(repeating: (-1, -1), count: count)
    // Handlers before the wrappers around them, which call the handlers of all routes.
    starts =
      program.wrappedAnswers(of: kinds)
      + program.reachability.entries.filter { kinds.contains(EntryKinds($0.kind)) }
    var queue: [Int32] = []
    for (position, start) in starts.enumerated() {
      let number = program.units.number(start.function)
      guard entry[Int(number)] < 0 else { continue }
      entry[Int(number)] = Int32(position)
      queue.append(number)
    }
    var head = 0
    while head < queue.count {
      let current = queue[head]
      head += 1
      for edge in program.graph.edges(of: Int(current))
      where entry[Int(edge.callee)] < 0 && isWay(edge) {
        entry[Int(edge.callee)] = entry[Int(current)]
        steps[Int(edge.callee)] = (current, edge.call)
        queue.append(edge.callee)
      }
    }
  }

  /// The shortest way to a function; `nil` where no such entry leads to it.
  package func approach(to function: FunctionRef) -> Approach? {
    var next = Int(program.units.number(function))
    guard entry[next] >= 0 else { return nil }
    let start = starts[Int(entry[next])]
    var calls: [CallSite] = []
    while steps[next].call >= 0, calls.count < 32 {
      calls.append(program.call(at: Int(steps[next].call)))
      next = Int(steps[next].caller)
    }
    return Approach(entry: start, calls: calls.reversed(), goal: program.units.number(function))
  }
}
