// What a class that only declares its fields is given when it is made: `Dependencies(orders=find_orders)`.

import Facts

extension Evaluator {
  /// Stores the arguments of a construction under the fields that the class declares.
  ///
  /// A data class writes its constructor by itself: nothing else says what stands in its fields.
  mutating func storeFields(givenBy call: Instruction, in unit: Int) {
    guard units[unit].isPython, call.operation == .call else { return }
    for id in members(of: evaluate(ValueID(call.a), in: unit)) {
      guard case .classObject(let type) = entities[id], writesConstructor(type) else { continue }
      let instance = entities.id(.instance(type))
      for (name, value) in givenFields(of: type, by: call, in: unit) {
        store(value, under: name, on: instance)
      }
    }
  }

  /// Whether a decorator or what the class extends makes a constructor of its fields.
  private mutating func writesConstructor(_ type: ClassRef) -> Bool {
    let unit = type.unitIndex
    let fact = units[unit].facts.classes[type.id.index]
    let marks = units[unit].valueList(fact.decorators)
    return marks.contains { isNamed(Self.dataDecorators, $0, in: unit) }
      || isNamed(Self.dataClasses, fact.superclass, in: unit)
  }

  private static let dataDecorators = ["dataclass", "define", "frozen", "attrs"]
  private static let dataClasses = ["NamedTuple"]

  /// Whether a value, or what is called to make it, goes by one of some names.
  private func isNamed(_ words: [String], _ id: ValueID, in unit: Int) -> Bool {
    guard id.isPresent else { return false }
    let facts = units[unit].facts
    var value = facts.values[id.index]
    if value.kind == .result {
      value = facts.values[Int(facts.instructions[Int(value.a)].a)]
    }
    switch value.kind {
    case .symbol:
      let name = facts.symbols[Int(value.a)].name
      return words.contains { facts.names.isText($0, name) }
    case .member: return words.contains { facts.names.isText($0, NameID(value.b)) }
    default: return false
    }
  }

  /// The declared fields that a call gives, by name or in order; what has a value of its own is no bare declaration.
  private func givenFields(of type: ClassRef, by call: Instruction, in unit: Int)
    -> [(Name, ValueRef)]
  {
    let home = type.unitIndex
    let fields = units[home].members(of: type.id).filter {
      !$0.function.isPresent && $0.type.isPresent
    }
    var result: [(Name, ValueRef)] = []
    for (position, argument) in units[unit].valueList(ListID(call.b)).enumerated() {
      let shape = units[unit].facts.values[argument.index]
      guard shape.flags.contains(.keywords) else {
        guard shape.kind != .spread, position < fields.count else { break }
        guard shape.canCarryEntities else { continue }
        let field = fields[fields.startIndex + position]
        result.append((units[home].name(field.name), ValueRef(unit: unit, id: argument)))
        continue
      }
      let pairs = Array(units[unit].list(ListID(shape.a)))
      for pair in stride(from: 0, to: pairs.count - 1, by: 2) {
        let name = units[unit].name(NameID(pairs[pair]))
        let value = ValueID(pairs[pair + 1])
        guard fields.contains(where: { units[home].name($0.name) == name }),
          units[unit].facts.values[value.index].canCarryEntities
        else { continue }
        result.append((name, ValueRef(unit: unit, id: value)))
      }
    }
    return result
  }
}
