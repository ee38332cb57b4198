// What the code writes around a handler: its class, its decorators and what its fields name as guards.

import Facts
import SourceText

extension Program {
  /// The own name of a function; that of the class where a method of a view has the name of a verb.
  func lastName(of function: FunctionRef) -> String {
    let facts = units[function.unitIndex].facts
    let fact = facts.functions[function.id.index]
    return fact.name.isPresent ? facts.names.string(fact.name) : ""
  }

  /// The name of the class that a method belongs to.
  func ownerName(of function: FunctionRef) -> String? {
    let facts = units[function.unitIndex].facts
    let owner = facts.functions[function.id.index].owner
    guard owner.isPresent, case let name = facts.classes[owner.index].name, name.isPresent else {
      return nil
    }
    return facts.names.string(name)
  }

  /// Where the decorators of a function and of its class stand, and what fields of the class name as guards.
  func guardPlaces(of function: FunctionRef) -> [SourcePlace] {
    let unit = units[function.unitIndex]
    let facts = unit.facts
    let fact = facts.functions[function.id.index]
    let own = facts.valueList(fact.decorators).map {
      SourcePlace(unit: function.unitIndex, span: facts.values[$0.index].span)
    }
    guard fact.owner.isPresent else { return own }
    return own
      + guardPlaces(of: ClassRef(unit: function.unitIndex, id: fact.owner), answering: [])
  }

  /// What guards all answers of a view, and what stands at methods of some names.
  func guardPlaces(of view: ClassRef, answering methods: [String]) -> [SourcePlace] {
    let unit = units[view.unitIndex]
    let facts = unit.facts
    var values =
      facts.valueList(facts.classes[view.id.index].decorators) + facts.superclasses(of: view.id)
    for member in unit.members(of: view.id) {
      let name = facts.names.string(member.name)
      if member.value.isPresent, Self.guardMembers.contains(name) { values.append(member.value) }
      if member.function.isPresent, name == "dispatch" || methods.contains(name) {
        values += facts.valueList(facts.functions[member.function.index].decorators)
      }
    }
    return values.map { SourcePlace(unit: view.unitIndex, span: facts.values[$0.index].span) }
  }

  private static let guardMembers: Set<String> = [
    "permission_classes", "permission_required", "decorators", "method_decorators",
  ]

  /// Whether a handler compares a `state` that it was sent with one that a session keeps: what another service sends
  /// back after a consent.
  func comparesState(_ handler: FunctionRef) -> Bool {
    let facts = units[handler.unitIndex].facts
    let fact = facts.functions[handler.id.index]
    var isCompared = false
    var isKept = false
    for index in fact.firstValue.index..<fact.endValue.index {
      let value = facts.values[index]
      switch value.kind {
      case .binary
      where value.detail == Operator.equal.rawValue || value.detail == Operator.notEqual.rawValue:
        isCompared =
          isCompared
          || [value.a, value.b].contains { isState(facts.values[Int($0)], facts) }
      case .member:
        isKept =
          isKept || ["session", "cookies"].contains { facts.names.isText($0, NameID(value.b)) }
      default: continue
      }
    }
    return isCompared && isKept
  }

  private func isState(_ value: Value, _ facts: FileFacts) -> Bool {
    switch value.kind {
    case .symbol: return facts.names.isText("state", facts.symbols[Int(value.a)].name)
    case .member: return facts.names.isText("state", NameID(value.b))
    case .result:
      let first = facts.valueList(ListID(facts.instructions[Int(value.a)].b)).first
      guard let first, case let text = facts.values[first.index] else { return false }
      return text.kind == .string && facts.names.isText("state", NameID(text.a))
    default: return false
    }
  }
}
