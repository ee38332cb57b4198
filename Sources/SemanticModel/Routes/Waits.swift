// How often one call of a function waits for something outside, one wait after another.

import Facts
import SourceText

/// Counts waits along the calls of a program.
package struct Waits {
  private let program: Program
  /// By dense function number: what was counted; -1 while it is being counted.
  private var known: [Int32: Int] = [:]
  private static let kinds: Set<EffectKind> = [.query, .write, .external, .cache]
  private static let most = 999
  /// How many calls deep the counting is.
  private var depth = 0
  private static let depthLimit = 200

  package init(in program: Program) { self.program = program }

  /// The waits of all functions that serve one request.
  package mutating func count(for route: Route) -> Int {
    program.serving(route).reduce(0) { min($0 + count(in: $1), Self.most) }
  }

  /// Awaited calls that ask a database, a cache or another service; a loop counts as one turn of it.
  package mutating func count(in function: FunctionRef) -> Int {
    let number = program.units.number(function)
    if let found = known[number] { return max(found, 0) }
    guard depth < Self.depthLimit else { return 0 }
    depth += 1
    defer { depth -= 1 }
    known[number] = -1
    let unit = program.units[function.unitIndex]
    let fact = unit.facts.functions[function.id.index]
    let isBlocking = unit.facts.language == .python && !fact.flags.contains(.async)
    var blocks = BlockWaits()
    var next = fact.firstInstruction
    while next < fact.endInstruction {
      defer { next = InstructionID(next.index + 1) }
      let step = unit.facts.instructions[next.index]
      guard step.operation.isCall else { continue }
      let isWaited = step.flags.contains(.awaited) || step.flags.contains(.returned)
      guard isWaited || isBlocking else { continue }
      let waits = waits(
        of: CallRef(unit: function.unitIndex, id: next),
        alone: isBlocking,
        depth: 0
      )
      if waits > 0 { blocks.add(waits, in: step.region) }
    }
    let result = min(blocks.fold(unit.facts.regions), Self.most)
    known[number] = result
    return result
  }

  /// The waits of one call: what it asks, what its chain asks, or all that it gathers at once.
  private mutating func waits(of call: CallRef, alone: Bool, depth: Int) -> Int {
    guard depth < 12, let position = program.table.position(of: call) else { return 0 }
    let resolved = program.calls[position]
    let asks = resolved.operations.contains { operation in
      operation.effects(program.libraries).contains { Self.kinds.contains($0.kind) }
    }
    let caller = program.units.number(FunctionRef(unit: call.unitIndex, id: resolved.function))
    if asks { return 1 + waitsOfHooks(of: position, caller) }
    var most = 0
    for edge in program.graph.edges(of: Int(caller)) where Int(edge.call) == position {
      guard edge.weight != .uncounted else { continue }
      let cost = program.summaries.costs[Int(edge.callee)]
      guard cost.lowest(of: Self.kinds) != nil, let callee = program.function(numbered: edge.callee)
      else { continue }
      most = max(most, 1, count(in: callee))
    }
    guard most == 0, !alone else { return most }
    return gathered(by: call, depth: depth)
  }

  /// What the hooks of a call wait for: they run before or behind it, one after another.
  private mutating func waitsOfHooks(of position: Int, _ caller: Int32) -> Int {
    guard !program.graph.hooks.isEmpty else { return 0 }
    var result = 0
    for edge in program.graph.edges(of: Int(caller)) where Int(edge.call) == position {
      guard let hook = program.function(numbered: edge.callee), program.graph.hooks.contains(hook)
      else { continue }
      result += count(in: hook)
    }
    return result
  }

  /// What stands before a call in its chain, or among its arguments: `await Promise.all([a(), b()])` waits once.
  private mutating func gathered(by call: CallRef, depth: Int) -> Int {
    let facts = program.units[call.unitIndex].facts
    let step = facts.instructions[call.id.index]
    let callee = facts.values[Int(step.a)]
    if callee.kind == .member {
      let receiver = facts.values[Int(callee.a)]
      if receiver.kind == .result {
        let inner = CallRef(unit: call.unitIndex, id: InstructionID(receiver.a))
        let waits = waits(of: inner, alone: false, depth: depth + 1)
        if waits > 0 { return waits }
      }
    }
    for argument in facts.valueList(ListID(step.b)).prefix(8) {
      let value = facts.values[argument.index]
      let parts = value.kind == .array ? facts.valueList(ListID(value.a)).prefix(64) : [argument]
      for part in parts where facts.values[part.index].kind == .result {
        let inner = CallRef(unit: call.unitIndex, id: InstructionID(facts.values[part.index].a))
        if waits(of: inner, alone: false, depth: depth + 1) > 0 { return 1 }
      }
    }
    return 0
  }
}

