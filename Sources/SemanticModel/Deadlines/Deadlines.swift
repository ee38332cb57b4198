// Looks for a time limit on every layer: call, client, defaults, chain, wrapper.

import Facts

extension Evaluator {
  /// The time limits of all calls that can be given one.
  mutating func deadlines(_ table: CallTable) -> [DeadlineFact] {
    var facts: [DeadlineFact] = []
    var limits: [LimitedResults?] = Array(repeating: nil, count: units.count)
    for position in table.acting {
      for operation in table.calls[position].operations {
        let entry = index.member(operation.member)
        let rule = entry.operation(constructs: operation.isConstruction)?.value.deadline
        guard var rule else { continue }
        let call = table.calls[position]
        let unit = call.place.unitIndex
        let known = limits[unit] ?? LimitedResults(in: units[unit])
        limits[unit] = known
        let client = client(of: operation, at: call)
        if rule.defaultSeconds != nil, isSwitchedOff(rule, call, client) {
          rule.defaultSeconds = nil
        }
        var provided: Provision?
        if let export = rule.providedBy {
          provided = provision(export, rule, of: operation, near: unit)
        }
        facts.append(
          DeadlineFact(
            call: position,
            member: operation.member,
            rule: rule,
            status: status(rule, call, client, known, provided),
            client: client,
            provider: provided?.place,
            heritage: heritage(operation.origin)
          )
        )
      }
    }
    return facts
  }

  /// For all calls that need one of some options: whether one is set.
  mutating func needs(_ table: CallTable) -> [Int: DeadlineFact.Status] {
    var result: [Int: DeadlineFact.Status] = [:]
    for position in table.acting {
      for operation in table.calls[position].operations {
        let needs = index.needs(of: operation)
        guard !needs.isEmpty else { continue }
        let call = table.calls[position]
        let unit = call.place.unitIndex
        let instruction = units[unit].facts.instructions[call.place.id.index]
        result[position] = options(needs, of: instruction, in: unit)
      }
    }
    return result
  }

  private mutating func status(
    _ rule: DeadlineRule,
    _ call: ResolvedCall,
    _ client: CallRef?,
    _ limited: LimitedResults,
    _ provision: Provision?
  ) -> DeadlineFact.Status {
    let unit = call.place.unitIndex
    let instruction = units[unit].facts.instructions[call.place.id.index]
    var isUnknown = false
    let result = units[unit].index.result(of: call.place.id)
    if limited.isLimited(result, rule.chain) { return .set }
    switch options(rule.options, of: instruction, in: unit) {
    case .set: return .set
    // A statement that a wrapper passes on may hold options of its own, which hardly any does: its client is asked.
    case .unknown: isUnknown = rule.creation.isEmpty || !rule.isSettableElsewhere
    case .missing: break
    }
    if isAssigned(rule.assignments, on: instruction, in: unit) { return .set }
    if rule.providedBy != nil {
      guard !isUnknown else { return .unknown }
      return provision?.status ?? .unknown
    }
    guard !rule.creation.isEmpty else { return isUnknown ? .unknown : .missing }
    for place in creations(of: client) {
      let made = units[place.unitIndex].facts.instructions[place.id.index]
      switch options(rule.creation, of: made, in: place.unitIndex) {
      case .set: return .set
      case .unknown: isUnknown = true
      case .missing: break
      }
    }
    return isUnknown ? .unknown : .missing
  }

  /// Whether the code says that there is no limit, which takes the library's own away: `timeout=None`.
  private func isSwitchedOff(_ rule: DeadlineRule, _ call: ResolvedCall, _ client: CallRef?) -> Bool
  {
    isNothing(rule.options, at: call.place)
      || client.map { isNothing(rule.creation, at: $0) } ?? false
  }

  private func isNothing(_ rules: [DeadlineRule.OptionRule], at place: CallRef) -> Bool {
    let facts = units[place.unitIndex].facts
    let keys = Set(rules.flatMap(\.keys))
    return facts.valueList(ListID(facts.instructions[place.id.index].b)).contains { argument in
      let value = facts.values[argument.index]
      guard value.kind == .object else { return false }
      let words = Array(facts.list(ListID(value.a)))
      return stride(from: 0, to: words.count - 1, by: 2).contains { position in
        NameID(words[position]) != .any
          && keys.contains(facts.names.string(NameID(words[position])))
          && facts.values[Int(words[position + 1])].kind == .null
      }
    }
  }

  /// The call that made the receiver.
  private func client(of operation: LibraryCall, at call: ResolvedCall) -> CallRef? {
    guard let origin = operation.origin else { return nil }
    let value = units[origin.unitIndex].facts.values[origin.id.index]
    guard value.kind == .result else { return nil }
    return CallRef(unit: origin.unitIndex, id: InstructionID(value.a))
  }

