// State that only repeats what other state and properties say.

import Facts
import SourceText

/// State that an effect computes from what the component has already.
package struct DerivedState: Sendable {
  package let cell: StateCell
  package let write: SourcePlace
  package let effect: EffectHook
  package let cost: Cost

  package enum Cost: Sendable {
    /// A list of this component is built twice for each change.
    case list(UnpagedList)
    /// Each row of a list renders twice.
    case row(RenderedList)
    /// Those who read a context render twice.
    case context(readers: Int)
  }
}

extension Program {
  /// State that effects derive, of components that show long lists or are their rows.
  package var derivedStates: [DerivedState] {
    let lists = unpagedLists
    let rows = rowComponents
    return react.inOrder.filter { !$0.cells.isEmpty && !isNeverShown($0.unit) }.flatMap {
      file -> [DerivedState] in
      file.cellIDs.compactMap { id in
        let cell = file.cells[id.position]
        guard cell.value.isPresent, let effect = derivingEffect(of: cell, file),
          let write = cell.writes.first.flatMap({ place($0.call) })
        else { return nil }
        let cost: DerivedState.Cost
        if let list = lists.first(where: { $0.list.source.cells.contains(id) }) {
          cost = .list(list)
        } else if let list = rowList(of: cell.component, rows) {
          cost = .row(list)
        } else if let readers = readers(of: id, cell), readers > 2 {
          cost = .context(readers: readers)
        } else {
          return nil
        }
        return DerivedState(cell: cell, write: write, effect: effect, cost: cost)
      }
    }
  }

  /// The one effect that sets a cell, to what it could have been computed from while rendering.
  private func derivingEffect(of cell: StateCell, _ file: ReactFile) -> EffectHook? {
    let writers = Set(cell.writes.map(\.function))
    guard writers.count == 1, let writer = writers.first,
      let effect = file.effects.first(where: { $0.function == writer }),
      effect.component == cell.component, case .values(let dependencies) = effect.dependencies,
      !dependencies.isEmpty, !canAwait(in: writer), !hasCleanup(writer),
      !file.isHandedOn(cell, in: self),
      cell.writes.allSatisfy({ isDerived($0.value, in: writer, 0) }),
      // A flag tells that the effect has run, which no render can compute.
      cell.writes.contains(where: { !isConstant($0.value) }),
      looks(writer), !reads(writer, "current"),
      !source(of: cell.writes).hasRequest(askedIn: writer)
    else { return nil }
    return effect
  }

  func isConstant(_ place: ValueRef) -> Bool {
    [.boolean, .null, .undefined, .number, .string, .absent].contains(value(place).kind)
  }

  /// Whether a function goes through a list itself.
  private func looks(_ function: FunctionRef) -> Bool {
    calls(in: function).contains { Self.looking.contains(call(at: $0).calleeName) }
  }

  /// Whether a function reads a member of some name: `box.current` is the page itself.
  private func reads(_ function: FunctionRef, _ name: String) -> Bool {
    let facts = units[function.unitIndex].facts
    let body = facts.functions[function.id.index].span
    return facts.values.contains { value in
      value.kind == .member && body.contains(value.span)
        && facts.names.string(NameID(value.b)) == name
    }
  }

  private func source(of writes: [StateWrite]) -> [DataSource] {
    writes.map { dataSource(of: $0.value) }
  }

  /// Whether a value is made of what the component has when it renders, by nothing but looking at it.
  private func isDerived(_ place: ValueRef, in effect: FunctionRef, _ depth: Int) -> Bool {
    guard place.id.isPresent, depth < 12 else { return false }
    let facts = units[place.unitIndex].facts
    let value = value(place)
    func inner(_ id: UInt32) -> Bool {
      isDerived(ValueRef(unit: place.unitIndex, id: ValueID(id)), in: effect, depth + 1)
    }
    switch value.kind {
    case .boolean, .null, .undefined, .number, .string, .absent: return true
    case .member:
      return facts.names.string(NameID(value.b)) != "current" && inner(value.a)
    case .index: return inner(value.a)
    case .binary: return inner(value.a) && inner(value.b)
    case .unary, .spread, .element: return inner(value.a)
    case .choice, .array, .template: return facts.list(ListID(value.a)).allSatisfy(inner)
    case .object: return entries(of: place).allSatisfy { inner($0.value.id.raw) }
    case .symbol:
      let symbol = facts.symbols[Int(value.a)]
      // A name from outside the effect is what the component has.
      guard isInside(FunctionRef(unit: place.unitIndex, id: symbol.function), effect) else {
        return true
      }
      return inner(symbol.value.raw)
    case .parameter:
      return isInside(FunctionRef(unit: place.unitIndex, id: FunctionID(value.a)), effect)
    case .result: return isLooking(InstructionID(value.a), in: effect, place.unitIndex, depth)
    default: return false
    }
  }

