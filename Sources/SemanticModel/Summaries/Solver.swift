// Solves the cost of every function, callees first.

import Facts

/// Where a cost arises: a library operation, or a call of a function that has a cost.
struct Site: Sendable {
  /// Position in `CallTable.calls`.
  let call: Int32
  /// The function called; -1 for an operation of a library.
  let callee: Int32
}

/// The costs of all functions.
struct Summaries: Sendable {
  /// By dense function number.
  var costs: [Cost]
  var sites: [Site] = []
  /// How many loops a function calls one of its parameters in.
  var parameterDegrees: [ParameterKey: UInt8] = [:]

  struct ParameterKey: Hashable, Sendable {
    let function: Int32
    let position: Int
  }
}

/// Walks the components of the call graph, callees first.
struct Solver {
  let units: [Unit]
  let table: CallTable
  let graph: CallGraph
  let loops: LoopTable
  let index: LibraryIndex
  private var result: Summaries
  private var directCalls: [[Int32]]
  private var parameterCalls: [Int32: [CallGraph.ParameterCall]] = [:]
  private var parameterPasses: [Int32: [CallGraph.ParameterPass]] = [:]
  /// By function: the number of its component, once that is being solved.
  private var components: [Int32]

  init(
    units: [Unit],
    table: CallTable,
    graph: CallGraph,
    loops: LoopTable,
    index: LibraryIndex
  ) {
    self.units = units
    self.table = table
    self.graph = graph
    self.loops = loops
    self.index = index
    let count = graph.firstEdge.count - 1
    result = Summaries(costs: Array(repeating: Cost(), count: count))
    directCalls = Array(repeating: [], count: count)
    components = Array(repeating: -1, count: count)
    for (position, _) in table.effects {
      let call = table.calls[Int(position)]
      let function = units.number(FunctionRef(unit: call.place.unitIndex, id: call.function))
      directCalls[Int(function)].append(position)
    }
    for call in graph.parameterCalls { parameterCalls[call.function, default: []].append(call) }
    for pass in graph.parameterPasses { parameterPasses[pass.function, default: []].append(pass) }
  }

  consuming func solve() -> Summaries {
    let count = result.costs.count
    var successors = Successors(count: count)
    for edge in graph.edges where edge.weight != .uncounted {
      successors.add(edge.callee, to: edge.caller)
      if case .byParameter(let function, _) = edge.weight {
        successors.add(function, to: edge.caller)
      }
    }
    for pass in graph.parameterPasses { successors.add(pass.callee, to: pass.function) }
    let found = stronglyConnectedComponents(count: count, successors.arranged())
    for (number, component) in found.enumerated() {
      for function in component { components[Int(function)] = Int32(number) }
      solve(component)
    }
    return result
  }

  /// Whether an edge stays inside the component of its caller.
  private func isInner(_ edge: CallGraph.Edge) -> Bool {
    components[Int(edge.callee)] == components[Int(edge.caller)]
  }

  private mutating func solve(_ component: [Int32]) {
    for function in component { solveParameters(of: function) }
    var recursive = Cost()
    var isLooped = false
    var isCyclic = component.count > 1
    for function in component {
      result.costs[Int(function)] = cost(of: function)
      for edge in graph.edges(of: Int(function)) where isInner(edge) {
        guard edge.weight != .uncounted else { continue }
        isCyclic = true
        if edge.degree > 0 { isLooped = true }
      }
    }
    guard isCyclic else { return }
    for _ in 0..<Self.passesInside where spreadOnce(inside: component) {}
    for function in component { recursive.formMaximum(with: result.costs[Int(function)]) }
    // A function that calls itself in a loop walks a tree: no power of one size bounds it.
    if isLooped { recursive = recursive.unbounded() }
    for function in component { result.costs[Int(function)].formMaximum(with: recursive) }
  }

  /// How many calls deep a cost is followed inside a component before it counts as unbounded.
  private static let passesInside = 4

  /// Gives each member the effects that a plain call of another member brings; says whether any was new.
  ///
  /// Without it, a function that reaches a query outside of all loops would seem to reach it by recursion only.
  private mutating func spreadOnce(inside component: [Int32]) -> Bool {
    var changed = false
    for function in component {
      for edge in graph.edges(of: Int(function)) where isInner(edge) && edge.callee != function {
        guard degree(of: edge) == 0 else { continue }
        for term in result.costs[Int(edge.callee)].terms where term.degree == 0 {
          guard result.costs[Int(function)].count(term.kind, degree: 0) == 0 else { continue }
          result.sites.append(Site(call: edge.call, callee: edge.callee))
          let site = Int32(result.sites.count - 1)
          result.costs[Int(function)].add(term.kind, degree: 0, count: term.count, site: site)
          changed = true
        }
      }
    }
    return changed
  }

  private mutating func solveParameters(of function: Int32) {
    guard !parameterCalls.isEmpty || !parameterPasses.isEmpty else { return }
    for call in parameterCalls[function] ?? [] {
      raise(Summaries.ParameterKey(function: function, position: call.position), to: call.degree)
    }
    for pass in parameterPasses[function] ?? [] {
      let callee = Summaries.ParameterKey(function: pass.callee, position: pass.calleePosition)
      guard let degree = result.parameterDegrees[callee] else { continue }
      raise(
        Summaries.ParameterKey(function: function, position: pass.position),
        to: pass.degree + degree
      )
    }
  }

