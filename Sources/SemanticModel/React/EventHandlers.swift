// What components do when something happens to their elements.

import Facts

/// A function that an element calls for an event.
package struct EventHandler: Sendable {
  /// The element's property: `onChange`.
  package let event: String
  /// The element's tag: `input`, `TextField`.
  package let tag: String
  let element: CallRef
  /// Where the property's value stands.
  package let place: SourcePlace
  package let function: FunctionRef
  package let component: FunctionRef
  /// What the property `type` of the element says.
  package let type: String
  /// What the property `name` of the element says.
  package let name: String

  /// Whether it runs for each key that is pressed.
  package var isTyping: Bool {
    // A field that suggests hands its text by a name of its own, also where its tag is a select.
    if event == "onInputChange" { return true }
    guard ["onChange", "onInput", "onChangeText", "onKeyUp", "onSearch"].contains(event) else {
      return false
    }
    let words = NameSplit.words(of: tag)
    return !words.contains(where: Self.choices.contains) && !Self.choosing.contains(type)
  }

  /// Whether it runs for each step of a slider that is drawn; what runs at its end has a name of its own.
  package var isSliding: Bool {
    guard ["onChange", "onInput", "onValueChange"].contains(event) else { return false }
    let words = NameSplit.words(of: tag)
    return words.last == "slider" || type == "range"
  }

  /// Whether it runs many times a second while the pointer moves or the page scrolls.
  package var isStream: Bool {
    ["onScroll", "onMouseMove", "onPointerMove", "onTouchMove", "onWheel", "onDrag"].contains(event)
  }

  private static let choices: Set<String> = [
    "select", "checkbox", "switch", "toggle", "radio", "date", "picker", "upload", "slider", "file",
    "tabs", "pagination", "dropdown", "rating", "group", "dropzone", "calendar", "menu",
  ]
  private static let choosing: Set<String> = [
    "checkbox", "radio", "file", "date", "range", "color", "submit", "time", "month", "week",
    "number",
    "datetime-local",
  ]
}

/// Something that a handler stores.
package struct HandlerWrite: Sendable {
  package let cell: CellID
  package let write: StateWrite
}

extension Program {
  /// The handlers of all elements of a file with components, which four rules ask for.
  package func eventHandlers(in unit: Int) -> [EventHandler] {
    let known = answers.eventHandlers.value {
      react.files.keys.reduce(into: [:]) { $0[$1] = readEventHandlers(in: $1) }
    }
    return known[unit] ?? readEventHandlers(in: unit)
  }

  private func readEventHandlers(in unit: Int) -> [EventHandler] {
    let facts = units[unit].facts
    var result: [EventHandler] = []
    for (position, step) in facts.instructions.enumerated() where step.operation == .element {
      guard let props = facts.list(ListID(step.b)).first, handlesEvents(ValueID(props), facts)
      else { continue }
      let entries = entries(of: ValueRef(unit: unit, id: ValueID(props)))
      let tag = text(of: ValueID(step.a), in: units[unit]).filter { $0 != "\"" }
      func written(_ name: String) -> String {
        let value = entries.last { $0.name == name }.map { optionValue(of: $0.value) }
        if case .text(let text) = value { return text }
        return ""
      }
      for entry in entries where entry.name.hasPrefix("on") && entry.name.utf8.count > 3 {
        let traced = traced(entry.value)
        let value = value(traced)
        guard let function = handler(value, traced, 0) else { continue }
        result.append(
          EventHandler(
            event: entry.name,
            tag: tag,
            element: CallRef(unit: unit, id: InstructionID(position)),
            place: SourcePlace(unit: unit, span: facts.values[entry.value.id.index].span),
            function: function,
            component: outermost(self.function(of: step, in: unit)),
            type: written("type"),
            name: written("name")
          )
        )
      }
    }
    return result
  }

  /// Whether some property begins with `on`, by its bytes: most elements have none, and need no texts.
  private func handlesEvents(_ props: ValueID, _ facts: FileFacts) -> Bool {
    let value = facts.values[props.index]
    guard value.kind == .object else { return false }
    let words = facts.list(ListID(value.a))
    return stride(from: words.startIndex, to: words.endIndex - 1, by: 2).contains { position in
      let range = facts.names.range(of: NameID(words[position]))
      return range.count >= 2 && facts.names.bytes[range.lowerBound] == UInt8(ascii: "o")
        && facts.names.bytes[range.lowerBound + 1] == UInt8(ascii: "n")
    }
  }

