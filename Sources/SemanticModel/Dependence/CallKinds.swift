// What a call does in the end, by itself or through what it calls.

import Facts

extension CallSite {
  /// The kinds of effect that a call has, its callees' and callbacks' included.
  package var reachedKinds: Set<EffectKind> {
    var kinds = program.reachedKinds[position].set
    // A statement is given as a text: it says itself whether it writes.
    if kinds.contains(.query), let verb = statementVerb,
      ["insert", "update", "delete"].contains(verb)
    {
      kinds.remove(.query)
      kinds.insert(.write)
    }
    return kinds
  }

  /// The first word of a statement that the call is given as a text, in lower case.
  package var statementVerb: String? {
    let facts = unit.facts
    guard let first = facts.list(ListID(instruction.b)).first else { return nil }
    var value = facts.values[Int(first)]
    if value.kind == .template, let head = facts.list(ListID(value.a)).first {
      value = facts.values[Int(head)]
    }
    guard value.kind == .string else { return nil }
    let bytes = facts.names.bytes[facts.names.range(of: NameID(value.a))].drop { $0 <= 32 }
    let word = bytes.prefix { $0 > 64 }
    guard word.count <= Self.longestVerb else { return nil }
    let text = String(decoding: word, as: UTF8.self).lowercased()
    return Self.verbs.contains(text) ? text : nil
  }

  private static let verbs: Set<String> = [
    "select", "insert", "update", "delete", "with", "begin", "commit", "rollback",
  ]
  private static let longestVerb = 8

  /// Whether one of the project's functions that the call runs throws by itself.
  package var throwsItself: Bool {
    resolved.targets.contains { function in
      let facts = program.units[function.unitIndex].facts
      let own = facts.functions[function.id.index]
      return (own.firstInstruction.index..<own.endInstruction.index).contains {
        facts.instructions[$0].operation == .throw
      }
    }
  }

  /// The symbol at the beginning of what is called.
  var root: SymbolID? {
    var next = unit.facts.values[Int(instruction.a)]
    for _ in 0..<32 {
      switch next.kind {
      case .symbol: return SymbolID(next.a)
      case .member, .index, .awaited: next = unit.facts.values[Int(next.a)]
      case .result: next = unit.facts.values[Int(unit.facts.instructions[Int(next.a)].a)]
      default: return nil
      }
    }
    return nil
  }

  /// Whether an argument is a symbol, a member of it, or an object that holds it.
  func isHanded(_ symbol: SymbolID) -> Bool {
    var pending = unit.facts.valueList(ListID(instruction.b))
    var steps = 0
    while let id = pending.popLast(), steps < 128 {
      steps += 1
      let value = unit.facts.values[id.index]
      switch value.kind {
      case .symbol:
        if SymbolID(value.a) == symbol { return true }
        // `const service = factory(trx)`: made of it.
        let made = unit.facts.symbols[Int(value.a)].value
        if made.isPresent, unit.facts.values[made.index].kind == .result { pending.append(made) }
      case .result:
        let call = unit.facts.instructions[Int(value.a)]
        pending.append(ValueID(call.a))
        pending += unit.facts.valueList(ListID(call.b))
      case .member, .spread, .awaited: pending.append(ValueID(value.a))
      case .object:
        for (offset, word) in unit.facts.list(ListID(value.a)).enumerated() where offset % 2 == 1 {
          pending.append(ValueID(word))
        }
      case .array: pending += unit.facts.valueList(ListID(value.a))
      default: continue
      }
    }
    return false
  }
}
