// Who made what a method is called on: a package's object runs its own method, none of the program's.

import Facts

/// The values that the names of one file may have.
struct ReceiverMakers {
  private let unit: Unit
  /// For names that are assigned later: what they are given.
  private var assigned: [UInt32: [ValueID]] = [:]

  init(of unit: Unit) {
    self.unit = unit
    for step in unit.facts.instructions where step.operation == .assign {
      let place = unit.facts.values[Int(step.a)]
      guard place.kind == .symbol else { continue }
      assigned[place.a, default: []].append(ValueID(step.b))
    }
  }

  /// Whether a package of which no table tells, or one of which a table does, made a receiver.
  func isForeign(_ receiver: ValueID) -> Bool { isForeign(receiver, depth: 0) }

  private func isForeign(_ id: ValueID, depth: Int) -> Bool {
    guard id.isPresent, depth < 8 else { return false }
    let facts = unit.facts
    let value = facts.values[id.index]
    switch value.kind {
    case .symbol:
      let symbol = facts.symbols[Int(value.a)]
      var given = symbol.flags.contains(.reassigned) ? assigned[value.a] ?? [] : []
      if symbol.value.isPresent { given.append(symbol.value) }
      given.removeAll {
        !$0.isPresent || [.null, .undefined].contains(facts.values[$0.index].kind)
      }
      return !given.isEmpty && given.allSatisfy { isForeign($0, depth: depth + 1) }
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