  private static let looking: Set<String> = [
    "filter", "find", "map", "sort", "slice", "reduce", "some", "every", "includes", "concat",
    "flat", "flatMap", "toSorted", "reverse", "join", "at", "findIndex", "indexOf",
    "toLowerCase", "toUpperCase", "trim", "split",
  ]

  private func isLooking(_ id: InstructionID, in effect: FunctionRef, _ unit: Int, _ depth: Int)
    -> Bool
  {
    let facts = units[unit].facts
    let step = facts.instructions[id.index]
    let callee = facts.values[Int(step.a)]
    guard step.operation == .call, callee.kind == .member,
      Self.looking.contains(facts.names.string(NameID(callee.b)))
    else { return false }
    return isDerived(ValueRef(unit: unit, id: ValueID(callee.a)), in: effect, depth + 1)
  }

  /// How many calls read the context whose value holds a cell.
  private func readers(of id: CellID, _ cell: StateCell) -> Int? {
    for (context, givers) in contextGivers.sorted(by: { $0.key < $1.key }) {
      let holds = givers.contains { giver in
        giver.component == cell.component
          && entries(of: traced(giver.value)).contains { cells(readBy: $0.value).contains(id) }
      }
      if holds { return uses(ofContext: context).count }
    }
    return nil
  }

  // MARK: Rows

  /// By component: a list that shows it for each row.
  var rowComponents: [FunctionRef: RenderedList] {
    var result: [FunctionRef: RenderedList] = [:]
    for list in renderedLists where !list.source.isCut && !isFixed(list) {
      for component in components(of: list) where result[component] == nil {
        result[component] = list
      }
    }
    return result
  }

  private func rowList(of component: FunctionRef, _ rows: [FunctionRef: RenderedList])
    -> RenderedList?
  {
    if let list = rows[component] { return list }
    return hookCalls(of: component).lazy.compactMap { rows[self.outermost($0.function)] }.first
  }
}

extension [DataSource] {
  /// Whether one of them asks a server in a function itself.
  fileprivate func hasRequest(askedIn function: FunctionRef) -> Bool {
    contains { source in source.requests.contains { $0.first.function == function } }
  }
}

extension ReactFile {
  /// Whether the setter goes to somebody else, who may set anything.
  fileprivate func isHandedOn(_ cell: StateCell, in program: Program) -> Bool {
    let facts = program.units[unit].facts
    let callees = Set(facts.instructions.lazy.filter { $0.operation == .call }.map(\.a))
    return facts.values.indices.contains { position in
      let value = facts.values[position]
      return value.kind == .symbol && SymbolID(value.a) == cell.setter
        && !callees.contains(UInt32(position))
        && value.span != facts.symbols[cell.setter.index].declaration
        && isTaken(UInt32(position), facts)
    }
  }

  private func isTaken(_ id: UInt32, _ facts: FileFacts) -> Bool {
    facts.instructions.contains { step in
      switch step.operation {
      case .call, .construct, .element: facts.list(ListID(step.b)).contains(id)
      case .return: step.a == id
      case .assign: step.b == id
      default: false
      }
    }
      || facts.values.contains { value in
        value.kind == .object && isEntry(id, value, facts)
          || value.kind == .array && facts.list(ListID(value.a)).contains(id)
      }
  }

  private func isEntry(_ id: UInt32, _ value: Value, _ facts: FileFacts) -> Bool {
    let words = facts.list(ListID(value.a))
    return stride(from: words.startIndex + 1, to: words.endIndex, by: 2).contains {
      words[$0] == id
    }
  }
}
