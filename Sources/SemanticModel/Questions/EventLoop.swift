// Whose thread a call holds: that of an event loop, which serves everybody, or one of many workers.

import Facts

extension Program {
  /// Whether what a call does keeps an event loop from all else.
  ///
  /// Node has one thread for all requests. Python serves plain functions in threads of their own: only what a
  /// coroutine runs, itself or through plain calls, holds its loop.
  package func holdsEventLoop(_ site: CallSite) -> Bool {
    guard site.unit.facts.language == .python else { return true }
    return coroutine(running: site.function) != nil
  }

  /// Whether plain handlers around a call run in threads of their own.
  package func servesInThreads(_ site: CallSite) -> Bool {
    site.unit.facts.language == .python
  }

  /// The coroutine that runs a function on the loop: itself, or the nearest that calls it.
  func coroutine(running function: FunctionRef) -> FunctionRef? {
    var pending = [function]
    var seen: Set<FunctionRef> = [function]
    var steps = 0
    while let next = pending.popLast(), steps < 200 {
      steps += 1
      let fact = units[next.unitIndex].facts.functions[next.id.index]
      if fact.flags.contains(.async) { return next }
      for step in reachability.callers[Int(units.number(next))] {
        let call = calls[Int(step.call)]
        // What is only handed on may run in a thread: `to_thread(work)`, `Depends(work)`.
        guard call.targets.contains(next) else { continue }
        let caller = FunctionRef(unit: call.place.unitIndex, id: call.function)
        if seen.insert(caller).inserted { pending.append(caller) }
      }
    }
    return nil
  }

  /// Calls in coroutines that wait for another machine without letting the loop go on.
  package var synchronousWaits: [CallSite] {
    let waiting: Set<EffectKind> = [.query, .write, .external, .cache]
    return calls(with: waiting).filter { site in
      site.unit.facts.language == .python && site.unit.isRunning
        && site.unit.facts.functions[site.resolved.function.index].flags.contains(.async)
        && isConsumedAtOnce(site)
    }
  }

  /// Whether the value of a call is used as it is, neither awaited now or later nor handed to somebody who may.
  private func isConsumedAtOnce(_ site: CallSite) -> Bool {
    let facts = site.unit.facts
    let flags = site.instruction.flags
    guard !flags.contains(.awaited), !flags.contains(.returned) else { return false }
    let region = facts.regions[site.instruction.region.index]
    if region.flags.contains(.async) { return false }
    let fact = facts.functions[site.resolved.function.index]
    var holder: SymbolID?
    var isUsed = flags.contains(.discarded)
    var next = InstructionID(site.resolved.place.id.index + 1)
    while next < fact.endInstruction {
      let step = facts.instructions[next.index]
      next = InstructionID(next.index + 1)
      switch step.operation {
      case .await, .yield, .return:
        if holds(ValueID(step.a), site, holder, facts, depth: 0) { return false }
      case .assign where holds(ValueID(step.b), site, holder, facts, depth: 0):
        let place = facts.values[Int(step.a)]
        guard place.kind == .symbol else { return false }
        holder = SymbolID(place.a)
      case .call, .construct:
        let given = facts.valueList(ListID(step.b))
        if given.contains(where: { holds($0, site, holder, facts, depth: 0) }) { return false }
        let callee = facts.values[Int(step.a)]
        if callee.kind == .member, holds(ValueID(callee.a), site, holder, facts, depth: 0) {
          isUsed = true
        }
      default: continue
      }
    }
    return isUsed
  }

  private func holds(
    _ id: ValueID,
    _ site: CallSite,
    _ holder: SymbolID?,
    _ facts: FileFacts,
    depth: Int
  ) -> Bool {
    guard id.isPresent, depth < 5 else { return false }
    let value = facts.values[id.index]
    switch value.kind {
    case .result: return InstructionID(value.a) == site.resolved.place.id
    case .symbol: return holder == SymbolID(value.a)
    case .array, .choice:
      return facts.valueList(ListID(value.a)).contains {
        holds($0, site, holder, facts, depth: depth + 1)
      }
    case .spread: return holds(ValueID(value.a), site, holder, facts, depth: depth + 1)
    default: return false
    }
  }
}
