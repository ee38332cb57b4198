// What a request gives to the functions and classes that a framework runs before a handler.

import Facts

extension ProvenanceTracer {
  /// A page that a dependency makes of its own parameters: `page: Page = Depends()`, of which `page.size` is taken.
  mutating func made(
    by call: Instruction,
    for parameter: Parameter,
    _ path: [String],
    in unit: Int
  ) {
    guard let wanted = path.last else { return }
    let facts = program.units[unit].facts
    var maker = ""
    if let first = facts.valueList(ListID(call.b)).first,
      !facts.values[first.index].flags.contains(.keywords)
    {
      maker = name(of: facts.values[first.index], facts)
    } else if parameter.type.isPresent, facts.values[parameter.type.index].kind == .type {
      let type = facts.values[parameter.type.index]
      maker = name(of: facts.values[Int(type.a)], facts)
    }
    guard !maker.isEmpty else { return }
    let found = program.dependencies.filter { isNamed($0, maker) }
    // Two of one name would have to be told apart by their imports.
    guard found.count == 1, let function = found.first else { return }
    let own = program.units[function.unitIndex].facts
    let given = own.parameters(of: function.id).first { own.names.isText(wanted, $0.name) }
    guard let given else { return }
    if boundsOwn(given, in: function) { return }
    handed(given, [], in: function.unitIndex)
  }

  /// Whether a function, or the class that it makes, goes by a name.
  private func isNamed(_ function: FunctionRef, _ name: String) -> Bool {
    let facts = program.units[function.unitIndex].facts
    let fact = facts.functions[function.id.index]
    guard fact.owner.isPresent else { return facts.names.isText(name, fact.name) }
    return facts.names.isText(name, facts.classes[fact.owner.index].name)
  }

  /// Whether the function does more with a parameter than to keep it: `self.size = min(size, 100)`.
  private func boundsOwn(_ parameter: Parameter, in function: FunctionRef) -> Bool {
    guard parameter.symbol.isPresent else { return false }
    let facts = program.units[function.unitIndex].facts
    let fact = facts.functions[function.id.index]
    let steps = fact.firstInstruction.index..<fact.endInstruction.index
    return facts.regions.contains { $0.function == function.id && $0.kind == .then }
      || facts.symbols[parameter.symbol.index].flags.contains(.reassigned)
      || steps.contains { position in
        let step = facts.instructions[position]
        guard step.operation == .call else { return false }
        return facts.valueList(ListID(step.b)).contains { argument in
          let value = facts.values[argument.index]
          return value.kind == .symbol && SymbolID(value.a) == parameter.symbol
        }
      }
  }
}
