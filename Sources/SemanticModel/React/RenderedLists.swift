// Lists that components show: one element for each entry of a collection.

import Facts

/// A collection that a component turns into elements.
package struct RenderedList: Sendable {
  /// The call of `map`.
  package let site: CallSite
  package let component: FunctionRef
  /// Elements that one row is made of, with those of its components two levels down.
  package let elementsPerRow: Int
  /// Those that stand in the row itself.
  package let ownElements: Int
  /// The elements of components that a row begins with.
  package let rows: [CallRef]
  package let source: DataSource
  /// Whether the entries stand in the code: a row of buttons.
  package let isFixed: Bool

  /// Whether its entries come from a request or from state, as many as there are.
  package var isLoaded: Bool { !source.requests.isEmpty || !source.cells.isEmpty }

  /// What the code calls the collection: `orders` of `data.orders.map(…)`; empty where it has no name.
  package var name: String {
    let facts = site.unit.facts
    let callee = facts.values[Int(site.instruction.a)]
    var base = facts.values[Int(callee.a)]
    while base.kind == .choice, let first = facts.list(ListID(base.a)).first {
      base = facts.values[Int(first)]
    }
    switch base.kind {
    case .symbol: return facts.names.string(facts.symbols[Int(base.a)].name)
    case .member: return facts.names.string(NameID(base.b))
    default: return ""
    }
  }
}

extension Program {
  /// The lists of all components, in order of file and place.
  package var renderedLists: [RenderedList] {
    answers.renderedLists.value {
      react.inOrder.filter { !isNeverShown($0.unit) }.flatMap { lists(in: $0.unit) }
    }
  }

  private func lists(in unit: Int) -> [RenderedList] {
    let facts = units[unit].facts
    return table.calls(of: unit).compactMap { position -> RenderedList? in
      let step = facts.instructions[calls[position].place.id.index]
      let callee = facts.values[Int(step.a)]
      guard step.operation == .call, callee.kind == .member,
        facts.names.isText("map", NameID(callee.b)),
        let first = facts.eachValue(of: ListID(step.b)).first,
        facts.values[first.index].kind == .function
      else { return nil }
      let site = call(at: position)
      guard !site.use.methods.contains("slice") else { return nil }
      let row = FunctionRef(unit: unit, id: FunctionID(facts.values[first.index].a))
      let elements = elements(in: row)
      guard !elements.isEmpty, returns(of: row).contains(where: { isElement($0, 0) }),
        !leavesOut(row)
      else { return nil }
      let rows = ValueRef(unit: unit, id: ValueID(callee.a))
      let components = elements.filter { isComponent($0) }
      return RenderedList(
        site: site,
        component: outermost(site.function),
        elementsPerRow: elements.count + parts(of: components, 2),
        ownElements: elements.count,
        rows: components,
        source: dataSource(of: rows),
        isFixed: value(traced(rows)).kind == .array
      )
    }
  }

  /// The elements that components are made of, as far as they are told; a row is taken to have no more than so many.
  private func parts(of uses: [CallRef], _ levels: Int) -> Int {
    guard levels > 0 else { return 0 }
    return uses.prefix(12).reduce(0) { sum, use in
      guard sum < 100, let component = components(shownBy: use).first else { return sum }
      let own = elements(in: component).filter { !isConditional($0) }
      return sum + own.count + parts(of: own.filter { isComponent($0) }, levels - 1)
    }
  }

  /// Whether one more render of a component is felt: it shows a list, several components of the project, or many
  /// elements; what it is handed to show between its own is not rendered again.
  package func isLarge(_ component: FunctionRef) -> Bool {
    if renderedLists.contains(where: { $0.component == component && !$0.isFixed }) { return true }
    let facts = units[component.unitIndex].facts
    let shown = facts.instructions.indices.filter { position in
      let step = facts.instructions[position]
      return step.operation == .element
        && outermost(function(of: step, in: component.unitIndex)) == component
    }.map { CallRef(unit: component.unitIndex, id: InstructionID($0)) }
    return shown.count >= 20 || shown.count { !components(shownBy: $0).isEmpty } >= 2
  }

  /// Whether a row gives nothing where its number lies outside of some range: a window of the project's own making.
  private func leavesOut(_ row: FunctionRef) -> Bool {
    guard returns(of: row).contains(where: { [.null, .undefined].contains(value($0).kind) }) else {
      return false
    }
    let facts = units[row.unitIndex].facts
    func isNumber(_ id: UInt32) -> Bool {
      var value = facts.values[Int(id)]
      if value.kind == .symbol { value = facts.values[facts.symbols[Int(value.a)].value.index] }
      return value.kind == .parameter && FunctionID(value.a) == row.id && value.detail == 1
    }
    let body = facts.functions[row.id.index]
    return (body.firstValue.index..<max(body.firstValue.index, body.endValue.index)).contains {
      let value = facts.values[$0]
      guard value.kind == .binary, let comparison = Operator(rawValue: value.detail),
        [.less, .lessOrEqual, .greater, .greaterOrEqual].contains(comparison)
      else { return false }
      return isNumber(value.a) || isNumber(value.b)
    }
  }

  /// The elements that a function makes itself.
  package func elements(in function: FunctionRef) -> [CallRef] {
    let facts = units[function.unitIndex].facts
    let fact = facts.functions[function.id.index]
    let first = fact.firstInstruction.index
    return (first..<max(first, fact.endInstruction.index)).compactMap {
      facts.instructions[$0].operation == .element
        ? CallRef(unit: function.unitIndex, id: InstructionID($0)) : nil
    }
  }

  private func isComponent(_ element: CallRef) -> Bool {
    let facts = units[element.unitIndex].facts
    return facts.values[Int(facts.instructions[element.id.index].a)].kind != .string
  }

  private func isElement(_ place: ValueRef, _ depth: Int) -> Bool {
    let value = value(place)
    let facts = units[place.unitIndex].facts
    switch value.kind {
    case .result: return facts.instructions[Int(value.a)].operation == .element
    case .choice:
      return depth < 4
        && facts.valueList(ListID(value.a)).contains {
          isElement(ValueRef(unit: place.unitIndex, id: $0), depth + 1)
        }
    default: return false
    }
  }

  /// The components that an element shows.
  package func components(shownBy element: CallRef) -> [FunctionRef] {
    guard let position = table.position(of: element) else { return [] }
    return Array(calls[position].targets)
  }

  /// Whether a step stands on some paths of its function only.
  package func isConditional(_ step: CallRef) -> Bool {
    let facts = units[step.unitIndex].facts
    var region = facts.instructions[step.id.index].region
    while region.isPresent {
      if facts.regions[region.index].kind.isArm { return true }
      region = facts.regions[region.index].parent
    }
    return false
  }
}
