// Operators that stand as keys of a filter: `{ [Op.or]: [a, b] }`.

import Facts
import SourceText

extension FilterReader {
  private static let holders: Set<String> = ["Op", "op"]
  /// So many values an entry is searched through for its key.
  private static let longestEntry = 1_024

  /// What an entry with a computed key asks for: `[Op.or]: [a, b]`; any other compares with something.
  mutating func computed(_ entry: ValueID, in object: Value, _ unit: Int) -> ReadFilter {
    switch operatorKey(of: entry, in: object, unit) {
    case "and": all(entry, in: unit)
    case "or": conditions(entry, in: unit)
    default: ReadFilter(conditions: [ReadFilter.Condition(name: "", comparison: .other)])
    }
  }

  /// The operator that the computed key of an entry names, as Sequelize writes operators.
  private func operatorKey(of entry: ValueID, in object: Value, _ unit: Int) -> String? {
    let facts = units[unit].facts
    let first = facts.values[entry.index].span.start
    var position = entry.index
    while position > 0, entry.index - position < Self.longestEntry {
      position -= 1
      let value = facts.values[position]
      // What stands inside of the entry comes between the key and the whole of it.
      guard value.span.end <= first else { continue }
      guard value.kind == .member, object.span.contains(value.span),
        Self.holders.contains(name(of: facts.values[Int(value.a)], in: unit))
      else { return nil }
      return facts.names.string(NameID(value.b))
    }
    return nil
  }
}
