// Spells the address of a request out of what the calls on its way give.

import Facts

/// Spells an address, with what the calls on the way give to parameters, and `{}` for what nothing tells.
struct AddressText {
  let program: Program
  let way: [CallSite]

  func text(_ place: ValueRef, _ depth: Int = 0) -> String {
    guard depth < 16, place.id.isPresent else { return "{}" }
    let traced = program.traced(place)
    let value = program.value(traced)
    let facts = program.units[traced.unitIndex].facts
    func inner(_ id: UInt32) -> ValueRef { ValueRef(unit: traced.unitIndex, id: ValueID(id)) }
    switch value.kind {
    case .string: return facts.names.string(NameID(value.a))
    case .template:
      return facts.list(ListID(value.a)).map { text(inner($0), depth + 1) }.joined()
    case .binary where Operator(rawValue: value.detail) == .add:
      return text(inner(value.a), depth + 1) + text(inner(value.b), depth + 1)
    case .choice:
      guard let last = facts.list(ListID(value.a)).last else { return "{}" }
      return text(inner(last), depth + 1)
    case .parameter:
      return text(parameter: value, in: traced.unitIndex, depth)
    case .result:
      return text(result: CallRef(unit: traced.unitIndex, id: InstructionID(value.a)), depth)
    default: return "{}"
    }
  }

  /// What the nearest call of the function on the way gives for its parameter.
  private func text(parameter value: Value, in unit: Int, _ depth: Int) -> String {
    let function = FunctionRef(unit: unit, id: FunctionID(value.a))
    for position in way.indices.reversed()
    where way[position].resolved.targets.contains(function)
      || value.detail == 0 && way[position].plays(.queryHook)
    {
      let site = way[position]
      let arguments = site.unit.facts.valueList(ListID(site.instruction.b))
      guard Int(value.detail) < arguments.count else { return "{}" }
      let given = ValueRef(unit: site.place.unit, id: arguments[Int(value.detail)])
      return AddressText(program: program, way: Array(way[..<position])).text(given, depth + 1)
    }
    return "{}"
  }

  /// What a function makes of an address that it is handed: `apiUrl("/orders")`, `new URL("/orders", base)`.
  private func text(result call: CallRef, _ depth: Int) -> String {
    guard way.count < 12, let position = program.table.position(of: call) else { return "{}" }
    let site = program.call(at: position)
    let arguments = site.unit.facts.valueList(ListID(site.instruction.b))
    let page = arguments.contains { program.mentionsPage($0, site.unit.facts, 0) } ? "?page=" : ""
    let inside = AddressText(program: program, way: way + [site])
    for target in site.resolved.targets.prefix(1) {
      for result in program.returns(of: target).suffix(1) {
        let found = inside.text(result, depth + Self.callDepth)
        if Self.isTold(found) { return found + page }
      }
    }
    // Whatever it puts in front: the one argument that is a path is the end of the address.
    let given = arguments.prefix(3).map {
      text(ValueRef(unit: call.unitIndex, id: $0), depth + Self.callDepth)
    }.filter(Self.isTold)
    guard given.count == 1, let path = given.first, path.contains("/") else { return "{}" }
    let isWhole = path.hasPrefix("/") || path.hasPrefix("{}") || path.hasPrefix("http")
    return (isWhole ? path : "{}/" + path) + page
  }

  /// A call counts as several steps: each has several arguments to go through.
  private static let callDepth = 3

  /// Whether a text says anything of the address.
  private static func isTold(_ text: String) -> Bool {
    text.contains(where: \.isLetter)
  }
}
