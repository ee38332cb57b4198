// What of a request, or of the answer to it, a line of the log carries whole.

import Facts

extension Program {
  /// Whether a value is the body or the headers of a request: a member of it, a name for that, or what hides secrets in
  /// it (`this.sanitize(body)`).
  func isPartOfRequest(_ id: ValueID, _ facts: FileFacts, depth: Int = 0) -> Bool {
    guard id.isPresent, depth < 5 else { return false }
    let value = facts.values[id.index]
    switch value.kind {
    case .member:
      return ["body", "headers"].contains(facts.names.string(NameID(value.b)))
        && isRequest(ValueID(value.a), facts)
    case .symbol:
      let symbol = facts.symbols[Int(value.a)]
      return !symbol.flags.contains(.reassigned)
        && isPartOfRequest(symbol.value, facts, depth: depth + 1)
    case .result:
      guard let first = redacted(value, facts) else { return false }
      return isPartOfRequest(first, facts, depth: depth + 1)
    default: return false
    }
  }

  /// Whether a value is what an interceptor was given as the handler's answer: `tap((data) => …)`.
  func isAnswer(_ id: ValueID, _ facts: FileFacts, depth: Int = 0) -> Bool {
    guard id.isPresent, depth < 5 else { return false }
    let value = facts.values[id.index]
    switch value.kind {
    case .symbol:
      let symbol = facts.symbols[Int(value.a)]
      guard !symbol.flags.contains(.reassigned) else { return false }
      guard symbol.kind == .parameter else {
        return isAnswer(symbol.value, facts, depth: depth + 1)
      }
      let closure = facts.functions[symbol.function.index]
      guard closure.kind == .arrow, closure.parent.isPresent,
        closure.parameterCount > 0,
        facts.parameters[Int(closure.firstParameter)].name == symbol.name,
        ["data", "response", "result", "res", "body", "value", "responseBody"].contains(
          facts.names.string(symbol.name)
        )
      else { return false }
      return facts.names.isText("intercept", facts.functions[closure.parent.index].name)
    case .result:
      guard let first = redacted(value, facts) else { return false }
      return isAnswer(first, facts, depth: depth + 1)
    default: return false
    }
  }

  private static let redactions = [
    "sanitize", "sanitise", "mask", "redact", "scrub", "filter", "hide", "clean", "strip", "remove",
    "obfuscate",
  ]

  /// What a function is given that leaves secrets out of it.
  private func redacted(_ value: Value, _ facts: FileFacts) -> ValueID? {
    let call = facts.instructions[Int(value.a)]
    let callee = facts.values[Int(call.a)]
    let name = calledName(callee, facts) ?? ""
    guard Self.redactions.contains(where: { name.hasPrefix($0) }) else { return nil }
    return facts.valueList(ListID(call.b)).first
  }

  /// What is spelled out over many lines: `JSON.stringify(order, null, 2)`.
  func spelledOut(_ arguments: [ValueID], in unit: Unit) -> String? {
    let facts = unit.facts
    guard arguments.count > 2, facts.values[arguments[2].index].kind == .number,
      case let kind = facts.values[arguments[0].index].kind, kind == .symbol || kind == .member
    else { return nil }
    return text(of: arguments[0], in: unit)
  }

  /// Whether a name stands for the whole of what another system delivered: `stripe.webhooks.constructEvent(…)`.
  func isDelivery(_ id: SymbolID, in unit: Unit) -> Bool {
    let facts = unit.facts
    let symbol = facts.symbols[id.index]
    let assigned = unit.index.assignments(to: id).map { unit.index.assignment(at: $0) }
    let origins = (symbol.value.isPresent ? [symbol.value] : []) + assigned
    return origins.contains { origin in
      var value = origin
      if facts.values[value.index].kind == .awaited {
        value = ValueID(facts.values[value.index].a)
      }
      return isCall(of: "constructEvent", value, facts)
        || isCall(of: "constructEventAsync", value, facts)
    }
  }

  /// A name for what the same function answers with: `console.log(result); res.json(result)`.
  func answered(_ id: ValueID, by site: CallSite) -> String? {
    let facts = site.unit.facts
    guard !site.unit.isPython, case let value = facts.values[id.index], value.kind == .symbol,
      facts.symbols[Int(value.a)].function == site.resolved.function
    else { return nil }
    let own = facts.functions[site.resolved.function.index]
    let steps = own.firstInstruction.index..<own.endInstruction.index
    let isAnswered = steps.contains { position in
      let step = facts.instructions[position]
      guard step.operation == .call, case let callee = facts.values[Int(step.a)],
        callee.kind == .member, ["json", "send"].contains(facts.names.string(NameID(callee.b))),
        case let given = facts.valueList(ListID(step.b)), given.count == 1
      else { return false }
      let answer = facts.values[given[0].index]
      return answer.kind == .symbol && answer.a == value.a
    }
    return isAnswered ? text(of: id, in: site.unit) : nil
  }

  /// The arguments of a mutation, spelled out whole: `log(`new order: ${JSON.stringify(args)}`)`.
  func sentFields(_ id: ValueID, at site: CallSite) -> String? {
    let facts = site.unit.facts
    let value = facts.values[id.index]
    if value.kind == .template {
      return facts.valueList(ListID(value.a)).lazy.compactMap { self.sentFields($0, at: site) }
        .first
    }
    guard isCall(of: "stringify", id, facts),
      let first = facts.valueList(ListID(facts.instructions[Int(value.a)].b)).first,
      let parameter = units.parameter(behind: first, in: site.place.unit), parameter.position == 1,
      routes.contains(where: { $0.verb == "MUTATION" && $0.handlers.contains(parameter.function) })
    else { return nil }
    return text(of: first, in: site.unit)
  }

  /// Whether a name stands for documents of Mongoose, which write all their fields where a text is made of them.
  func isDocument(_ id: ValueID, in site: CallSite) -> Bool {
    let facts = site.unit.facts
    let value = facts.values[id.index]
    guard value.kind == .symbol, case let symbol = facts.symbols[Int(value.a)],
      symbol.value.isPresent, !symbol.flags.contains(.reassigned)
    else { return false }
    guard let read = answering(symbol.value, in: site.place.unit) else { return false }
    return read.library == "Mongoose"
      && !(SourceEdit(read.place, in: self).text ?? "").contains("lean(")
  }
}
