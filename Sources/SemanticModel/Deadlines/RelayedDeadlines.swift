// Wrappers that limit a call only where their caller says so: `if (timeout) options.signal = …`.

import Facts

extension Program {
  /// The calls of such wrappers that do not say so, as missing deadlines of their own.
  package var relayedDeadlines: [DeadlineFact] {
    var relays = deadlines.flatMap(relays)
    var result: [DeadlineFact] = []
    var seen: Set<Int> = []
    for _ in 0..<Self.mostWrappers where !relays.isEmpty {
      let byFunction = Dictionary(grouping: Self.distinct(relays), by: \.parameter.function)
      relays = []
      for position in calls.indices {
        for target in calls[position].targets {
          for relay in byFunction[target] ?? [] {
            switch answer(of: position, to: relay) {
            case .missing:
              if seen.insert(position).inserted { result.append(relay.fact(at: position)) }
            case .handedOn(let parameter): relays.append(relay.behind(parameter))
            case .said: continue
            }
          }
        }
      }
    }
    return result.sorted { $0.call < $1.call }
  }

  /// How many wrappers may lie around one another.
  private static var mostWrappers: Int { 3 }

  /// A parameter that holds the limit, or the options that do.
  private struct Relay {
    let parameter: ParameterRef
    /// The option of the parameter; absent where the parameter itself is the limit.
    let key: String?
    let deadline: DeadlineFact

    func behind(_ outer: ParameterRef) -> Relay {
      Relay(parameter: outer, key: key, deadline: deadline)
    }

    func fact(at position: Int) -> DeadlineFact {
      var rule = deadline.rule
      let option = DeadlineRule.OptionRule(parameter.position, key ?? "timeout")
      rule.options = [key.map { option.suggesting("\($0): 5000") } ?? option]
      rule.creation = []
      rule.providedBy = nil
      return DeadlineFact(
        call: position,
        member: deadline.member,
        rule: rule,
        status: .missing,
        client: nil,
        provider: nil,
        heritage: nil
      )
    }
  }

  private static func distinct(_ relays: [Relay]) -> [Relay] {
    var seen: Set<ParameterRef> = []
    return relays.filter { seen.insert($0.parameter).inserted }
  }

  // MARK: The wrapper

  /// The parameters without which the options of a call are given no limit.
  private func relays(_ fact: DeadlineFact) -> [Relay] {
    // What else the options hold may come from the same caller: `{ ...config }`.
    guard fact.status != .missing else { return [] }
    let site = call(at: fact.call)
    let facts = site.unit.facts
    let arguments = facts.valueList(ListID(site.instruction.b))
    return fact.rule.options.flatMap { rule -> [Relay] in
      guard rule.argument >= 0, rule.argument < arguments.count else { return [] }
      let given = facts.values[arguments[rule.argument].index]
      guard given.kind == .symbol, saysNothing(facts.symbols[Int(given.a)], rule, facts) else {
        return []
      }
      let body = facts.functions[site.resolved.function.index]
      let range =
        body.firstInstruction.index..<max(body.firstInstruction.index, body.endInstruction.index)
      let writes = range.filter { position in
        let step = facts.instructions[position]
        let place = facts.values[Int(step.a)]
        guard step.operation == .assign, place.kind == .member else { return false }
        let base = facts.values[Int(place.a)]
        return base.kind == .symbol && base.a == given.a
          && rule.keys.contains(facts.names.string(NameID(place.b)))
      }
      guard writes.count == 1 else { return [] }
      let block = facts.regions[facts.instructions[writes[0]].region.index]
      guard block.kind == .then, facts.regions[block.parent.index].kind == .body else { return [] }
      return parameter(testedBy: block.subject, in: site.place.unit, depth: 0)
        .map { [Relay(parameter: $0.parameter, key: $0.key, deadline: fact)] } ?? []
    }
  }

