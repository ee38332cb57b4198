// Values as a person would write them, short.

package import Facts

extension Program {
  /// A short spelling of a value: paths whole, the rest as `…`.
  package func text(of value: ValueID, in unit: Unit) -> String {
    Self.text(value, unit.facts, depth: 0)
  }

  /// The same, before there is a program.
  static func text(of value: ValueRef, in units: [Unit]) -> String {
    text(value.id, units[value.unitIndex].facts, depth: 0)
  }

  private static func text(_ id: ValueID, _ facts: FileFacts, depth: Int) -> String {
    guard id.isPresent, depth < 96 else { return "…" }
    let value = facts.values[id.index]
    switch value.kind {
    case .symbol: return facts.names.string(facts.symbols[Int(value.a)].name)
    case .global: return facts.names.string(NameID(value.a))
    case .string: return "\"" + facts.names.string(NameID(value.a)) + "\""
    case .number:
      let number = facts.numbers[Int(value.a)]
      return number == number.rounded() && abs(number) < 1e15 ? "\(Int(number))" : "\(number)"
    case .boolean:
      let isTrue = value.a == 1
      return facts.language == .python ? isTrue ? "True" : "False" : isTrue ? "true" : "false"
    case .null: return facts.language == .python ? "None" : "null"
    case .this: return "this"
    case .super: return "super"
    // A template is called by its name.
    case .member where NameID(value.b) == .default && facts.values[Int(value.a)].kind == .module:
      return text(ValueID(value.a), facts, depth: depth + 1)
    case .member:
      let base = text(ValueID(value.a), facts, depth: depth + 1)
      return base + "." + facts.names.string(NameID(value.b))
    case .index: return text(ValueID(value.a), facts, depth: depth + 1) + "[…]"
    case .awaited, .spread: return text(ValueID(value.a), facts, depth: depth + 1)
    case .result:
      let call = facts.instructions[Int(value.a)]
      return text(ValueID(call.a), facts, depth: depth + 1) + "(…)"
    case .module:
      return facts.names.string(facts.imports[Int(value.a)].specifier)
    case .array: return "[…]"
    case .object: return "{…}"
    case .parameter:
      let parameters = facts.parameters(of: FunctionID(value.a))
      let position = Int(value.detail)
      guard position < parameters.count else { return "…" }
      return facts.names.string(parameters[parameters.startIndex + position].name)
    default: return "…"
    }
  }
}
