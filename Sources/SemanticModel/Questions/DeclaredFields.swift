// Where the class of an annotation declares a field.

import Facts
import SourceText

extension Program {
  /// The declaration of a field in the class that a type names, or in one that it extends; nil where several classes go
  /// by the name.
  func field(_ name: String, ofType type: ValueID, in unit: Int) -> SourcePlace? {
    guard type.isPresent else { return nil }
    let facts = units[unit].facts
    var value = facts.values[type.index]
    if value.kind == .type { value = facts.values[Int(value.a)] }
    return className(value, facts).flatMap { field(name, ofClass: $0, depth: 0) }
  }

  private func field(_ name: String, ofClass owner: String, depth: Int) -> SourcePlace? {
    guard depth < 4 else { return nil }
    var found: (unit: Int, fact: ClassFact)?
    for (position, unit) in units.enumerated() where unit.isRunning {
      for fact in unit.facts.classes
      where fact.name.isPresent && unit.facts.names.isText(owner, fact.name) {
        guard found == nil else { return nil }
        found = (position, fact)
      }
    }
    guard let found else { return nil }
    let facts = units[found.unit].facts
    let start = Int(found.fact.firstMember)
    for member in facts.members[start..<start + Int(found.fact.memberCount)]
    where !member.function.isPresent && facts.names.isText(name, member.name) {
      return SourcePlace(unit: found.unit, span: member.span)
    }
    guard found.fact.superclass.isPresent else { return nil }
    let parent = className(facts.values[found.fact.superclass.index], facts)
    return parent.flatMap { field(name, ofClass: $0, depth: depth + 1) }
  }

  private func className(_ value: Value, _ facts: FileFacts) -> String? {
    switch value.kind {
    case .symbol: facts.names.string(facts.symbols[Int(value.a)].name)
    case .global: facts.names.string(NameID(value.a))
    default: nil
    }
  }
}
