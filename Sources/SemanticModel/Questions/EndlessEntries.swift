// Entries of a cache server that nothing ends.

import Facts

extension Program {
  /// The calls of requests that put serialized data under a key of its own, and give it no lifetime.
  package var endlessCacheEntries: [CallSite] {
    calls(with: [.cache]).filter { site in
      site.unit.isRunning && site.calledName == "set" && site.arguments.count == 2
        && site.isReached(from: [EntryKinds(.request), EntryKinds(.socket)])
        && hasOwnKey(site) && isSerialized(site) && !isEnded(site) && !site.endsByDefault
    }
    .sorted { $0.place < $1.place }
  }

  /// A key that differs from call to call: a text with something in it, or what the function was given.
  private func hasOwnKey(_ site: CallSite) -> Bool {
    switch site.arguments[0].shape {
    case .template, .path: true
    default: false
    }
  }

  /// `JSON.stringify(…)`, `json.dumps(…)`: an entry of a cache; flags, tokens and locks are plain texts.
  private func isSerialized(_ site: CallSite) -> Bool {
    let facts = site.unit.facts
    let arguments = facts.valueList(ListID(site.instruction.b))
    var value = facts.values[arguments[1].index]
    if value.kind == .symbol { value = facts.values[facts.symbols[Int(value.a)].value.index] }
    guard value.kind == .result else { return false }
    let callee = facts.values[Int(facts.instructions[Int(value.a)].a)]
    guard callee.kind == .member else { return false }
    return ["stringify", "dumps"].contains(facts.names.string(NameID(callee.b)))
  }

  /// Whether the function gives the entry a lifetime by another call.
  private func isEnded(_ site: CallSite) -> Bool {
    calls(in: site.function).contains {
      ["expire", "pexpire", "expireat", "expireAt"].contains(call(at: $0).calledName)
    }
  }
}
