// Queries that are sent before they are bounded, and once more afterwards.

import Facts

extension Evaluator {
  /// Whether a query is awaited in front of the first call that bounds it: `all = await q; q.limit(10); page = await q`.
  mutating func isSentEarly(
    _ read: Int,
    _ origin: ValueRef?,
    _ rule: ReadRule,
    _ chain: [Int],
    _ table: CallTable
  ) -> Bool {
    let call = table.calls[read]
    let unit = call.place.unitIndex
    guard let origin, units[unit].facts.language == .javaScript,
      let end = firstBound(of: call, rule, chain, table)
    else { return false }
    let own = units[unit].facts.functions[call.function.index]
    for position in own.firstInstruction.index..<max(own.firstInstruction.index, end) {
      let step = units[unit].facts.instructions[position]
      guard step.operation == .await, !counts(ValueID(step.a), in: unit) else { continue }
      if members(of: evaluate(ValueID(step.a), in: unit)).contains(where: { builder($0) == origin })
      {
        return true
      }
    }
    return false
  }

  /// The first instruction of the reading function that bounds a query, or calls what does; nil where none is seen.
  private func firstBound(
    of read: ResolvedCall,
    _ rule: ReadRule,
    _ chain: [Int],
    _ table: CallTable
  ) -> Int? {
    let unit = read.place.unitIndex
    var helpers: Set<FunctionRef> = []
    var result: Int?
    for position in chain where isBound(table.calls[position].place, by: rule) {
      let link = table.calls[position]
      if link.place.unitIndex == unit, link.function == read.function {
        result = min(result ?? .max, link.place.id.index)
      } else {
        helpers.insert(FunctionRef(unit: link.place.unitIndex, id: link.function))
      }
    }
    for position in table.calls(of: unit) where table.calls[position].function == read.function {
      let call = table.calls[position]
      guard call.targets.contains(where: helpers.contains) else { continue }
      result = min(result ?? .max, call.place.id.index)
      break
    }
    return result
  }

  /// Whether what is awaited only counts: `await query.clone().countDocuments()`.
  private func counts(_ id: ValueID, in unit: Int) -> Bool {
    let facts = units[unit].facts
    var value = facts.values[id.index]
    for _ in 0..<8 {
      guard value.kind == .result else { return false }
      let callee = facts.values[Int(facts.instructions[Int(value.a)].a)]
      guard callee.kind == .member else { return false }
      let name = facts.names.string(NameID(callee.b)).lowercased()
      if name.contains("count") || ["distinct", "explain", "cursor"].contains(name) { return true }
      value = facts.values[Int(callee.a)]
    }
    return false
  }
}
