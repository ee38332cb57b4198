// Components that other components make anew at each render, and rows that change their identity.

import Facts
import SourceText

/// A component that is declared inside another, which shows it as an element.
package struct InnerComponent: Sendable {
  package let name: String
  /// The name where it is declared.
  package let place: SourcePlace
  package let component: FunctionRef
  /// An element that shows it.
  package let use: SourcePlace
  /// How many pieces of state make the outer component render again and again: by somebody's hand, or by themselves.
  package let states: Int
  /// Whether it keeps something that is lost: state, effects, or a field that is typed into.
  package let losesState: Bool
  /// Whether the outer component renders again and again in sight: by somebody's hand, by itself, or for each row.
  package let isRepeated: Bool
  /// Whether it keeps nothing itself and stands in one case of several: what it shows may be away when others change.
  package let isSeldom: Bool
  /// Whether it keeps nothing itself and is a few elements: a button with its dialog.
  package let isLight: Bool
}

/// A row whose key is another at each render.
package struct UnstableKey: Sendable {
  package let place: SourcePlace
  package let component: FunctionRef
  /// The list, where its rows come from a collection; else a loop of the component makes them.
  package let list: RenderedList?
}

extension Program {
  /// Components that are declared inside others with state of their own.
  package var innerComponents: [InnerComponent] {
    react.inOrder.filter { !isNeverShown($0.unit) }.flatMap { file -> [InnerComponent] in
      let facts = units[file.unit].facts
      var seen: Set<SymbolID> = []
      return facts.instructions.compactMap { step -> InnerComponent? in
        let tag = facts.values[Int(step.a)]
        guard step.operation == .element, tag.kind == .symbol, seen.insert(SymbolID(tag.a)).inserted
        else { return nil }
        let symbol = facts.symbols[Int(tag.a)]
        let made = facts.values[symbol.value.index]
        guard made.kind == .function, symbol.function != FileFacts.module,
          !symbol.flags.contains(.reassigned)
        else { return nil }
        let inner = FunctionRef(unit: file.unit, id: FunctionID(made.a))
        let outer = outermost(inner)
        let states = file.cellIDs.filter { id in
          let cell = file.cells[id.position]
          return cell.component == outer && !isInside(function(of: cell), inner)
        }
        let changing = states.count { isSetByHand($0) || frequentCells[$0] != nil }
        let shown = elements(in: inner)
        guard outer != inner, !states.isEmpty, isInside(function(of: step, in: file.unit), outer),
          !shown.isEmpty
        else { return nil }
        let losesState = keepsSomething(inner, file)
        // One element that keeps nothing costs nothing to make again: an icon.
        guard losesState || shown.count > 1 else { return nil }
        return InnerComponent(
          name: facts.names.string(symbol.name),
          place: SourcePlace(unit: file.unit, span: symbol.declaration),
          component: outer,
          use: SourcePlace(unit: file.unit, span: step.span),
          states: changing,
          losesState: losesState,
          isRepeated: isRepeated(outer, inner, step, file),
          isSeldom: !holdsItself(inner, file) && isOneOfSeveral(step, outer)
            && !states.contains { frequentCells[$0] != nil },
          isLight: !holdsItself(inner, file) && shown.count < Self.fewElements
            && !renderedLists.contains { isInside($0.site.function, inner) && !$0.isFixed }
        )
      }
    }
  }

  /// So few elements are made anew before anybody feels it.
  private static let fewElements = 8

  /// Whether state of a component changes after it is first shown, or a list shows its inner one for each row.
  private func isRepeated(
    _ outer: FunctionRef,
    _ inner: FunctionRef,
    _ use: Instruction,
    _ file: ReactFile
  ) -> Bool {
    let span = use.span
    let isRow = renderedLists.contains {
      $0.component == outer && $0.site.place.span.contains(span)
    }
    return isRow
      || file.cellIDs.contains { id in
        let cell = file.cells[id.position]
        return cell.component == outer && !isInside(function(of: cell), inner)
          && (isSetByHand(id) || frequentCells[id] != nil)
      }
  }

  private func function(of cell: StateCell) -> FunctionRef {
    let step = units[cell.unit].facts.instructions[cell.call.id.index]
    return function(of: step, in: cell.unit)
  }

  private func keepsSomething(_ inner: FunctionRef, _ file: ReactFile) -> Bool {
    holdsItself(inner, file) || isStateful(below: inner)
  }

  /// Whether an element is handed on for something else to show, or stands under a condition on what there is to show.
  private func isOneOfSeveral(_ use: Instruction, _ outer: FunctionRef) -> Bool {
    let facts = units[outer.unitIndex].facts
    func shows(_ id: ValueID) -> Bool {
      guard id.isPresent, facts.values[id.index].kind == .result else { return false }
      let made = facts.instructions[Int(facts.values[id.index].a)]
      return made.operation == .element && made.span == use.span
    }
    return facts.values.indices.contains { position in
      switch facts.values[position].kind {
      case .choice:
        return facts.valueList(ListID(facts.values[position].a)).contains(where: shows)
      case .object:
        let object = ValueRef(unit: outer.unitIndex, id: ValueID(UInt32(position)))
        return entries(of: object).contains { $0.name != "children" && shows($0.value.id) }
      default: return false
      }
    }
  }

