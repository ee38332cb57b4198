// Members that serializers write of their rows, where a property's function stands behind them.

import Facts
import SourceText

extension Evaluator {
  /// The fields that a serializer's inner class lists by name, besides those that are declared.
  mutating func listedFields(of type: ClassRef, _ rule: SerializerRule) -> [Serializers.Field] {
    guard let inner = rule.listingClass, let list = rule.listingMember else { return [] }
    let facts = units[type.unitIndex].facts
    let declared = Set(units[type.unitIndex].members(of: type.id).map(\.name))
    var result: [Serializers.Field] = []
    for member in innerMembers(list, inside: inner, of: type) {
      let value = facts.values[member.value.index]
      if let every = rule.everyMember, value.kind == .string,
        facts.names.isText(every.text, NameID(value.a))
      {
        result += everyField(of: type, as: ValueRef(unit: type.unitIndex, id: member.value), rule)
      }
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
        field.isListed = true
        result.append(field)
      }
    }
    return result
  }

  /// What a serializer lists by name; nil where it lists nothing, or not all of it is seen.
  ///
  /// A field of a class above that the list leaves out is not written
  /// (Django REST framework, `ModelSerializer.get_field_names`).
  func listedNames(of type: ClassRef, _ rule: SerializerRule) -> Set<Name>? {
    guard let inner = rule.listingClass, let list = rule.listingMember else { return nil }
    let unit = units[type.unitIndex]
    let lists = innerMembers(list, inside: inner, of: type)
    guard let value = lists.first.map({ unit.facts.values[$0.value.index] }), lists.count == 1,
      value.kind == .array
    else { return nil }
    var names: Set<Name> = []
    for entry in unit.facts.valueList(ListID(value.a)) {
      let text = unit.facts.values[entry.index]
      guard text.kind == .string else { return nil }
      names.insert(unit.name(NameID(text.a)))
    }
    return names
  }

  /// The relations to many rows that a model declares, where a serializer writes all of its fields.
  private mutating func everyField(of type: ClassRef, as place: ValueRef, _ rule: SerializerRule)
    -> [Serializers.Field]
  {
    let facts = units[type.unitIndex].facts
    let declared = Set(
      units[type.unitIndex].members(of: type.id).map { facts.names.string($0.name) }
    )
    var result: [Serializers.Field] = []
    for member in innerMembers(
      rule.everyMember?.model ?? "",
      inside: rule.listingClass ?? "",
      of: type
    ) {
      for id in members(of: evaluate(member.value, in: type.unitIndex)) {
        guard case .classObject(let model) = entities[id] else { continue }
        for own in units[model.unitIndex].members(of: model.id) {
          let name = units[model.unitIndex].name(own.name)
          let text = units[model.unitIndex].facts.names.string(own.name)
          guard !declared.contains(text), let number = relation(name, of: model),
            relations[number].isMany
          else { continue }
          var field = Serializers.Field(path: [], nested: nil, method: nil, place: place)
          field.member = name
          field.isListed = true
          result.append(field)
        }
      }
    }
    return result
  }

  /// The keys of many related rows are asked for once for each row; the key of one stands in the row itself.
  mutating func keyReads(of field: Serializers.Field, _ rows: EntitySetID, at call: Int)
    -> [RelationRead]
  {
    guard let name = field.member else { return [] }
    var result: [RelationRead] = []
    for id in members(of: rows) {
      guard case .stored(let found) = entities[id], case let row = entities[found],
        let number = relation(name, of: row.model), relations[number].isMany,
        relations[number].load != nil
      else { continue }
      result.append(RelationRead(call: call, row: row, relation: number, field: field.place))
    }
    return result
  }

  /// The members of a name in the inner classes of a name: `class Meta: model = Item`.
  func innerMembers(_ name: String, inside inner: String, of type: ClassRef) -> [ClassMember] {
    let facts = units[type.unitIndex].facts
    let span = facts.classes[type.id.index].span
    return facts.classes.indices.dropFirst().filter { position in
      let found = facts.classes[position]
      return position != type.id.index && span.contains(found.span)
        && facts.names.isText(inner, found.name)
    }
    .flatMap { facts.members(of: ClassID($0)).filter { facts.names.isText(name, $0.name) } }
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
