// Tests around a call of a loop that let some elements through only, or some requests.

import Facts

/// What lets a statement of a loop run for a part of its turns, or not at all.
package enum TurnGuard: Sendable, Hashable {
  /// A mark of the element: `if (item.isComplex)`.
  case mark(String)
  /// What the request or the caller may give or leave out, the same in each turn: `if (discount)`.
  case option(String)
}

extension Program {
  /// The test that closes a repeated call for most turns or most requests; nil where none is seen.
  package func turnGuard(of call: RepeatedCall) -> TurnGuard? {
    let bound = boundNames(of: call)
    if let own = ownGuard(of: call, bound) { return own }
    return call.path.lazy.compactMap { self.flag(before: $0) }.first.map(TurnGuard.option)
  }

  /// The parameter with the default `false` that opens the block of a call; nil where none does.
  package func flag(before site: CallSite) -> String? {
    let facts = site.unit.facts
    return arms(around: site).lazy.compactMap { region in
      self.offByDefault(region.subject, site.resolved.function, facts, 0)
    }.first
  }

  private func boundNames(of call: RepeatedCall) -> Set<SymbolID> {
    guard case .loop(let place) = call.repetition.kind, place.unitIndex == call.site.place.unit
    else { return [] }
    let facts = call.site.unit.facts
    return Set(facts.list(facts.regions[place.id.index].bindings).map { SymbolID($0) })
  }

  /// The blocks behind tests around a call, up to its loop or function.
  private func arms(around site: CallSite) -> [Region] {
    let facts = site.unit.facts
    var result: [Region] = []
    var next = site.instruction.region
    for _ in 0..<64 {
      guard next.isPresent, case let region = facts.regions[next.index], region.kind != .body,
        !region.kind.isLoop
      else { break }
      if region.kind == .then { result.append(region) }
      next = region.parent
    }
    return result
  }

  private func ownGuard(of call: RepeatedCall, _ bound: Set<SymbolID>) -> TurnGuard? {
    let site = call.site
    guard case .loop(let place) = call.repetition.kind, place.unitIndex == site.place.unit else {
      return nil
    }
    let facts = site.unit.facts
    for region in arms(around: site) {
      for test in conjuncts(of: region.subject, facts, 0) {
        let value = facts.values[facts.read(test).index]
        if let name = option(value, facts, besides: bound) { return .option(name) }
        if let name = mark(value, facts, bound), isMark(name) { return .mark(name) }
      }
    }
    return nil
  }

  /// A name that is nothing unless something fills it: `code = None`, `code=None`.
  private func option(_ value: Value, _ facts: FileFacts, besides bound: Set<SymbolID>) -> String? {
    guard value.kind == .symbol, !bound.contains(SymbolID(value.a)),
      case let symbol = facts.symbols[Int(value.a)], symbol.value.isPresent
    else { return nil }
    let first = facts.values[symbol.value.index]
    let name = facts.names.string(symbol.name)
    guard !namesAsker(name) else { return nil }
    if first.kind == .choice {
      let arms = facts.valueList(ListID(first.a)).map { facts.values[$0.index] }
      return arms.count == 2 && arms[0].kind == .parameter && isOff(arms[1]) ? name : nil
    }
    return symbol.flags.contains(.reassigned) && isOff(first) ? name : nil
  }

  private func isOff(_ value: Value) -> Bool {
    switch value.kind {
    case .null, .undefined: true
    case .boolean: value.a == 0
    default: false
    }
  }

  /// The parts of a test that must all hold.
  private func conjuncts(of id: ValueID, _ facts: FileFacts, _ depth: Int) -> [ValueID] {
    guard id.isPresent, depth < 6 else { return [] }
    let value = facts.values[id.index]
    guard value.kind == .choice, value.detail == Operator.and.rawValue else { return [id] }
    return facts.valueList(ListID(value.a)).flatMap { conjuncts(of: $0, facts, depth + 1) }
  }

  /// The last name of what is read of an element as yes or no: `item.isComplex`, `item["attributes"]["is-complex"]`.
  private func mark(_ value: Value, _ facts: FileFacts, _ bound: Set<SymbolID>) -> String? {
    guard value.kind == .member || value.kind == .index else { return nil }
    var base = value
    for _ in 0..<6 {
      if base.kind == .symbol {
        guard bound.contains(SymbolID(base.a)) else { return nil }
        if value.kind == .member { return facts.names.string(NameID(value.b)) }
        let key = facts.values[Int(value.b)]
        return key.kind == .string ? facts.names.string(NameID(key.a)) : nil
      }
      guard base.kind == .member || base.kind == .index else { return nil }
      base = facts.values[facts.read(ValueID(base.a)).index]
    }
    return nil
  }

  /// Whether a name is a mark by its first word; others stand for the row that is asked for.
  private func isMark(_ name: String) -> Bool {
    NameSplit.words(of: name).first.map(Self.marks.contains) ?? false
  }

  private static let marks: Set<String> = [
    "is", "has", "needs", "requires", "should", "include", "includes", "show", "shows", "with",
    "allow", "allows", "use", "uses",
  ]

  /// Whoever asks is there mostly: `if (user)`.
  private func namesAsker(_ name: String) -> Bool {
    !Self.askers.isDisjoint(with: NameSplit.words(of: name))
  }

  private static let askers: Set<String> = [
    "user", "viewer", "me", "account", "session", "uid", "request", "req", "auth", "authenticated",
    "logged", "member", "db", "connection", "client", "transaction", "tx", "id", "ids", "token",
    "profile", "customer", "current",
  ]

  private func offByDefault(
    _ id: ValueID,
    _ function: FunctionID,
    _ facts: FileFacts,
    _ depth: Int
  ) -> String? {
    guard id.isPresent, depth < 6 else { return nil }
    let value = facts.values[id.index]
    if value.kind == .choice, value.detail == Operator.and.rawValue {
      return facts.valueList(ListID(value.a)).lazy
        .compactMap { self.offByDefault($0, function, facts, depth + 1) }.first
    }
    guard value.kind == .symbol, case let symbol = facts.symbols[Int(value.a)],
      symbol.value.isPresent, case let given = facts.values[symbol.value.index],
      given.kind == .choice
    else { return nil }
    let arms = facts.valueList(ListID(given.a)).map { facts.values[$0.index] }
    guard arms.count == 2, arms[0].kind == .parameter, FunctionID(arms[0].a) == function,
      isOff(arms[1]), arms[1].kind == .boolean
    else { return nil }
    return facts.names.string(symbol.name)
  }
}

extension FileFacts {
  /// What a value stands for where a template reads it: the path itself.
  func read(_ id: ValueID) -> ValueID {
    let value = values[id.index]
    guard value.kind == .result, case let step = instructions[Int(value.a)],
      step.operation == .read
    else { return id }
    return ValueID(step.a)
  }
}