  /// Whether a name is an object literal that holds no limit itself.
  private func saysNothing(_ symbol: Symbol, _ rule: DeadlineRule.OptionRule, _ facts: FileFacts)
    -> Bool
  {
    guard symbol.value.isPresent, !symbol.flags.contains(.reassigned) else { return false }
    let literal = facts.values[symbol.value.index]
    guard literal.kind == .object else { return false }
    let words = Array(facts.list(ListID(literal.a)))
    return stride(from: 0, to: words.count - 1, by: 2).allSatisfy { position in
      let name = NameID(words[position])
      return name == .any || !rule.keys.contains(facts.names.string(name))
    }
  }

  /// The parameter, or the member of one, that a test asks for: `timeout > 0` of `({ timeout })`.
  private func parameter(testedBy id: ValueID, in unit: Int, depth: Int)
    -> (parameter: ParameterRef, key: String?)?
  {
    guard id.isPresent, depth < 8 else { return nil }
    let facts = units[unit].facts
    let value = facts.values[id.index]
    switch value.kind {
    case .binary:
      return parameter(testedBy: ValueID(value.a), in: unit, depth: depth + 1)
        ?? parameter(testedBy: ValueID(value.b), in: unit, depth: depth + 1)
    case .symbol:
      let symbol = facts.symbols[Int(value.a)]
      guard symbol.value.isPresent, !symbol.flags.contains(.reassigned) else { return nil }
      return parameter(testedBy: symbol.value, in: unit, depth: depth + 1)
    case .parameter:
      let function = FunctionRef(unit: unit, id: FunctionID(value.a))
      return (ParameterRef(function: function, position: Int(value.detail)), nil)
    case .choice:
      // A default: `({ timeout } = {})`.
      let arms = facts.valueList(ListID(value.a))
      guard arms.count == 2, let last = arms.last else { return nil }
      let fallback = facts.values[last.index]
      guard fallback.kind == .object, facts.list(ListID(fallback.a)).isEmpty else { return nil }
      return parameter(testedBy: arms[0], in: unit, depth: depth + 1)
    case .member:
      guard let base = parameter(testedBy: ValueID(value.a), in: unit, depth: depth + 1),
        base.key == nil
      else { return nil }
      return (base.parameter, facts.names.string(NameID(value.b)))
    default: return nil
    }
  }

  // MARK: Its callers

  private enum CallersAnswer {
    case missing
    case said
    case handedOn(ParameterRef)
  }

  private func answer(of position: Int, to relay: Relay) -> CallersAnswer {
    let site = call(at: position)
    let facts = site.unit.facts
    let arguments = facts.valueList(ListID(site.instruction.b))
    guard !arguments.contains(where: { facts.values[$0.index].kind == .spread }) else {
      return .said
    }
    guard arguments.indices.contains(relay.parameter.position) else { return .missing }
    let own = ValueRef(unit: site.place.unit, id: arguments[relay.parameter.position])
    if let parameter = units.parameter(behind: own.id, in: own.unitIndex) {
      return .handedOn(parameter)
    }
    guard let key = relay.key else { return .said }
    let object = traced(own)
    guard value(object).kind == .object else { return .said }
    let limits = Set(relay.deadline.rule.options.flatMap(\.keys) + [key, ""])
    let says = entries(of: object).contains { limits.contains($0.name) }
    return says || isChanged(own, key) ? .said : .missing
  }

  /// Whether an option is written to a name later: `options.timeout = 5000`.
  private func isChanged(_ ref: ValueRef, _ key: String) -> Bool {
    let facts = units[ref.unitIndex].facts
    let value = facts.values[ref.id.index]
    guard value.kind == .symbol else { return false }
    return facts.instructions.contains { step in
      guard step.operation == .assign else { return false }
      let place = facts.values[Int(step.a)]
      guard place.kind == .member || place.kind == .index else { return false }
      let base = facts.values[Int(place.a)]
      return base.kind == .symbol && base.a == value.a
        && (place.kind == .index || facts.names.string(NameID(place.b)) == key)
    }
  }
}
