// Components that listen to more of a store than they take from it.

import Facts

/// A component that renders whenever anything in a store changes.
package struct BroadRead: Sendable {
  package let site: CallSite
  package let component: FunctionRef
  /// The call that makes the store.
  package let store: SourcePlace
  /// What it takes.
  package let taken: [String]
  /// What actions of the store change and it does not take.
  package let others: [String]
  /// Those of them that change again and again while a page is open.
  package let frequent: [String]
  /// A list that it builds anew each time.
  package let list: SourcePlace?
  /// The list that shows it in each row.
  package let row: SourcePlace?
}

extension Program {
  /// The calls that read a store whole, in order of file and place, of stores that change by something else.
  package var broadReads: [BroadRead] {
    let stores = storeHooks
    guard !stores.isEmpty else { return [] }
    let lists = Dictionary(grouping: renderedLists, by: \.component)
    let rows = rowComponents
    return react.inOrder.filter { !isNeverShown($0.unit) }.flatMap { file in
      table.calls(of: file.unit).compactMap { position -> BroadRead? in
        let site = call(at: position)
        guard let store = store(readBy: site), takesWhole(site), let made = place(store.call) else {
          return nil
        }
        let taken = members(takenOf: site)
        let others = store.writes.keys.filter { !taken.contains($0) }.sorted()
        let component = outermost(site.function)
        let often = frequentNames[store.call] ?? []
        guard !taken.isEmpty, !others.isEmpty, taken.isDisjoint(with: store.readers),
          component.id != FileFacts.module
        else { return nil }
        return BroadRead(
          site: site,
          component: component,
          store: made,
          taken: taken.sorted(),
          others: others,
          frequent: others.filter(often.contains),
          list: lists[component]?.first?.site.place,
          row: rows[component]?.site.place
        )
      }
    }
  }

  /// Whether a call asks for the store as it is: `useCart()`, `useCart((state) => state)`.
  private func takesWhole(_ site: CallSite) -> Bool {
    let arguments = site.unit.facts.valueList(ListID(site.instruction.b))
    guard let first = arguments.first else { return true }
    guard arguments.count == 1 else { return false }
    let given = traced(ValueRef(unit: site.place.unit, id: first))
    return returns(of: given).contains { place in
      let value = value(traced(place))
      return value.kind == .parameter && value.detail == 0
    }
  }

  /// The members that are taken of what a call gives; none where it is handed on whole.
  func members(takenOf site: CallSite) -> Set<String> {
    let facts = site.unit.facts
    let made = site.resolved.place.id
    var holder: SymbolID?
    var result: Set<String> = []
    for position in facts.symbols.indices.dropFirst() {
      let value = facts.values[facts.symbols[position].value.index]
      if value.kind == .result, InstructionID(value.a) == made { holder = SymbolID(position) }
    }
    func isIt(_ value: Value) -> Bool {
      value.kind == .result && InstructionID(value.a) == made
        || value.kind == .symbol && holder == SymbolID(value.a)
    }
    for value in facts.values where value.kind == .member && isIt(facts.values[Int(value.a)]) {
      result.insert(facts.names.string(NameID(value.b)))
    }
    guard holder != nil else { return result }
    for step in facts.instructions {
      let handed =
        step.operation == .call || step.operation == .construct || step.operation == .element
        ? facts.valueList(ListID(step.b)).contains { isIt(facts.values[$0.index]) }
        : step.operation == .return && isIt(facts.values[Int(step.a)])
      if handed { return [] }
    }
    for value in facts.values where value.kind == .spread && isIt(facts.values[Int(value.a)]) {
      return []
    }
    return result
  }
}
