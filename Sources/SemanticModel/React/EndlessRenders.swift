// Effects that depend on state and set it to something new each time that they run.

import Facts

/// An effect that renders its component, which runs the effect again.
package struct EndlessRender: Sendable {
  package let effect: EffectHook
  package let write: StateWrite
  package let cell: StateCell
}

extension Program {
  /// Effects that come to no rest although they ask nobody, in order of file and place.
  package var endlessRenders: [EndlessRender] {
    react.inOrder.filter { !isNeverShown($0.unit) }.flatMap { file in
      file.effects.compactMap { endlessRender($0, in: file) }
    }
  }

  private func endlessRender(_ effect: EffectHook, in file: ReactFile) -> EndlessRender? {
    guard let function = effect.function, function.unitIndex == file.unit,
      case .values(let values) = effect.dependencies, !leavesEarly(function)
    else { return nil }
    for place in values where value(place).kind == .symbol {
      guard let id = cell(of: place), let cell = react[id] else { continue }
      let write = cell.writes.first {
        $0.function == function && runsOnce($0.call) && isNew($0.value, in: function, 0)
      }
      if let write { return EndlessRender(effect: effect, write: write, cell: cell) }
    }
    return nil
  }

  /// Whether some paths of a function end before its last step.
  private func leavesEarly(_ function: FunctionRef) -> Bool {
    let facts = units[function.unitIndex].facts
    let fact = facts.functions[function.id.index]
    let first = fact.firstInstruction.index
    return (first..<max(first, fact.endInstruction.index)).contains { position in
      let step = facts.instructions[position]
      return step.operation == .throw
        || step.operation == .return
          && isConditional(CallRef(unit: function.unitIndex, id: InstructionID(position)))
    }
  }

  /// Whether a step runs exactly once whenever its function does.
  private func runsOnce(_ step: CallRef) -> Bool {
    let facts = units[step.unitIndex].facts
    var region = facts.instructions[step.id.index].region
    while region.isPresent {
      switch facts.regions[region.index].kind {
      case .body, .try, .finally: region = facts.regions[region.index].parent
      default: return false
      }
    }
    return true
  }

  /// Whether a value is an object or a list that was not there before.
  private func isNew(_ place: ValueRef, in function: FunctionRef, _ depth: Int) -> Bool {
    guard place.id.isPresent, depth < 5, place.unitIndex == function.unitIndex else {
      return false
    }
    let value = value(place)
    let facts = units[place.unitIndex].facts
    func inner(_ id: ValueID) -> ValueRef { ValueRef(unit: place.unitIndex, id: id) }
    switch value.kind {
    case .object, .array: return true
    case .choice:
      return facts.valueList(ListID(value.a)).allSatisfy {
        isNew(inner($0), in: function, depth + 1)
      }
    case .function:
      // `setRows((rows) => [...rows, row])`
      let results = returns(of: place)
      let updater = FunctionRef(unit: place.unitIndex, id: FunctionID(value.a))
      return !results.isEmpty && results.allSatisfy { isNew($0, in: updater, depth + 1) }
    case .symbol:
      let symbol = facts.symbols[Int(value.a)]
      guard symbol.function == function.id, symbol.value.isPresent else { return false }
      let name = SymbolID(value.a)
      return isNew(inner(symbol.value), in: function, depth + 1)
        && assigned(to: name, in: function).allSatisfy { remakes($0, name, in: function, depth) }
    case .result: return isMade(value, in: function, depth)
    default: return false
    }
  }

  /// Whether a call gives a new list or object: `rows.map(…)`, `new Set(rows)`, `[...rows].sort()`.
  private func isMade(_ value: Value, in function: FunctionRef, _ depth: Int) -> Bool {
    let facts = units[function.unitIndex].facts
    let step = facts.instructions[Int(value.a)]
    if step.operation == .construct { return true }
    let callee = facts.values[Int(step.a)]
    guard step.operation == .call, callee.kind == .member else { return false }
    let name = facts.names.string(NameID(callee.b))
    if Self.makers.contains(name) { return true }
    let base = ValueRef(unit: function.unitIndex, id: ValueID(callee.a))
    return ["sort", "reverse", "slice", "concat"].contains(name)
      && isNew(base, in: function, depth + 1)
  }

  private static let makers: Set<String> = [
    "map", "filter", "flatMap", "toSorted", "toReversed", "toSpliced",
  ]

  /// Whether what a name is set to is new, or the same list in another order.
  private func remakes(
    _ place: ValueRef,
    _ name: SymbolID,
    in function: FunctionRef,
    _ depth: Int
  ) -> Bool {
    let value = value(place)
    let facts = units[place.unitIndex].facts
    if value.kind == .result {
      let step = facts.instructions[Int(value.a)]
      let callee = facts.values[Int(step.a)]
      if step.operation == .call, callee.kind == .member {
        let base = facts.values[Int(callee.a)]
        if base.kind == .symbol, SymbolID(base.a) == name,
          ["sort", "reverse", "slice", "concat"].contains(facts.names.string(NameID(callee.b)))
        {
          return true
        }
      }
    }
    return isNew(place, in: function, depth + 1)
  }

  /// What a name is set to behind its declaration.
  private func assigned(to name: SymbolID, in function: FunctionRef) -> [ValueRef] {
    let facts = units[function.unitIndex].facts
    let fact = facts.functions[function.id.index]
    let first = fact.firstInstruction.index
    return (first..<max(first, fact.endInstruction.index)).compactMap { position in
      let step = facts.instructions[position]
      guard step.operation == .assign, step.b != 0 else { return nil }
      let target = facts.values[Int(step.a)]
      guard target.kind == .symbol, SymbolID(target.a) == name else { return nil }
      return ValueRef(unit: function.unitIndex, id: ValueID(step.b))
    }
  }
}
