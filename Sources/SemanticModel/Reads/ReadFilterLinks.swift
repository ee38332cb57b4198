// The conditions that the links of a query's chain add, also of links in front of a read whose beginning no library is known to have made.

import Facts

extension Program {
  /// Adds what the links of a query's chain select by; some links stand on some paths only.
  func merge(
    linksOf fact: ReadFact,
    into filter: inout ReadFilter,
    _ reader: inout FilterReader
  ) {
    let own = fact.rule.beginsWithFilter ? [fact.call] : []
    let links = (own + fact.chained).map { call(at: $0) }.filter { link in
      link.method.map { fact.rule.filters.contains($0.name) } ?? false
        && (fact.way != nil || !isOfAnotherRead(link, fact))
    }
    let optional = optionalLinks(among: links, of: call(at: fact.call))
    for link in links {
      guard let method = link.method?.name else { continue }
      let added = reader.chained(link.instruction, by: method, in: link.place.unit)
      let isOptional =
        fact.way?.optional.contains(link.position) ?? optional.contains(link.place)
      filter.merge(isOptional ? added.optional : added)
    }
  }

  /// Adds what the links in front of a read select by.
  ///
  /// A manager that the project derives from the library's has members of its own making: the links behind it are
  /// known by their text alone.
  func merge(
    linksBefore fact: ReadFact,
    into filter: inout ReadFilter,
    _ reader: inout FilterReader
  ) {
    let site = call(at: fact.call)
    let unit = site.place.unit
    let facts = site.unit.facts
    let known = Set(fact.chained.map { self.calls[$0].place })
    var links = 0
    var value = facts.values[Int(site.instruction.a)]
    for _ in 0..<64 {
      switch value.kind {
      case .member, .awaited: value = facts.values[Int(value.a)]
      case .symbol:
        let symbol = facts.symbols[Int(value.a)]
        guard symbol.value.isPresent else { return }
        value = facts.values[symbol.value.index]
      case .result:
        let place = CallRef(unit: unit, id: InstructionID(value.a))
        let link = facts.instructions[place.id.index]
        let callee = facts.values[Int(link.a)]
        guard callee.kind == .member else { return }
        let name = facts.names.string(NameID(callee.b))
        links += 1
        if fact.rule.filters.contains(name), !known.contains(place) {
          filter.merge(reader.chained(link, by: name, in: unit))
        }
        value = callee
      case .parameter:
        // Who hands the statement over has said which rows.
        let isStatement = links == 0 && fact.rule.statement == nil
        if isStatement, filter.conditions.isEmpty { filter = .unknown }
        return
      default: return
      }
    }
  }
}
