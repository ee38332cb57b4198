// What makes the objects that are asked for rows of their model.

import Facts

extension Evaluator {
  /// The calls that made what a name or a member holds.
  mutating func makers(of id: ValueID, in unit: Int, depth: Int) -> [CallRef] {
    guard id.isPresent, depth < 4 else { return [] }
    let value = units[unit].facts.values[id.index]
    switch value.kind {
    case .result: return [CallRef(unit: unit, id: InstructionID(value.a))]
    case .symbol:
      let symbol = units[unit].facts.symbols[Int(value.a)]
      guard symbol.kind != .import, !symbol.flags.contains(.reassigned) else { return [] }
      return makers(of: symbol.value, in: unit, depth: depth + 1)
    case .member:
      let name = units[unit].name(NameID(value.b))
      var result: [CallRef] = []
      for holder in members(of: evaluate(ValueID(value.a), in: unit)) {
        for stored in properties[holder, name].prefix(Self.mostMakers) {
          result += makers(of: stored.id, in: stored.unitIndex, depth: depth + 1)
        }
      }
      return result
    default: return []
    }
  }

  /// All calls of Python by which a class of some name is made.
  mutating func makers(named name: String) -> [CallRef] {
    if let known = makers { return known[name] ?? [] }
    var found: [String: [CallRef]] = [:]
    for unit in units.indices
    where units[unit].facts.language == .python && units[unit].isRunning {
      let facts = units[unit].facts
      for (position, step) in facts.instructions.enumerated() where step.operation == .call {
        guard let word = facts.lastName(of: ValueID(step.a)),
          case let text = facts.names.string(word), let first = text.utf8.first,
          first >= UInt8(ascii: "A"), first <= UInt8(ascii: "Z")
        else { continue }
        found[text, default: []].append(CallRef(unit: unit, id: InstructionID(position)))
      }
    }
    makers = found
    return found[name] ?? []
  }
}
