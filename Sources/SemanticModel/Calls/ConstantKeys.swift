// Constants that calls hand down, and what is chosen by them: `handlers[level](…)` behind `run("owner")`.

import Facts

/// The constant texts that parameters are given along a way of calls.
struct ConstantKeys {
  let program: Program

  /// Whether a call that takes its function out of a table by a constant key can take this one.
  func isAllowed(_ site: CallSite, to callee: FunctionRef, by way: [Int]) -> Bool {
    let facts = site.unit.facts
    let chosen = facts.values[Int(site.instruction.a)]
    guard chosen.kind == .index, let key = constant(ValueID(chosen.b), in: site, by: way) else {
      return true
    }
    let entries = entries(of: ValueID(chosen.a), facts)
    let own = program.units[callee.unitIndex].facts
    let name = own.functions[callee.id.index].name
    guard entries.contains(where: { $0.key == key }), name.isPresent else { return true }
    // What no entry is called by may be what decorates all of them.
    let called = entries.filter { entry in
      facts.lastName(of: entry.value).map { facts.names.string($0) } == own.names.string(name)
    }
    return called.isEmpty || called.contains { $0.key == key }
  }

  /// The constant that a value of a call comes to; nil where the way of calls that leads there does not say it.
  func constant(_ id: ValueID, in site: CallSite, by way: [Int]) -> String? {
    var id = id
    var site = site
    var way = way
    for _ in 0..<8 {
      guard id.isPresent else { return nil }
      let facts = site.unit.facts
      var value = facts.values[id.index]
      if value.kind == .symbol {
        let symbol = facts.symbols[Int(value.a)]
        guard symbol.value.isPresent, !symbol.flags.contains(.reassigned) else { return nil }
        value = facts.values[symbol.value.index]
      }
      switch value.kind {
      case .string: return facts.names.string(NameID(value.a))
      case .number: return String(facts.numbers[Int(value.a)])
      case .parameter:
        guard FunctionID(value.a) == site.resolved.function, let call = way.popLast(),
          case let caller = program.call(at: call),
          caller.resolved.targets.contains(site.function), caller.instruction.operation == .call,
          case let arguments = caller.unit.facts.valueList(ListID(caller.instruction.b)),
          Int(value.detail) < arguments.count
        else { return nil }
        id = arguments[Int(value.detail)]
        site = caller
      default: return nil
      }
    }
    return nil
  }

  /// What a table that is written out holds.
  private func entries(of table: ValueID, _ facts: FileFacts) -> [(key: String, value: ValueID)] {
    var value = facts.values[table.index]
    if value.kind == .symbol {
      let symbol = facts.symbols[Int(value.a)]
      guard symbol.value.isPresent, !symbol.flags.contains(.reassigned) else { return [] }
      value = facts.values[symbol.value.index]
    }
    guard value.kind == .object else { return [] }
    let words = Array(facts.list(ListID(value.a)))
    return stride(from: 0, to: words.count - 1, by: 2).compactMap { pair in
      guard NameID(words[pair]) != .any else { return nil }
      return (facts.names.string(NameID(words[pair])), ValueID(words[pair + 1]))
    }
  }
}
