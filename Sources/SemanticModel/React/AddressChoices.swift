// What the search part of the page's address chooses: `?page=2&sort=price`.

import Facts

extension Program {
  /// Whether a value is read out of the search part of the address: visitors change it and stay on the page.
  func isSearchParameter(_ place: ValueRef) -> Bool { isOfSearch(place, 0) }

  private func isOfSearch(_ place: ValueRef, _ depth: Int) -> Bool {
    guard place.id.isPresent, depth < 14 else { return false }
    let value = value(place)
    let facts = units[place.unitIndex].facts
    func inner(_ id: UInt32) -> Bool {
      isOfSearch(ValueRef(unit: place.unitIndex, id: ValueID(id)), depth + 1)
    }
    switch value.kind {
    case .symbol:
      let symbol = facts.symbols[Int(value.a)]
      guard !symbol.flags.contains(.reassigned) else { return false }
      if symbol.kind == .import {
        let end = traced(place)
        return end.unitIndex != place.unitIndex && isOfSearch(end, depth + 1)
      }
      return inner(symbol.value.raw)
    case .choice: return facts.list(ListID(value.a)).contains(where: inner)
    case .member:
      let base = ValueRef(unit: place.unitIndex, id: ValueID(value.a))
      let name = facts.names.string(NameID(value.b))
      // `const { page } = usePageParams()`
      guard let hook = hook(giving: base) else { return false }
      return hook.resolved.targets.prefix(2).contains { target in
        returns(of: target).contains { result in
          member(name, of: traced(result), depth: 0).map { isOfSearch($0, depth + 1) } ?? false
        }
      }
    case .result:
      let step = facts.instructions[Int(value.a)]
      guard step.operation == .call else { return false }
      let callee = facts.values[Int(step.a)]
      let arguments = facts.valueList(ListID(step.b))
      if callee.kind == .member, facts.names.isText("get", NameID(callee.b)) {
        return isSearch(ValueRef(unit: place.unitIndex, id: ValueID(callee.a)), 0)
      }
      let name = text(of: ValueID(step.a), in: units[place.unitIndex])
      if ["Number", "parseInt", "String", "parseFloat", "Boolean"].contains(name) {
        return arguments.first.map { inner($0.raw) } ?? false
      }
      // `getParam("page")` of a hook of the project
      return function(called: place).map { function in
        returns(of: function).contains { isOfSearch($0, depth + 1) }
      } ?? false
    default: return false
    }
  }

  /// Whether a value is the search part itself, as an object.
  private func isSearch(_ place: ValueRef, _ depth: Int) -> Bool {
    guard place.id.isPresent, depth < 8 else { return false }
    let value = value(place)
    let facts = units[place.unitIndex].facts
    switch value.kind {
    case .symbol:
      let symbol = facts.symbols[Int(value.a)]
      return isSearch(ValueRef(unit: place.unitIndex, id: symbol.value), depth + 1)
    case .index: return isSearch(ValueRef(unit: place.unitIndex, id: ValueID(value.a)), depth + 1)
    case .result:
      let step = facts.instructions[Int(value.a)]
      let name = text(of: ValueID(step.a), in: units[place.unitIndex])
      return name == "useSearchParams" || name == "URLSearchParams" && step.operation == .construct
    default: return false
    }
  }

  /// The hook of the project whose result a value is.
  private func hook(giving place: ValueRef) -> CallSite? {
    let made = traced(place)
    guard value(made).kind == .result,
      let position = table.position(
        of: CallRef(unit: made.unitIndex, id: InstructionID(value(made).a))
      ), call(at: position).calleeName.hasPrefix("use")
    else { return nil }
    return call(at: position)
  }

  /// The function of the project that a call runs, also one that a hook hands out under a name.
  private func function(called place: ValueRef) -> FunctionRef? {
    let ref = CallRef(unit: place.unitIndex, id: InstructionID(value(place).a))
    guard let position = table.position(of: ref) else { return nil }
    let site = call(at: position)
    if let target = site.resolved.targets.first { return target }
    return function(handedOutTo: site)
  }

  /// The function behind a name that a hook of the project hands out: `const { load } = useOrders()` and `load()`.
  func function(handedOutTo site: CallSite) -> FunctionRef? {
    let unit = site.place.unit
    let facts = site.unit.facts
    var callee = facts.values[Int(site.instruction.a)]
    if callee.kind == .symbol {
      let symbol = facts.symbols[Int(callee.a)]
      guard symbol.value.isPresent else { return nil }
      callee = facts.values[symbol.value.index]
    }
    guard callee.kind == .member,
      let hook = hook(giving: ValueRef(unit: unit, id: ValueID(callee.a))),
      let target = hook.resolved.targets.first
    else { return nil }
    let name = facts.names.string(NameID(callee.b))
    for result in returns(of: target) {
      guard let found = member(name, of: traced(result), depth: 0) else { continue }
      let end = traced(found)
      if value(end).kind == .function {
        return FunctionRef(unit: end.unitIndex, id: FunctionID(value(end).a))
      }
    }
    return nil
  }
}
