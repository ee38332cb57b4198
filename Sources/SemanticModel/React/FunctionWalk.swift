// Which functions of a file run because one of them does.

import Facts

extension Program {
  /// The functions of a file that run with one of them: itself, those that it calls, and those that it hands to calls.
  ///
  /// Given up at `most` functions. `calls` and `hands` say of a call whether its targets and the functions among its
  /// arguments belong to them.
  func functions(
    runningWith function: FunctionRef,
    most: Int,
    calls: (CallSite) -> Bool = { _ in true },
    hands: (CallSite) -> Bool = { _ in true }
  ) -> Set<FunctionRef> {
    let unit = function.unitIndex
    let facts = units[unit].facts
    var result: Set<FunctionRef> = [function]
    var queue = [function]
    while let next = queue.popLast(), result.count < most {
      let fact = facts.functions[next.id.index]
      let first = fact.firstInstruction.index
      for position in first..<max(first, fact.endInstruction.index) {
        let step = facts.instructions[position]
        guard step.operation == .call || step.operation == .construct,
          let call = table.position(of: CallRef(unit: unit, id: InstructionID(position)))
        else { continue }
        let site = self.call(at: call)
        var found = calls(site) ? site.resolved.targets.filter { $0.unitIndex == unit } : []
        if hands(site) {
          for argument in facts.eachValue(of: ListID(step.b)) {
            let value = facts.values[argument.index]
            if value.kind == .function {
              found.append(FunctionRef(unit: unit, id: FunctionID(value.a)))
            }
          }
        }
        for other in found where result.insert(other).inserted { queue.append(other) }
      }
    }
    return result
  }
}

extension Program {
  /// What a function value returns; nothing for other values.
  func returns(of place: ValueRef) -> [ValueRef] {
    let value = value(place)
    guard value.kind == .function else { return [] }
    return returns(of: FunctionRef(unit: place.unitIndex, id: FunctionID(value.a)))
  }

  /// What a function returns.
  func returns(of function: FunctionRef) -> [ValueRef] {
    let facts = units[function.unitIndex].facts
    let fact = facts.functions[function.id.index]
    let first = fact.firstInstruction.index
    return (first..<max(first, fact.endInstruction.index)).compactMap { position in
      let step = facts.instructions[position]
      guard step.operation == .return, step.a != 0 else { return nil }
      return ValueRef(unit: function.unitIndex, id: ValueID(step.a))
    }
  }

  /// The call that a function is written into as an argument.
  func handed(_ function: FunctionRef) -> (call: InstructionID, position: Int)? {
    react.files[function.unitIndex]?.handed[function.id]
      ?? react.handed[function.unitIndex]?[function.id]
  }
}
