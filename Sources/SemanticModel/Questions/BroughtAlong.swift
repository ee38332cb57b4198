// Methods that look for what a query may have added to its rows before they ask themselves.

import Facts

extension Program {
  /// Whether a repeated call, or what it runs, stands behind a look at the row that may end the method:
  /// `if hasattr(order, "total"): return order.total`.
  package func isAskedOfRowFirst(_ call: RepeatedCall) -> Bool {
    ([call.site] + call.path).contains { site in
      let facts = site.unit.facts
      guard facts.language == .python, !facts.names.ids(of: ["hasattr", "getattr"]).isEmpty else {
        return false
      }
      let own = facts.functions[site.resolved.function.index]
      let before = own.firstInstruction.index..<site.resolved.place.id.index
      guard let look = before.first(where: { looksAtRow(facts.instructions[$0], facts) }) else {
        return false
      }
      return (look..<before.upperBound).contains { facts.instructions[$0].operation == .return }
    }
  }

  /// `getattr(order, "total", None)`: a row that is a parameter, or the object itself.
  private func looksAtRow(_ step: Instruction, _ facts: FileFacts) -> Bool {
    guard step.operation == .call else { return false }
    let callee = facts.values[Int(step.a)]
    let arguments = facts.valueList(ListID(step.b))
    guard callee.kind == .global, arguments.count > 1,
      ["hasattr", "getattr"].contains(where: { facts.names.isText($0, NameID(callee.a)) })
    else { return false }
    let row = facts.values[arguments[0].index]
    let name = facts.values[arguments[1].index]
    guard [.parameter, .this, .symbol].contains(row.kind), name.kind == .string else {
      return false
    }
    return isAdded(facts.names.string(NameID(name.a)))
  }

  /// Whether some query adds a value of a name to its rows: `annotate(total=Sum("price"))`.
  private func isAdded(_ name: String) -> Bool {
    calls.contains { call in
      let facts = units[call.place.unitIndex].facts
      guard facts.language == .python else { return false }
      let step = facts.instructions[call.place.id.index]
      let callee = facts.values[Int(step.a)]
      guard callee.kind == .member, facts.names.isText("annotate", NameID(callee.b)) else {
        return false
      }
      return facts.valueList(ListID(step.b)).contains { argument in
        let words = facts.values[argument.index]
        guard words.kind == .object, words.flags.contains(.keywords) else { return false }
        let entries = Array(facts.list(ListID(words.a)))
        return stride(from: 0, to: entries.count, by: 2).contains {
          facts.names.isText(name, NameID(entries[$0]))
        }
      }
    }
  }
}
