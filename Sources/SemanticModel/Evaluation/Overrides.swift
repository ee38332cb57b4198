// What an abstract method of a class is: what its subclasses make of it.

import Facts
import Workspace

extension Evaluator {
  /// More subclasses say too little of what one call leads to.
  private static let mostSubclasses = 8

  /// The methods by which subclasses replace what a class only promises; empty where it does not.
  mutating func overrides(of name: Name, in type: ClassRef, declared: EntitySetID) -> EntitySetID {
    guard !subclasses.isEmpty, isPromised(declared, by: type) else { return .empty }
    var found: [ClassRef] = []
    addSubclasses(of: type, to: &found, depth: 0)
    guard found.count <= Self.mostSubclasses else { return .empty }
    var set = EntitySetID.empty
    for subclass in found {
      let unit = subclass.unitIndex
      for member in units[unit].members(of: subclass.id)
      where member.function.isPresent && units[unit].name(member.name) == name {
        let function = FunctionRef(unit: unit, id: member.function)
        set = entities.union(set, entities.set(.function(function)))
      }
    }
    return set
  }

  private mutating func addSubclasses(of type: ClassRef, to found: inout [ClassRef], depth: Int) {
    let fact = units[type.unitIndex].facts.classes[type.id.index]
    guard depth < 4, fact.name.isPresent else { return }
    let name = units[type.unitIndex].facts.names.string(fact.name)
    for candidate in subclasses[name] ?? [] where !found.contains(candidate) {
      guard found.count <= Self.mostSubclasses else { return }
      guard units[candidate.unitIndex].role != .test, isMade(candidate, of: type) else { continue }
      found.append(candidate)
      addSubclasses(of: candidate, to: &found, depth: depth + 1)
    }
  }

  /// Whether a class extends another one, or says to implement it.
  private mutating func isMade(_ candidate: ClassRef, of type: ClassRef) -> Bool {
    if parents(of: candidate).contains(type) { return true }
    let unit = candidate.unitIndex
    let instance = entities.id(.instance(type))
    let interfaces = units[unit].facts.classes[candidate.id.index].interfaces
    return units[unit].valueList(interfaces).contains {
      members(of: evaluate($0, in: unit)).contains(instance)
    }
  }

  /// Whether a class leaves a method to others: it has none of its own, or one that does nothing else.
  private func isPromised(_ declared: EntitySetID, by type: ClassRef) -> Bool {
    if declared.isEmpty {
      return units[type.unitIndex].facts.classes[type.id.index].isAbstract
    }
    return isAbstract(declared)
  }

  /// Whether all that is declared only throws: `raise NotImplementedError`.
  private func isAbstract(_ declared: EntitySetID) -> Bool {
    guard !declared.isEmpty else { return false }
    return entities[declared].allSatisfy { id in
      guard case .function(let function) = entities[id] else { return false }
      let facts = units[function.unitIndex].facts
      let fact = facts.functions[function.id.index]
      var throwsAtOnce = false
      for position in fact.firstInstruction.index..<fact.endInstruction.index {
        let step = facts.instructions[position]
        switch step.operation {
        case .throw: throwsAtOnce = facts.regions[step.region.index].kind == .body
        case .construct, .call, .return: continue
        default: return false
        }
      }
      return throwsAtOnce
    }
  }

  /// The classes of the program by the names of what they extend or say to implement.
  static func subclasses(in units: [Unit]) -> [String: [ClassRef]] {
    var result: [String: [ClassRef]] = [:]
    for (unit, linked) in units.enumerated() {
      for (position, fact) in linked.facts.classes.enumerated().dropFirst() {
        let type = ClassRef(unit: unit, id: ClassID(position))
        for name in names(of: fact.superclass, linked.facts) {
          result[name, default: []].append(type)
        }
        for interface in linked.facts.valueList(fact.interfaces) {
          for name in names(of: interface, linked.facts) {
            result[name, default: []].append(type)
          }
        }
      }
    }
    return result
  }

  private static func names(of id: ValueID, _ facts: FileFacts) -> [String] {
    let value = facts.values[id.index]
    switch value.kind {
    case .symbol: return [facts.names.string(facts.symbols[Int(value.a)].name)]
    case .member: return [facts.names.string(NameID(value.b))]
    case .type: return names(of: ValueID(value.a), facts)
    case .choice, .array:
      return facts.valueList(ListID(value.a)).filter { $0 < id }.flatMap { names(of: $0, facts) }
    default: return []
    }
  }
}
