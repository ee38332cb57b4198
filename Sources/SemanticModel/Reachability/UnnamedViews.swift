// Classes that would answer requests if something registered them, and that nothing names.

import Facts

extension Evaluator {
  /// Views of a library whose names stand nowhere in the running program but where they are declared.
  ///
  /// Empty where no view is named elsewhere: then something else registers them.
  mutating func unnamedViews() -> Set<ClassRef> {
    var views: [Name: [ClassRef]] = [:]
    for unit in units.indices where units[unit].isRunning && units[unit].facts.language == .python {
      let classes = units[unit].facts.classes
      for position in classes.indices.dropFirst() where classes[position].superclass.isPresent {
        let type = ClassRef(unit: unit, id: ClassID(position))
        guard classes[position].name.isPresent, !classes[position].decorators.isPresent,
          !lineage(of: type).answers.isEmpty
        else { continue }
        views[units[unit].name(classes[position].name), default: []].append(type)
      }
    }
    guard !views.isEmpty else { return [] }
    var named: Set<Name> = []
    for unit in units.indices where units[unit].isRunning {
      let own = Set(views.values.joined().filter { $0.unitIndex == unit }.map { name(of: $0) })
      for name in units[unit].names where views[name] != nil && !own.contains(name) {
        named.insert(name)
      }
      if !own.isEmpty { named.formUnion(used(own, in: unit)) }
    }
    guard !named.isEmpty else { return [] }
    return Set(views.filter { !named.contains($0.key) }.values.joined())
  }

  private func name(of type: ClassRef) -> Name {
    units[type.unitIndex].name(units[type.unitIndex].facts.classes[type.id.index].name)
  }

  /// Those of some names that values of a file stand for.
  private func used(_ wanted: Set<Name>, in unit: Int) -> Set<Name> {
    let facts = units[unit].facts
    var result: Set<Name> = []
    for value in facts.values {
      let name: NameID
      switch value.kind {
      case .symbol: name = facts.symbols[Int(value.a)].name
      case .global, .string: name = NameID(value.a)
      case .member: name = NameID(value.b)
      default: continue
      }
      guard name.isPresent else { continue }
      let found = units[unit].name(name)
      if wanted.contains(found) { result.insert(found) }
    }
    return result
  }
}
