// The name under which a client or a transaction is kept, and whether statements need it.

import Facts

extension Program {
  /// The constant that keeps what a call gave: `const client = await pool.connect()`.
  func nameOfResult(_ site: CallSite) -> SymbolID? {
    let facts = site.unit.facts
    let own = facts.functions[site.resolved.function.index]
    let start = site.resolved.place.id.index
    for position in (start + 1)..<max(start + 1, min(own.endInstruction.index, start + 4)) {
      let step = facts.instructions[position]
      guard step.operation == .assign, step.flags.contains(.declares) else { continue }
      var value = facts.values[Int(step.b)]
      while value.kind == .awaited { value = facts.values[Int(value.a)] }
      let place = facts.values[Int(step.a)]
      guard value.kind == .result, Int(value.a) == start, place.kind == .symbol,
        !facts.symbols[Int(place.a)].flags.contains(.reassigned)
      else { return nil }
      return SymbolID(place.a)
    }
    return nil
  }

  /// Whether statements find the transaction around them by themselves (`Sequelize.useCLS(namespace)`).
  var transactionsFollowCalls: Bool {
    calls.indices.contains { call(at: $0).isCall(of: "useCLS") }
  }
}
