// Reads whose options a function is given, and whose callers give none: `list({})` of `Order.findAll(options)`.

import Facts

extension Program {
  /// The reads that some caller asks for every row, one for each read; those that are known by themselves are left out.
  func handedReads(besides known: Set<Int>) -> [OpenRead] {
    var wanted: [FunctionRef: [(parameter: Int, fact: ReadFact)]] = [:]
    for fact in reads where fact.status != .bounded && !known.contains(fact.call) {
      let site = call(at: fact.call)
      let arguments = site.unit.facts.valueList(ListID(site.instruction.b))
      // What filters by a link of its chain says so elsewhere.
      guard fact.rule.filters.isEmpty, case .option(_, let position) = fact.rule.filter,
        position < arguments.count,
        let parameter = units.parameter(behind: arguments[position], in: site.place.unit)
      else { continue }
      wanted[parameter.function, default: []].append((parameter.position, fact))
    }
    guard !wanted.isEmpty else { return [] }
    var found: [Int: ReadFact] = [:]
    for position in calls.indices where units[calls[position].place.unitIndex].isRunning {
      for target in calls[position].targets {
        for (parameter, fact) in wanted[target] ?? []
        where isEmptyObject(at: parameter, of: position) {
          found[fact.call] = fact
        }
      }
    }
    return found.values.map { fact in
      let site = call(at: fact.call)
      return OpenRead(
        site: site,
        fact: fact,
        filter: ReadFilter(),
        reach: .everything,
        subject: subject(of: site)
      )
    }
  }

  private func isEmptyObject(at position: Int, of call: Int) -> Bool {
    let place = calls[call].place
    let facts = units[place.unitIndex].facts
    let arguments = facts.valueList(ListID(facts.instructions[place.id.index].b))
    guard arguments.indices.contains(position),
      !arguments.prefix(position + 1).contains(where: { facts.values[$0.index].kind == .spread }),
      case let value = facts.values[arguments[position].index], value.kind == .object
    else { return false }
    return facts.list(ListID(value.a)).isEmpty
  }
}
