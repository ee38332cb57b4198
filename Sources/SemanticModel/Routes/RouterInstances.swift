// Routers that are instances of a class of the program: `class UserRouter(APIRouter)`.

import Facts
import Workspace

extension Evaluator {
  /// The classes of the program that extend a router and of which more than one is made: a class of which one is made
  /// stands for that one, wherever it is handed.
  mutating func routerClasses(_ table: CallTable) -> Set<ClassRef> {
    var names: [Name: [ClassRef]] = [:]
    for unit in units.indices where units[unit].role != .test {
      for position in units[unit].facts.classes.indices.dropFirst() {
        let type = ClassRef(unit: unit, id: ClassID(position))
        guard isRouter(type) else { continue }
        names[units[unit].name(units[unit].facts.classes[position].name), default: []].append(type)
      }
    }
    guard !names.isEmpty else { return [] }
    var counts: [ClassRef: Int] = [:]
    for call in table.calls where units[call.place.unitIndex].role != .test {
      let unit = call.place.unitIndex
      let callee = ValueID(units[unit].facts.instructions[call.place.id.index].a)
      guard let name = lastName(of: callee, in: unit), names[name] != nil,
        let type = classMade(by: ValueRef(unit: unit, id: callee))
      else { continue }
      counts[type, default: 0] += 1
    }
    return Set(names.values.joined().filter { counts[$0, default: 0] > 1 })
  }

  private mutating func isRouter(_ type: ClassRef) -> Bool {
    let parent = units[type.unitIndex].facts.classes[type.id.index].superclass
    guard parent.isPresent else { return false }
    let place = ValueRef(unit: type.unitIndex, id: parent)
    let made = instances(of: evaluate(parent, in: type.unitIndex), origin: place)
    return members(of: made).contains { entity in
      guard case .library(let library, _) = entities[entity] else { return false }
      return index.isRouter(library)
    }
  }

  private func lastName(of callee: ValueID, in unit: Int) -> Name? {
    let facts = units[unit].facts
    let value = facts.values[callee.index]
    switch value.kind {
    case .symbol: return units[unit].name(facts.symbols[Int(value.a)].name)
    case .member: return units[unit].name(NameID(value.b))
    default: return nil
    }
  }

  private mutating func classMade(by callee: ValueRef) -> ClassRef? {
    let found = members(of: evaluate(callee.id, in: callee.unitIndex))
    guard found.count == 1, let entity = found.first, case .classObject(let type) = entities[entity]
    else { return nil }
    return type
  }

  /// The class of a router that a call makes, where several of it are made.
  mutating func routerClass(madeAt place: ValueRef, _ sources: RouteSources) -> ClassRef? {
    guard !sources.routerClasses.isEmpty else { return nil }
    let facts = units[place.unitIndex].facts
    let value = facts.values[place.id.index]
    guard value.kind == .result else { return nil }
    let callee = ValueRef(
      unit: place.unitIndex,
      id: ValueID(facts.instructions[Int(value.a)].a)
    )
    return classMade(by: callee).flatMap { sources.routerClasses.contains($0) ? $0 : nil }
  }

  /// Tells the instances of one class apart by the calls that make them.
  mutating func individual(
    _ routers: [RouterID],
    by ref: ValueRef,
    _ bound: Bindings,
    _ sources: RouteSources
  ) -> [RouterID] {
    guard routers.count == 1, !sources.routerClasses.isEmpty else { return routers }
    let end = followed(ref, bound)
    return routerClass(madeAt: end, sources) == nil ? routers : [.made(end)]
  }

  /// What the class of a router gives its parent: `super().__init__(dependencies=[Depends(user)])`.
  mutating func argumentsToParent(of type: ClassRef) -> [ValueRef] {
    let unit = type.unitIndex
    let facts = units[unit].facts
    for member in units[unit].members(of: type.id) where member.function.isPresent {
      guard facts.names.isText("__init__", member.name) || member.name == .constructor else {
        continue
      }
      let own = facts.functions[member.function.index]
      for position in own.firstInstruction.index..<own.endInstruction.index {
        let step = facts.instructions[position]
        guard step.operation == .call, speaksToParent(ValueID(step.a), facts) else { continue }
        return units[unit].valueList(ListID(step.b)).map { ValueRef(unit: unit, id: $0) }
      }
    }
    return []
  }

  /// `super().__init__(…)` in Python, `super(…)` in JavaScript.
  private func speaksToParent(_ callee: ValueID, _ facts: FileFacts) -> Bool {
    let value = facts.values[callee.index]
    guard value.kind == .member else { return value.kind == .super }
    let base = facts.values[Int(value.a)]
    guard base.kind == .result else { return base.kind == .super }
    let asked = facts.values[Int(facts.instructions[Int(base.a)].a)]
    return asked.kind == .global && facts.names.isText("super", NameID(asked.a))
  }
}
