// What a serializer has checked: a dictionary in which rows stand for the keys that a request sent.

import Facts

extension Evaluator {
  /// Hands what was checked to the methods of serializers that are given it.
  mutating func bindChecked() {
    for type in serializers.rules.keys.sorted() {
      guard let rule = serializers.rules[type], !rule.checkedParameters.isEmpty else { continue }
      let facts = units[type.unitIndex].facts
      for member in units[type.unitIndex].members(of: type.id) where member.function.isPresent {
        guard let position = rule.checkedParameters[facts.names.string(member.name)] else {
          continue
        }
        let function = FunctionRef(unit: type.unitIndex, id: member.function)
        bind(
          entities.set(.checked(type)),
          to: ParameterRef(function: function, position: position)
        )
      }
    }
  }

  /// Whether a member of a serializer holds what it has checked.
  func isChecked(_ name: Name, of type: ClassRef) -> Bool {
    guard let member = serializers.rules[type]?.checkedMember else { return false }
    return names.string(name) == member
  }

  /// What the dictionaries among some values have under a name.
  mutating func checked(_ name: Name, among set: EntitySetID) -> EntitySetID {
    guard !serializers.rules.isEmpty else { return .empty }
    var result = EntitySetID.empty
    for id in members(of: set) {
      guard case .checked(let type) = entities[id] else { continue }
      result = entities.union(result, checked(name, by: type, depth: 0))
    }
    return result
  }

  /// What a call takes out of such a dictionary: `validated_data.pop("items")`, `attrs.get("product")`.
  mutating func checked(takenBy call: Instruction, in unit: Int) -> EntitySetID {
    let facts = units[unit].facts
    let callee = facts.values[Int(call.a)]
    guard !serializers.rules.isEmpty, facts.language == .python, callee.kind == .member,
      ["get", "pop"].contains(where: { facts.names.isText($0, NameID(callee.b)) }),
      let key = facts.valueList(ListID(call.b)).first.map({ facts.values[$0.index] }),
      key.kind == .string
    else { return .empty }
    let base = evaluate(ValueID(callee.a), in: unit)
    return checked(units[unit].name(NameID(key.a)), among: base)
  }

  private mutating func checked(_ name: Name, by type: ClassRef, depth: Int) -> EntitySetID {
    guard depth < 6, let rule = serializers.rules[type] else { return .empty }
    for field in serializers.fields[type] ?? [] where field.path == [name] {
      guard let nested = field.nested else { continue }
      let inner = entities.set(.checked(nested))
      return field.isMany ? collection(inner) : inner
    }
    let unit = type.unitIndex
    for member in units[unit].members(of: type.id) {
      guard let call = units[unit].facts.call(behind: member.value),
        names(member, call, rule, in: unit) == name,
        case let query = option(rule.rowsOfFieldOption, of: call, in: unit), query.isPresent
      else { continue }
      let rows = elements(of: evaluate(query, in: unit))
      guard !rows.isEmpty else { break }
      let isMany = isTrue(option(rule.manyOption, of: call, in: unit), in: unit)
      return isMany ? collection(rows) : plain(rows)
    }
    let related = relatedRows(name, of: type, rule)
    guard related.isEmpty else { return related }
    for id in members(of: evaluate(units[unit].facts.classes[type.id.index].superclass, in: unit)) {
      guard case .classObject(let parent) = entities[id], parent != type else { continue }
      let found = checked(name, by: parent, depth: depth + 1)
      if !found.isEmpty { return found }
    }
    return .empty
  }

  /// The name under which a field keeps its value: its source, or its own.
  private func names(
    _ member: ClassMember,
    _ call: Instruction,
    _ rule: SerializerRule,
    in unit: Int
  ) -> Name {
    let source = units[unit].facts.values[option(rule.sourceOption, of: call, in: unit).index]
    return units[unit].name(source.kind == .string ? NameID(source.a) : member.name)
  }

  /// The rows behind a relation of the model that the serializer is for.
  private mutating func relatedRows(_ name: Name, of type: ClassRef, _ rule: SerializerRule)
    -> EntitySetID
  {
    guard relations.has(name), let model = rule.everyMember?.model else { return .empty }
    for member in innerMembers(model, inside: rule.listingClass ?? "", of: type) {
      for id in members(of: evaluate(member.value, in: type.unitIndex)) {
        guard case .classObject(let owner) = entities[id], let number = relation(name, of: owner),
          case let relation = relations[number], let target = relation.target
        else { continue }
        guard relation.isMany else { return entities.set(.instance(target)) }
        let row = StoredRow(model: target, query: relation.declaration, isOneOfMany: true)
        return collection(entities.set(.stored(entities.id(row))))
      }
    }
    return .empty
  }

  /// Single rows, each read for itself.
  private mutating func plain(_ rows: EntitySetID) -> EntitySetID {
    var result = EntitySetID.empty
    for id in members(of: rows) {
      guard case .stored(let row) = entities[id] else { continue }
      result = entities.union(result, entities.set(.instance(entities[row].model)))
    }
    return result
  }
}
