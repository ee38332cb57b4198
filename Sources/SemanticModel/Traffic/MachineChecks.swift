// What says that a clock, a queue or another program of the owner sends a request, and no user.

import Facts

extension Program {
  /// The call by which a handler makes sure that a queue or a clock asks it (`verifyQstashSignature(…)`), or the secret
  /// of the environment that the caller must hold.
  func clockCheck(before route: Route) -> String? {
    for handler in route.handlers {
      if let check = signatureCheck(in: handler) ?? heldSecret(in: handler) { return check }
    }
    return nil
  }

  private func signatureCheck(in handler: FunctionRef) -> String? {
    let facts = units[handler.unitIndex].facts
    let own = facts.functions[handler.id.index]
    for position in own.firstInstruction.index..<own.endInstruction.index {
      let step = facts.instructions[position]
      guard step.operation == .call, case let callee = facts.values[Int(step.a)],
        callee.kind == .symbol
      else { continue }
      let id = facts.symbols[Int(callee.a)].name
      guard facts.names.holds("qstash", in: id) || facts.names.holds("cron", in: id) else {
        continue
      }
      let name = facts.names.string(id)
      let words = NameSplit.words(of: name)
      let checks = words.first.map { ["verify", "assert", "validate", "require"].contains($0) }
      if checks ?? false, words.contains("qstash") || words.contains("cron") { return name }
    }
    return nil
  }

  /// `if (token !== process.env.INTERNAL_API_KEY) return …`: no browser of a user holds that.
  private func heldSecret(in handler: FunctionRef) -> String? {
    let facts = units[handler.unitIndex].facts
    guard facts.language == .javaScript, facts.names.mayHave("env") else { return nil }
    let body = facts.functions[handler.id.index].body
    for region in facts.regions
    where region.kind == .then && region.parent == body && region.subject.isPresent {
      guard let secret = secretMissed(by: region.subject, facts, 0), leaves(region, facts) else {
        continue
      }
      return secret
    }
    return nil
  }

  /// Whether a block ends the function in its own steps.
  private func leaves(_ region: Region, _ facts: FileFacts) -> Bool {
    (region.firstInstruction.index..<region.endInstruction.index).contains {
      [.throw, .return].contains(facts.instructions[$0].operation)
    }
  }

  /// The secret whose absence a test finds: `!key || header !== key`.
  private func secretMissed(by id: ValueID, _ facts: FileFacts, _ depth: Int) -> String? {
    guard id.isPresent, depth < 4 else { return nil }
    let value = facts.values[id.index]
    switch value.kind {
    case .choice where value.detail == Operator.or.rawValue:
      return facts.valueList(ListID(value.a)).lazy
        .compactMap { self.secretMissed(by: $0, facts, depth + 1) }.first
    case .binary where value.detail == Operator.notEqual.rawValue:
      return secret(in: ValueID(value.a), facts, 0) ?? secret(in: ValueID(value.b), facts, 0)
    default: return nil
    }
  }

  /// The name of a secret of the environment that a value is, or that is written into a text of its own.
  private func secret(in id: ValueID, _ facts: FileFacts, _ depth: Int) -> String? {
    guard id.isPresent, depth < 5 else { return nil }
    let value = facts.values[id.index]
    switch value.kind {
    case .member:
      let base = facts.values[Int(value.a)]
      guard base.kind == .member || base.kind == .symbol else { return nil }
      let isEnvironment =
        base.kind == .member
        ? facts.names.isText("env", NameID(base.b))
        : facts.names.isText("env", facts.symbols[Int(base.a)].name)
      let name = facts.names.string(NameID(value.b))
      return isEnvironment && Self.isSecret(name) ? name : nil
    case .symbol:
      let symbol = facts.symbols[Int(value.a)]
      guard !symbol.flags.contains(.reassigned) else { return nil }
      return secret(in: symbol.value, facts, depth + 1)
    case .template:
      return facts.valueList(ListID(value.a)).lazy
        .compactMap { self.secret(in: $0, facts, depth + 1) }.first
    default: return nil
    }
  }

  private static func isSecret(_ name: String) -> Bool {
    NameSplit.words(of: name).contains { ["secret", "key", "token"].contains($0) }
  }

  /// The names of what is wrapped around the handler of a route, the nearest name of each.
  func wrapperNames(of route: Route) -> [String] {
    route.handlers.dropFirst().compactMap { wrapper in
      let facts = units[wrapper.unitIndex].facts
      var next = wrapper.id
      for _ in 0..<4 {
        let fact = facts.functions[next.index]
        if fact.name.isPresent { return facts.names.string(fact.name) }
        guard fact.parent.isPresent else { return nil }
        next = fact.parent
      }
      return nil
    }
  }
}
