// What the texts of models read: `__str__` of Django.

import Facts
import SourceText

extension Program {
  /// The relations that the text of a model reads of itself: `return f"{self.product.name}"`.
  package func relationsOfText(of model: String) -> (fields: Set<String>, place: SourcePlace)? {
    for unit in runningPython {
      let facts = units[unit].facts
      let wanted = facts.names.ids(of: ["__str__"])
      guard !wanted.isEmpty else { continue }
      for position in facts.classes.indices.dropFirst()
      where facts.names.isText(model, facts.classes[position].name) {
        for member in facts.members(of: ClassID(position))
        where member.function.isPresent && wanted.contains(member.name) {
          let own = facts.functions[member.function.index]
          var fields: Set<String> = []
          for index in own.firstValue.index..<own.endValue.index {
            let value = facts.values[index]
            // `self.product.name`, and `f"{self.product}"`, whose text is another's.
            guard value.kind == .member, case let base = facts.values[Int(value.a)],
              base.kind == .this || base.kind == .parameter || isSelf(base, facts)
            else { continue }
            fields.insert(facts.names.string(NameID(value.b)))
          }
          return (fields, SourcePlace(unit: unit, span: own.span))
        }
      }
    }
    return nil
  }

  private func isSelf(_ value: Value, _ facts: FileFacts) -> Bool {
    value.kind == .symbol && facts.names.isText("self", facts.symbols[Int(value.a)].name)
  }
}