  /// The class that a class of the program names as the one which it extends.
  private func heritage(_ origin: ValueRef?) -> SourcePlace? {
    guard let origin else { return nil }
    let facts = units[origin.unitIndex].facts
    guard facts.classes.contains(where: { $0.superclass == origin.id }) else { return nil }
    return SourcePlace(unit: origin.unitIndex, span: facts.values[origin.id.index].span)
  }

  /// The call that made a client, and those that made what it was made of.
  private mutating func creations(of client: CallRef?) -> [CallRef] {
    var result: [CallRef] = []
    var next = client
    while let place = next, result.count < 4, !result.contains(place) {
      result.append(place)
      next = nil
      let made = units[place.unitIndex].facts.instructions[place.id.index]
      for id in members(of: receiver(of: made, in: place.unitIndex)) {
        guard case .library(_, let origin?) = entities[id] else { continue }
        let value = units[origin.unitIndex].facts.values[origin.id.index]
        guard value.kind == .result else { continue }
        next = CallRef(unit: origin.unitIndex, id: InstructionID(value.a))
      }
    }
    return result
  }

  mutating func options(
    _ rules: [DeadlineRule.OptionRule],
    of call: Instruction,
    in unit: Int
  ) -> DeadlineFact.Status {
    let arguments = Array(units[unit].list(ListID(call.b)))
    var isUnknown = false
    for rule in rules {
      let candidates: [UInt32] =
        rule.argument < 0
        ? optionHolders(among: arguments, in: unit)
        : rule.argument < arguments.count ? [arguments[rule.argument]] : []
      for word in candidates {
        if units[unit].facts.values[Int(word)].kind == .spread { isUnknown = true }
        for key in rule.keys {
          switch option(OptionPath(key), of: ValueID(word), in: unit, depth: 0) {
          case .set: return .set
          case .unknown: isUnknown = true
          case .missing: continue
          }
        }
      }
    }
    return isUnknown ? .unknown : .missing
  }

  /// Options come last: what stands before an object that is known holds none.
  private mutating func optionHolders(among arguments: [UInt32], in unit: Int) -> [UInt32] {
    let holders = arguments.filter { mayHoldOptions(ValueID($0), in: unit) }
    guard units[unit].facts.language != .python, holders.count > 1, let last = holders.last,
      mayBeObject(ValueID(last), in: unit)
    else { return holders }
    let objects = holders.filter { units[unit].facts.values[Int($0)].kind == .object }
    return objects.contains(last) ? objects : objects + [last]
  }

  /// Where options are named arguments, no other argument holds them.
  private func mayHoldOptions(_ argument: ValueID, in unit: Int) -> Bool {
    guard units[unit].facts.language == .python else { return true }
    let value = units[unit].facts.values[argument.index]
    return value.kind == .spread || value.flags.contains(.keywords)
  }

  /// Whether an options value has a key, given as a path (`timeout.request`, `useFactory().extra`).
  private mutating func option(
    _ path: OptionPath,
    of id: ValueID,
    in unit: Int,
    depth: Int
  ) -> DeadlineFact.Status {
    guard id.isPresent, depth < 12 else { return .unknown }
    let value = units[unit].facts.values[id.index]
    switch value.kind {
    case .object: return option(path, ofLiteral: ValueRef(unit: unit, id: id), depth)
    case .string, .template, .number, .boolean, .null, .undefined, .function, .array, .regex:
      return .missing
    case .spread, .awaited: return option(path, of: ValueID(value.a), in: unit, depth: depth + 1)
    case .choice:
      var statuses: [DeadlineFact.Status] = []
      for word in units[unit].list(ListID(value.a)) {
        statuses.append(option(path, of: ValueID(word), in: unit, depth: depth + 1))
      }
      return statuses.best
    case .symbol: return option(path, ofSymbol: SymbolID(value.a), id, in: unit, depth: depth)
    // The environment holds texts: an address, which is no object of options.
    case .member where isOfEnvironment(value, in: unit): return .missing
    default: return option(path, ofEntities: evaluate(id, in: unit), depth: depth)
    }
  }

  private func isOfEnvironment(_ member: Value, in unit: Int) -> Bool {
    let facts = units[unit].facts
    let base = facts.values[Int(member.a)]
    return base.kind == .member && facts.names.isText("env", NameID(base.b))
      && facts.values[Int(base.a)].kind == .global
      && facts.names.isText("process", NameID(facts.values[Int(base.a)].a))
  }

