// Hooks that a library makes out of described endpoints: `useGetOrdersQuery` of `getOrders: build.query(…)`.

import Facts

extension Program {
  /// By the name of an endpoint: what its description says the request is, as the function that tells it.
  var describedEndpoints: [String: ValueRef] {
    answers.describedEndpoints.value {
      var result: [String: ValueRef] = [:]
      let wanted = WordList(["createApi", "injectEndpoints"])
      for unit in units.indices
      where units[unit].isRunning && wanted.isMentioned(in: units[unit].facts.names) {
        for position in units[unit].facts.values.indices
        where units[unit].facts.values[position].kind == .object {
          collectEndpoints(ValueRef(unit: unit, id: ValueID(position)), into: &result)
        }
      }
      return result
    }
  }

  private func collectEndpoints(_ object: ValueRef, into result: inout [String: ValueRef]) {
    let facts = units[object.unitIndex].facts
    for entry in entries(of: object) where !entry.name.isEmpty {
      let made = value(entry.value)
      guard made.kind == .result else { continue }
      let step = facts.instructions[Int(made.a)]
      let callee = facts.values[Int(step.a)]
      guard step.operation == .call, callee.kind == .member,
        facts.names.string(NameID(callee.b)) == "query",
        let first = facts.valueList(ListID(step.b)).first,
        let query = member("query", of: ValueRef(unit: object.unitIndex, id: first), depth: 0)
      else { continue }
      result[entry.name] = traced(query)
    }
  }

  /// The endpoint that a hook asks by its name: `getOrders` of `useGetOrdersQuery`.
  func endpoint(of site: CallSite) -> ValueRef? {
    guard !describedEndpoints.isEmpty else { return nil }
    let name = site.calleeName
    guard name.hasPrefix("use"), name.hasSuffix("Query"), name.utf8.count > 8 else { return nil }
    let inner = name.dropFirst(3).dropLast(5)
    guard let initial = inner.first else { return nil }
    return describedEndpoints[initial.lowercased() + inner.dropFirst()]
  }
}
