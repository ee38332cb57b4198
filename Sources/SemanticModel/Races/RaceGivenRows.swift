// Rows that a function is handed by those who read them: `claim(item, user)`.

import Facts

/// A parameter whose row all callers read before they hand it on.
struct GivenRow {
  let symbol: SymbolID
  /// In front of all steps of the function.
  let position: Int
  let read: CallSite
  let use: TableUse
}

/// Finds the reads behind what a function is handed.
struct GivenRows {
  let program: Program

  private static let mostCallers = 8

  /// The parameters of a function whose members it assigns and whose rows all of its callers read.
  func rows(handedTo function: FunctionRef, _ uses: inout TableUses) -> [GivenRow] {
    let unit = program.units[function.unitIndex]
    let assigned = assignedParameters(of: function, unit.facts)
    guard !assigned.isEmpty else { return [] }
    let callers = program.reachability.callers[Int(program.units.number(function))]
    guard !callers.isEmpty, callers.count <= Self.mostCallers else { return [] }
    let parameters = unit.parameters(of: function.id)
    var result: [GivenRow] = []
    for (position, parameter) in parameters.enumerated() where assigned.contains(parameter.symbol) {
      let name = unit.facts.names.string(parameter.name)
      var reads: [(site: CallSite, use: TableUse)] = []
      var areAllKnown = true
      for caller in callers where areAllKnown {
        let site = program.call(at: Int(caller.call))
        guard site.resolved.targets.contains(function) else {
          // Who hands the function itself to another one of the project does not call it.
          areAllKnown = !site.resolved.targets.isEmpty
          continue
        }
        let handed = self.argument(position, named: name, of: site)
        let read = handed.flatMap { self.read(behind: $0, in: site, &uses) }
        if let read { reads.append(read) } else { areAllKnown = false }
      }
      guard areAllKnown, let first = reads.first,
        reads.allSatisfy({ $0.use.table == first.use.table })
      else { continue }
      let row = GivenRow(
        symbol: parameter.symbol,
        position: -1 - position,
        read: first.site,
        use: first.use
      )
      result.append(row)
    }
    return result
  }

  private func assignedParameters(of function: FunctionRef, _ facts: FileFacts) -> Set<SymbolID> {
    let own = facts.functions[function.id.index]
    guard own.parameterCount > 0 else { return [] }
    var result: Set<SymbolID> = []
    for position in own.firstInstruction.index..<own.endInstruction.index {
      let step = facts.instructions[position]
      guard step.operation == .assign, case let place = facts.values[Int(step.a)],
        place.kind == .member, case let base = facts.values[Int(place.a)], base.kind == .symbol,
        case let symbol = facts.symbols[Int(base.a)], symbol.kind == .parameter,
        symbol.function == function.id, !symbol.flags.contains(.reassigned)
      else { continue }
      result.insert(SymbolID(base.a))
    }
    return result
  }

  private func argument(_ position: Int, named name: String, of site: CallSite) -> ValueID? {
    let facts = site.unit.facts
    for (offset, argument) in facts.valueList(ListID(site.instruction.b)).enumerated() {
      let value = facts.values[argument.index]
      guard value.kind != .spread else { return nil }
      guard value.flags.contains(.keywords) else {
        if offset == position { return argument }
        continue
      }
      let words = Array(facts.list(ListID(value.a)))
      for pair in stride(from: 0, to: words.count - 1, by: 2)
      where facts.names.isText(name, NameID(words[pair])) {
        return ValueID(words[pair + 1])
      }
    }
    return nil
  }

  /// The one read that an argument is the row of, in the function that hands it on.
  private func read(behind argument: ValueID, in site: CallSite, _ uses: inout TableUses)
    -> (site: CallSite, use: TableUse)?
  {
    let facts = site.unit.facts
    var next = argument
    for _ in 0..<6 {
      let value = facts.values[next.index]
      switch value.kind {
      case .symbol:
        let symbol = facts.symbols[Int(value.a)]
        guard symbol.function == site.function.id, symbol.value.isPresent,
          !symbol.flags.contains(.reassigned)
        else { return nil }
        next = symbol.value
      case .awaited: next = ValueID(value.a)
      case .result:
        let place = CallRef(unit: site.place.unit, id: InstructionID(value.a))
        guard let position = program.position(of: place) else { return nil }
        let found = uses.uses(of: position, EffectKinds.asking)
        guard let first = found.first, Set(found.map(\.table)).count == 1, !first.table.isEmpty,
          found.allSatisfy({ $0.verb == .read })
        else { return nil }
        return (program.call(at: position), first)
      default: return nil
      }
    }
    return nil
  }
}

extension RaceFinder {
  /// A race between the read of a row by those who hand it in, and what the function makes of it.
  mutating func givenRace(before write: Access) -> Race? {
    for row in given {
      let read = Access(
        site: row.read,
        position: row.position,
        kinds: [],
        uses: [row.use],
        given: nil
      )
      guard !isLocked(read),
        var race = self.row(read, write, row.use, sources(of: write).contains(row.position)),
        [.claim, .advance, .limit, .compute].contains(race.kind)
      else { continue }
      race.isHandedIn = true
      return race
    }
    return nil
  }
}
