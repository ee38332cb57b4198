// Whether a way through the calls can be gone from its beginning to its end.

import Facts

extension Approach {
  /// Whether each function that is called under the name of a parameter was made, or handed on, on the way.
  ///
  /// A helper calls whatever it is given: who comes to it by another way calls something else.
  package func isSound(in program: Program) -> Bool {
    var visited: Set<FunctionRef> = [entry.function]
    for (position, site) in calls.enumerated() {
      visited.insert(site.function)
      let next = position + 1 < calls.count ? calls[position + 1].function : goalFunction(program)
      guard let next, callsParameter(site, in: program) else { continue }
      let parent = program.units[next.unitIndex].facts.functions[next.id.index].parent
      let isMade =
        parent.isPresent && visited.contains(FunctionRef(unit: next.unitIndex, id: parent))
      let giver = program.graph.closureUses[next].map { program.call(at: $0.call).function }
      // Who calls a decorated function by its name comes through the decorator to it.
      let isNamed = position > 0 && calls[position - 1].calledName == program.lastName(of: next)
      guard isMade || isNamed || giver.map(visited.contains) ?? false else { return false }
    }
    return true
  }

  private func goalFunction(_ program: Program) -> FunctionRef? {
    program.function(numbered: goal)
  }

  /// `run()`, `run.apply(this)`, where `run` is a parameter.
  private func callsParameter(_ site: CallSite, in program: Program) -> Bool {
    let facts = site.unit.facts
    var callee = ValueID(site.instruction.a)
    for _ in 0..<3 {
      if program.units.parameter(behind: callee, in: site.place.unit) != nil { return true }
      let value = facts.values[callee.index]
      guard value.kind == .member, ["apply", "call"].contains(facts.names.string(NameID(value.b)))
      else { return false }
      callee = ValueID(value.a)
    }
    return false
  }
}
