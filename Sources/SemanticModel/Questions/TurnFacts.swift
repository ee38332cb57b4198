// What stands around the call of a turn: handlers of its failures, places that keep its answer, the end of its block.

import Facts
import SourceText

extension RepeatedCall {
  /// Whether what fails in one turn is caught there, so that the other turns go on.
  package var isCaughtByTurn: Bool {
    let facts = site.unit.facts
    var region = site.instruction.region
    for _ in 0..<64 {
      guard region.isPresent, case let fact = facts.regions[region.index], fact.kind != .body,
        !isOwnLoop(region)
      else { return false }
      if fact.kind == .try, facts.goesOn(behind: region) { return true }
      region = fact.parent
    }
    return false
  }

  private func isOwnLoop(_ region: RegionID) -> Bool {
    guard case .loop(let own) = repetition.kind else { return false }
    return own.unitIndex == site.place.unit && own.id == region
  }

  /// Whether the loop walks no list: a test ends it, as it ends the pages of a read.
  package var isEndedByTest: Bool {
    guard case .loop(let place) = repetition.kind else { return false }
    return site.program.units[place.unitIndex].facts.regions[place.id.index].kind == .while
  }

  /// Whether the loop stands in an arm that ends by failing.
  package var standsBeforeFailure: Bool {
    let unit: Int
    var region: RegionID
    switch repetition.kind {
    case .loop(let place):
      unit = place.unitIndex
      region = site.program.units[unit].facts.regions[place.id.index].parent
    case .iteration(let position):
      let call = site.program.call(at: position)
      unit = call.place.unit
      region = call.instruction.region
    }
    let facts = site.program.units[unit].facts
    for _ in 0..<64 {
      guard region.isPresent, case let fact = facts.regions[region.index], fact.kind != .body
      else { return false }
      if fact.kind.isArm, facts.fails(in: region, behind: repetition.place.span.end) {
        return true
      }
      region = fact.parent
    }
    return false
  }

  /// Whether all that is asked is a row's newer state, and only on some paths: of most rows nothing is asked.
  package var onlyReloads: Bool {
    guard let last = path.last, last.calledName.hasSuffix("refresh_from_db") else { return false }
    let facts = last.unit.facts
    var region = last.instruction.region
    for _ in 0..<64 {
      guard region.isPresent, case let fact = facts.regions[region.index], fact.kind != .body
      else { return false }
      if fact.kind.isArm { return true }
      region = fact.parent
    }
    return false
  }

  /// Whether the call fills a place that lives longer than a turn, behind a test of that place:
  /// `if (!known.has(id)) known.set(id, await load(id))`.
  package var isKeptBetweenTurns: Bool {
    site.program.keptPlaces(of: site).contains { place in
      guard let symbol = site.unit.facts.beginning(of: place) else { return false }
      guard site.place.unit == repetition.place.unit else { return true }
      return !repetition.place.span.contains(symbol.declaration)
    }
  }
}

extension FileFacts {
  /// Whether a `try` has a handler that does not fail itself.
  fileprivate func goesOn(behind id: RegionID) -> Bool {
    let parent = regions[id.index].parent
    guard
      let handler = regions.indices.dropFirst(id.index + 1).first(where: {
        regions[$0].parent == parent && (regions[$0].kind == .catch || regions[$0].kind == .try)
      }), regions[handler].kind == .catch
    else { return false }
    return !fails(in: RegionID(handler), behind: 0)
  }

  /// Whether a block throws in its own steps, behind a place.
  fileprivate func fails(in id: RegionID, behind start: UInt32) -> Bool {
    let region = regions[id.index]
    let end = max(region.firstInstruction.index, region.endInstruction.index)
    return (region.firstInstruction.index..<end).contains { position in
      let step = instructions[position]
      return step.region == id && step.operation == .throw && step.span.start >= start
    }
  }

  /// The name that a place begins with: `known` of `known.byId[id]`.
  fileprivate func beginning(of place: ValueID) -> Symbol? {
    var next = place
    for _ in 0..<8 {
      let value = values[next.index]
      switch value.kind {
      case .member, .index: next = ValueID(value.a)
      case .symbol: return symbols[Int(value.a)]
      default: return nil
      }
    }
    return nil
  }
}

extension Program {
  /// The calls of a way that lead on by the name of a method alone, whatever their receivers are.
  package func callsByName(on way: Approach) -> Set<Int> {
    var result: Set<Int> = []
    for (index, call) in way.calls.enumerated() {
      let next =
        index + 1 < way.calls.count ? units.number(way.calls[index + 1].function) : way.goal
      let caller = Int(units.number(call.function))
      let isSeen = graph.edges(of: caller).contains {
        $0.callee == next && Int($0.call) == call.position
      }
      if !isSeen, !namesClass(call, of: next) { result.insert(call.position) }
    }
    return result
  }

  /// Whether what a method is called on goes by the name of its class: `deviceService.list()`, `device.save()`.
  private func namesClass(_ call: CallSite, of callee: Int32) -> Bool {
    guard let function = function(numbered: callee) else { return false }
    let facts = units[function.unitIndex].facts
    let owner = facts.functions[function.id.index].owner
    guard owner.isPresent, facts.classes[owner.index].name.isPresent else { return false }
    let name = facts.names.string(facts.classes[owner.index].name).lowercased()
    let own = call.unit.facts.values[Int(call.instruction.a)]
    guard own.kind == .member, let last = call.unit.facts.lastName(of: ValueID(own.a)) else {
      return false
    }
    let receiver = call.unit.facts.names.string(last).lowercased()
    return receiver.filter { $0 != "_" } == name
  }

  /// The way from the handler that a function is written in; nil where it stands in none.
  ///
  /// What wraps handlers runs those of all routes; what is written in one runs for its own.
  package func way(fromHandlerAround function: FunctionRef) -> Approach? {
    let facts = units[function.unitIndex].facts
    var next = facts.functions[function.id.index].parent
    for _ in 0..<32 {
      guard next.isPresent else { return nil }
      let outer = FunctionRef(unit: function.unitIndex, id: next)
      let number = units.number(outer)
      if routesByHandler[outer] != nil,
        let entry = entriesByFunction[number]?.first(where: { $0.kind == .request })
      {
        return Approach(entry: entry, calls: [], goal: number)
      }
      next = facts.functions[next.index].parent
    }
    return nil
  }
}
