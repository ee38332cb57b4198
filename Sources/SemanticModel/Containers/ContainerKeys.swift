// How many different keys a collection can get: those that the code names, or those that the world sends.

import Facts

extension Evaluator {
  /// The key of a call that adds: the first argument of `set` and `add`; a list takes all that it is given.
  mutating func key(of call: Instruction, _ name: Name, in unit: Int) -> ContainerFact.Key {
    let arguments = units[unit].list(ListID(call.b))
    let text = names.string(name)
    guard ["set", "add", "setdefault"].contains(text), let first = arguments.first else {
      return .absent
    }
    return key(ValueID(first), in: unit)
  }

  /// The key of a place in a collection.
  mutating func key(_ id: ValueID, in unit: Int) -> ContainerFact.Key {
    isFixed(id, in: unit, depth: 0)
      ? .fixed : .named(Program.text(of: ValueRef(unit: unit, id: id), in: units))
  }

  private mutating func isFixed(_ id: ValueID, in unit: Int, depth: Int) -> Bool {
    guard id.isPresent, depth < 12 else { return false }
    let value = units[unit].facts.values[id.index]
    switch value.kind {
    case .string, .number, .boolean, .null, .undefined: return true
    case .template, .choice:
      for word in units[unit].list(ListID(value.a)) {
        guard isFixed(ValueID(word), in: unit, depth: depth + 1) else { return false }
      }
      return true
    case .element, .key: return isBounded(ValueID(value.a), in: unit)
    case .member:
      let base = units[unit].facts.values[Int(value.a)]
      if base.kind == .symbol {
        let symbol = units[unit].facts.symbols[Int(base.a)]
        if symbol.kind == .enum { return true }
      }
      return isSetting(ValueID(value.a), in: unit)
    case .symbol:
      let symbol = units[unit].facts.symbols[Int(value.a)]
      guard !symbol.flags.contains(.reassigned), symbol.value.isPresent else { return false }
      return isFixed(symbol.value, in: unit, depth: depth + 1)
    default: return false
    }
  }

  /// `process.env` and the like, which does not change while the process runs.
  func isSetting(_ id: ValueID, in unit: Int) -> Bool {
    var next = id
    for _ in 0..<8 {
      let value = units[unit].facts.values[next.index]
      switch value.kind {
      case .member: next = ValueID(value.a)
      case .global: return units[unit].facts.names.string(NameID(value.a)) == "process"
      default: return false
      }
    }
    return false
  }
}
