// Lists that components show: one element for each entry of a collection.

import Facts

/// A collection that a component turns into elements.
package struct RenderedList: Sendable {
  /// The call of `map`.
  package let site: CallSite
  package let component: FunctionRef
  /// Elements that one row is made of, those of its own components not counted.
  package let elementsPerRow: Int
  /// The elements of components that a row begins with.
  package let rows: [CallRef]
  package let source: DataSource
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
      let site = call(at: position)
      let callee = facts.values[Int(site.instruction.a)]
      guard site.instruction.operation == .call, callee.kind == .member,
        facts.names.string(NameID(callee.b)) == "map",
        let first = facts.valueList(ListID(site.instruction.b)).first,
        facts.values[first.index].kind == .function
      else { return nil }
      guard !site.use.methods.contains("slice") else { return nil }
      let row = FunctionRef(unit: unit, id: FunctionID(facts.values[first.index].a))
      let elements = elements(in: row)
      guard !elements.isEmpty, returns(of: row).contains(where: { isElement($0, 0) }) else {
        return nil
      }
      return RenderedList(
        site: site,
        component: outermost(site.function),
        elementsPerRow: elements.count,
        rows: elements.filter { isComponent($0) },
        source: dataSource(of: ValueRef(unit: unit, id: ValueID(callee.a)))
      )
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
