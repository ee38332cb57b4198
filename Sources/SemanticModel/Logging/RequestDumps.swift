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
}
