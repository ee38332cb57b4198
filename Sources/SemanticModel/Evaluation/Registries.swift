// Objects that a loop fills: `db[model.name] = model`.

import Facts

extension Evaluator {
  /// What an object that is filled under computed keys holds under a name, by the names of what it holds.
  mutating func registered(_ name: Name, on id: EntityID) -> EntitySetID {
    var set = EntitySetID.empty
    for entity in members(of: stored(.any, on: id)) where isCalled(name, entities[entity]) {
      set = entities.union(set, entities.set(single: entity))
    }
    return set
  }

  private func isCalled(_ name: Name, _ entity: Entity) -> Bool {
    switch entity {
    case .classObject(let type):
      return units[type.unitIndex].name(units[type.unitIndex].facts.classes[type.id.index].name)
        == name
    case .function(let function):
      let unit = units[function.unitIndex]
      return unit.name(unit.facts.functions[function.id.index].name) == name
    case .exports(let unit):
      let file = units[Int(unit)].path.utf8.split(separator: UInt8(ascii: "/")).last
      return file?.prefix { $0 != UInt8(ascii: ".") }.elementsEqual(names.string(name).utf8)
        ?? false
    case .library(_, let origin?): return givenName(at: origin).map { $0 == name } ?? false
    default: return false
    }
  }

  /// The name that the call is given which made a value: `sequelize.define("User", …)`.
  private func givenName(at origin: ValueRef) -> Name? {
    let unit = units[origin.unitIndex]
    let made = unit.facts.values[origin.id.index]
    guard made.kind == .result else { return nil }
    let call = unit.facts.instructions[Int(made.a)]
    guard let first = unit.list(ListID(call.b)).first else { return nil }
    let text = unit.facts.values[Int(first)]
    return text.kind == .string ? unit.name(NameID(text.a)) : nil
  }
}
