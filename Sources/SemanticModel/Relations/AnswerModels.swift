// Classes whose annotated fields say what is written of each row (pydantic), and the handlers that answer with them.

import Facts

extension Evaluator {
  /// The fields of a class that hold other such classes: `items: list[ItemRead]`, `customer: CustomerRead | None`.
  mutating func annotatedFields(of type: ClassRef) -> [Serializers.Field] {
    let unit = type.unitIndex
    var result: [Serializers.Field] = []
    for member in units[unit].members(of: type.id)
    where member.type.isPresent && !member.function.isPresent {
      let name = units[unit].name(member.name)
      // A relation of a mapped class is no field of what is written.
      guard relations.own(name, of: type) == nil else { continue }
      for id in members(of: evaluate(member.type, in: unit)) {
        guard let (nested, isMany) = serializer(id) else { continue }
        result.append(
          Serializers.Field(
            path: [name],
            nested: nested,
            method: nil,
            place: ValueRef(unit: unit, id: member.type),
            isMany: isMany
          )
        )
        break
      }
    }
    return result
  }

  /// The class of a field's value, and whether there are several.
  private func serializer(_ id: EntityID) -> (ClassRef, Bool)? {
    switch entities[id] {
    case .instance(let type) where serializers.rules[type] != nil: (type, false)
    case .collection(let element): serializer(element).map { ($0.0, true) }
    default: nil
    }
  }

  /// What a class that is built by its fields is given for a nested one: `Page(items=orders, total=total)`.
  mutating func nestedRows(
    of type: ClassRef,
    givenTo call: Instruction,
    in unit: Int
  ) -> (serializer: ClassRef, rows: EntitySetID)? {
    for field in serializers.fields[type] ?? [] {
      guard let nested = field.nested, field.path.count == 1 else { continue }
      let facts = units[unit].facts
      for argument in units[unit].valueList(ListID(call.b)) {
        let value = facts.values[argument.index]
        guard value.kind == .object, value.flags.contains(.keywords) else { continue }
        let words = Array(facts.list(ListID(value.a)))
        for position in stride(from: 0, to: words.count - 1, by: 2)
        where units[unit].name(NameID(words[position])) == field.path[0] {
          let given = evaluate(ValueID(words[position + 1]), in: unit)
          let rows = elements(of: given)
          return (nested, field.isMany ? rows : entities.union(given, rows))
        }
      }
    }
    return nil
  }

  /// What the models of answers read of the rows that handlers give, told where each query begins.
  mutating func answerReads(_ table: CallTable) -> [RelationRead] {
    let options = Set(serializers.rules.values.compactMap(\.answerOption))
    guard let option = options.first else { return [] }
    var result: [RelationRead] = []
    for unit in units.indices where units[unit].facts.language == .python {
      let facts = units[unit].facts
      for position in facts.functions.indices.dropFirst() {
        let function = facts.functions[position]
        let isRefused = serializers.refusesLateReads && function.flags.contains(.async)
        guard function.decorators.isPresent, !isRefused else { continue }
        for decorator in units[unit].valueList(function.decorators) {
          guard let call = facts.call(behind: decorator),
            case let named = self.option(option, of: call, in: unit), named.isPresent,
            let model = answerModel(named, in: unit, depth: 0)
          else { continue }
          let handler = FunctionRef(unit: unit, id: FunctionID(position))
          let given = returns(of: handler)
          let rows = model.isMany ? elements(of: given) : given
          result += reads(of: model.type, rows: rows, at: 0).compactMap { read in
            beginning(of: read.row).flatMap { table.position(of: $0) }.map { call in
              RelationRead(call: call, row: read.row, relation: read.relation, field: read.field)
            }
          }
        }
      }
    }
    return result
  }

  /// `OrderRead`, `list[OrderRead]`, `Optional[OrderRead]`, `OrderRead | None`.
  private mutating func answerModel(
    _ id: ValueID,
    in unit: Int,
    depth: Int
  ) -> (type: ClassRef, isMany: Bool)? {
    guard depth < 4 else { return nil }
    let facts = units[unit].facts
    let value = facts.values[id.index]
    switch value.kind {
    case .index:
      guard let inner = answerModel(ValueID(value.b), in: unit, depth: depth + 1) else {
        return nil
      }
      let base = facts.values[Int(value.a)]
      let word =
        base.kind == .global
        ? facts.names.string(NameID(base.a))
        : facts.lastName(of: ValueID(value.a)).map { facts.names.string($0) } ?? ""
      switch word {
      case "list", "List", "Sequence", "Iterable", "set", "Set": return (inner.type, true)
      case "Optional": return inner
      default: return nil
      }
    case .binary:
      return answerModel(ValueID(value.a), in: unit, depth: depth + 1)
        ?? answerModel(ValueID(value.b), in: unit, depth: depth + 1)
    default:
      for id in members(of: evaluate(id, in: unit)) {
        if case .classObject(let type) = entities[id], serializers.rules[type] != nil {
          return (type, false)
        }
      }
      return nil
    }
  }
}
