// What typing does to a list: which state filters it, and which state is merely kept beside it.

import Facts

/// A field whose text is kept in the component that shows a list.
package struct TypedBesideList: Sendable {
  package let list: UnpagedList
  package let handler: EventHandler
  /// The state that holds the text.
  package let cell: CellID
  /// The call that filters the rows by it; absent where the text has nothing to do with the list.
  package let filter: SourcePlace?
}

extension Program {
  /// The fields that make a component build a whole list anew at each key stroke.
  package var typedBesideLists: [TypedBesideList] {
    let lists = unpagedLists
    var handlers: [Int: [EventHandler]] = [:]
    for unit in Set(lists.map(\.list.component.unitIndex)) {
      handlers[unit] = eventHandlers(in: unit).filter(\.isTyping)
    }
    return lists.flatMap { list -> [TypedBesideList] in
      let component = list.list.component
      var seen: Set<CellID> = []
      return (handlers[component.unitIndex] ?? []).filter { $0.component == component }
        .flatMap { handler in
          writes(of: handler).filter {
            isTypedText($0.write, by: handler) && seen.insert($0.cell).inserted
          }
          .filter { react[$0.cell]?.component == component }
          .map {
            TypedBesideList(
              list: list,
              handler: handler,
              cell: $0.cell,
              filter: filter(of: list.list.source, by: $0.cell)
            )
          }
        }
    }
  }

  /// The call of `filter` on the way of some data whose test reads a piece of state.
  package func filter(of source: DataSource, by cell: CellID) -> SourcePlace? {
    for call in source.filters where call.unitIndex == cell.unit {
      if filterCells(of: call).contains(cell) { return place(call) }
    }
    return nil
  }

  /// The state that handlers of elements set and the test of a filter reads.
  package func choices(of call: CallRef) -> [StateCell] {
    filterCells(of: call).filter { isSetByHand($0) }.compactMap { react[$0] }
      .sorted { $0.name < $1.name }
  }

  /// The state that the test of a filter reads.
  package func filterCells(of call: CallRef) -> Set<CellID> {
    let unit = call.unitIndex
    guard let file = react.files[unit] else { return [] }
    let facts = units[unit].facts
    let step = facts.instructions[call.id.index]
    var result: Set<CellID> = []
    for argument in facts.valueList(ListID(step.b)) {
      let traced = traced(ValueRef(unit: unit, id: argument))
      let value = value(traced)
      guard value.kind == .function, traced.unitIndex == unit else { continue }
      let fact = facts.functions[Int(value.a)]
      for position in fact.firstValue.index..<max(fact.firstValue.index, fact.endValue.index) {
        let inner = facts.values[position]
        if let cell = classCell(inner, in: unit) { result.insert(cell) }
        guard inner.kind == .symbol else { continue }
        if let cell = file.cellOfValue[SymbolID(inner.a)] {
          result.insert(CellID(unit: unit, position: cell))
          continue
        }
        // `const wanted = search.toLowerCase()`
        result.formUnion(textCells(facts.symbols[Int(inner.a)].value, file, 0))
      }
    }
    return result
  }

  private func textCells(_ id: ValueID, _ file: ReactFile, _ depth: Int) -> Set<CellID> {
    guard id.isPresent, depth < 4 else { return [] }
    let facts = units[file.unit].facts
    let value = facts.values[id.index]
    switch value.kind {
    case .symbol:
      guard let cell = file.cellOfValue[SymbolID(value.a)] else { return [] }
      return [CellID(unit: file.unit, position: cell)]
    case .member:
      if let cell = classCell(value, in: file.unit) { return [cell] }
      return textCells(ValueID(value.a), file, depth + 1)
    case .result:
      let callee = facts.values[Int(facts.instructions[Int(value.a)].a)]
      guard callee.kind == .member else { return [] }
      return textCells(ValueID(callee.a), file, depth + 1)
    default: return []
    }
  }
}
