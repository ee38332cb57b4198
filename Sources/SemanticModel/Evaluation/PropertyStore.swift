// What is stored on objects by assignments to their members.

import Facts

/// The values written to `entity.name` anywhere in the program.
struct PropertyStore {
  private var values: [Key: [ValueRef]] = [:]
  /// Whether anything is stored on an entity: mostly nothing is, and each is asked often.
  private var isHolder: [Bool] = []
  /// The entity on which a function is stored: what `this` is in it.
  private(set) var holders: [FunctionRef: EntityID] = [:]

  private struct Key: Hashable {
    let entity: EntityID
    let name: Name
  }

  subscript(_ entity: EntityID, _ name: Name) -> [ValueRef] {
    let position = Int(entity.raw)
    guard position < isHolder.count, isHolder[position] else { return [] }
    return values[Key(entity: entity, name: name)] ?? []
  }

  /// Adds a write; says whether it was new.
  mutating func add(_ value: ValueRef, to entity: EntityID, under name: Name) -> Bool {
    let key = Key(entity: entity, name: name)
    if values[key]?.contains(value) == true { return false }
    values[key, default: []].append(value)
    let position = Int(entity.raw)
    if position >= isHolder.count {
      isHolder += Array(repeating: false, count: position + 1 - isHolder.count)
    }
    isHolder[position] = true
    return true
  }

  mutating func hold(_ function: FunctionRef, by entity: EntityID) {
    if holders[function] == nil { holders[function] = entity }
  }
}

extension Evaluator {
  /// Reads every assignment to a member into the store; says whether anything was new.
  mutating func storeProperties() -> Bool {
    var changed = false
    for unit in units.indices {
      for position in steps[unit].memberWrites {
        let instruction = units[unit].facts.instructions[position.index]
        let place = units[unit].facts.values[Int(instruction.a)]
        let name = place.kind == .member ? units[unit].name(NameID(place.b)) : .any
        let value = ValueRef(unit: unit, id: ValueID(instruction.b))
        for entity in members(of: evaluate(ValueID(place.a), in: unit))
        where canHold(entities[entity]) {
          if properties.add(value, to: entity, under: name) { changed = true }
          holdFunction(value, by: entity)
        }
      }
    }
    return changed
  }

  private mutating func holdFunction(_ value: ValueRef, by entity: EntityID) {
    let shape = units[value.unitIndex].facts.values[value.id.index]
    guard shape.kind == .function else { return }
    properties.hold(FunctionRef(unit: value.unitIndex, id: FunctionID(shape.a)), by: entity)
  }

  private func canHold(_ entity: Entity) -> Bool {
    switch entity {
    case .collection, .foreign, .package, .array: false
    default: true
    }
  }
}
