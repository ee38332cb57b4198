// Requests that clients send before each of their requests: for a token, for a session.

import Facts
import SourceText

/// What runs before each request of a client, and sends another each time.
package struct RequestBefore: Sendable {
  /// The call that hands the function to the client.
  package let site: CallSite
  /// The call in it that asks.
  package let asked: CallSite
}

extension Program {
  /// The clients of browsers that send a request before each request, in order of file and place.
  package var requestsBefore: [RequestBefore] {
    calls(playing: [.beforeEachRequest]).compactMap { site in
      guard site.unit.isRunning, !isNeverShown(site.place.unit),
        browserUnits.contains(site.place.unit) || react.handed[site.place.unit] != nil,
        !site.calleeText.contains("response"),
        let first = site.unit.facts.valueList(ListID(site.instruction.b)).first
      else { return nil }
      let given = traced(ValueRef(unit: site.place.unit, id: first))
      guard value(given).kind == .function else { return nil }
      let function = FunctionRef(unit: given.unitIndex, id: FunctionID(value(given).a))
      return alwaysAsking(in: function, 0).map { RequestBefore(site: site, asked: $0) }
    }
  }

  /// The call of a function that leads to a request whenever the function runs; nil where something may spare it.
  private func alwaysAsking(in function: FunctionRef, _ depth: Int) -> CallSite? {
    guard depth < 4 else { return nil }
    return calls(in: function).lazy.map { self.call(at: $0) }.first { site in
      guard !self.isConditional(site.resolved.place), !self.spares(site, in: function) else {
        return false
      }
      if site.effects.contains(where: { $0.kind == .external }) { return true }
      let targets = site.resolved.targets
      return targets.count == 1
        && targets.allSatisfy { self.alwaysAsking(in: $0, depth + 1) != nil }
    }
  }

  /// Whether a function shares what a call gives it with later runs, or ends before the call where it has something.
  private func spares(_ site: CallSite, in function: FunctionRef) -> Bool {
    let facts = units[function.unitIndex].facts
    let fact = facts.functions[function.id.index]
    let first = fact.firstInstruction.index
    return (first..<max(first, fact.endInstruction.index)).contains { position in
      let step = facts.instructions[position]
      let place = CallRef(unit: function.unitIndex, id: InstructionID(position))
      switch step.operation {
      case .return:
        return step.span.start < site.place.span.start && isConditional(place)
          && !isInCatch(step, facts)
      case .assign:
        // `inFlight = refresh()` outside of it is shared.
        let target = facts.values[Int(step.a)]
        return target.kind == .symbol
          && facts.symbols[Int(target.a)].function != function.id
      default: return false
      }
    }
  }

  private func isInCatch(_ step: Instruction, _ facts: FileFacts) -> Bool {
    var region = step.region
    while region.isPresent {
      if facts.regions[region.index].kind == .catch { return true }
      region = facts.regions[region.index].parent
    }
    return false
  }
}