  /// The function that a value is, through calls that only hand it on; what is debounced is none.
  func handler(_ value: Value, _ place: ValueRef, _ depth: Int) -> FunctionRef? {
    if value.kind == .function {
      return FunctionRef(unit: place.unitIndex, id: FunctionID(value.a))
    }
    if let method = ownMethod(value, in: place.unitIndex) { return method }
    if value.kind == .member { return handler(ofHook: value, place) }
    guard value.kind == .result, depth < 3 else { return nil }
    let step = units[place.unitIndex].facts.instructions[Int(value.a)]
    let ref = CallRef(unit: place.unitIndex, id: InstructionID(value.a))
    guard step.operation == .call, let position = table.position(of: ref) else { return nil }
    let site = call(at: position)
    let callee = units[place.unitIndex].facts.values[Int(step.a)]
    if callee.kind == .member, site.calleeName == "bind" {
      let bound = traced(ValueRef(unit: place.unitIndex, id: ValueID(callee.a)))
      return handler(self.value(bound), bound, depth + 1)
    }
    guard !isDelayed(site), let given = site.passedOn else { return nil }
    let traced = traced(given)
    return handler(self.value(traced), traced, depth + 1)
  }

  /// The function that a hook of the project hands out under a name: `const { onTouchMove } = useSwipe()`.
  private func handler(ofHook value: Value, _ place: ValueRef) -> FunctionRef? {
    let base = traced(ValueRef(unit: place.unitIndex, id: ValueID(value.a)))
    guard self.value(base).kind == .result else { return nil }
    let ref = CallRef(unit: base.unitIndex, id: InstructionID(self.value(base).a))
    guard let position = table.position(of: ref) else { return nil }
    let site = call(at: position)
    let name = units[place.unitIndex].facts.names.string(NameID(value.b))
    guard site.calleeName.hasPrefix("use"), let hook = site.resolved.targets.first else {
      return nil
    }
    for result in returns(of: hook) {
      guard let found = member(name, of: traced(result), depth: 0) else { continue }
      let facts = units[found.unitIndex].facts
      // `isTouch ? onTouchMove : nothing`
      let given = self.value(traced(found))
      let choices =
        given.kind == .choice
        ? facts.valueList(ListID(given.a)).map { ValueRef(unit: found.unitIndex, id: $0) } : [found]
      for choice in choices {
        let end = traced(choice)
        guard self.value(end).kind == .function else { continue }
        return FunctionRef(unit: end.unitIndex, id: FunctionID(self.value(end).a))
      }
    }
    return nil
  }

  /// The functions that run with a function, in the same turn: itself, and those of its file that it calls.
  ///
  /// What it hands to a timer or a debouncer runs later and is left out; what follows a promise is not.
  func ownFunctions(from function: FunctionRef) -> Set<FunctionRef> {
    functions(
      runningWith: function,
      most: 24,
      calls: { site in
        let callee = ValueRef(unit: function.unitIndex, id: ValueID(site.instruction.a))
        return !isHeldBack(callee, 0)
      },
      hands: { !isDelayed($0) }
    )
  }

  /// Whether calling a value waits: what a debouncer gives, also where it is handed on or kept between renders.
  private func isHeldBack(_ callee: ValueRef, _ depth: Int) -> Bool {
    let place = traced(callee)
    let value = value(place)
    guard depth < 3, value.kind == .result else { return false }
    let step = units[place.unitIndex].facts.instructions[Int(value.a)]
    let ref = CallRef(unit: place.unitIndex, id: InstructionID(value.a))
    guard step.operation == .call, let position = table.position(of: ref) else { return false }
    let site = call(at: position)
    if isDelayed(site) { return true }
    if let given = site.passedOn { return isHeldBack(given, depth + 1) }
    let arguments = units[place.unitIndex].facts.valueList(ListID(step.b))
    guard site.plays(.memo), let first = arguments.first else { return false }
    let made = traced(ValueRef(unit: place.unitIndex, id: first))
    guard self.value(made).kind == .function else { return isHeldBack(made, depth + 1) }
    let maker = FunctionRef(unit: made.unitIndex, id: FunctionID(self.value(made).a))
    return returns(of: maker).contains { isHeldBack($0, depth + 1) }
  }

