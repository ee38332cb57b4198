// What a module of CommonJS sees of the module that required it.

import Facts
import Workspace

extension Evaluator {
  /// Whether a member called `exports` is that of `module.parent`.
  func isParentExports(_ value: Value, in unit: Int) -> Bool {
    let parent = units[unit].facts.values[Int(value.a)]
    guard parent.kind == .member, units[unit].name(NameID(parent.b)) == words.parent else {
      return false
    }
    let base = units[unit].facts.values[Int(parent.a)]
    return base.kind == .global && units[unit].name(NameID(base.a)) == words.module
  }

  /// What the modules export that require a module: any of a few may have been the first.
  mutating func parentExports(of unit: Int) -> EntitySetID {
    let known = importers ?? importingUnits()
    importers = known
    let parents = known[unit]
    guard parents.count <= Self.mostParents else { return .empty }
    var set = EntitySetID.empty
    for parent in parents { set = entities.union(set, entities.set(.exports(parent))) }
    return set
  }

  private static let mostParents = 4

  /// By file of the program: those that import it, tests apart.
  private func importingUnits() -> [[Int32]] {
    var result: [[Int32]] = Array(repeating: [], count: units.count)
    for (unit, linked) in units.enumerated() where linked.role != .test {
      for case .units(let targets) in linked.targets {
        for target in targets where result[target].last != Int32(unit) {
          result[target].append(Int32(unit))
        }
      }
    }
    return result
  }
}
