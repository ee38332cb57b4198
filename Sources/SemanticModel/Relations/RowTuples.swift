// Rows of several classes at once, which come as tuples: `for order, name in session.query(Order, Customer.name)`.

import Facts

extension Evaluator {
  /// What a query asks for, where it asks for several things.
  private struct Parts {
    let unit: Int
    let values: [ValueID]
  }

  /// The tuple of a query that asks for several things, of which one at least is rows of a class.
  mutating func tuple(askedBy origin: ValueRef) -> StoredRow? {
    guard !relations.isEmpty, let parts = parts(askedBy: origin, depth: 0) else { return nil }
    for value in parts.values {
      guard let model = model(value, in: parts.unit) else { continue }
      return StoredRow(model: model, query: origin, isOneOfMany: false)
    }
    return nil
  }

  /// `row[0]`, or what `order, name = row` takes from there.
  mutating func part(_ key: Value, of tuple: StoredRow, in unit: Int) -> EntitySetID {
    guard key.kind == .number, let parts = parts(askedBy: tuple.query, depth: 0) else {
      return .empty
    }
    let position = units[unit].facts.numbers[Int(key.a)]
    guard position >= 0, position < Double(parts.values.count) else { return .empty }
    return row(of: model(parts.values[Int(position)], in: parts.unit), in: tuple)
  }

  /// `row.Order`: what is asked for by its class has the name of that.
  mutating func part(_ name: Name, of tuple: StoredRow) -> EntitySetID {
    guard let parts = parts(askedBy: tuple.query, depth: 0) else { return .empty }
    for value in parts.values {
      guard let model = model(value, in: parts.unit) else { continue }
      let facts = units[model.unitIndex].facts
      guard units[model.unitIndex].name(facts.classes[model.id.index].name) == name else {
        continue
      }
      return row(of: model, in: tuple)
    }
    return .empty
  }

  /// The classes whose rows a query gives beside each other; empty where it gives those of one.
  mutating func modelsAsked(by origin: ValueRef) -> [ClassRef] {
    guard let parts = parts(askedBy: origin, depth: 0) else { return [] }
    var result: [ClassRef] = []
    for value in parts.values {
      if let model = model(value, in: parts.unit) { result.append(model) }
    }
    return result
  }

  private mutating func row(of model: ClassRef?, in tuple: StoredRow) -> EntitySetID {
    guard let model else { return .empty }
    var row = tuple
    row.model = model
    return entities.set(.stored(entities.id(row)))
  }

  private mutating func model(_ value: ValueID, in unit: Int) -> ClassRef? {
    for id in members(of: evaluate(value, in: unit)) {
      if case .classObject(let type) = entities[id] { return type }
    }
    return nil
  }

  /// How many statements may be made of one another.
  private static let longestStatement = 6

  /// The arguments that name what is asked for: of the call that begins a query, or of the statement that it is given.
  private mutating func parts(askedBy origin: ValueRef, depth: Int) -> Parts? {
    guard depth < Self.longestStatement else { return nil }
    let unit = origin.unitIndex
    let value = units[unit].facts.values[origin.id.index]
    guard value.kind == .result else { return nil }
    let call = units[unit].facts.instructions[Int(value.a)]
    guard call.operation == .call else { return nil }
    for id in members(of: evaluate(ValueID(call.a), in: unit)) {
      guard case .member(let member, _) = entities[id], let operation = index.member(member).call,
        let position = operation.subjectArgument ?? operation.reads?.statement
      else { continue }
      let plain = units[unit].valueList(ListID(call.b)).filter {
        !units[unit].facts.values[$0.index].flags.contains(.keywords)
      }
      guard position < plain.count else { return nil }
      if operation.effects.isEmpty {
        return plain.count > 1 ? Parts(unit: unit, values: plain) : nil
      }
      for id in members(of: evaluate(plain[position], in: unit)) {
        guard case .library(_, let made?) = entities[id], made != origin else { continue }
        if let parts = parts(askedBy: made, depth: depth + 1) { return parts }
      }
      return nil
    }
    return nil
  }
}
