// Calls of coroutines that wait without letting their event loop go on.

import Facts

extension Program {
  /// Whether plain handlers around a call run in threads of their own.
  package func servesInThreads(_ site: CallSite) -> Bool {
    site.unit.facts.language == .python
  }

  /// Calls in coroutines that wait for another machine without letting the loop go on.
  package var synchronousWaits: [CallSite] {
    let waiting: Set<EffectKind> = [.query, .write, .external, .cache]
    return calls(with: waiting).filter { site in
      site.unit.facts.language == .python && site.unit.isRunning
        && site.unit.facts.functions[site.resolved.function.index].flags.contains(.async)
        && !startsWhenAwaited(site) && isConsumedAtOnce(site)
    }
  }

  /// Whether all that the call may be does nothing but make something to await.
  func startsWhenAwaited(_ site: CallSite) -> Bool {
    site.resolved.operations.allSatisfy {
      libraries.libraries[libraries[$0.member].library].startsWhenAwaited
    }
  }

  /// Whether the value of a call is used as it is, neither awaited now or later nor handed to somebody who may.
  func isConsumedAtOnce(_ site: CallSite) -> Bool {
    let facts = site.unit.facts
    let flags = site.instruction.flags
    // What a handler of requests gives back is written out as it is; nobody awaits it.
    let isAnswered = routesByHandler[site.function] != nil
    guard !flags.contains(.awaited), !flags.contains(.returned) || isAnswered else { return false }
    let region = facts.regions[site.instruction.region.index]
    if region.flags.contains(.async) || isWalkedByAwaiting(site) { return false }
    let fact = facts.functions[site.resolved.function.index]
    var holder: SymbolID?
    var isUsed = flags.contains(.discarded) || flags.contains(.returned)
    var next = InstructionID(site.resolved.place.id.index + 1)
    while next < fact.endInstruction {
      let step = facts.instructions[next.index]
      next = InstructionID(next.index + 1)
      switch step.operation {
      case .return where isAnswered:
        isUsed = isUsed || holds(ValueID(step.a), site, holder, facts, depth: 0)
      case .await, .yield, .return:
        if holds(ValueID(step.a), site, holder, facts, depth: 0) { return false }
      case .assign where holds(ValueID(step.b), site, holder, facts, depth: 0):
        let place = facts.values[Int(step.a)]
        guard place.kind == .symbol else { return false }
        holder = SymbolID(place.a)
      case .call, .construct:
        let given = facts.valueList(ListID(step.b))
        let callee = facts.values[Int(step.a)]
        if given.contains(where: { holds($0, site, holder, facts, depth: 0) }) {
          guard isBuiltIn(callee, facts) else { return false }
          isUsed = true
        }
        if callee.kind == .member, holds(ValueID(callee.a), site, holder, facts, depth: 0) {
          isUsed = true
        }
      default: continue
      }
    }
    return isUsed || isRead(site, holder, facts)
  }

  /// `list(cursor)`: functions of the language await nothing.
  private func isBuiltIn(_ callee: Value, _ facts: FileFacts) -> Bool {
    guard callee.kind == .global else { return false }
    return [
      "list", "tuple", "set", "dict", "len", "sorted", "sum", "min", "max", "next", "str", "int",
      "float", "bool", "bytes", "enumerate",
    ]
    .contains(facts.names.string(NameID(callee.a)))
  }

  /// Whether a member or an element of the value is taken, which something to await does not have:
  /// `answer.choices[0]`.
  private func isRead(_ site: CallSite, _ holder: SymbolID?, _ facts: FileFacts) -> Bool {
    let fact = facts.functions[site.resolved.function.index]
    let end = max(fact.firstValue.index, fact.endValue.index)
    return (fact.firstValue.index..<end).contains { position in
      let value = facts.values[position]
      guard value.kind == .member || value.kind == .index else { return false }
      let base = facts.values[Int(value.a)]
      return base.kind == .symbol
        ? holder == SymbolID(base.a)
        : base.kind == .result && InstructionID(base.a) == site.resolved.place.id
    }
  }

  /// `async for key in client.scan_iter(pattern)`: each turn is awaited.
  private func isWalkedByAwaiting(_ site: CallSite) -> Bool {
    let facts = site.unit.facts
    return facts.regions.contains { region in
      region.function == site.resolved.function && region.flags.contains(.async)
        && holds(region.subject, site, nil, facts, depth: 0)
    }
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
