// Who made what a method is called on: a package's object runs its own method, none of the program's.

import Facts

/// The values that the names of one file may have.
struct ReceiverMakers {
  private let unit: Unit
  /// For names that are assigned later: what they are given; made when one is asked for.
  private lazy var assigned: [UInt32: [ValueID]] = {
    var result: [UInt32: [ValueID]] = [:]
    for step in unit.facts.instructions where step.operation == .assign {
      let place = unit.facts.values[Int(step.a)]
      guard place.kind == .symbol else { continue }
      result[place.a, default: []].append(ValueID(step.b))
    }
    return result
  }()

  init(of unit: Unit) { self.unit = unit }

  /// Whether a package of which no table tells, or one of which a table does, made a receiver.
  mutating func isForeign(_ receiver: ValueID) -> Bool { isForeign(receiver, depth: 0) }

  private mutating func isForeign(_ id: ValueID, depth: Int) -> Bool {
    guard id.isPresent, depth < 8 else { return false }
    let facts = unit.facts
    let value = facts.values[id.index]
    switch value.kind {
    case .symbol:
      let symbol = facts.symbols[Int(value.a)]
      guard symbol.flags.contains(.reassigned) else {
        return isForeign(symbol.value, depth: depth + 1)
      }
      var given = (assigned[value.a] ?? []) + [symbol.value]
      given.removeAll {
        !$0.isPresent || [.null, .undefined].contains(facts.values[$0.index].kind)
      }
      var isAll = !given.isEmpty
      for one in given where isAll { isAll = isForeign(one, depth: depth + 1) }
      return isAll
    case .awaited, .member: return isForeign(ValueID(value.a), depth: depth + 1)
    case .result:
      return isForeign(ValueID(facts.instructions[Int(value.a)].a), depth: depth + 1)
    case .module:
      guard unit.targets.indices.contains(Int(value.a)) else { return false }
      switch unit.targets[Int(value.a)] {
      case .foreign, .library: return true
      case .units, .unknown: return false
      }
    default: return false
    }
  }
}
