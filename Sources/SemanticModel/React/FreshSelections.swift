// Selectors that give another list or object each time that the store asks them.

import Facts

/// A read of a store that is never the same as the one before, though nothing has changed.
package struct FreshSelection: Sendable {
  package let site: CallSite
  package let component: FunctionRef
  /// The function that makes it anew: `filter`; empty for an object or a list that is written on the spot.
  package let maker: String
  /// A list of which each row reads the store so.
  package let row: SourcePlace?
  /// Components that read it through a hook of the project, or the component itself.
  package let readers: Int
}

extension Program {
  /// The reads of stores whose selectors make something new, in order of file and place.
  package var freshSelections: [FreshSelection] {
    let rows = rowComponents
    let reading = readsOfStores
    return react.inOrder.filter { !isNeverShown($0.unit) && units[$0.unit].isRunning }
      .flatMap { file in
        table.calls(of: file.unit).filter(reading.contains).compactMap {
          position -> FreshSelection? in
          let site = call(at: position)
          guard let maker = maker(ofSelection: site) else { return nil }
          let component = outermost(site.function)
          guard component.id != FileFacts.module else { return nil }
          let uses = name(of: component).hasPrefix("use") ? hookCalls(of: component) : []
          let components = uses.isEmpty ? [component] : uses.map { outermost($0.function) }
          return FreshSelection(
            site: site,
            component: component,
            maker: maker,
            row: components.lazy.compactMap { rows[$0]?.site.place }.first,
            readers: max(1, Set(components).count)
          )
        }
      }
  }

  /// The calls that ask a store for something.
  private var readsOfStores: Set<Int> {
    Set(callRoles.calls(playing: [.selector]).map { Int($0) })
      .union(calls(named: ["useAppSelector"]).map(\.position)).union(storeReads.keys)
  }

  /// What makes the selection anew; nil where it may be the same, or where something compares what it holds.
  private func maker(ofSelection site: CallSite) -> String? {
    let arguments = site.unit.facts.valueList(ListID(site.instruction.b))
    guard arguments.count == 1, let first = arguments.first else { return nil }
    let results = returns(of: traced(ValueRef(unit: site.place.unit, id: first)))
    guard !results.isEmpty else { return nil }
    let makers = results.map { maker(of: $0, 0) }
    return makers.contains { $0 == nil }
      ? nil : makers.compactMap { $0 }.first { !$0.isEmpty } ?? ""
  }

  private func maker(of place: ValueRef, _ depth: Int) -> String? {
    guard depth < 8 else { return nil }
    let place = traced(place)
    let value = value(place)
    let facts = units[place.unitIndex].facts
    if value.kind == .object || value.kind == .array {
      return facts.list(ListID(value.a)).isEmpty ? nil : ""
    }
    guard value.kind == .result else { return nil }
    let step = facts.instructions[Int(value.a)]
    let callee = facts.values[Int(step.a)]
    guard step.operation == .call, callee.kind == .member else { return nil }
    let name = facts.names.string(NameID(callee.b))
    if Self.makers.contains(name) { return name }
    let base = facts.values[Int(callee.a)]
    if base.kind == .global, facts.names.string(NameID(base.a)) == "Object",
      ["keys", "values", "entries"].contains(name)
    {
      return "Object.\(name)"
    }
    let given = facts.valueList(ListID(step.b))
    guard name == "reduce", given.count == 2 else { return nil }
    let begin = traced(ValueRef(unit: place.unitIndex, id: given[1]))
    return [.object, .array].contains(self.value(begin).kind) ? name : nil
  }

  /// Methods of lists that give a new list.
  private static let makers: Set<String> = [
    "filter", "map", "slice", "concat", "flatMap", "flat", "toSorted", "toReversed",
  ]
}
