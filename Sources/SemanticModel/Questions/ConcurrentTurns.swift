// Whether the turns of a repetition run at the same time, and how many of them.

import Facts
import SourceText

extension Repetition {
  /// Whether the turns run at the same time: the promises of a `map` are started before any is awaited, and what a
  /// comprehension gathers is awaited together.
  package func isConcurrent(in program: Program) -> Bool {
    switch kind {
    case .iteration(let position):
      let site = program.call(at: position)
      let callee = site.unit.facts.values[Int(site.instruction.a)]
      guard callee.kind == .member else { return false }
      return site.unit.facts.names.string(NameID(callee.b)) == "map"
    case .loop(let region): return program.isGatheredAtOnce(region.id, in: region.unitIndex)
    }
  }
}

extension RepeatedCall {
  /// Whether the turns run at the same time: the iteration starts them all, or what each gives is kept and awaited
  /// together (`calls.push(ask(x))` before `Promise.all(calls)`).
  package func isConcurrent(in program: Program) -> Bool {
    if repetition.isConcurrent(in: program) { return true }
    guard case .loop(let loop) = repetition.kind, !site.instruction.isAwaited else { return false }
    let own = site.resolved.place.id.index
    let flow = FunctionFlow(site.unit.facts, of: site.resolved.function)
    return flow.range.contains { position in
      let step = site.unit.facts.instructions[position]
      let place = CallRef(unit: site.place.unit, id: InstructionID(position))
      guard step.operation == .call, let gathering = program.table.position(of: place),
        program.call(at: gathering).plays(.startsTogether),
        // What each turn gathers, it waits for before the next begins.
        loop.unitIndex != site.place.unit
          || !program.units[loop.unitIndex].facts.regions[loop.id.index].span.contains(step.span)
      else { return false }
      return site.unit.facts.valueList(ListID(step.b)).contains {
        flow.dependencies(of: $0).contains(own)
      }
    }
  }
}

extension Program {
  /// Whether something between the turns and what they do lets only a few of them in at the same time.
  package func isLimited(_ call: RepeatedCall) -> Bool {
    ([call.site] + call.path).contains { isGivenToLimiter($0, in: call) || isInsideSemaphore($0) }
  }

  /// `limit(() => fetch(url))`: a function around the call is run by a limiter.
  private func isGivenToLimiter(_ site: CallSite, in call: RepeatedCall) -> Bool {
    if site.plays(.limitsConcurrency) { return true }
    var next = site.function
    for _ in 0..<32 {
      guard let use = graph.closureUses[next] else { return false }
      let runner = self.call(at: use.call)
      if runner.plays(.limitsConcurrency) { return true }
      if case .iteration(use.call) = call.repetition.kind { return false }
      next = runner.function
    }
    return false
  }

  /// `async with few:` around the call.
  private func isInsideSemaphore(_ site: CallSite) -> Bool {
    let facts = site.unit.facts
    var next = site.instruction.region
    while next.isPresent {
      let region = facts.regions[next.index]
      if region.kind == .with, region.subject.isPresent {
        if isSemaphore(region.subject, in: site.place.unit) { return true }
      }
      next = region.parent
    }
    return false
  }

  private func isSemaphore(_ id: ValueID, in unit: Int) -> Bool {
    let facts = units[unit].facts
    var value = facts.values[id.index]
    if value.kind == .symbol { value = facts.values[facts.symbols[Int(value.a)].value.index] }
    if value.kind == .result {
      let place = CallRef(unit: unit, id: InstructionID(value.a))
      if let position = table.position(of: place), call(at: position).plays(.semaphore) {
        return true
      }
    }
    // One that another file made goes by its name.
    let name = text(of: id, in: units[unit]).lowercased()
    return ["sem", "limit", "slots", "throttle"].contains { name.contains($0) }
  }

  /// Whether what a comprehension makes, one for each turn, is handed to a call that waits for all of it.
  fileprivate func isGatheredAtOnce(_ region: RegionID, in unit: Int) -> Bool {
    let facts = units[unit].facts
    let loop = facts.regions[region.index]
    guard facts.language == .python, loop.kind == .forEach else { return false }
    let own = facts.functions[loop.function.index]
    return (own.firstInstruction.index..<own.endInstruction.index).contains { index in
      let step = facts.instructions[index]
      guard step.operation == .call,
        let position = table.position(of: CallRef(unit: unit, id: InstructionID(index))),
        call(at: position).plays(.startsTogether)
      else { return false }
      return facts.valueList(ListID(step.b)).contains { isGathered($0, by: loop, facts, depth: 0) }
    }
  }

  private func isGathered(
    _ id: ValueID,
    by loop: Region,
    _ facts: FileFacts,
    depth: Int
  ) -> Bool {
    guard id.isPresent, depth < 4 else { return false }
    let value = facts.values[id.index]
    switch value.kind {
    case .spread: return isGathered(ValueID(value.a), by: loop, facts, depth: depth + 1)
    case .symbol:
      return isGathered(facts.symbols[Int(value.a)].value, by: loop, facts, depth: depth + 1)
    case .gathered:
      // What each turn awaits itself is done before the next begins.
      return facts.values[Int(value.a)].kind == .result && value.span.contains(loop.span)
    default: return false
    }
  }
}
