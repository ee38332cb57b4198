// What the calls on a way give to the parameters of the functions behind them.

import Facts

extension DataTrace {
  /// The function that the way gives for a parameter that is called: `useLoad(api.orders)` and `load()` in it.
  func givenFunction(_ site: CallSite) -> ValueRef? {
    guard let parameter = parameter(site) else { return nil }
    let found = given(parameter)
    return program.value(found).kind == .function ? found : nil
  }

  /// What the way gives for a parameter, through the calls that hand it on; other values as they are.
  func given(_ place: ValueRef) -> ValueRef {
    var place = place
    for call in way.reversed() {
      let value = program.value(place)
      guard value.kind == .parameter else { break }
      let function = FunctionRef(unit: place.unitIndex, id: FunctionID(value.a))
      guard call.resolved.targets.contains(function) else { continue }
      let arguments = call.unit.facts.valueList(ListID(call.instruction.b))
      guard Int(value.detail) < arguments.count else { break }
      place = program.traced(ValueRef(unit: call.place.unit, id: arguments[Int(value.detail)]))
    }
    return taken(place)
  }

  /// What a function of the project gives under a name: `fetcher` of `const { key, fetcher } = ordersQuery()`.
  private func taken(_ place: ValueRef) -> ValueRef {
    let value = program.value(place)
    guard value.kind == .member else { return place }
    let base = program.traced(ValueRef(unit: place.unitIndex, id: ValueID(value.a)))
    let made = program.value(base)
    guard made.kind == .result,
      let call = program.table.position(
        of: CallRef(unit: base.unitIndex, id: InstructionID(made.a))
      ),
      let target = program.call(at: call).resolved.targets.first
    else { return place }
    let name = program.units[place.unitIndex].facts.names.string(NameID(value.b))
    for result in program.returns(of: target) {
      if let found = program.member(name, of: program.traced(result), depth: 0) {
        return program.traced(found)
      }
    }
    return place
  }

  func isParameter(_ site: CallSite) -> Bool { parameter(site) != nil }

  /// The parameter that a call calls, where its callee is one.
  private func parameter(_ site: CallSite) -> ValueRef? {
    let callee = ValueRef(unit: site.place.unit, id: ValueID(site.instruction.a))
    guard program.value(callee).kind == .symbol else { return nil }
    let traced = program.traced(callee)
    return program.value(traced).kind == .parameter ? traced : nil
  }
}
