// Reads whose rows the function tells elsewhere: builders under a name, and lists that are counted beside their page.

import Facts

extension CallSite {
  /// Whether a builder of TypeORM is asked under its name: `query.getMany()`, which says nothing of its rows.
  var asksNamedBuilder: Bool {
    let callee = unit.facts.values[Int(instruction.a)]
    guard library == "TypeORM", callee.kind == .member,
      unit.facts.values[Int(callee.a)].kind == .symbol
    else { return false }
    let name = unit.facts.names.string(NameID(callee.b))
    return ["getMany", "getOne", "getRaw", "getCount", "getExists"].contains { name.hasPrefix($0) }
  }
}

extension Program {
  /// Whether the same function reads a page of the same rows: what it counts beside that is the list, whatever filters
  /// it.
  func hasPage(of subject: String, beside fact: ReadFact) -> Bool {
    let site = call(at: fact.call)
    return reads.contains { other in
      other.status == .bounded && !other.rule.isSingle && other.call != fact.call
        && calls[other.call].function == site.resolved.function
        && calls[other.call].place.unitIndex == site.place.unit
        && self.subject(of: call(at: other.call)) == subject
    }
  }
}
