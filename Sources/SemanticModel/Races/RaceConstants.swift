// Values that every request would write alike.

import Facts

extension RaceFinder {
  /// Whether a field is given what a look-up by fixed values alone has found: the row of a standard role.
  mutating func isSameForAll(_ field: Field) -> Bool {
    guard field.value.isPresent else { return false }
    let made = sources(of: field.value)
    let givers = accesses.filter { made.contains($0.position) }
    return !givers.isEmpty
      && givers.allSatisfy { giver in
        let given = facts.valueList(ListID(giver.site.instruction.b))
        return giver.read != nil && !given.isEmpty && given.allSatisfy { isLiteral($0, 0) }
      }
  }

  /// Whether a value is written out where it stands, down to its last part.
  private func isLiteral(_ id: ValueID, _ depth: Int) -> Bool {
    guard id.isPresent, depth < 8 else { return false }
    let value = facts.values[id.index]
    switch value.kind {
    case .boolean, .number, .string, .null, .undefined, .regex: return true
    case .array: return facts.valueList(ListID(value.a)).allSatisfy { isLiteral($0, depth + 1) }
    case .object:
      let words = Array(facts.list(ListID(value.a)))
      return stride(from: 0, to: words.count - 1, by: 2).allSatisfy { position in
        NameID(words[position]) != .any && isLiteral(ValueID(words[position + 1]), depth + 1)
      }
    default: return false
    }
  }
}