  private func holdsItself(_ inner: FunctionRef, _ file: ReactFile) -> Bool {
    let facts = units[inner.unitIndex].facts
    return file.cells.contains { isInside(function(of: $0), inner) }
      || elements(in: inner).contains { element in
        let tag = text(
          of: ValueID(facts.instructions[element.id.index].a),
          in: units[inner.unitIndex]
        )
        return ["\"input\"", "\"textarea\"", "Input", "TextField", "\"iframe\"", "\"video\""]
          .contains(tag)
      }
  }

  /// Whether a component that a function shows keeps state: a dialog that is open.
  func isStateful(below inner: FunctionRef) -> Bool {
    var seen: Set<FunctionRef> = [inner]
    var queue = [inner]
    while let next = queue.popLast(), seen.count < 32 {
      for component in elements(in: next).flatMap(components(shownBy:)).map(outermost)
      where seen.insert(component).inserted {
        let cells = react.files[component.unitIndex]?.cells ?? []
        if cells.contains(where: { $0.component == component }) { return true }
        queue.append(component)
      }
    }
    return false
  }

  /// Rows of lists whose key is made while they are rendered: a random number, a fresh id, the time.
  package var unstableKeys: [UnstableKey] {
    (unstableKeysOfLists + unstableKeysOfLoops).sorted { $0.place < $1.place }
  }

  /// Elements that a loop in the body of a component makes, with a key that is made there too.
  private var unstableKeysOfLoops: [UnstableKey] {
    react.inOrder.filter { !isNeverShown($0.unit) }.flatMap { file -> [UnstableKey] in
      let facts = units[file.unit].facts
      return facts.instructions.compactMap { step -> UnstableKey? in
        guard step.operation == .element, isInLoop(step, facts),
          let props = facts.list(ListID(step.b)).first
        else { return nil }
        let component = function(of: step, in: file.unit)
        guard component.id != FileFacts.module, outermost(component) == component,
          let key = entries(of: ValueRef(unit: file.unit, id: ValueID(props)))
            .last(where: { $0.name == "key" }), isMadeAnew(key.value)
        else { return nil }
        return UnstableKey(
          place: SourcePlace(unit: file.unit, span: value(key.value).span),
          component: component,
          list: nil
        )
      }
    }
  }

  private func isInLoop(_ step: Instruction, _ facts: FileFacts) -> Bool {
    var region = step.region
    while region.isPresent {
      if facts.regions[region.index].kind.isLoop { return true }
      region = facts.regions[region.index].parent
    }
    return false
  }

  private var unstableKeysOfLists: [UnstableKey] {
    renderedLists.compactMap { list in
      let facts = list.site.unit.facts
      guard let first = facts.valueList(ListID(list.site.instruction.b)).first,
        facts.values[first.index].kind == .function
      else { return nil }
      let row = FunctionRef(unit: list.site.place.unit, id: FunctionID(facts.values[first.index].a))
      for element in elements(in: row) {
        let step = facts.instructions[element.id.index]
        guard let props = facts.list(ListID(step.b)).first else { continue }
        let entries = entries(of: ValueRef(unit: row.unitIndex, id: ValueID(props)))
        guard let key = entries.last(where: { $0.name == "key" }), isMadeAnew(key.value) else {
          continue
        }
        return UnstableKey(
          place: SourcePlace(unit: row.unitIndex, span: value(key.value).span),
          component: list.component,
          list: list
        )
      }
      return nil
    }
  }

  private static let makers: Set<String> = [
    "random", "uuid", "uuidv4", "v4", "nanoid", "now", "randomUUID", "uniqueId", "cuid",
  ]

  private func isMadeAnew(_ place: ValueRef) -> Bool {
    let facts = units[place.unitIndex].facts
    let value = value(place)
    switch value.kind {
    case .result:
      let id = InstructionID(value.a)
      guard facts.instructions[id.index].operation == .call,
        let position = table.position(of: CallRef(unit: place.unitIndex, id: id))
      else { return false }
      let site = call(at: position)
      if site.calleeName == "toString", facts.values[Int(site.instruction.a)].kind == .member {
        let base = facts.values[Int(site.instruction.a)].a
        return isMadeAnew(ValueRef(unit: place.unitIndex, id: ValueID(base)))
      }
      return Self.makers.contains(site.calleeName)
    case .template, .choice:
      return facts.valueList(ListID(value.a)).contains {
        isMadeAnew(ValueRef(unit: place.unitIndex, id: $0))
      }
    case .binary:
      return [value.a, value.b].contains {
        isMadeAnew(ValueRef(unit: place.unitIndex, id: ValueID($0)))
      }
    default: return false
    }
  }
}
