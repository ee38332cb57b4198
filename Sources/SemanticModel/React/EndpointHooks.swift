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
    return endpointName(of: site).flatMap { describedEndpoints[$0] }
  }

  /// The name of the endpoint that a hook would ask: `getOrders` of `useGetOrdersQuery` and `useLazyGetOrdersQuery`.
  func endpointName(of site: CallSite) -> String? {
    let name = site.calleeName
    guard name.hasPrefix("use"), name.hasSuffix("Query"), name.utf8.count > 8 else { return nil }
    var inner = name.dropFirst(3).dropLast(5)
    if inner.hasPrefix("Lazy"), inner.utf8.count > 4 { inner = inner.dropFirst(4) }
    guard let initial = inner.first else { return nil }
    return initial.lowercased() + inner.dropFirst()
  }

  /// The calls of the function that a lazy hook gives: `const [load] = useLazyGetOrdersQuery()` and `load({ page })`.
  func calls(ofLazy site: CallSite) -> [CallSite] {
    guard site.calleeName.hasPrefix("useLazy") else { return [] }
    let facts = site.unit.facts
    let made = site.resolved.place.id
    let names = facts.symbols.indices.dropFirst().filter { position in
      let value = facts.values[facts.symbols[position].value.index]
      guard value.kind == .index else { return false }
      let base = facts.values[Int(value.a)]
      let key = facts.values[Int(value.b)]
      return base.kind == .result && InstructionID(base.a) == made && key.kind == .number
        && facts.numbers[Int(key.a)] == 0
    }
    guard let name = names.first else { return [] }
    return table.calls(of: site.place.unit).map { call(at: $0) }.filter {
      let callee = facts.values[Int($0.instruction.a)]
      return callee.kind == .symbol && Int(callee.a) == name
    }
  }

  /// The text that stands before all addresses of the endpoints of a file: `baseUrl` of `fetchBaseQuery`.
  func baseAddress(in unit: Int) -> ValueRef? {
    let bases = table.calls(of: unit).map { call(at: $0) }.filter {
      $0.calleeName == "fetchBaseQuery"
    }
    guard bases.count == 1, let site = bases.first,
      let first = site.unit.facts.valueList(ListID(site.instruction.b)).first
    else { return nil }
    return member("baseUrl", of: traced(ValueRef(unit: unit, id: first)), depth: 0)
  }

  /// Whether an endpoint adds each answer to those before it: its description has a `merge`.
  func joinsPages(_ endpoint: String) -> Bool {
    guard let query = describedEndpoints[endpoint] else { return false }
    let facts = units[query.unitIndex].facts
    return facts.values.indices.contains { position in
      guard facts.values[position].kind == .object else { return false }
      let given = entries(of: ValueRef(unit: query.unitIndex, id: ValueID(position)))
      return given.contains { $0.name == "merge" }
        && given.contains { $0.name == "query" && traced($0.value) == query }
    }
  }
}
