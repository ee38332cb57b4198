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
        isText(entry.value, of: cell)
          && loads(target, by: Taken(position: position, name: entry.name))
      }
    }
  }

  private func isText(_ place: ValueRef, of cell: CellID) -> Bool {
    value(place).kind == .symbol && self.cell(of: place) == cell
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
          && isParameter(facts.symbols[Int(inner.a)].value, taken, of: function)
      }
    }
  }

  private func hasSwitch(_ site: CallSite) -> Bool {
    site.unit.facts.valueList(ListID(site.instruction.b)).contains { argument in
      let options = traced(ValueRef(unit: site.place.unit, id: argument))
      return value(options).kind == .object
        && ["enabled", "skip"].contains { member($0, of: options, depth: 0) != nil }
    }
  }

  private func isParameter(_ id: ValueID, _ taken: Taken, of function: FunctionRef) -> Bool {
    let facts = units[function.unitIndex].facts
    guard id.isPresent else { return false }
    var value = facts.values[id.index]
    if let name = taken.name {
      guard value.kind == .member, facts.names.string(NameID(value.b)) == name else { return false }
      value = facts.values[Int(value.a)]
    }
    return value.kind == .parameter && FunctionID(value.a) == function.id
      && Int(value.detail) == taken.position
  }
}
