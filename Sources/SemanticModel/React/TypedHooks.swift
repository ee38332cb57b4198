// Hooks that load data for what somebody types: another key is another request.

import Facts
import SourceText

extension Program {
  /// The hooks of a component whose key holds what is typed, and that nothing makes wait.
  func hooks(of component: FunctionRef, askingFor cell: CellID) -> [CallSite] {
    calls(in: component).map { call(at: $0) }.filter { site in
      guard site.calleeName.hasPrefix("use"), !isSwitched(site, besides: cell) else { return false }
      if let key = key(of: site) { return cells(readBy: key).contains(cell) }
      return relays(site, cell)
    }
  }

  /// What tells a hook's answers apart: its key, its input, or the argument of its endpoint.
  private func key(of site: CallSite) -> ValueRef? {
    guard site.plays(.queryHook) || site.plays(.procedureHook) || endpoint(of: site) != nil,
      let first = site.unit.facts.valueList(ListID(site.instruction.b)).first
    else { return nil }
    let given = ValueRef(unit: site.place.unit, id: first)
    guard site.plays(.queryHook), value(traced(given)).kind == .object else { return given }
    return member("queryKey", of: traced(given), depth: 0)
  }

  /// Whether an option says when the hook asks, by anything but the text itself.
  private func isSwitched(_ site: CallSite, besides cell: CellID) -> Bool {
    site.unit.facts.valueList(ListID(site.instruction.b)).contains { argument in
      let options = traced(ValueRef(unit: site.place.unit, id: argument))
      guard value(options).kind == .object else { return false }
      return ["enabled", "skip"].contains { name in
        guard let option = member(name, of: options, depth: 0) else { return false }
        return value(traced(option)).kind == .boolean || cells(readBy: option) != [cell]
      }
    }
  }

  /// Whether a hook of the project hands the text on to one that loads, without waiting.
  private func relays(_ site: CallSite, _ cell: CellID) -> Bool {
    guard let target = site.resolved.targets.first, !hasBrake([target]) else { return false }
    let arguments = site.unit.facts.valueList(ListID(site.instruction.b))
    return arguments.prefix(4).enumerated().contains { position, argument in
      let given = ValueRef(unit: site.place.unit, id: argument)
      if isText(given, of: cell) { return loads(target, by: Taken(position: position, name: nil)) }
      guard value(given).kind == .object else { return false }
      return entries(of: given).contains { entry in
        (isText(entry.value, of: cell) || holdsText(entry.value, of: cell))
          && loads(target, by: Taken(position: position, name: entry.name))
      }
    }
  }

  private func isText(_ place: ValueRef, of cell: CellID) -> Bool {
    value(place).kind == .symbol && self.cell(of: place) == cell
  }

  /// Whether an object that is written on the spot holds the text: `{ params: { q, page } }`.
  private func holdsText(_ place: ValueRef, of cell: CellID) -> Bool {
    value(place).kind == .object && entries(of: place).contains { isText($0.value, of: cell) }
  }

  /// A parameter of a hook, or what is taken out of it under a name.
  private struct Taken {
    let position: Int
    let name: String?
  }

  /// Whether the key of a hook inside a function holds one of its parameters.
  private func loads(_ function: FunctionRef, by taken: Taken) -> Bool {
    let facts = units[function.unitIndex].facts
    return calls(in: function).contains { position in
      let site = call(at: position)
      guard let key = key(of: site), !hasSwitch(site) else { return false }
      let span = value(key).span
      let body = facts.functions[function.id.index]
      let values = body.firstValue.index..<max(body.firstValue.index, body.endValue.index)
      return values.contains { index in
        let inner = facts.values[index]
        return inner.kind == .symbol && span.contains(inner.span)
          && derives(facts.symbols[Int(inner.a)].value, from: taken, of: function, 0)
      }
    }
  }

  /// Whether an option says when the hook asks, by something that its caller hands it.
  private func hasSwitch(_ site: CallSite) -> Bool {
    site.unit.facts.valueList(ListID(site.instruction.b)).contains { argument in
      let options = traced(ValueRef(unit: site.place.unit, id: argument))
      guard value(options).kind == .object else { return false }
      return ["enabled", "skip"].contains { name in
        guard let option = member(name, of: options, depth: 0) else { return false }
        return value(traced(option)).kind == .boolean || readsParameter(option)
      }
    }
  }

  private func readsParameter(_ option: ValueRef) -> Bool {
    let facts = units[option.unitIndex].facts
    let span = value(option).span
    return facts.values.contains { value in
      guard value.kind == .symbol, span.contains(value.span) else { return false }
      var made = facts.values[facts.symbols[Int(value.a)].value.index]
      while made.kind == .member || made.kind == .symbol {
        made =
          made.kind == .member
          ? facts.values[Int(made.a)]
          : facts.values[facts.symbols[Int(made.a)].value.index]
      }
      return made.kind == .parameter
    }
  }

  /// Whether a value is made of a parameter at once: trimmed, encoded, or kept between renders, but not delayed.
  private func derives(
    _ id: ValueID,
    from taken: Taken,
    of function: FunctionRef,
    _ depth: Int
  ) -> Bool {
    guard id.isPresent, depth < 8 else { return false }
    if isParameter(id, taken, of: function) { return true }
    let facts = units[function.unitIndex].facts
    let value = facts.values[id.index]
    func inner(_ id: ValueID) -> Bool { derives(id, from: taken, of: function, depth + 1) }
    switch value.kind {
    case .symbol:
      let symbol = facts.symbols[Int(value.a)]
      return !symbol.flags.contains(.reassigned) && inner(symbol.value)
    case .choice, .template: return facts.valueList(ListID(value.a)).contains(where: inner)
    case .object:
      return entries(of: ValueRef(unit: function.unitIndex, id: id)).contains {
        $0.value.unit == function.unit && inner($0.value.id)
      }
    case .result:
      let ref = CallRef(unit: function.unitIndex, id: InstructionID(value.a))
      guard let position = table.position(of: ref) else { return false }
      let site = call(at: position)
      let arguments = facts.valueList(ListID(site.instruction.b))
      if site.plays(.memo) {
        return arguments.first.map { returns(of: ValueRef(unit: function.unitIndex, id: $0)) }?
          .contains { $0.unit == function.unit && inner($0.id) } ?? false
      }
      // Other hooks may wait, and so may what says that it does.
      let name = site.calleeName.lowercased()
      guard !name.hasPrefix("use"),
        !["debounce", "throttle", "defer"].contains(where: name.contains)
      else { return false }
      let callee = facts.values[Int(site.instruction.a)]
      return callee.kind == .member && inner(ValueID(callee.a)) || arguments.contains(where: inner)
    default: return false
    }
  }

  private func isParameter(_ id: ValueID, _ taken: Taken, of function: FunctionRef) -> Bool {
    let facts = units[function.unitIndex].facts
    guard id.isPresent else { return false }
    var value = facts.values[id.index]
    if let name = taken.name {
      guard value.kind == .member, facts.names.string(NameID(value.b)) == name else { return false }
      value = facts.values[Int(value.a)]
      if value.kind == .symbol { value = facts.values[facts.symbols[Int(value.a)].value.index] }
      // A parameter with a default.
      if value.kind == .choice, let first = facts.list(ListID(value.a)).first {
        value = facts.values[Int(first)]
      }
    }
    return value.kind == .parameter && FunctionID(value.a) == function.id
      && Int(value.detail) == taken.position
  }
}
