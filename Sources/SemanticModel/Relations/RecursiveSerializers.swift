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

  /// Whether a call makes the field of a package that writes by the class around it (drf-recursive).
  func isRecursiveField(_ call: Instruction, in unit: Int) -> Bool {
    let facts = units[unit].facts
    return facts.lastName(of: ValueID(call.a)).map { facts.names.isText("RecursiveField", $0) }
      ?? false
  }
}
