// Calls that are made only where something that was kept is missing.

import Facts

extension CallSite {
  /// Whether an answer that was kept comes first: the call is made only where there is none.
  package var isAskedOnMiss: Bool {
    program.keptResult(of: self) != nil || program.isOfKeptFunction(self) || comesAfterLook
  }

  /// Whether a cache is looked into before it in its function, and what was found there ends the function or passes
  /// it by.
  private var comesAfterLook: Bool {
    let facts = unit.facts
    let own = resolved.place.id.index
    let looks = program.table.calls(of: place.unit).filter { position in
      let call = program.calls[position]
      return call.function == resolved.function && call.place.id.index < own
        && program.reachedKinds[position] == EffectKinds([.cache])
        && Self.looks.contains(program.call(at: position).calledName)
    }
    guard !looks.isEmpty else { return false }
    let asked = Set(looks.map { program.calls[$0].place.id.index })
    let flow = FunctionFlow(facts, of: resolved.function)
    return facts.regions(of: resolved.function).contains { block in
      let region = facts.regions[block]
      guard region.kind == .then || region.kind == .otherwise,
        !flow.dependencies(of: region.subject).isDisjoint(with: asked)
      else { return false }
      let span =
        region.firstInstruction
        .index..<max(region.firstInstruction.index, region.endInstruction.index)
      if span.contains(own) {
        return (region.kind == .then) == isMissing(region.subject, facts, depth: 0)
      }
      return span.upperBound <= own
        && span.contains { step in
          let instruction = facts.instructions[step]
          return instruction.operation == .return
            && !flow.dependencies(of: ValueID(instruction.a)).isDisjoint(with: asked)
        }
    }
  }

  private static let looks: Set<String> = ["get", "aget", "hget", "hgetall", "getJson", "json"]

  /// Whether a test asks that something is not there: `!kept`, `kept === null`.
  private func isMissing(_ id: ValueID, _ facts: FileFacts, depth: Int) -> Bool {
    guard id.isPresent, depth < 6 else { return false }
    let value = facts.values[id.index]
    switch value.kind {
    case .unary: return value.detail == Operator.not.rawValue
    case .binary:
      let isEqual = value.detail == Operator.equal.rawValue
      return isEqual
        && [value.a, value.b].contains {
          [.null, .undefined].contains(facts.values[Int($0)].kind)
        }
    default: return false
    }
  }
}
