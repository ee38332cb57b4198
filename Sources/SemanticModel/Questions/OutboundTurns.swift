// Loops whose turns wait for something outside, beside which a statement takes no time.

import Facts

extension Program {
  /// Calls inside growing loops for which each turn waits, whatever it finds: other services and programs.
  package var outboundTurns: [RepeatedCall] {
    repeatedCalls(with: [.external, .process]).filter { call in
      isWaitedFor(call.site) && ([call.site] + call.path).allSatisfy(isUnconditional)
    }
  }

  private func isWaitedFor(_ site: CallSite) -> Bool {
    let flags = site.instruction.flags
    return site.unit.isPython || flags.contains(.awaited) || flags.contains(.returned)
  }

  /// Whether nothing between a call and the loop or function around it decides whether it is made.
  private func isUnconditional(_ site: CallSite) -> Bool {
    let facts = site.unit.facts
    var region = facts.regions[site.instruction.region.index]
    for _ in 0..<64 {
      if region.kind.isArm { return false }
      if region.kind == .body || region.kind.isLoop || !region.parent.isPresent { return true }
      region = facts.regions[region.parent.index]
    }
    return true
  }
}

extension Program {
  /// Whether what costs something is asked for elements of one kind only: `if (channel.kind === "group")`, or a test
  /// whether something holds them, stands around a call on the way.
  package func isForOneKind(_ call: RepeatedCall) -> Bool {
    ([call.site] + call.path).contains { site in
      let facts = site.unit.facts
      var region = site.instruction.region
      for _ in 0..<256 {
        guard region.isPresent, case let fact = facts.regions[region.index], fact.kind != .body,
          !fact.kind.isLoop
        else { return false }
        if fact.kind == .then, namesKind(fact.subject, facts, depth: 0) { return true }
        region = fact.parent
      }
      return false
    }
  }

  private func namesKind(_ id: ValueID, _ facts: FileFacts, depth: Int) -> Bool {
    guard id.isPresent, depth < 6 else { return false }
    let value = facts.values[id.index]
    if value.kind == .choice, value.detail == Operator.and.rawValue {
      return facts.valueList(ListID(value.a)).contains { namesKind($0, facts, depth: depth + 1) }
    }
    guard value.kind == .binary else { return false }
    // `if speaker in session.speakers:` picks some of them too.
    if value.detail == Operator.contains.rawValue { return true }
    guard value.detail == Operator.equal.rawValue else { return false }
    let sides = [value.a, value.b].map { facts.values[facts.read(ValueID($0)).index] }
    guard sides.contains(where: { $0.kind == .string }) else { return false }
    return sides.contains { side in
      side.kind == .member
        && ["kind", "type", "role", "category"].contains(
          facts.names.string(NameID(side.b)).lowercased()
        )
    }
  }

  /// The calls that by their arguments never come to a place of the function that they run, and whether all do so.
  package func callsClosing(_ site: CallSite) -> (calls: Set<Int>, areAll: Bool) {
    let callers = reachability.callers[Int(units.number(site.function))]
    guard !callers.isEmpty, callers.count <= 64 else { return ([], false) }
    let flags = FlagArguments(units: units)
    let closing = callers.filter { step in
      calls[Int(step.call)].targets.contains(site.function)
        && !flags.isAllowed(site.position, by: Int(step.call), table, trustsHanded: false)
    }
    return (Set(closing.map { Int($0.call) }), closing.count == callers.count)
  }
}
