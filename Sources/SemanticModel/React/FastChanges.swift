// State that changes many times a second, and requests that go out as fast.

import Facts
import SourceText

/// Something that sets state, or asks the server, at each event of a fast stream.
package struct FastChange: Sendable {
  /// The event: `scroll`, `onMouseMove`, `onChange`.
  package let event: String
  /// Where the listener or handler is given.
  package let listener: SourcePlace
  /// What happens at each event: the call of the setter, or the request.
  package let site: CallSite
  package let component: FunctionRef
  /// The state that is set, where it is state.
  package let cell: StateCell?
  /// Whether it is a slider that is drawn.
  package var isSliding = false
}

extension Program {
  /// The function of the effect in which a call stands, itself or in a function of it.
  package func effect(around site: CallSite) -> FunctionRef? {
    let unit = site.place.unit
    return react.files[unit]?.effects.compactMap(\.function).first { function in
      function.unitIndex == unit && body(of: function).span.contains(site.place.span)
    }
  }

  /// Setters that run at each event of scrolling, resizing or moving the pointer, with nothing that slows them down.
  package var streamedChanges: [FastChange] {
    let adding = Dictionary(grouping: calls(named: ["addEventListener"])) {
      $0.resolved.place.unitIndex
    }
    return react.inOrder.filter { !isNeverShown($0.unit) }.flatMap { file -> [FastChange] in
      let handlers = eventHandlers(in: file.unit).filter(\.isStream)
      var seen: Set<CallRef> = []
      let own = listeners(among: adding[file.unit] ?? [], in: file).map {
        ($0, nil as FunctionRef?)
      }
      // What a hook of the project hands out renders the component that listens with it.
      let handled = handlers.map {
        (
          (event: $0.event, place: $0.place, function: $0.function),
          $0.function.unitIndex == file.unit ? nil : $0.component
        )
      }
      return (own + handled).flatMap { listener, component in
        changes(by: listener, rendering: component, besides: &seen)
      }
    }
  }

  /// What a listener sets at each event; a component is given where the state is that of a hook.
  private func changes(
    by listener: (event: String, place: SourcePlace, function: FunctionRef),
    rendering component: FunctionRef?,
    besides seen: inout Set<CallRef>
  ) -> [FastChange] {
    let functions = ownFunctions(from: listener.function)
    guard !hasBrake(functions), !measures(listener.function) else { return [] }
    var result: [FastChange] = []
    for cell in react.files[listener.function.unitIndex]?.cells ?? [] {
      for write in cell.writes
      where functions.contains(write.function) && seen.insert(write.call).inserted
        && isFresh(write, in: functions)
      {
        guard let position = table.position(of: write.call) else { continue }
        result.append(
          FastChange(
            event: listener.event,
            listener: listener.place,
            site: call(at: position),
            component: component ?? cell.component,
            cell: cell
          )
        )
      }
    }
    return result
  }

  private static let streams: Set<String> = [
    "scroll", "resize", "mousemove", "pointermove", "touchmove", "wheel", "drag",
  ]

  /// Whether a function belongs to what shows as many rows as there is room for: it must follow the scrolling.
  private func measures(_ function: FunctionRef) -> Bool {
    NameSplit.words(of: name(of: outermost(function))).contains {
      $0.hasPrefix("virtual") || $0.hasPrefix("window")
    }
  }

  /// What effects add to the window or to an element for events that come in streams.
  private func listeners(among sites: [CallSite], in file: ReactFile) -> [(
    event: String, place: SourcePlace, function: FunctionRef
  )] {
    let facts = units[file.unit].facts
    return sites.compactMap { site in
      let arguments = facts.valueList(ListID(site.instruction.b))
      guard arguments.count > 1, facts.values[arguments[0].index].kind == .string else {
        return nil
      }
      let event = facts.names.string(NameID(facts.values[arguments[0].index].a))
      let traced = traced(ValueRef(unit: file.unit, id: arguments[1]))
      guard Self.streams.contains(event), value(traced).kind == .function,
        traced.unitIndex == file.unit
      else { return nil }
      let function = FunctionRef(unit: file.unit, id: FunctionID(value(traced).a))
      return (event, site.place, function)
    }
  }

