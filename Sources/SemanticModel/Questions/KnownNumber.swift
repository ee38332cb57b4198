// Whether the source itself says that a value is a number.

package import Facts

extension Program {
  /// Whether a value is a number for certain: by its annotation, by a conversion, or as a literal.
  package func isNumber(_ value: ValueID, in unit: Int) -> Bool {
    isNumber(value, units[unit].facts, depth: 0)
  }

  private static let conversions: Set<String> = [
    "parseInt", "parseFloat", "Number", "int", "float",
  ]
  private static let types: Set<String> = ["number", "int", "float"]

  private func isNumber(_ id: ValueID, _ facts: FileFacts, depth: Int) -> Bool {
    guard id.isPresent, depth < 12 else { return false }
    let value = facts.values[id.index]
    switch value.kind {
    case .number: return true
    case .symbol:
      let symbol = facts.symbols[Int(value.a)]
      if names(Self.types, symbol.type, facts) { return true }
      guard !symbol.flags.contains(.reassigned) else { return false }
      return isNumber(symbol.value, facts, depth: depth + 1)
    case .parameter:
      let parameters = facts.parameters(of: FunctionID(value.a))
      let position = parameters.startIndex + Int(value.detail)
      guard parameters.indices.contains(position) else { return false }
      return names(Self.types, parameters[position].type, facts)
    case .result: return isConverted(facts.instructions[Int(value.a)], facts)
    case .choice:
      // `Number(text) || 20`: whichever it is.
      let ways = facts.valueList(ListID(value.a))
      return !ways.isEmpty && ways.allSatisfy { isNumber($0, facts, depth: depth + 1) }
    case .binary:
      let arithmetic: [Operator] = [.subtract, .multiply, .divide, .remainder]
      return arithmetic.contains { $0.rawValue == value.detail }
    default: return false
    }
  }

  /// Whether a call gives a number: by its name, or told so (`args.get("size", type=int)`).
  private func isConverted(_ call: Instruction, _ facts: FileFacts) -> Bool {
    let callee = facts.values[Int(call.a)]
    switch callee.kind {
    case .global, .symbol, .member:
      let name =
        callee.kind == .member
        ? facts.names.string(NameID(callee.b))
        : callee.kind == .global
          ? facts.names.string(NameID(callee.a))
          : facts.names.string(facts.symbols[Int(callee.a)].name)
      if Self.conversions.contains(name) { return true }
    default: return false
    }
    return facts.valueList(ListID(call.b)).contains { argument in
      let value = facts.values[argument.index]
      guard value.kind == .object, value.flags.contains(.keywords) else { return false }
      let words = Array(facts.list(ListID(value.a)))
      return stride(from: 0, to: words.count - 1, by: 2).contains { position in
        facts.names.string(NameID(words[position])) == "type"
          && names(["int", "float"], ValueID(words[position + 1]), facts)
      }
    }
  }

  /// Whether a type, or the value that stands for one, is called by one of some names.
  private func names(_ wanted: Set<String>, _ id: ValueID, _ facts: FileFacts) -> Bool {
    guard id.isPresent else { return false }
    let value = facts.values[id.index]
    switch value.kind {
    case .type: return facts.list(ListID(value.b)).isEmpty && names(wanted, ValueID(value.a), facts)
    case .global: return wanted.contains(facts.names.string(NameID(value.a)))
    default: return false
    }
  }
}
