// Whether the declaration of a field in Python gives it a maximum: `Field(20, le=100)`, `Integer(validate=Range(max=100))`.

import Facts

/// Reads what the fields of classes that describe requests say of their size.
struct FieldBounds {
  let facts: FileFacts

  init(_ facts: FileFacts) { self.facts = facts }

  /// The words of pydantic, marshmallow, and Django's forms and serializers.
  static let keys: Set<String> = ["le", "lt", "max", "max_value"]

  func hasMaximum(_ member: ClassMember) -> Bool {
    ([member.value, member.type] + facts.valueList(member.decorators))
      .contains { hasMaximum($0, depth: 0) }
  }

  private func hasMaximum(_ id: ValueID, depth: Int) -> Bool {
    guard id.isPresent, depth < 8 else { return false }
    let value = facts.values[id.index]
    switch value.kind {
    case .result:
      return facts.valueList(ListID(facts.instructions[Int(value.a)].b))
        .contains { hasMaximum($0, depth: depth + 1) }
    case .object:
      let words = Array(facts.list(ListID(value.a)))
      return stride(from: 0, to: words.count - 1, by: 2).contains { position in
        let name = NameID(words[position])
        return name != .any && Self.keys.contains(facts.names.string(name))
          || hasMaximum(ValueID(words[position + 1]), depth: depth + 1)
      }
    case .array:
      return facts.valueList(ListID(value.a)).contains { hasMaximum($0, depth: depth + 1) }
    case .type:
      return hasMaximum(ValueID(value.a), depth: depth + 1)
        || facts.valueList(ListID(value.b)).contains { hasMaximum($0, depth: depth + 1) }
    default: return false
    }
  }
}
