// Values that get a name and lose it before anybody looks.

import Facts

extension Program {
  /// Whether what a call gives is put under a name that gets another value before it is read: a lazy query is never
  /// sent then.
  package func isOverwritten(_ call: CallRef) -> Bool {
    let facts = units[call.unitIndex].facts
    let region = facts.instructions[call.id.index].region
    let function = facts.functions[facts.regions[region.index].function.index]
    var symbol: UInt32?
    var from: UInt32 = 0
    var position = call.id.index + 1
    while position < function.endInstruction.index {
      let step = facts.instructions[position]
      position += 1
      guard step.operation == .assign, step.region == region else { continue }
      let place = facts.values[Int(step.a)]
      guard place.kind == .symbol else { continue }
      if let symbol {
        guard place.a == symbol else { continue }
        return !isRead(symbol, from: from, to: step.end, besides: ValueID(step.a), function, facts)
      }
      let value = facts.values[Int(step.b)]
      guard value.kind == .result, Int(value.a) == call.id.index else { continue }
      symbol = place.a
      from = step.end
    }
    return false
  }

  private func isRead(
    _ symbol: UInt32,
    from start: UInt32,
    to end: UInt32,
    besides target: ValueID,
    _ function: Function,
    _ facts: FileFacts
  ) -> Bool {
    (function.firstValue.index..<function.endValue.index).contains { position in
      let value = facts.values[position]
      return value.kind == .symbol && value.a == symbol && position != target.index
        && value.start >= start && value.start < end
    }
  }
}