  private mutating func raise(_ key: Summaries.ParameterKey, to degree: UInt8) {
    let known = result.parameterDegrees[key]
    result.parameterDegrees[key] = max(known ?? 0, min(degree, Cost.unboundedDegree))
  }

  /// The cost of one function from its own operations and from callees outside its component.
  private mutating func cost(of function: Int32) -> Cost {
    let edges = graph.firstEdge[Int(function)]..<graph.firstEdge[Int(function) + 1]
    if edges.isEmpty, directCalls[Int(function)].isEmpty { return Cost() }
    var blocks = BlockCosts()
    for position in directCalls[Int(function)] { addDirect(position, to: &blocks) }
    for edge in graph.edges(of: Int(function)) where !isInner(edge) {
      guard let degree = degree(of: edge) else { continue }
      let callee = result.costs[Int(edge.callee)]
      guard !callee.terms.isEmpty else { continue }
      result.sites.append(Site(call: edge.call, callee: edge.callee))
      let site = Int32(result.sites.count - 1)
      blocks.add(callee, raisedBy: degree, in: region(of: Int(edge.call)), site: site)
    }
    guard !blocks.isEmpty, let call = anyCall(of: function) else { return Cost() }
    return blocks.fold(units[table.calls[call].place.unitIndex].facts.regions)
  }

  private func anyCall(of function: Int32) -> Int? {
    if let direct = directCalls[Int(function)].first { return Int(direct) }
    return graph.edges(of: Int(function)).first.map { Int($0.call) }
  }

  /// The loops that an edge adds; `nil` where it adds no cost.
  private func degree(of edge: CallGraph.Edge) -> UInt8? {
    switch edge.weight {
    case .counted: return edge.degree
    case .uncounted: return nil
    case .byParameter(let function, let position):
      let key = Summaries.ParameterKey(function: function, position: position)
      return result.parameterDegrees[key].map { edge.degree + $0 }
    }
  }

  private func region(of call: Int) -> RegionID {
    let place = table.calls[call].place
    return units[place.unitIndex].facts.instructions[place.id.index].region
  }

  private mutating func addDirect(_ position: Int32, to blocks: inout BlockCosts) {
    let call = table.calls[Int(position)]
    let region = region(of: Int(position))
    let degree =
      call.asksOnce
      ? 0 : loops.degrees[call.place.unitIndex][region.index] + (call.repeatsPerElement ? 1 : 0)
    result.sites.append(Site(call: position, callee: -1))
    let site = Int32(result.sites.count - 1)
    var cost = Cost()
    // Several operations of one call are alternatives of what the receiver may be.
    for operation in call.operations {
      var one = Cost()
      for effect in operation.effects(index) {
        one.add(effect.kind, degree: 0, count: 1, site: site)
      }
      cost.formMaximum(with: one)
    }
    blocks.add(cost, raisedBy: degree, in: region, site: nil)
  }
}

/// The costs of one function's blocks, before alternatives are decided.
private struct BlockCosts {
  private var costs: [RegionID: Cost] = [:]

  var isEmpty: Bool { costs.isEmpty }

  mutating func add(_ cost: Cost, raisedBy degree: UInt8, in region: RegionID, site: Int32?) {
    costs[region, default: Cost()].add(cost, raisedBy: degree, site: site)
  }

  /// Sums along the blocks, and takes the larger of alternatives.
  consuming func fold(_ regions: [Region]) -> Cost {
    var alternatives: [Group: Cost] = [:]
    var pending = costs.keys.sorted()
    // Blocks are numbered after their parents, so the last one has no open children.
    while let region = pending.popLast() {
      guard var cost = costs.removeValue(forKey: region) else { continue }
      for group in alternatives.keys.filter({ $0.parent == region }).sorted(by: {
        $0.group < $1.group
      }) {
        if let chosen = alternatives.removeValue(forKey: group) { cost.add(chosen, raisedBy: 0) }
      }
      let fact = regions[region.index]
      guard fact.parent.isPresent else { return cost }
      if fact.group != 0 {
        alternatives[Group(parent: fact.parent, group: fact.group), default: Cost()]
          .formMaximum(with: cost)
        if costs[fact.parent] == nil { costs[fact.parent] = Cost() }
      } else {
        costs[fact.parent, default: Cost()].add(cost, raisedBy: 0)
      }
      if !pending.contains(fact.parent) {
        pending.append(fact.parent)
        pending.sort()
      }
    }
    return Cost()
  }

  private struct Group: Hashable {
    let parent: RegionID
    let group: UInt32
  }
}

extension LibraryCall {
  /// What the operation costs.
  func effects(_ index: LibraryIndex) -> [Effect] {
    let member = index.member(member)
    return member.operation(constructs: isConstruction)?.value.effects ?? []
  }

  /// The functions among the arguments that the operation calls.
  func callbacks(_ index: LibraryIndex) -> [CallbackRule] {
    let member = index.member(member)
    return member.operation(constructs: isConstruction)?.value.callbacks ?? []
  }
}
