// Properties that somebody fills in before a loop asks for them: `row.duration = known`.

import Facts

extension RepeatedCall {
  /// The properties on the way, which are computed when they are read.
  fileprivate var properties: [String] {
    ([site] + path).filter { $0.instruction.operation == .read && $0.isOfCachedProperty }
      .map(\.calledName)
  }

  /// A property on the way that is among those that are filled in from outside.
  package func prepared(among names: Set<String>) -> String? {
    properties.first(where: names.contains)
  }
}

extension CallSite {
  /// Whether it reads a property that is computed once for each object; only such a one can be filled in.
  fileprivate var isOfCachedProperty: Bool {
    resolved.targets.contains { target in
      let facts = program.units[target.unitIndex].facts
      let own = facts.functions[target.id.index].decorators
      let member = facts.members.first { $0.function == target.id }?.decorators
      return [own, member].compactMap { $0 }.flatMap { facts.valueList($0) }.contains { decorator in
        facts.lastName(of: decorator).map { facts.names.holds("cached", in: $0) } ?? false
      }
    }
  }
}

extension Program {
  /// The properties on the ways of some calls that code outside of their classes assigns.
  package func membersSetFromOutside(onWaysOf calls: [RepeatedCall]) -> Set<String> {
    let wanted = Set(calls.flatMap(\.properties))
    guard !wanted.isEmpty else { return [] }
    var result: Set<String> = []
    for unit in units where unit.isRunning {
      let facts = unit.facts
      let ids = facts.names.ids(of: wanted)
      guard !ids.isEmpty else { continue }
      for step in facts.instructions where step.operation == .assign {
        let place = facts.values[Int(step.a)]
        guard place.kind == .member, ids.contains(NameID(place.b)),
          !isOwn(facts.values[Int(place.a)], facts)
        else { continue }
        result.insert(facts.names.string(NameID(place.b)))
      }
    }
    return result
  }

  /// Whether a call in front of a loop, which is handed the same collection, fills in what each turn would compute:
  /// `prepare_totals(orders)` before `for order in orders`.
  package func isFilledBefore(_ call: RepeatedCall) -> Bool {
    guard case .loop(let loop) = call.repetition.kind else { return false }
    let wanted = call.properties
    let facts = units[loop.unitIndex].facts
    let region = facts.regions[loop.id.index]
    let walked = facts.values[region.subject.index]
    guard !wanted.isEmpty, region.kind == .forEach, walked.kind == .symbol else { return false }
    let start = facts.functions[region.function.index].firstInstruction.index
    return (start..<max(start, region.firstInstruction.index)).contains { position in
      guard
        let found = table.position(of: CallRef(unit: loop.unitIndex, id: InstructionID(position))),
        case let site = self.call(at: found), site.instruction.operation == .call,
        facts.valueList(ListID(site.instruction.b)).contains(where: {
          facts.values[$0.index].kind == .symbol && facts.values[$0.index].a == walked.a
        })
      else { return false }
      return site.resolved.targets.contains { fills(wanted, $0) }
    }
  }

  /// Whether a function assigns some members of others.
  private func fills(_ names: [String], _ function: FunctionRef) -> Bool {
    let facts = units[function.unitIndex].facts
    let own = facts.functions[function.id.index]
    return facts.instructions[own.firstInstruction.index..<own.endInstruction.index]
      .contains { step in
        guard step.operation == .assign, case let place = facts.values[Int(step.a)],
          place.kind == .member, !isOwn(facts.values[Int(place.a)], facts)
        else { return false }
        return names.contains(facts.names.string(NameID(place.b)))
      }
  }

  private func isOwn(_ base: Value, _ facts: FileFacts) -> Bool {
    guard base.kind == .symbol else { return base.kind == .this }
    return ["self", "cls"].contains(facts.names.string(facts.symbols[Int(base.a)].name))
  }
}
