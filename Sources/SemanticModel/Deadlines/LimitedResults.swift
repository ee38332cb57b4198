// Results that are given a time limit after the call: by a chained method, a race, a wrapper.

import Facts

/// What happens in one file to the results of calls.
struct LimitedResults {
  /// For each result: the names of the methods that are called on it or on what it was stored in.
  private var methods: [ValueID: [NameID]] = [:]
  /// Results that are handed to a race or to a function that is named after timeouts.
  private var wrapped: Set<ValueID> = []
  private let names: NameTable

  init(in unit: Unit) {
    let facts = unit.facts
    names = facts.names
    for instruction in facts.instructions where instruction.operation == .call {
      let callee = facts.values[Int(instruction.a)]
      if callee.kind == .member {
        for result in Self.chain(below: ValueID(callee.a), facts) {
          methods[result, default: []].append(NameID(callee.b))
        }
      }
      guard Self.limits(callee, facts) else { continue }
      for word in facts.list(ListID(instruction.b)) { wrap(ValueID(word), facts, depth: 0) }
    }
  }

  /// Whether a result is limited by a wrapper or by one of some methods.
  func isLimited(_ result: ValueID, _ limiting: [String]) -> Bool {
    if wrapped.contains(result) { return true }
    guard !limiting.isEmpty, let called = methods[result] else { return false }
    return called.contains { limiting.contains(names.string($0)) }
  }

  private static func limits(_ callee: Value, _ facts: FileFacts) -> Bool {
    let name: NameID
    switch callee.kind {
    case .member: name = NameID(callee.b)
    case .symbol: name = facts.symbols[Int(callee.a)].name
    case .global: name = NameID(callee.a)
    default: return false
    }
    let names = facts.names
    return names.isWord("race", name) || names.holds("timeout", in: name)
      || names.holds("deadline", in: name)
  }

  /// The results that a receiver is: `get(url).set(…)` and `const request = get(url)`.
  private static func chain(below id: ValueID, _ facts: FileFacts) -> [ValueID] {
    var results: [ValueID] = []
    var next = id
    for _ in 0..<32 {
      let value = facts.values[next.index]
      switch value.kind {
      case .result:
        results.append(next)
        let call = facts.instructions[Int(value.a)]
        let callee = facts.values[Int(call.a)]
        guard callee.kind == .member else { return results }
        next = ValueID(callee.a)
      case .awaited: next = ValueID(value.a)
      case .symbol:
        let symbol = facts.symbols[Int(value.a)]
        guard symbol.value.isPresent, !symbol.flags.contains(.reassigned) else { return results }
        next = symbol.value
      default: return results
      }
    }
    return results
  }

  private mutating func wrap(_ id: ValueID, _ facts: FileFacts, depth: Int) {
    guard depth < 8 else { return }
    let value = facts.values[id.index]
    switch value.kind {
    case .result:
      wrapped.insert(id)
      let callee = facts.values[Int(facts.instructions[Int(value.a)].a)]
      if callee.kind == .member { wrap(ValueID(callee.a), facts, depth: depth + 1) }
    case .awaited, .spread: wrap(ValueID(value.a), facts, depth: depth + 1)
    case .array:
      for word in facts.list(ListID(value.a)) { wrap(ValueID(word), facts, depth: depth + 1) }
    case .symbol:
      let symbol = facts.symbols[Int(value.a)]
      if symbol.value.isPresent { wrap(symbol.value, facts, depth: depth + 1) }
    case .function:
      // `withTimeout(() => fetch(url), 5000)`
      let function = facts.functions[Int(value.a)]
      for position in function.firstValue.index..<function.endValue.index
      where facts.values[position].kind == .result {
        wrapped.insert(ValueID(position))
      }
    default: return
    }
  }
}
