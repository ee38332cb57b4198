// What is sent to all sockets at once.

import Facts

/// A row that goes to every connected socket.
package struct Broadcast: Sendable {
  /// The call that sends it.
  package let site: CallSite
  /// Where the row is handed over; the same where the function that has it sends it itself.
  package let crossing: CallSite
  /// The row, as the source spells it.
  package let subject: String
}

extension Program {
  /// The rows that are sent to all sockets, in the order of the places that hand them over.
  package var broadcasts: [Broadcast] {
    calls(playing: [.broadcast]).filter { $0.unit.isRunning && !isForRoom($0) }
      .flatMap { site -> [Broadcast] in
        guard let payload = site.unit.facts.valueList(ListID(site.instruction.b)).last else {
          return []
        }
        return rows(payload, at: site, sent: site, depth: 0)
      }
      .sorted { $0.crossing.place < $1.crossing.place }
  }

  /// Whether the receiver is what `in(room)` or the like gave, whoever wrote that.
  func isForRoom(_ site: CallSite) -> Bool {
    let facts = site.unit.facts
    var value = facts.values[Int(site.instruction.a)]
    for _ in 0..<6 {
      switch value.kind {
      case .member: value = facts.values[Int(value.a)]
      case .result:
        let callee = facts.values[Int(facts.instructions[Int(value.a)].a)]
        guard callee.kind == .member else { return true }
        if ["in", "to", "room", "rooms", "except"].contains(facts.names.string(NameID(callee.b))) {
          return true
        }
        value = callee
      default: return false
      }
    }
    return false
  }

  private func rows(
    _ id: ValueID,
    at crossing: CallSite,
    sent site: CallSite,
    depth: Int
  ) -> [Broadcast] {
    guard id.isPresent, depth < 8 else { return [] }
    let facts = crossing.unit.facts
    let value = facts.values[id.index]
    func inner(_ id: ValueID) -> [Broadcast] {
      rows(id, at: crossing, sent: site, depth: depth + 1)
    }
    switch value.kind {
    case .symbol:
      let found = inner(facts.symbols[Int(value.a)].value)
      return found.map { broadcast in
        broadcast.crossing.position == crossing.position
          ? Broadcast(site: site, crossing: crossing, subject: text(of: id, in: crossing.unit))
          : broadcast
      }
    case .awaited: return inner(ValueID(value.a))
    case .object:
      let words = Array(facts.list(ListID(value.a)))
      return stride(from: 1, to: words.count, by: 2).lazy.map { inner(ValueID(words[$0])) }
        .first { !$0.isEmpty } ?? []
    case .result:
      let place = CallRef(unit: crossing.place.unit, id: InstructionID(value.a))
      guard let position = table.position(of: place) else { return [] }
      let made = call(at: position)
      let isCount = made.effects.contains { ["count", "delete", "exists"].contains($0.verb) }
      guard !isCount, !made.reachedKinds.isDisjoint(with: [.query, .write]) else { return [] }
      return [Broadcast(site: site, crossing: crossing, subject: text(of: id, in: crossing.unit))]
    case .parameter:
      guard depth < 5 else { return [] }
      let function = FunctionRef(unit: crossing.place.unit, id: FunctionID(value.a))
      let number = units.number(function)
      return reachability.callers[Int(number)].prefix(32).flatMap { step -> [Broadcast] in
        let caller = call(at: Int(step.call))
        guard caller.resolved.targets.contains(where: { units.number($0) == number }) else {
          return []
        }
        let arguments = caller.unit.facts.valueList(ListID(caller.instruction.b))
        guard Int(value.detail) < arguments.count else { return [] }
        return rows(arguments[Int(value.detail)], at: caller, sent: site, depth: depth + 2)
      }
    default: return []
    }
  }
}