  /// Whether some functions wait before they do something.
  func hasBrake(_ functions: Set<FunctionRef>) -> Bool {
    functions.contains { function in
      calls(in: function).contains {
        let name = call(at: $0).calleeName.lowercased()
        return name == "requestanimationframe" || name == "settimeout" || name.contains("throttle")
          || name.contains("debounce")
      }
    }
  }

  /// Whether a write stores another value nearly each time: a flag that seldom flips renders nothing.
  ///
  /// What the function around the handler is handed stays the same for an element: the number of its row.
  private func isFresh(_ write: StateWrite, in functions: Set<FunctionRef>) -> Bool {
    guard write.value.id.isPresent, !isConditional(write.call) else { return false }
    let stored = traced(write.value)
    if value(stored).kind == .parameter {
      let owner = FunctionRef(unit: stored.unitIndex, id: FunctionID(value(stored).a))
      guard functions.contains(owner) else { return false }
    }
    return isFresh(stored, 0)
  }

  private func isFresh(_ place: ValueRef, _ depth: Int) -> Bool {
    let value = value(place)
    switch value.kind {
    case .boolean, .null, .undefined, .number, .string, .unary, .absent: return false
    case .function:
      // `(before) => ({ ...before, x: event.clientX })`
      return returns(of: place).contains { result in
        entries(of: traced(result)).contains { entry in
          !entry.name.isEmpty && self.value(traced(entry.value)).kind == .member
        }
      }
    case .binary:
      guard let operation = Operator(rawValue: value.detail) else { return true }
      return [.add, .subtract, .multiply, .divide, .remainder].contains(operation)
    case .choice:
      guard depth < 4 else { return false }
      return units[place.unitIndex].facts.valueList(ListID(value.a)).allSatisfy {
        isFresh(traced(ValueRef(unit: place.unitIndex, id: $0)), depth + 1)
      }
    default: return true
    }
  }
}

extension Program {
  /// Requests that go out at each key stroke: from the handler of a field, or from an effect or a hook that follows
  /// what is typed.
  package var typedRequests: [FastChange] {
    react.inOrder.filter { !isNeverShown($0.unit) }.flatMap { file -> [FastChange] in
      let handlers = eventHandlers(in: file.unit).filter { $0.isTyping || $0.isSliding }
      var seen: Set<FunctionRef> = []
      return handlers.flatMap { handler -> [FastChange] in
        let written = writes(of: handler).filter {
          isTypedText($0.write, by: handler)
            || handler.isSliding && isHandedOn($0.write, by: handler)
        }
        let own = ownFunctions(from: handler.function)
        guard !written.isEmpty || own.contains(where: readsText) else { return [] }
        var found = requests(in: own).filter {
          !isForAnotherField($0, than: handler) && !waitsForWhole($0, from: handler.function)
        }
        for write in written {
          found += requests(
            of: handler.component,
            followingText: write.cell,
            in: file,
            drawn: handler.isSliding
          )
        }
        guard let site = found.first, seen.insert(handler.component).inserted else { return [] }
        return [
          FastChange(
            event: handler.event,
            listener: handler.place,
            site: site,
            component: handler.component,
            cell: written.first.flatMap { react[$0.cell] },
            isSliding: handler.isSliding
          )
        ]
      } + handedRequests(in: file, besides: &seen)
    }
  }

