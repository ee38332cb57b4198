// Collections that a function refuses when they have more than a handful of elements.

import Facts
import SourceText

extension Program {
  /// Whether the function ends in front of a repetition where what is walked has more than a few elements:
  /// `if (groups.size > 2) throw …`.
  package func isRefusedAboveFew(_ repetition: Repetition) -> Bool {
    guard let (walked, unit) = walked(repetition) else { return false }
    let facts = units[unit].facts
    guard let list = collection(walked, facts, 0) else { return false }
    let function = facts.symbols[list.index].function
    let start = repetition.place.span.start
    return facts.regions(of: function).contains { position in
      let region = facts.regions[position]
      guard region.kind == .then, region.subject.isPresent, region.span.end <= start,
        refuses(list, region.subject, facts)
      else { return false }
      let steps =
        region.firstInstruction
        .index..<max(
          region.firstInstruction.index,
          region.endInstruction.index
        )
      return steps.contains { [.throw, .return].contains(facts.instructions[$0].operation) }
    }
  }

  /// The most elements that a loop may have and still be short.
  private static let few = 10.0

  /// The collection of a name, also where its entries are asked for: `groups.entries()`.
  private func collection(_ id: ValueID, _ facts: FileFacts, _ depth: Int) -> SymbolID? {
    guard id.isPresent, depth < 4 else { return nil }
    let value = facts.values[id.index]
    switch value.kind {
    case .symbol: return SymbolID(value.a)
    case .result:
      let step = facts.instructions[Int(value.a)]
      let callee = facts.values[Int(step.a)]
      guard callee.kind == .member else { return nil }
      let name = facts.names.string(NameID(callee.b))
      if ["entries", "values", "keys"].contains(name) {
        // `Object.values(groups)` asks by an argument.
        let given = facts.valueList(ListID(step.b)).first ?? ValueID(callee.a)
        return collection(given, facts, depth + 1)
      }
      return nil
    default: return nil
    }
  }

  /// `list.length > 2`, `groups.size >= 3`.
  private func refuses(_ list: SymbolID, _ id: ValueID, _ facts: FileFacts) -> Bool {
    let value = facts.values[id.index]
    guard value.kind == .binary,
      [Operator.greater.rawValue, Operator.greaterOrEqual.rawValue].contains(value.detail),
      case let size = facts.values[Int(value.a)], size.kind == .member,
      ["length", "size"].contains(facts.names.string(NameID(size.b))),
      case let owner = facts.values[Int(size.a)], owner.kind == .symbol,
      SymbolID(owner.a) == list,
      case let bound = facts.values[Int(value.b)], bound.kind == .number
    else { return false }
    return facts.numbers[Int(bound.a)] <= Self.few
  }
}
