// Values that are parameters, or what parameters hold.

import Facts

extension [Unit] {
  /// The parameter that a value is, if it is nothing else.
  func parameter(behind id: ValueID, in unit: Int) -> ParameterRef? {
    let value = self[unit].facts.values[id.index]
    guard value.kind == .symbol else { return nil }
    let symbol = self[unit].facts.symbols[Int(value.a)]
    guard symbol.value.isPresent else { return nil }
    let origin = self[unit].facts.values[symbol.value.index]
    guard origin.kind == .parameter else { return nil }
    return ParameterRef(
      function: FunctionRef(unit: unit, id: FunctionID(origin.a)),
      position: Int(origin.detail)
    )
  }

  /// The parameter of which a value is a property: `queries[kind]`, `({ onRow })`.
  func parameter(holding id: ValueID, in unit: Int) -> ParameterRef? {
    let facts = self[unit].facts
    var value = facts.values[id.index]
    if value.kind == .symbol {
      let symbol = facts.symbols[Int(value.a)]
      guard symbol.value.isPresent, !symbol.flags.contains(.reassigned) else { return nil }
      value = facts.values[symbol.value.index]
    }
    guard value.kind == .member || value.kind == .index else { return nil }
    let base = facts.values[Int(value.a)]
    guard base.kind == .parameter else { return parameter(behind: ValueID(value.a), in: unit) }
    return ParameterRef(
      function: FunctionRef(unit: unit, id: FunctionID(base.a)),
      position: Int(base.detail)
    )
  }
}
