// Promises that are taken for what they give: `const order = find(id); if (order.userId === user.id)`.

import Facts

extension FailureMap {
  /// A promise of an asynchronous function that is kept under a name, and of which nothing is done but members read.
  func misread(_ site: CallSite, in program: Program) -> DroppedPromise? {
    let facts = site.unit.facts
    guard facts.language == .javaScript, site.resolved.targets.count == 1,
      let target = site.resolved.targets.first,
      program.units[target.unitIndex].facts.functions[target.id.index].flags.contains(.async),
      let name = site.holdingName
    else { return nil }
    let text = facts.names.string(facts.symbols[name.index].name)
    if facts.onlyTests(name) {
      return DroppedPromise(site: site, origin: origin(in: target), kind: .tested(name: text))
    }
    guard letsOut(target), facts.readsOnlyMembers(of: name) else { return nil }
    return DroppedPromise(site: site, origin: origin(in: target), kind: .misread(name: text))
  }
}

extension CallSite {
  /// The constant that keeps the result as it is: `const order = find(id)`.
  fileprivate var holdingName: SymbolID? {
    let facts = unit.facts
    let next = resolved.place.id.index + 1
    guard next < facts.instructions.count, !instruction.flags.contains(.awaited) else { return nil }
    let step = facts.instructions[next]
    guard step.operation == .assign, step.flags.contains(.declares),
      case let value = facts.values[Int(step.b)], value.kind == .result,
      InstructionID(value.a) == resolved.place.id,
      case let place = facts.values[Int(step.a)], place.kind == .symbol,
      !facts.symbols[Int(place.a)].flags.contains(.reassigned)
    else { return nil }
    return SymbolID(place.a)
  }
}

extension FileFacts {
  /// What a promise itself offers.
  private static let promised: Set<String> = ["then", "catch", "finally"]

  /// Whether a name is tested as such, and nothing else is done with it but to give it back: a promise passes each
  /// test.
  fileprivate func onlyTests(_ symbol: SymbolID) -> Bool {
    let mentions = mentions(of: symbol)
    let tested =
      regions.contains { $0.kind == .then && mentions.contains($0.subject.raw) }
      || negations(of: mentions).contains { negation in
        regions.contains { $0.kind == .then && $0.subject.raw == negation }
      }
    guard tested else { return false }
    let negated = negations(of: mentions)
    for (position, value) in values.enumerated() {
      switch value.kind {
      case .unary where mentions.contains(value.a):
        guard negated.contains(UInt32(position)) else { return false }
      case .member, .awaited, .spread, .element, .key, .type:
        if mentions.contains(value.a) { return false }
      case .index, .binary, .gathered:
        if mentions.contains(value.a) || mentions.contains(value.b) { return false }
      case .choice, .array, .template, .object:
        if list(ListID(value.a)).contains(where: mentions.contains) { return false }
      default: continue
      }
    }
    return !instructions.contains { step in
      switch step.operation {
      case .call, .construct, .element:
        mentions.contains(step.a)
          || list(ListID(step.b)).contains(where: mentions.contains) && !writesOut(step)
      case .assign:
        mentions.contains(step.b) || mentions.contains(step.a) && !step.flags.contains(.declares)
      case .await, .yield, .throw: mentions.contains(step.a)
      default: false
      }
    }
  }

  /// Whether a call only makes a text of what it is given, or a line in the log: neither waits for a promise.
  private func writesOut(_ step: Instruction) -> Bool {
    let callee = values[Int(step.a)]
    guard callee.kind == .member, case let base = values[Int(callee.a)] else { return false }
    if base.kind == .global, names.isText("JSON", NameID(base.a)) {
      return names.isText("stringify", NameID(callee.b))
    }
    return base.kind == .global && names.isText("console", NameID(base.a))
  }

  /// The values that are the opposite of what a name holds: `!found`.
  private func negations(of mentions: Set<UInt32>) -> Set<UInt32> {
    Set(
      values.indices.filter {
        values[$0].kind == .unary && values[$0].detail == Operator.not.rawValue
          && mentions.contains(values[$0].a)
      }
      .map { UInt32($0) }
    )
  }

  private func mentions(of symbol: SymbolID) -> Set<UInt32> {
    Set(
      values.indices.filter { values[$0].kind == .symbol && SymbolID(values[$0].a) == symbol }
        .map { UInt32($0) }
    )
  }

  /// Whether members of a name are read, none of them a promise's, and nothing else is done with it.
  fileprivate func readsOnlyMembers(of symbol: SymbolID) -> Bool {
    let mentions = mentions(of: symbol)
    var reads = 0
    for value in values {
      switch value.kind {
      case .member where mentions.contains(value.a):
        guard !Self.promised.contains(names.string(NameID(value.b))) else { return false }
        reads += 1
      case .awaited, .spread, .unary, .element, .key, .type:
        if mentions.contains(value.a) { return false }
      case .index, .binary, .gathered:
        if mentions.contains(value.a) || mentions.contains(value.b) { return false }
      case .choice, .array, .template, .object:
        if list(ListID(value.a)).contains(where: mentions.contains) { return false }
      default: continue
      }
    }
    guard reads > 0, !regions.contains(where: { mentions.contains($0.subject.raw) }) else {
      return false
    }
    return !instructions.contains { step in
      switch step.operation {
      case .call, .construct, .element:
        mentions.contains(step.a) || list(ListID(step.b)).contains(where: mentions.contains)
      case .assign:
        mentions.contains(step.b) || mentions.contains(step.a) && !step.flags.contains(.declares)
      case .await, .yield, .return, .throw: mentions.contains(step.a)
      default: false
      }
    }
  }
}
