// Members that serializers write of their rows, where a property's function stands behind them.

import Facts
import SourceText

extension Evaluator {
  /// The fields that a serializer's inner class lists by name, besides those that are declared.
  func listedFields(of type: ClassRef, _ rule: SerializerRule) -> [Serializers.Field] {
    guard let inner = rule.listingClass, let list = rule.listingMember else { return [] }
    let facts = units[type.unitIndex].facts
    let span = facts.classes[type.id.index].span
    let declared = Set(units[type.unitIndex].members(of: type.id).map(\.name))
    var result: [Serializers.Field] = []
    for position in facts.classes.indices.dropFirst() where position != type.id.index {
      let found = facts.classes[position]
      guard span.contains(found.span), facts.names.isText(inner, found.name) else { continue }
      for member in facts.members(of: ClassID(position))
      where facts.names.isText(list, member.name) {
        let value = facts.values[member.value.index]
        guard value.kind == .array else { continue }
        for entry in facts.valueList(ListID(value.a)).prefix(64) {
          let text = facts.values[entry.index]
          guard text.kind == .string, !declared.contains(NameID(text.a)) else { continue }
          var field = Serializers.Field(
            path: [],
            nested: nil,
            method: nil,
            place: ValueRef(unit: type.unitIndex, id: entry)
          )
          field.member = units[type.unitIndex].name(NameID(text.a))
          result.append(field)
        }
      }
    }
    return result
  }

  /// Hands rows to the properties that a serializer reads of each.
  mutating func bindProperties(of type: ClassRef, rows: EntitySetID, call: Int?) {
    let fields = serializers.fields[type] ?? []
    for (position, field) in fields.enumerated() {
      guard let member = field.member else { continue }
      let behind = rowsBehind(field.path, of: rows)
      for id in members(of: behind) {
        guard case .stored(let row) = entities[id],
          let getter = getter(member, of: entities[row].model)
        else { continue }
        let own = entities.set(single: id)
        bind(own, toReceiverOf: getter)
        note(own, givenTo: getter, by: call)
        serializers.fields[type]?[position].getter = getter
      }
    }
  }
}
