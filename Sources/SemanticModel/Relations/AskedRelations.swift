// Relations whose annotation says that the application asks for the rows itself.

import Facts

extension Evaluator {
  /// The class around the annotated one that says how the rows are asked for: `DynamicMapped["Order"]`.
  func wrapper(of member: ClassMember, _ rule: RelationRule, in unit: Int)
    -> (name: String, type: ValueID)?
  {
    let facts = units[unit].facts
    let shape = facts.values[member.type.index]
    guard shape.kind == .type, !rule.askedWrappers.isEmpty,
      let word = facts.lastName(of: ValueID(shape.a)),
      case let name = facts.names.string(word), rule.askedWrappers[name] != nil,
      let inner = facts.valueList(ListID(shape.b)).first
    else { return nil }
    return (name, inner)
  }
}