  private mutating func option(
    _ path: OptionPath,
    ofSymbol id: SymbolID,
    _ value: ValueID,
    in unit: Int,
    depth: Int
  ) -> DeadlineFact.Status {
    let symbol = units[unit].facts.symbols[id.index]
    if units.parameter(behind: value, in: unit) == nil, symbol.value.isPresent,
      symbol.kind != .import, !symbol.flags.contains(.reassigned)
    {
      let own = option(path, of: symbol.value, in: unit, depth: depth + 1)
      if own != .missing { return own }
      // Later writes: `options.timeout = 5000`.
      let known = option(path, ofEntities: evaluate(value, in: unit), depth: depth + 1)
      return known == .set ? .set : own
    }
    return option(path, ofEntities: evaluate(value, in: unit), depth: depth)
  }

  /// Every object that the value may be must be known, and none may hold the key, for it to be missing.
  private mutating func option(
    _ path: OptionPath,
    ofEntities set: EntitySetID,
    depth: Int
  ) -> DeadlineFact.Status {
    guard !set.isEmpty else { return .unknown }
    var statuses: [DeadlineFact.Status] = [.missing]
    for id in entities[set] {
      if let name = words.options[path.key], !properties[id, name].isEmpty { return .set }
      if case .object(let place) = entities[id] {
        statuses.append(option(path, ofLiteral: place, depth + 1))
      } else {
        statuses.append(.unknown)
      }
    }
    return statuses.best
  }

  private mutating func option(
    _ path: OptionPath,
    ofLiteral place: ValueRef,
    _ depth: Int
  ) -> DeadlineFact.Status {
    let unit = place.unitIndex
    let list = Array(units[unit].list(ListID(units[unit].facts.values[place.id.index].a)))
    var statuses: [DeadlineFact.Status] = [.missing]
    for position in stride(from: 0, to: list.count - 1, by: 2) {
      let name = NameID(list[position])
      let value = ValueID(list[position + 1])
      if name == .any {
        let isSpread = units[unit].facts.values[value.index].kind == .spread
        statuses.append(
          isSpread ? option(path, of: value, in: unit, depth: depth + 1) : .unknown
        )
      } else if units[unit].facts.names.string(name) == path.key {
        return option(path, under: value, in: unit, depth)
      }
    }
    return statuses.best
  }

  /// The status once the first key of a path was found.
  private mutating func option(
    _ path: OptionPath,
    under value: ValueID,
    in unit: Int,
    _ depth: Int
  ) -> DeadlineFact.Status {
    if isOff(value, in: unit) { return .missing }
    guard let rest = path.rest else { return .set }
    guard path.isCall else {
      // `timeout: 5000` where a nested key is usual sets all of them.
      return mayBeObject(value, in: unit)
        ? option(rest, of: value, in: unit, depth: depth + 1) : .set
    }
    var statuses: [DeadlineFact.Status] = []
    for function in functions(in: value, unit: unit) {
      statuses.append(option(rest, ofEntities: returns(of: function), depth: depth + 1))
    }
    return statuses.isEmpty ? .unknown : statuses.best
  }

  private mutating func mayBeObject(_ id: ValueID, in unit: Int) -> Bool {
    let value = units[unit].facts.values[id.index]
    switch value.kind {
    case .object: return true
    case .choice:
      return units[unit].list(ListID(value.a)).contains {
        units[unit].facts.values[Int($0)].kind == .object
      }
    case .symbol:
      let known = evaluate(id, in: unit)
      return entities[known].contains {
        if case .object = entities[$0] { true } else { false }
      }
    default: return false
    }
  }

  /// `timeout: 0` and `timeout: undefined` switch the limit off.
  private func isOff(_ id: ValueID, in unit: Int) -> Bool {
    let value = units[unit].facts.values[id.index]
    switch value.kind {
    case .number: return units[unit].facts.numbers[Int(value.a)] == 0
    case .undefined, .null: return true
    // A store of the process's own (limits, `storage_uri`).
    case .string: return units[unit].facts.names.string(NameID(value.a)).hasPrefix("memory://")
    case .boolean: return value.a == 0
    default: return false
    }
  }

  /// Whether an assignment such as `client.defaults.timeout = 5000` sets the limit.
  private mutating func isAssigned(
    _ paths: [String],
    on call: Instruction,
    in unit: Int
  ) -> Bool {
    let callee = units[unit].facts.values[Int(call.a)]
    var receivers = receiver(of: call, in: unit)
    if callee.kind != .member { receivers = evaluate(ValueID(call.a), in: unit) }
    for path in paths {
      let steps = path.utf8.split(separator: UInt8(ascii: ".")).map { String(Substring($0)) }
      guard let last = steps.last, let lastName = words.options[last] else { continue }
      var holders = receivers
      for step in steps.dropLast() {
        guard let name = words.options[step] else { continue }
        holders = lookUp(name, of: holders)
      }
      for holder in entities[holders] where !properties[holder, lastName].isEmpty { return true }
    }
    return false
  }
}
