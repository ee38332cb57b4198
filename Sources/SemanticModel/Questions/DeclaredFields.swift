// Where the class of an annotation declares a field, and whether it bounds it.

import Facts
import SourceText

/// A field of a class that says what a request may send.
struct DeclaredField {
  let place: SourcePlace
  /// Its validators are all known, and none of them bounds a number.
  let isUnbounded: Bool
  /// Its declaration gives it a maximum, or a function of its class looks at it.
  var isCapped = false
}

extension Program {
  /// The declaration of a field in the class that a type names, or in one that it extends; nil where several classes go
  /// by the name and the imports do not tell them apart.
  func field(_ name: String, ofType type: ValueID, in unit: Int) -> DeclaredField? {
    guard type.isPresent else { return nil }
    let facts = units[unit].facts
    var value = facts.values[type.index]
    if value.kind == .type { value = facts.values[Int(value.a)] }
    return className(value, facts).flatMap { field(name, ofClass: $0, seenFrom: unit, depth: 0) }
  }

  /// The field of the schema by which a decorator reads what is sent: `@use_args(OrderQuery(), location="query")`,
  /// `@blueprint.arguments(OrderQuery, location="query")`.
  func field(_ name: String, ofSchemaBefore function: FunctionID, in unit: Int) -> DeclaredField? {
    guard function.isPresent else { return nil }
    let facts = units[unit].facts
    for decorator in facts.valueList(facts.functions[function.index].decorators) {
      let value = facts.values[decorator.index]
      guard value.kind == .result, case let step = facts.instructions[Int(value.a)],
        let word = facts.lastName(of: ValueID(step.a)),
        ["use_args", "use_kwargs", "arguments"].contains(facts.names.string(word)),
        let first = facts.valueList(ListID(step.b)).first
      else { continue }
      let schema = tracedImport(ValueRef(unit: unit, id: first))
      let own = units[schema.unitIndex].facts
      var named = own.values[schema.id.index]
      if named.kind == .result { named = own.values[Int(own.instructions[Int(named.a)].a)] }
      let owner =
        named.kind == .class
        ? own.names.string(own.classes[Int(named.a)].name) : className(named, own)
      if let found = owner.flatMap({
        field(name, ofClass: $0, seenFrom: schema.unitIndex, depth: 0)
      }) {
        return found
      }
    }
    return nil
  }

  /// What a name stands for, where a file of Python may have imported it: what is imported may be a member or a module.
  func tracedImport(_ ref: ValueRef) -> ValueRef {
    var found = traced(ref)
    for _ in 0..<4 {
      let facts = units[found.unitIndex].facts
      let value = facts.values[found.id.index]
      guard value.kind == .choice, facts.language == .python,
        let first = facts.valueList(ListID(value.a)).first
      else { return found }
      found = traced(ValueRef(unit: found.unitIndex, id: first))
    }
    return found
  }

  private func field(
    _ name: String,
    ofClass owner: String,
    seenFrom unit: Int,
    depth: Int
  ) -> DeclaredField? {
    guard depth < 4, let found = declaredClass(owner, seenFrom: unit) else { return nil }
    let facts = units[found.unit].facts
    let start = Int(found.fact.firstMember)
    for member in facts.members[start..<start + Int(found.fact.memberCount)]
    where !member.function.isPresent && facts.names.isText(name, member.name) {
      let isCapped =
        facts.language == .python
        && (FieldBounds(facts).hasMaximum(member) || isChecked(name, in: found.fact, facts))
      return DeclaredField(
        place: SourcePlace(unit: found.unit, span: member.span),
        isUnbounded: isUnbounded(member.decorators, facts),
        isCapped: isCapped
      )
    }
    guard found.fact.superclass.isPresent else { return nil }
    let parent = className(facts.values[found.fact.superclass.index], facts)
    return parent.flatMap { field(name, ofClass: $0, seenFrom: found.unit, depth: depth + 1) }
  }

  /// Whether a method of the class is declared to check the field: `@field_validator("size")`.
  private func isChecked(_ name: String, in owner: ClassFact, _ facts: FileFacts) -> Bool {
    let start = Int(owner.firstMember)
    return facts.members[start..<start + Int(owner.memberCount)].contains { member in
      member.function.isPresent
        && facts.valueList(member.decorators).contains { decorator in
          let value = facts.values[decorator.index]
          guard value.kind == .result else { return false }
          return facts.valueList(ListID(facts.instructions[Int(value.a)].b)).contains { argument in
            let text = facts.values[argument.index]
            return text.kind == .string && facts.names.isText(name, NameID(text.a))
          }
        }
    }
  }

  /// The one class of a name: of several the one in the file itself or in one that it imports.
  private func declaredClass(_ name: String, seenFrom unit: Int) -> (unit: Int, fact: ClassFact)? {
    var found: [(unit: Int, fact: ClassFact)] = []
    for (position, unit) in units.enumerated() where unit.isRunning {
      for fact in unit.facts.classes
      where fact.name.isPresent && unit.facts.names.isText(name, fact.name) {
        found.append((position, fact))
      }
    }
    guard found.count > 1 else { return found.first }
    let near = Set(
      units[unit].facts.imports.indices.flatMap { units[unit].importedUnits(ImportID($0)) }
    )
    .union([unit])
    let seen = found.filter { near.contains($0.unit) }
    return seen.count == 1 ? seen.first : nil
  }

  private func className(_ value: Value, _ facts: FileFacts) -> String? {
    switch value.kind {
    case .symbol: facts.names.string(facts.symbols[Int(value.a)].name)
    case .global: facts.names.string(NameID(value.a))
    default: nil
    }
  }

  // MARK: Bounds

  /// Validators of class-validator and decorators beside them that let any large number pass.
  private static let boundless: Set<String> = [
    "IsOptional", "IsInt", "IsNumber", "IsNumberString", "IsPositive", "IsDefined", "IsNotEmpty",
    "Min", "Type", "ApiProperty", "ApiPropertyOptional", "Expose", "Allow",
  ]
  /// What shows that class-validator looks at the field at all.
  private static let numeric: Set<String> = ["IsInt", "IsNumber", "IsNumberString", "Min"]

  private func isUnbounded(_ decorators: ListID, _ facts: FileFacts) -> Bool {
    var names: Set<String> = []
    for decorator in facts.valueList(decorators) {
      let value = facts.values[decorator.index]
      guard value.kind == .result else { return false }
      let step = facts.instructions[Int(value.a)]
      guard let name = calledName(facts.values[Int(step.a)], facts),
        Self.boundless.contains(name)
      else { return false }
      names.insert(name)
    }
    return !names.isDisjoint(with: Self.numeric)
  }
}
