// What is known of a parameter where the origin of a value is asked: who gives it, and what its annotation says.

import Facts

extension ProvenanceTracer {
  /// What a call gives a parameter, by its place or by its name.
  func given(
    _ parameter: Parameter,
    at position: Int,
    among arguments: [ValueID],
    _ own: FileFacts,
    _ facts: FileFacts
  ) -> ValueID? {
    if let last = arguments.last, facts.values[last.index].flags.contains(.keywords) {
      let wanted = own.names.string(parameter.name)
      let pairs = Array(facts.list(ListID(facts.values[last.index].a)))
      for entry in stride(from: 0, to: pairs.count - 1, by: 2)
      where facts.names.string(NameID(pairs[entry])) == wanted {
        return ValueID(pairs[entry + 1])
      }
      return position < arguments.count - 1 ? arguments[position] : nil
    }
    return position < arguments.count ? arguments[position] : nil
  }

  func isHandler(_ function: FunctionID, in unit: Int) -> Bool {
    let ref = FunctionRef(unit: unit, id: function)
    return program.routesByHandler[ref] != nil || program.dependencies.contains(ref)
  }

  /// Whether an annotation is Python's own whole number, which has no largest one.
  func isPlainNumber(_ type: ValueID, _ facts: FileFacts) -> Bool {
    guard type.isPresent, case let named = facts.values[type.index], named.kind == .type else {
      return false
    }
    let value = facts.values[Int(named.a)]
    return value.kind == .global && facts.names.isText("int", NameID(value.a))
  }
}