  /// Whether a call runs what it is given later than the event: by the tables, or by its name.
  private func isDelayed(_ site: CallSite) -> Bool {
    if site.plays(.defers) || isMadeByDeferral(site) { return true }
    let facts = site.unit.facts
    let callee = facts.values[Int(site.instruction.a)]
    let name: NameID
    switch callee.kind {
    case .member: name = NameID(callee.b)
    case .symbol: name = facts.symbols[Int(callee.a)].name
    case .global: name = NameID(callee.a)
    default: return false
    }
    return ["settimeout", "requestanimationframe", "setinterval"].contains {
      facts.names.isWord($0, name)
    } || ["debounce", "throttle"].contains { facts.names.holds($0, in: name) }
  }

  /// Whether what is called is an element of what a call gave that defers.
  private func isMadeByDeferral(_ site: CallSite) -> Bool {
    let unit = site.place.unit
    let element = traced(ValueRef(unit: unit, id: ValueID(site.instruction.a)))
    guard value(element).kind == .index else { return false }
    let base = ValueRef(unit: element.unitIndex, id: ValueID(value(element).a))
    guard value(base).kind == .result else { return false }
    let ref = CallRef(unit: base.unitIndex, id: InstructionID(value(base).a))
    return table.position(of: ref).map { call(at: $0).plays(.defers) } ?? false
  }

  /// What a handler stores in the state of components of its file.
  package func writes(of handler: EventHandler) -> [HandlerWrite] {
    let functions = ownFunctions(from: handler.function)
    guard let file = react.files[handler.function.unitIndex] else { return [] }
    return file.cellIDs.flatMap { id -> [HandlerWrite] in
      file.cells[id.position].writes.filter { functions.contains($0.function) }
        .map { HandlerWrite(cell: id, write: $0) }
    }
  }

  /// Whether a value is typed text: `event.target.value`, or the argument that a field hands its handler.
  package func isTypedText(_ write: StateWrite, by handler: EventHandler) -> Bool {
    isTyped(write.value, 0) || isHanded(write.value, by: handler)
  }

  /// Whether a value is what a field hands its handler itself, where the event is one of text alone.
  private func isHanded(_ place: ValueRef, by handler: EventHandler) -> Bool {
    guard place.id.isPresent else { return false }
    let given = traced(place)
    guard value(given).kind == .parameter, given.unitIndex == handler.function.unitIndex,
      FunctionID(value(given).a) == handler.function.id
    else { return false }
    return ["onInputChange", "onChangeText"].contains(handler.event)
      || value(given).detail == 0 && handsText(handler.element, as: handler.event)
  }

  func isTyped(_ place: ValueRef, _ depth: Int) -> Bool {
    guard place.id.isPresent, depth < 10 else { return false }
    let value = value(place)
    let facts = units[place.unitIndex].facts
    func inner(_ id: ValueID) -> Bool {
      isTyped(ValueRef(unit: place.unitIndex, id: id), depth + 1)
    }
    switch value.kind {
    case .member:
      let name = facts.names.string(NameID(value.b))
      return name == "value" || name == "currentTarget" || inner(ValueID(value.a))
    case .symbol:
      let symbol = facts.symbols[Int(value.a)]
      return symbol.value.isPresent && inner(symbol.value)
    case .object, .array, .template, .choice:
      if value.kind == .object {
        let words = Array(facts.list(ListID(value.a)))
        return stride(from: 1, to: words.count, by: 2).contains { inner(ValueID(words[$0])) }
      }
      return facts.valueList(ListID(value.a)).contains(where: inner)
    case .function:
      return returns(of: FunctionRef(unit: place.unitIndex, id: FunctionID(value.a)))
        .contains { isTyped($0, depth + 1) }
    case .result:
      let step = facts.instructions[Int(value.a)]
      let callee = facts.values[Int(step.a)]
      return callee.kind == .member && inner(ValueID(callee.a))
    default: return false
    }
  }
}
