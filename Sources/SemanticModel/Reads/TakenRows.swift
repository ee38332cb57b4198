// Statements that give nothing by themselves: a later call on the same cursor takes the rows.

import Facts

extension Evaluator {
  /// Whether all rows of a statement are taken: by what follows it, where that says so.
  func takesAll(_ call: ResolvedCall, by rule: ReadRule) -> Bool {
    guard let taking = rule.taking else { return true }
    let facts = units[call.place.unitIndex].facts
    let callee = facts.values[Int(facts.instructions[call.place.id.index].a)]
    guard callee.kind == .member else { return false }
    let cursor = facts.values[Int(callee.a)]
    let end = facts.functions[call.function.index].endInstruction.index
    for position in facts.instructions.indices[call.place.id.index...].dropFirst() {
      guard position < end else { break }
      let step = facts.instructions[position]
      guard step.operation == .call, case let next = facts.values[Int(step.a)],
        next.kind == .member
      else { continue }
      let base = facts.values[Int(next.a)]
      let isSame = cursor.kind == .symbol && base.kind == .symbol && base.a == cursor.a
      guard isSame || isResult(base, of: call.place.id, facts, 0) else { continue }
      let name = facts.names.string(NameID(next.b))
      if taking.whole.contains(name) { return true }
      if taking.part.contains(name) { return false }
    }
    return false
  }

  /// Whether a value is what a call gives, under a name or awaited.
  private func isResult(
    _ value: Value,
    of call: InstructionID,
    _ facts: FileFacts,
    _ depth: Int
  ) -> Bool {
    guard depth < 8 else { return false }
    switch value.kind {
    case .result: return InstructionID(value.a) == call
    case .awaited: return isResult(facts.values[Int(value.a)], of: call, facts, depth + 1)
    case .symbol:
      let symbol = facts.symbols[Int(value.a)]
      guard symbol.value.isPresent, !symbol.flags.contains(.reassigned) else { return false }
      return isResult(facts.values[symbol.value.index], of: call, facts, depth + 1)
    default: return false
    }
  }
}
