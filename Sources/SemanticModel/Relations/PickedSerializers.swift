// Which serializers a view names, and which of them write its lists.

import Facts

extension Evaluator {
  /// The serializers that a view's member names or its method picks, and whether each may write a list.
  mutating func namedSerializers(
    among own: ArraySlice<ClassMember>,
    _ member: String,
    _ rule: SerializerRule,
    in unit: Int
  ) -> [(serializer: ClassRef, mayList: Bool)] {
    let facts = units[unit].facts
    if let method = own.first(where: {
      $0.function.isPresent && facts.names.string($0.name) == rule.pickingMethod
    }) {
      let picked = picked(by: FunctionRef(unit: unit, id: method.function), rule)
      if !picked.isEmpty { return picked }
    }
    guard let named = own.first(where: { facts.names.string($0.name) == member }) else { return [] }
    return classes(in: evaluate(named.value, in: unit)).map { ($0, true) }
  }

  /// What a method gives back for lists: what stands behind a test for them, or behind no test at all.
  private mutating func picked(
    by method: FunctionRef,
    _ rule: SerializerRule
  ) -> [(serializer: ClassRef, mayList: Bool)] {
    let facts = units[method.unitIndex].facts
    let fact = facts.functions[method.id.index]
    let tests = facts.regions(of: method.id).map { facts.regions[$0] }
      .filter { $0.kind == .then && $0.subject.isPresent }
    var found: [(value: ValueID, isTested: Bool, isListing: Bool)] = []
    for position in fact.firstInstruction.index..<fact.endInstruction.index
    where facts.instructions[position].operation == .return {
      let value = ValueID(facts.instructions[position].a)
      let around = tests.filter {
        $0.firstInstruction.index <= position && position < $0.endInstruction.index
      }
      let isListing = around.contains { mentions(rule.listingAction, $0.subject, facts, 0) }
      let isChoice = value.isPresent && facts.values[value.index].kind == .choice
      found.append((value, !around.isEmpty || isChoice, isListing))
    }
    let isListTested = found.contains(where: \.isListing)
    var result: [(serializer: ClassRef, mayList: Bool)] = []
    for (value, isTested, isListing) in found where value.isPresent {
      let mayList = isListTested ? isListing : !isTested
      for type in classes(in: evaluate(value, in: method.unitIndex)) {
        if let known = result.firstIndex(where: { $0.serializer == type }) {
          result[known].mayList = result[known].mayList || mayList
        } else {
          result.append((type, mayList))
        }
      }
    }
    return result
  }

  private func classes(in set: EntitySetID) -> [ClassRef] {
    entities[set].compactMap { id in
      if case .classObject(let type) = entities[id] { type } else { nil }
    }
  }

  /// Whether a test compares something with a text: `self.action == "list"`, `self.action in ("list", "retrieve")`.
  private func mentions(_ text: String, _ id: ValueID, _ facts: FileFacts, _ depth: Int) -> Bool {
    guard id.isPresent, depth < 6 else { return false }
    let value = facts.values[id.index]
    switch value.kind {
    case .string: return facts.names.isText(text, NameID(value.a))
    case .binary:
      return mentions(text, ValueID(value.a), facts, depth + 1)
        || mentions(text, ValueID(value.b), facts, depth + 1)
    case .array, .choice:
      return facts.valueList(ListID(value.a)).contains { mentions(text, $0, facts, depth + 1) }
    default: return false
    }
  }
}
