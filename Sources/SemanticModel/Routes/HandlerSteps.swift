// What a handler of a base class leaves to the classes that answer: `self.load_rows()`, `list_rows = staticmethod(all_orders)`.

import Facts

extension Evaluator {
  /// How many methods of one class are looked through.
  private static let mostSteps = 16

  /// The functions that methods of a base class call on their own object, where the class that answers, or one between
  /// the two, says what they are.
  ///
  /// Calls of `self` alone lead to what the base class has, whichever class is asked.
  mutating func steps(of methods: [FunctionRef], in lineage: Lineage) -> [FunctionRef] {
    guard lineage.classes.count > 1, !methods.isEmpty else { return [] }
    var pending = methods
    var seen = Set(methods)
    var result: [FunctionRef] = []
    var head = 0
    while head < pending.count, head < Self.mostSteps {
      let method = pending[head]
      head += 1
      for call in ownCalls(of: method) {
        for step in step(call, of: method, in: lineage) where seen.insert(step).inserted {
          pending.append(step)
          result.append(step)
        }
      }
    }
    return result
  }

  /// The calls of a method whose callee is a member of its own object.
  private func ownCalls(of method: FunctionRef) -> [Instruction] {
    let facts = units[method.unitIndex].facts
    let function = facts.functions[method.id.index]
    guard facts.language == .python, function.owner.isPresent else { return [] }
    return (function.firstInstruction.index..<function.endInstruction.index).compactMap {
      let step = facts.instructions[$0]
      guard step.operation == .call else { return nil }
      let callee = facts.values[Int(step.a)]
      return callee.kind == .member && isOwnObject(ValueID(callee.a), facts) ? step : nil
    }
  }

  private func isOwnObject(_ id: ValueID, _ facts: FileFacts) -> Bool {
    let value = facts.values[id.index]
    switch value.kind {
    case .this: return true
    case .symbol:
      let symbol = facts.symbols[Int(value.a)]
      return symbol.value.isPresent && facts.values[symbol.value.index].kind == .this
    default: return false
    }
  }

  /// What the nearest class says a member is, where the call itself does not lead there.
  private mutating func step(
    _ call: Instruction,
    of method: FunctionRef,
    in lineage: Lineage
  ) -> [FunctionRef] {
    let unit = method.unitIndex
    let name = units[unit].name(NameID(units[unit].facts.values[Int(call.a)].b))
    let known = functions(in: ValueID(call.a), unit: unit)
    for type in lineage.classes {
      for member in units[type.unitIndex].members(of: type.id)
      where units[type.unitIndex].name(member.name) == name {
        let found: [FunctionRef]
        if member.function.isPresent {
          found = [FunctionRef(unit: type.unitIndex, id: member.function)]
        } else {
          found = Array(functions(in: member.value, unit: type.unitIndex))
        }
        return found.filter { !known.contains($0) }
      }
    }
    return []
  }
}
