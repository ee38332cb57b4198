// What the process does when it is told to end, or when a failure reached nobody.

import Facts

/// Functions that run upon one event of the process.
package struct ProcessListener: Sendable {
  /// Its name, as `SIGTERM` or `unhandledRejection`.
  package let event: String
  /// The call that registers them.
  package let site: CallSite
  /// Every call that they may lead to, the first of them included.
  package let calls: [CallSite]
  /// A function that they are, or call, throws.
  package let throwsErrors: Bool
}

extension Program {
  /// The listeners of a service's process whose functions are known.
  package func processListeners(of service: Service) -> [ProcessListener] {
    calls(playing: [.processEvent]).compactMap { site in
      guard isPart(site.place.unit, of: service),
        case .text(let event) = site.arguments.first?.shape
      else {
        return nil
      }
      let functions = table.callbacks(ofCall: site.position).map { units.number($0.function) }
      guard !functions.isEmpty, !isTakenBack(site) else { return nil }
      let reached = everything(calledBy: functions)
      return ProcessListener(
        event: event,
        site: site,
        calls: reached.calls.map { call(at: $0) },
        throwsErrors: reached.throwsErrors
      )
    }
  }

  /// Whether the function that adds a listener takes it away again: it stands while that function runs.
  private func isTakenBack(_ site: CallSite) -> Bool {
    let facts = site.unit.facts
    let own = facts.functions[site.resolved.function.index]
    let given = facts.valueList(ListID(site.instruction.b))
    guard own.kind != .module, given.count > 1,
      case let listener = facts.values[given[1].index], listener.kind == .symbol
    else { return false }
    return (own.firstInstruction.index..<own.endInstruction.index).contains { position in
      let step = facts.instructions[position]
      guard step.operation == .call, case let callee = facts.values[Int(step.a)],
        callee.kind == .member,
        ["removeListener", "off"].contains(facts.names.string(NameID(callee.b)))
      else { return false }
      return facts.valueList(ListID(step.b)).contains {
        facts.values[$0.index].kind == .symbol && facts.values[$0.index].a == listener.a
      }
    }
  }

  /// Every call in some functions and in all that they lead to, callbacks that run later included.
  func everything(
    calledBy functions: [Int32],
    upTo most: Int = .max
  ) -> (calls: [Int], throwsErrors: Bool) {
    var seen = Set(functions)
    var pending = functions
    var calls: [Int] = []
    var throwsErrors = false
    while calls.count <= most, let function = pending.popLast() {
      let place = reference(function)
      let facts = units[place.unitIndex].facts
      let own = facts.functions[place.id.index]
      for index in own.firstInstruction.index..<own.endInstruction.index {
        let step = facts.instructions[index]
        if step.operation == .throw { throwsErrors = true }
        guard step.operation.isCall else { continue }
        let here = CallRef(unit: place.unitIndex, id: InstructionID(index))
        if let position = table.position(of: here) { calls.append(position) }
      }
      for edge in graph.edges(of: Int(function)) where seen.insert(edge.callee).inserted {
        pending.append(edge.callee)
      }
    }
    return (calls.sorted(), throwsErrors)
  }

  /// The function behind a dense number.
  func reference(_ function: Int32) -> FunctionRef {
    var low = 0
    var high = units.count
    while low + 1 < high {
      let middle = (low + high) / 2
      if units[middle].functionBase <= Int(function) { low = middle } else { high = middle }
    }
    return FunctionRef(unit: low, id: FunctionID(Int(function) - units[low].functionBase))
  }
}

extension CallSite {
  /// The last name of what is called: `close` of `server.close`, `exit` of `exit`.
  package var calledName: String { calledNameID.map(unit.facts.names.string) ?? "" }

  /// Whether that name is a text: asked of all calls, so that no text is made of theirs.
  func isCalled(_ text: String) -> Bool {
    calledNameID.map { unit.facts.names.isText(text, $0) } ?? false
  }

  private var calledNameID: NameID? {
    let facts = unit.facts
    let callee = facts.values[Int(instruction.a)]
    switch callee.kind {
    case .member: return NameID(callee.b)
    case .symbol: return facts.symbols[Int(callee.a)].name
    case .global: return NameID(callee.a)
    default: return nil
    }
  }
}
