// What a function of the project gives that only hands on what its callback gave.

import Facts

extension Evaluator {
  /// What `remember("db", () => new Client())` is: where the function itself tells nothing, what its callback returns.
  ///
  /// The callback's result went through a cache, a global or a map on its way.
  mutating func callbackResult(
    of function: FunctionRef,
    _ call: Instruction,
    in unit: Int
  ) -> EntitySetID {
    let arguments = Array(units[unit].list(ListID(call.b)))
    let holdsFunction = arguments.contains { word in
      let kind = units[unit].facts.values[Int(word)].kind
      return kind == .function
    }
    guard holdsFunction, givesResult(function) else { return .empty }
    var set = EntitySetID.empty
    for position in calledParameters(of: function) where position < arguments.count {
      let value = units[unit].facts.values[Int(arguments[position])]
      guard value.kind == .function else { continue }
      let callback = FunctionRef(unit: unit, id: FunctionID(value.a))
      set = entities.union(set, returns(of: callback))
    }
    return set
  }

  /// Whether a function returns anything at all.
  private func givesResult(_ function: FunctionRef) -> Bool {
    let unit = function.unitIndex
    let fact = units[unit].facts.functions[function.id.index]
    return !units[unit].index.results(of: fact).isEmpty
  }

  /// The parameters that a function calls itself.
  private func calledParameters(of function: FunctionRef) -> [Int] {
    let unit = function.unitIndex
    let fact = units[unit].facts.functions[function.id.index]
    var result: [Int] = []
    var next = fact.firstInstruction
    while next < fact.endInstruction {
      defer { next = InstructionID(next.index + 1) }
      let step = units[unit].facts.instructions[next.index]
      guard step.operation == .call,
        let parameter = units.parameter(behind: ValueID(step.a), in: unit),
        parameter.function == function, !result.contains(parameter.position)
      else { continue }
      result.append(parameter.position)
    }
    return result
  }
}
