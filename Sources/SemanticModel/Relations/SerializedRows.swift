// Where serializers are given rows, and what they read of them.

import Facts

extension Evaluator {
  /// The serializer that a call gives rows to, and the rows.
  mutating func serialization(
    by call: Instruction,
    in unit: Int
  ) -> (serializer: ClassRef, rows: EntitySetID)? {
    guard !serializers.rules.isEmpty, call.operation == .call,
      units[unit].facts.language == .python
    else { return nil }
    for id in members(of: evaluate(ValueID(call.a), in: unit)) {
      switch entities[id] {
      case .classObject(let type):
        guard let rule = serializers.rules[type] else { continue }
        if rule.isAnnotated, let found = nestedRows(of: type, givenTo: call, in: unit) {
          return found
        }
        guard rule.rowsOption != nil else { continue }
        return constructed(type, rule, by: call, in: unit)
      case .member(let member, _):
        if let part = index.member(member).called?.value.viewPart, case .serializer = part {
          for made in members(of: self.part(part, askedBy: call, in: unit)) {
            guard case .instance(let type) = entities[made], let rule = serializers.rules[type],
              let found = constructed(type, rule, by: call, in: unit)
            else { continue }
            return found
          }
        }
        guard let position = index.member(member).called?.value.serializes else { continue }
        let set = evaluate(argument: position, of: call, in: unit)
        for receiver in members(of: receiver(of: call, in: unit)) {
          switch entities[receiver] {
          case .instance(let type) where serializers.rules[type] != nil:
            return (type, written(of: set, by: type))
          // `OrderRead.model_validate(order)`
          case .classObject(let type) where serializers.rules[type]?.isAnnotated ?? false:
            return (type, set)
          default: continue
          }
        }
      default: continue
      }
    }
    return nil
  }

  /// The rows that a call hands to a serializer that it makes.
  private mutating func constructed(
    _ type: ClassRef,
    _ rule: SerializerRule,
    by call: Instruction,
    in unit: Int
  ) -> (serializer: ClassRef, rows: EntitySetID)? {
    guard let option = rule.rowsOption else { return nil }
    var rows = units[unit].value(at: 0, of: ListID(call.b))
    if units[unit].facts.values[rows.index].flags.contains(.keywords) { rows = .none }
    if !rows.isPresent { rows = self.option(option, of: call, in: unit) }
    guard rows.isPresent else { return nil }
    let given = elements(of: evaluate(rows, in: unit))
    return (type, saysOne(rule, call, in: unit) ? single(given) : given)
  }

  /// Whether a call leaves out what would tell a serializer that it is given several rows.
  private func saysOne(_ rule: SerializerRule, _ call: Instruction, in unit: Int) -> Bool {
    let facts = units[unit].facts
    guard !option(rule.manyOption, of: call, in: unit).isPresent else { return false }
    return facts.valueList(ListID(call.b)).allSatisfy { argument in
      let value = facts.values[argument.index]
      guard value.kind == .object, value.flags.contains(.keywords) else {
        return value.kind != .spread
      }
      let words = Array(facts.list(ListID(value.a)))
      return stride(from: 0, to: words.count - 1, by: 2).allSatisfy { position in
        facts.values[ValueID(words[position + 1]).index].kind != .spread
      }
    }
  }

  /// Hands rows to the methods of a serializer, and of those that are nested in it.
  mutating func bindMethods(of type: ClassRef, rows: EntitySetID, call: Int?, depth: Int) {
    guard depth < Serializers.deepest, !rows.isEmpty else { return }
    bindProperties(of: type, rows: rows, call: call)
    for field in serializers.fields[type] ?? [] {
      if let method = field.method {
        bind(rows, to: ParameterRef(function: method, position: 0))
        note(rows, givenTo: method, by: call)
      }
      guard let nested = field.nested else { continue }
      bindMethods(of: nested, rows: rowsBehind(field.path, of: rows), call: call, depth: depth + 1)
    }
  }

  mutating func note(_ rows: EntitySetID, givenTo method: FunctionRef, by call: Int?) {
    let number = units.number(method)
    let known = serializers.given[number] ?? []
    if !known.contains(where: { $0.rows == rows && $0.call == call }),
      known.count < EntityTable.rowLimit
    {
      serializers.given[number, default: []].append((rows, call))
    }
  }

  /// The relations that a serializer reads of rows, told at one call.
  mutating func reads(
    of type: ClassRef,
    rows: EntitySetID,
    at call: Int,
    depth: Int = 0
  ) -> [RelationRead] {
    guard depth < Serializers.deepest, !rows.isEmpty else { return [] }
    var result: [RelationRead] = []
    for field in serializers.fields[type] ?? [] where field.isListed {
      result += keyReads(of: field, rows, at: call)
    }
    fields: for field in serializers.fields[type] ?? [] where !field.path.isEmpty {
      var set = rows
      for (position, name) in field.path.enumerated() {
        // A manager has no member of its rows: such a field is left out without a question.
        let wantsRow = position + 1 < field.path.count || field.nested != nil && !field.isMany
        for id in members(of: set) {
          guard case .stored(let found) = entities[id], case let row = entities[found],
            let number = relation(name, of: row.model), relations[number].load != nil,
            !leadsBack(number, from: row)
          else { continue }
          if wantsRow, case .manager = relations[number].access { continue fields }
          result.append(RelationRead(call: call, row: row, relation: number, field: field.place))
        }
        set = rowsBehind([name], of: set)
      }
      if let nested = field.nested {
        result += reads(of: nested, rows: set, at: call, depth: depth + 1)
      }
    }
    return result
  }
}
