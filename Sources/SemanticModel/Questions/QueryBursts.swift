// Statements that one request sends all at once, each over a connection of its own.

import Facts

/// A call that waits for several statements together.
package struct QueryBurst: Sendable {
  package let site: CallSite
  /// How many of its elements ask the database.
  package let statements: Int
}

extension Program {
  /// The waits of the running code for so many statements or more, written out one by one:
  /// `Promise.all([db.order.count(), db.user.count(), …])`.
  package func queryBursts(atLeast least: Int) -> [QueryBurst] {
    let waits = calls(named: ["all", "allSettled"]).filter { site in
      !site.unit.isPython && site.unit.isRunning && site.calleeText.hasPrefix("Promise.")
    }
    guard !waits.isEmpty else { return [] }
    let kinds = reachedKinds
    return waits.compactMap { site in
      let facts = site.unit.facts
      guard let list = facts.valueList(ListID(site.instruction.b)).first,
        case let value = facts.values[list.index], value.kind == .array
      else { return nil }
      let asking = facts.valueList(ListID(value.a)).count { element in
        let one = facts.values[element.index]
        guard one.kind == .result,
          let position = table.position(
            of: CallRef(unit: site.place.unit, id: InstructionID(one.a))
          )
        else { return false }
        return !kinds[position].isDisjoint(with: .asking)
      }
      return asking >= least ? QueryBurst(site: site, statements: asking) : nil
    }
  }
}
