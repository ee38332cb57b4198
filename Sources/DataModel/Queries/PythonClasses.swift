// The classes of Python by their names, and which stand above which.

import Facts
import SemanticModel

/// Classes are told apart by name: of a name that two classes have, nothing is said.
struct PythonClasses {
  private var named: [String: [ClassRef]] = [:]
  private var bases: [ClassRef: [ClassRef]] = [:]
  private var heirs: [ClassRef: [ClassRef]] = [:]

  init(_ values: SourceValues) {
    let program = values.program
    for (unit, linked) in program.units.enumerated() where linked.facts.language == .python {
      for position in linked.facts.classes.indices.dropFirst() {
        let name = linked.facts.names.string(linked.facts.classes[position].name)
        named[name, default: []].append(ClassRef(unit: unit, id: ClassID(position)))
      }
    }
    for (unit, linked) in program.units.enumerated() where linked.facts.language == .python {
      let facts = linked.facts
      for position in facts.classes.indices.dropFirst() {
        let type = ClassRef(unit: unit, id: ClassID(position))
        for part in facts.superclasses(of: type.id) {
          guard let name = values.name(ValueRef(unit: unit, id: part)), let above = only(name),
            above != type
          else { continue }
          bases[type, default: []].append(above)
          heirs[above, default: []].append(type)
        }
      }
    }
  }

  func isClass(_ name: String) -> Bool { named[name] != nil }

  /// The class of a name that no other class has.
  func only(_ name: String) -> ClassRef? {
    guard let found = named[name], found.count == 1 else { return nil }
    return found[0]
  }

  func above(_ type: ClassRef) -> [ClassRef] { bases[type] ?? [] }

  /// All that extend a class, directly or not.
  func below(_ type: ClassRef) -> [ClassRef] {
    var result = heirs[type] ?? []
    var head = 0
    while head < result.count, result.count < 256 {
      for heir in heirs[result[head]] ?? [] where !result.contains(heir) { result.append(heir) }
      head += 1
    }
    return result
  }
}
