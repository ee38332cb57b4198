// Serializers that write rows of their own kind below each row: trees of categories, threads of comments.

import Facts

extension Evaluator {
  /// Whether a field's class writes by the class of the serializer around it: `self.parent.parent.__class__(value)`.
  func writesAsParent(_ type: ClassRef) -> Bool {
    let facts = units[type.unitIndex].facts
    return facts.members(of: type.id).contains { member in
      guard member.function.isPresent, facts.names.isText("to_representation", member.name) else {
        return false
      }
      let own = facts.functions[member.function.index]
      return (own.firstValue.index..<own.endValue.index).contains { position in
        let value = facts.values[position]
        guard value.kind == .member, facts.names.isText("__class__", NameID(value.b)) else {
          return false
        }
        let base = facts.values[Int(value.a)]
        return base.kind == .member && facts.names.isText("parent", NameID(base.b))
      }
    }
  }

  /// Fields that a class adds to itself: `fields["children"] = CategorySerializer(many=True)`.
  mutating func addedFields(of type: ClassRef, _ rule: SerializerRule) -> [Serializers.Field] {
    let unit = type.unitIndex
    let facts = units[unit].facts
    let getter = facts.members(of: type.id).first { member in
      member.function.isPresent && facts.names.isText("get_fields", member.name)
    }
    guard let getter else { return [] }
    var result: [Serializers.Field] = []
    for step in facts.steps(of: getter.function) {
      let assign = facts.instructions[step]
      guard assign.operation == .assign, case let target = facts.values[Int(assign.a)],
        target.kind == .index, case let key = facts.values[Int(target.b)], key.kind == .string,
        let call = facts.call(behind: ValueID(assign.b))
      else { continue }
      for id in members(of: evaluate(ValueID(call.a), in: unit)) {
        guard case .classObject(let nested) = entities[id], serializers.rules[nested] != nil else {
          continue
        }
        var field = Serializers.Field(
          path: names(of: key, in: unit),
          nested: nested,
          method: nil,
          place: ValueRef(unit: unit, id: ValueID(assign.b))
        )
        field.isMany = isTrue(option(rule.manyOption, of: call, in: unit), in: unit)
        result.append(field)
      }
    }
    return result
  }
}