/// The waits of one function's blocks, before alternatives are decided.
private struct BlockWaits {
  private var totals: [RegionID: Int] = [:]

  mutating func add(_ waits: Int, in region: RegionID) { totals[region, default: 0] += waits }

  /// Sums along the blocks, and takes the larger of alternatives.
  consuming func fold(_ regions: [Region]) -> Int {
    var largest: [RegionID: [UInt32: Int]] = [:]
    // Blocks are numbered after their parents, so the last one has no open children.
    while let region = totals.keys.max(), var total = totals.removeValue(forKey: region) {
      for (_, waits) in largest.removeValue(forKey: region) ?? [:] { total += waits }
      let fact = regions[region.index]
      guard fact.parent.isPresent else { return total }
      totals[fact.parent, default: 0] += fact.group == 0 ? total : 0
      if fact.group != 0 {
        largest[fact.parent, default: [:]][fact.group, default: 0] = max(
          largest[fact.parent]?[fact.group] ?? 0,
          total
        )
      }
    }
    return 0
  }
}

extension Program {
  /// The function of a dense number.
  func function(numbered number: Int32) -> FunctionRef? {
    var low = 0
    var high = units.count
    while low + 1 < high {
      let middle = (low + high) / 2
      if units[middle].functionBase <= Int(number) { low = middle } else { high = middle }
    }
    guard units.indices.contains(low) else { return nil }
    return FunctionRef(unit: low, id: FunctionID(Int(number) - units[low].functionBase))
  }
}

/// Counts, per route, the places of some kind that a request can come to.
package struct ReachedPlaces {
  private let program: Program
  private let sites: [CallSite]
  /// By dense function number: how many of the places stand in it.
  private var own: [Int32: Int] = [:]
  /// Functions that lead to one.
  private var leading: Set<Int32> = []

  package init(of sites: [CallSite], in program: Program) {
    self.program = program
    self.sites = sites
    for site in sites { own[program.units.number(site.function), default: 0] += 1 }
    leading = Set(own.keys)
    var pending = Array(own.keys)
    while let function = pending.popLast() {
      for step in program.reachability.callers[Int(function)]
      where leading.insert(step.caller).inserted {
        pending.append(step.caller)
      }
    }
  }

  /// How many of the places one request of a route may come to.
  ///
  /// The wrapper of its handler calls the handlers of other routes too, and is not followed there.
  package func count(for route: Route) -> Int {
    functions(for: route).reduce(0) { $0 + (own[$1] ?? 0) }
  }

  /// The places that one request of a route may come to.
  package func sites(for route: Route) -> [CallSite] {
    let found = functions(for: route)
    return sites.filter { found.contains(program.units.number($0.function)) }
  }

  /// Whether a function leads to one of the places.
  package func isReached(from function: FunctionRef) -> Bool {
    leading.contains(program.units.number(function))
  }

  private func functions(for route: Route) -> Set<Int32> {
    let serving = program.serving(route).map { program.units.number($0) }
    let mine = Set(serving)
    var pending = serving.filter { leading.contains($0) }
    var seen = Set(pending)
    var result: Set<Int32> = []
    while let function = pending.popLast(), seen.count < 4_000 {
      result.insert(function)
      for edge in program.graph.edges(of: Int(function))
      where leading.contains(edge.callee)
        && (program.routesByAnswer[edge.callee] == nil || mine.contains(edge.callee))
        && seen.insert(edge.callee).inserted
      {
        pending.append(edge.callee)
      }
    }
    return result
  }
}