  /// The requests that follow state which a field is handed the setter of: `<SearchBar onChange={setText} />`.
  private func handedRequests(
    in file: ReactFile,
    besides seen: inout Set<FunctionRef>
  ) -> [FastChange] {
    handedTexts(in: file).compactMap { handed in
      guard let cell = react[handed.cell],
        let site = requests(of: cell.component, followingText: handed.cell, in: file).first,
        seen.insert(cell.component).inserted
      else { return nil }
      return FastChange(
        event: handed.event,
        listener: handed.place,
        site: site,
        component: cell.component,
        cell: cell
      )
    }
  }

  /// What a component asks for because typed text is in some state of it: through its hooks and its effects.
  private func requests(
    of component: FunctionRef,
    followingText cell: CellID,
    in file: ReactFile,
    drawn: Bool = false
  ) -> [CallSite] {
    var found = hooks(of: component, askingFor: cell)
    for effect in file.effects where effect.component == component {
      guard let function = effect.function, depends(effect, on: cell) else { continue }
      let functions = ownFunctions(from: function)
      if drawn || !hasBrake(functions) && !isGated(function),
        !functions.contains(where: { waitsForWhole(cell, $0) })
      {
        found += requests(in: functions).filter { !waitsForWord($0, in: function) }
      }
    }
    return found
  }

  /// Whether a handler that several fields share asks only when it runs for another of them: `name === "city"`.
  private func isForAnotherField(_ site: CallSite, than handler: EventHandler) -> Bool {
    let own = handler.function
    let steps =
      site.function == own
      ? [site.resolved.place]
      : calls(in: own).map { call(at: $0) }.filter { $0.resolved.targets.contains(site.function) }
        .map(\.resolved.place)
    return !steps.isEmpty
      && steps.allSatisfy { step in
        let names = fieldNames(testedAround: step)
        return !names.isEmpty && !names.contains(handler.name)
      }
  }

  /// The texts with which the conditions around a step compare the name of a field.
  private func fieldNames(testedAround step: CallRef) -> Set<String> {
    let facts = units[step.unitIndex].facts
    var result: Set<String> = []
    var region = facts.instructions[step.id.index].region
    while region.isPresent {
      let span = facts.values[facts.regions[region.index].subject.index].span
      for value in facts.values where value.kind == .binary && span.contains(value.span) {
        guard value.detail == Operator.equal.rawValue else { continue }
        let sides = [value.a, value.b].map { ValueID($0) }
        guard let text = sides.first(where: { facts.values[$0.index].kind == .string }),
          sides.contains(where: { isFieldName($0, facts) })
        else { continue }
        result.insert(facts.names.string(NameID(facts.values[text.index].a)))
      }
      region = facts.regions[region.index].parent
    }
    return result
  }

  private func isFieldName(_ id: ValueID, _ facts: FileFacts) -> Bool {
    let value = facts.values[id.index]
    switch value.kind {
    case .symbol: return facts.names.isText("name", facts.symbols[Int(value.a)].name)
    case .member: return facts.names.isText("name", NameID(value.b))
    default: return false
    }
  }

  private func depends(_ effect: EffectHook, on cell: CellID) -> Bool {
    guard case .values(let values) = effect.dependencies else { return false }
    return values.contains { value($0).kind == .symbol && self.cell(of: $0) == cell }
  }

  /// Whether an effect gives up when something else is not there yet: a submitted flag.
  private func isGated(_ function: FunctionRef) -> Bool {
    guard
      let effect = react.files[function.unitIndex]?.effects.first(where: { $0.function == function }
      ),
      case .values(let values) = effect.dependencies
    else { return false }
    return values.count > 3
  }

  private func readsText(_ function: FunctionRef) -> Bool {
    let facts = units[function.unitIndex].facts
    let fact = facts.functions[function.id.index]
    return (fact.firstValue.index..<max(fact.firstValue.index, fact.endValue.index)).contains {
      let value = facts.values[$0]
      guard value.kind == .member, facts.names.string(NameID(value.b)) == "value" else {
        return false
      }
      let base = facts.values[Int(value.a)]
      return base.kind == .member && facts.names.string(NameID(base.b)) == "target"
    }
  }
}
