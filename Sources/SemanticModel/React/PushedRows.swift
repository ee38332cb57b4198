// Arrays that begin empty and are filled by a loop: as many entries as what the loop goes over.

import Facts

extension DataTrace {
  /// Follows what the loops go over that push into an array.
  mutating func follow(pushedTo id: SymbolID, in unit: Int) {
    for (rows, isShare) in program.collections(pushedTo: id, in: unit) {
      if isShare { source.isPart = true }
      follow(rows, nil)
    }
  }
}

extension Program {
  /// What the loops go over that push into an array which begins empty; whether they leave some entries out.
  func collections(pushedTo id: SymbolID, in unit: Int) -> [(rows: ValueRef, isShare: Bool)] {
    let facts = units[unit].facts
    let symbol = facts.symbols[id.index]
    guard symbol.value.isPresent else { return [] }
    let begin = facts.values[symbol.value.index]
    guard begin.kind == .array, facts.list(ListID(begin.a)).isEmpty else { return [] }
    return pushes(to: id, in: unit).compactMap {
      collection(around: $0, declaredIn: symbol.function)
    }
  }

  /// The calls of `push` on a name.
  func pushes(to id: SymbolID, in unit: Int) -> [CallRef] {
    let facts = units[unit].facts
    return table.calls(of: unit).map { calls[$0].place }.filter { place in
      let step = facts.instructions[place.id.index]
      let callee = facts.values[Int(step.a)]
      guard step.operation == .call, callee.kind == .member,
        facts.names.isText("push", NameID(callee.b))
      else { return false }
      let base = facts.values[Int(callee.a)]
      return base.kind == .symbol && SymbolID(base.a) == id
    }
  }

  private func collection(around push: CallRef, declaredIn owner: FunctionID) -> (
    rows: ValueRef, isShare: Bool
  )? {
    let unit = push.unitIndex
    let facts = units[unit].facts
    var region = facts.instructions[push.id.index].region
    let function = facts.regions[region.index].function
    var isShare = false
    while region.isPresent {
      let block = facts.regions[region.index]
      if block.kind == .forEach, !block.flags.contains(.keys) {
        return (ValueRef(unit: unit, id: block.subject), isShare)
      }
      if block.kind.isArm { isShare = true }
      region = block.parent
    }
    // `orders.forEach((order) => rows.push(…))`
    guard function != owner, let handed = handed(FunctionRef(unit: unit, id: function)),
      handed.position == 0
    else { return nil }
    let callee = facts.values[Int(facts.instructions[handed.call.index].a)]
    guard callee.kind == .member, ["forEach", "map"].contains(facts.names.string(NameID(callee.b)))
    else { return nil }
    return (ValueRef(unit: unit, id: ValueID(callee.a)), isShare)
  }
}
