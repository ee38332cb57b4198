// Reads of a query that somebody else made: what selects or limits its rows stands with those.

import Facts

extension Program {
  /// The name of the parameter whose rows a loop or a call reads, where a query is handed in: `for row in queryset`.
  package func handedQuery(readBy site: CallSite) -> String? {
    let facts = site.unit.facts
    var callee = facts.values[Int(site.instruction.a)]
    for _ in 0..<16 {
      guard callee.kind == .member else { return nil }
      let base = facts.values[Int(callee.a)]
      if case let parameter? = units.parameter(behind: ValueID(callee.a), in: site.place.unit) {
        let isQuery = Self.askedOfQueries.contains(facts.names.string(NameID(callee.b)))
        let own = facts.functions[parameter.function.id.index]
        let position = Int(own.firstParameter) + parameter.position
        guard isQuery, position < facts.parameters.count else { return nil }
        return facts.names.string(facts.parameters[position].name)
      }
      guard base.kind == .result else { return nil }
      callee = facts.values[Int(facts.instructions[Int(base.a)].a)]
    }
    return nil
  }

  /// What only a query or a list is asked for, no session and no class of rows.
  private static let askedOfQueries: Set<String> = [
    "__iter__", "filter", "exclude", "order_by", "values", "values_list", "distinct", "annotate",
    "prefetch_related", "select_related", "options", "join", "outerjoin",
  ]

  /// Whether a call stands where only requests come that change something, in a handler of all verbs:
  /// `if (req.method === "POST")`, or behind `if (req.method !== "POST") return`.
  package func standsInChange(_ site: CallSite) -> Bool {
    let facts = site.unit.facts
    guard !facts.names.ids(of: ["method"]).isEmpty else { return false }
    var next = site.instruction.region
    while next.isPresent {
      let region = facts.regions[next.index]
      if region.kind == .then, let verb = verb(testedBy: region.subject, facts, isEqual: true) {
        return verb != "GET"
      }
      next = region.parent
    }
    let verbs = facts.regions(of: site.resolved.function).compactMap { position -> String? in
      let region = facts.regions[position]
      guard region.kind == .then else { return nil }
      return verb(testedBy: region.subject, facts, isEqual: false)
    }
    return !verbs.isEmpty && !verbs.contains("GET")
  }

  private func verb(testedBy id: ValueID, _ facts: FileFacts, isEqual: Bool) -> String? {
    guard id.isPresent, case let value = facts.values[id.index], value.kind == .binary,
      value.detail == (isEqual ? Operator.equal : Operator.notEqual).rawValue
    else { return nil }
    let sides = [ValueID(value.a), ValueID(value.b)]
    guard
      sides.contains(where: { side in
        facts.lastName(of: side).map { facts.names.isText("method", $0) } ?? false
      }), let text = sides.map({ facts.values[$0.index] }).first(where: { $0.kind == .string })
    else { return nil }
    return facts.names.string(NameID(text.a))
  }
}

extension RepeatedCall {
  /// The name of the parameter whose rows the loop comes to read, where the queries that are seen to be handed to it are
  /// made by functions to which neither the way to the loop nor the way from there leads.
  ///
  /// A helper that turns anything into plain data is handed a query by one of its many callers.
  package func queryOfOthers(on approach: Approach?) -> String? {
    let last = path.last ?? site
    let origins = last.resolved.operations.compactMap(\.origin)
    guard !path.isEmpty, !origins.isEmpty, let name = site.program.handedQuery(readBy: last) else {
      return nil
    }
    let program = site.program
    var way = Set(path.map(\.function)).union([site.function])
    way.formUnion(approach?.calls.map(\.function) ?? [])
    // The helper makes no query: it is handed all of them.
    way.remove(last.function)
    for origin in origins {
      guard let maker = program.maker(of: origin) else {
        if way.contains(where: { $0.unitIndex == Int(origin.unit) }) { return nil }
        continue
      }
      let isOnWay = way.contains(maker) || way.contains { program.runs(maker, in: $0) }
      if isOnWay { return nil }
    }
    return name
  }
}

extension Program {
  /// The function in which a query is made by a call.
  fileprivate func maker(of origin: ValueRef) -> FunctionRef? {
    let unit = Int(origin.unit)
    let facts = units[unit].facts
    let value = facts.values[origin.id.index]
    guard value.kind == .result else { return nil }
    let region = facts.instructions[Int(value.a)].region
    guard region.isPresent else { return nil }
    return FunctionRef(unit: unit, id: facts.regions[region.index].function)
  }

  /// Whether a function calls another itself.
  fileprivate func runs(_ other: FunctionRef, in function: FunctionRef) -> Bool {
    calls(in: function).contains { calls[$0].targets.contains(other) }
  }
}
