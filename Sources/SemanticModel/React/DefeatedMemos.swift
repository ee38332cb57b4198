// Components that compare their properties, and are given other ones each time.

import Facts
import SourceText

/// An element of a memoised component with a property that each render makes anew.
package struct IdleMemo: Sendable {
  /// The name of the memoised component.
  package let name: String
  /// The property that is new each time, and where it is given.
  package let property: String
  package let place: SourcePlace
  /// Where the value is made.
  package let made: SourcePlace
  /// The component that shows the element.
  package let component: FunctionRef
  /// The list whose rows it is or shows, so that the comparison was worth something.
  package let list: RenderedList
}

extension Program {
  /// Memoised rows and lists whose comparison never finds the same properties.
  package var idleMemos: [IdleMemo] {
    guard !calls(named: ["memo"]).isEmpty else { return [] }
    var seen: Set<ValueRef> = []
    return react.inOrder.filter { !isNeverShown($0.unit) && !isCompiled($0.unit) }.flatMap {
      file -> [IdleMemo] in
      let facts = units[file.unit].facts
      return facts.instructions.indices.compactMap { position -> IdleMemo? in
        let step = facts.instructions[position]
        guard step.operation == .element, facts.values[Int(step.a)].kind == .symbol,
          let wrapper = memo(ValueRef(unit: file.unit, id: ValueID(step.a))),
          let props = facts.list(ListID(step.b)).first
        else { return nil }
        let element = CallRef(unit: file.unit, id: InstructionID(position))
        let component = outermost(function(of: step, in: file.unit))
        guard let list = list(worth: element, in: component) else { return nil }
        let given = entries(of: ValueRef(unit: file.unit, id: ValueID(props)))
        for entry in given where !["key", "ref", "children", ""].contains(entry.name) {
          guard let made = remade(entry.value, in: component, 0), seen.insert(wrapper).inserted
          else { continue }
          return IdleMemo(
            name: text(of: ValueID(step.a), in: units[file.unit]),
            property: entry.name,
            place: SourcePlace(unit: file.unit, span: value(entry.value).span),
            made: made,
            component: component,
            list: list
          )
        }
        return nil
      }
    }
  }

  /// The call of `memo` that a component comes from, where it compares all properties itself.
  private func memo(_ tag: ValueRef) -> ValueRef? {
    let place = traced(tag)
    let made = value(place)
    guard made.kind == .result else { return nil }
    let ref = CallRef(unit: place.unitIndex, id: InstructionID(made.a))
    guard let position = table.position(of: ref), call(at: position).calleeName == "memo",
      call(at: position).unit.facts.list(ListID(call(at: position).instruction.b)).count == 1
    else { return nil }
    return place
  }

  /// The list that an element is a row of, or that it shows.
  private func list(worth element: CallRef, in component: FunctionRef) -> RenderedList? {
    let shown = components(shownBy: element).map(outermost)
    return renderedLists.first { list in
      !list.isFixed && (list.rows.contains(element) || shown.contains(list.component))
    }
  }

  /// Where a value is made that each render of a component makes anew: a function or literal of its body, or what a
  /// hook of the project gives that keeps nothing.
  private func remade(_ place: ValueRef, in component: FunctionRef, _ depth: Int) -> SourcePlace? {
    guard depth < 4 else { return nil }
    if let given = handedDown(place, in: component) {
      return remade(given.value, in: given.component, depth + 1)
    }
    let found = traced(place)
    let made = value(found)
    switch made.kind {
    case .function, .object, .array:
      guard found.unitIndex == component.unitIndex, component.id != FileFacts.module,
        body(of: component).span.contains(made.span)
      else { return nil }
      return SourcePlace(unit: found.unitIndex, span: made.span)
    case .result:
      return madeByHook(found, nil)
    case .member:
      let base = traced(ValueRef(unit: found.unitIndex, id: ValueID(made.a)))
      guard value(base).kind == .result else { return nil }
      return madeByHook(base, units[found.unitIndex].facts.names.string(NameID(made.b)))
    default: return nil
    }
  }

  /// What a component is handed under the name that a value reads of its properties, by the one who shows it.
  private func handedDown(_ place: ValueRef, in component: FunctionRef) -> (
    value: ValueRef, component: FunctionRef
  )? {
    let (names, base) = memberNames(of: place)
    guard place.unitIndex == component.unitIndex, names.count == 1, base.kind == .parameter,
      FunctionID(base.a) == component.id, base.detail == 0,
      let uses = react.uses[component], uses.count == 1, let use = uses.first
    else { return nil }
    let facts = units[use.unitIndex].facts
    let step = facts.instructions[use.id.index]
    guard let props = facts.list(ListID(step.b)).first,
      let entry = entries(of: ValueRef(unit: use.unitIndex, id: ValueID(props)))
        .last(where: { $0.name == names[0] })
    else { return nil }
    return (entry.value, outermost(function(of: step, in: use.unitIndex)))
  }

  /// Where a hook of the project makes what it gives, or gives under a name, at each call.
  private func madeByHook(_ place: ValueRef, _ name: String?) -> SourcePlace? {
    let ref = CallRef(unit: place.unitIndex, id: InstructionID(value(place).a))
    guard let position = table.position(of: ref), call(at: position).calleeName.hasPrefix("use"),
      let hook = call(at: position).resolved.targets.first
    else { return nil }
    for result in returns(of: hook) {
      var end = traced(result)
      if let name {
        guard let found = member(name, of: end, depth: 0) else { continue }
        end = traced(found)
      }
      let made = value(end)
      guard made.kind == .function, end.unitIndex == hook.unitIndex,
        body(of: hook).span.contains(made.span)
      else { continue }
      return SourcePlace(unit: end.unitIndex, span: made.span)
    }
    return nil
  }
}
