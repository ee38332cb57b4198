// Lists that are the parts of a text: a setting or a field that somebody fills by hand.

import Facts

extension Program {
  /// Whether an iteration walks the parts of a text: `phones.split(",").map(send)`.
  package func isSplitText(_ repetition: Repetition) -> Bool {
    switch repetition.kind {
    case .loop(let place):
      let region = units[place.unitIndex].facts.regions[place.id.index]
      return region.kind == .forEach && isSplitText(region.subject, in: place.unitIndex, depth: 0)
    case .iteration(let position):
      let site = call(at: position)
      let callee = site.unit.facts.values[Int(site.instruction.a)]
      guard callee.kind == .member else { return false }
      return isSplitText(ValueID(callee.a), in: site.place.unit, depth: 0)
    }
  }

  private func isSplitText(_ id: ValueID, in unit: Int, depth: Int) -> Bool {
    guard id.isPresent, depth < 12 else { return false }
    let facts = units[unit].facts
    let value = facts.values[id.index]
    switch value.kind {
    case .result:
      let callee = facts.values[Int(facts.instructions[Int(value.a)].a)]
      guard callee.kind == .member else { return false }
      if facts.names.string(NameID(callee.b)) == "split" { return true }
      return isSplitText(ValueID(callee.a), in: unit, depth: depth + 1)
    case .choice:
      return facts.valueList(ListID(value.a)).contains {
        isSplitText($0, in: unit, depth: depth + 1)
      }
    case .symbol:
      let symbol = facts.symbols[Int(value.a)]
      if isSplitText(symbol.value, in: unit, depth: depth + 1) { return true }
      guard symbol.flags.contains(.reassigned), depth < 4 else { return false }
      return facts.instructions.contains { step in
        guard step.operation == .assign, case let place = facts.values[Int(step.a)],
          place.kind == .symbol, place.a == value.a
        else { return false }
        return isSplitText(ValueID(step.b), in: unit, depth: depth + 6)
      }
    default: return false
    }
  }
}
