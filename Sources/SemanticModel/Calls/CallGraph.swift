// Who calls whom, how often, and by which call.

import Facts

/// The call graph over dense function numbers.
struct CallGraph: Sendable {
  /// A call that may run a function.
  struct Edge: Sendable {
    let caller: Int32
    let callee: Int32
    /// Position in `CallTable.calls`.
    let call: Int32
    /// Loops that grow with the data around the call, plus one where the callee runs per element.
    let degree: UInt8
    let weight: Weight
  }

  enum Weight: Sendable, Equatable {
    /// Runs as often as `degree` says.
    case counted
    /// Runs as often as another function calls its parameter, inside `degree` loops.
    case byParameter(function: Int32, position: Int)
    /// Runs on its own account: costs its caller nothing.
    case uncounted
  }

  /// A call of a parameter: `callback(row)`.
  struct ParameterCall: Sendable {
    let function: Int32
    let position: Int
    let degree: UInt8
  }

  /// A parameter handed on as the argument of another call.
  struct ParameterPass: Sendable {
    let function: Int32
    let position: Int
    let degree: UInt8
    let callee: Int32
    let calleePosition: Int
  }

  var edges: [Edge] = []
  /// Per function: its edges as caller, as a range of `edges`.
  var firstEdge: [Int32] = []
  var parameterCalls: [ParameterCall] = []
  var parameterPasses: [ParameterPass] = []
  /// The functions that operations of libraries run as hooks.
  var hooks: Set<FunctionRef> = []
  /// The functions whose results a decorator keeps: asking again costs nothing.
  var memoized: Set<FunctionRef> = []
  /// For functions written inside a call: that call, and how often it runs them.
  var closureUses: [FunctionRef: CallbackUse] = [:]
  /// For methods of serializers: the first call that runs them for each row.
  var fieldUses: [FunctionRef: CallbackUse] = [:]

  func edges(of function: Int) -> ArraySlice<Edge> {
    edges[Int(firstEdge[function])..<Int(firstEdge[function + 1])]
  }
}

extension Evaluator {
  mutating func graph(_ table: CallTable, _ loops: LoopTable) -> CallGraph {
    let hooks = hookUses(table)
    var nextHook = 0
    var builder = GraphBuilder(table: table, loops: loops)
    for use in table.callbacks { builder.note(use, units) }
    // Calls and callbacks are tabulated in the same order.
    builder.graph.memoized = memoized(table)
    var next = 0
    for position in table.calls.indices {
      let first = builder.graph.edges.count
      builder.addTargets(of: position, units)
      while next < table.callbacks.count, table.callbacks[next].call == position {
        builder.add(table.callbacks[next], units)
        next += 1
      }
      while nextHook < hooks.count, hooks[nextHook].call == position {
        builder.add(hooks[nextHook], units)
        nextHook += 1
      }
      builder.arrangeEdges(from: first)
    }
    return builder.finish(functionCount: functionCount, units)
  }

  /// The functions that a decorator makes remember their results.
  private mutating func memoized(_ table: CallTable) -> Set<FunctionRef> {
    var result: Set<FunctionRef> = []
    for position in table.acting {
      let call = table.calls[position]
      let unit = call.place.unitIndex
      let instruction = units[unit].facts.instructions[call.place.id.index]
      guard instruction.flags.contains(.decorator) else { continue }
      let isMemo = call.operations.contains { operation in
        let member = index.member(operation.member)
        return member.operation(constructs: operation.isConstruction)?.value.role == .memoizes
      }
      guard isMemo else { continue }
      for handed in functions(in: .at(0), of: instruction, in: unit) {
        result.insert(handed.function)
      }
    }
    return result
  }

  var functionCount: Int {
    (units.last?.functionBase ?? 0) + (units.last?.facts.functions.count ?? 0)
  }
}

extension [Unit] {
  /// The dense number of a function.
  func number(_ function: FunctionRef) -> Int32 {
    Int32(self[function.unitIndex].functionBase + function.id.index)
  }
}

/// Collects the edges.
private struct GraphBuilder {
  let table: CallTable
  let loops: LoopTable
  var graph = CallGraph()
  /// Parameters that objects of functions are handed to.
  private var handedObjects: Set<ParameterRef> = []
  /// Those of which a property was called, with the loops around the call.
  private var calledObjects: [ParameterRef: UInt8] = [:]
  private var relayed = RelayedRuns()
  /// The parameters to which the calls hand functions that are written in them.
  private var handed: [FunctionRef: [ParameterRef]] = [:]

  init(table: CallTable, loops: LoopTable) {
    self.table = table
    self.loops = loops
  }

  private func degree(of call: ResolvedCall, _ units: [Unit]) -> UInt8 {
    let unit = call.place.unitIndex
    let region = units[unit].facts.instructions[call.place.id.index].region
    return loops.degrees[unit][region.index]
  }

  /// Remembers what happens to a function that is written as an argument.
  mutating func note(_ use: CallbackUse, _ units: [Unit]) {
    if use.isField {
      graph.fieldUses[use.function] = graph.fieldUses[use.function] ?? use
      return
    }
    let call = table.calls[use.call]
    let parent = units[use.function.unitIndex].facts.functions[use.function.id.index].parent
    let isInline = call.place.unit == use.function.unit && parent == call.function
    if isInline, graph.closureUses[use.function] == nil { graph.closureUses[use.function] = use }
    guard case .parameter(let callee, let position) = use.times else { return }
    let given = ParameterRef(function: callee, position: position)
    if use.isProperty { handedObjects.insert(given) }
    guard isInline, handedOn(use, units) == nil else { return }
    // Any of several functions may be the one that is called.
    for target in call.targets
    where handed[use.function, default: []].count < RelayedRuns.mostPlaces {
      handed[use.function, default: []]
        .append(ParameterRef(function: target, position: use.argument))
    }
  }

  /// The parameter that is the argument which hands a function over.
  private func handedOn(_ use: CallbackUse, _ units: [Unit]) -> ParameterRef? {
    let place = table.calls[use.call].place
    let unit = place.unitIndex
    let arguments = units[unit].list(ListID(units[unit].facts.instructions[place.id.index].b))
    guard use.argument < arguments.count else { return nil }
    return units.parameter(
      behind: ValueID(arguments[arguments.startIndex + use.argument]),
      in: unit
    )
  }

  mutating func addTargets(of position: Int, _ units: [Unit]) {
    let place = table.calls[position].place
    let unit = place.unitIndex
    let instruction = units[unit].facts.instructions[place.id.index]
    let caller = units.number(FunctionRef(unit: unit, id: table.calls[position].function))
    let parameter = units.parameter(behind: ValueID(instruction.a), in: unit)
    if let parameter {
      let call = table.calls[position]
      let own = degree(of: call, units) + nesting(of: call, in: parameter.function, units)
      graph.parameterCalls.append(
        CallGraph.ParameterCall(
          function: units.number(parameter.function),
          position: parameter.position,
          degree: own
        )
      )
    }
    let holder = handedObjects.isEmpty ? nil : handedObject(calledBy: instruction, in: unit, units)
    let isWithin = (parameter ?? holder).map { runs(table.calls[position], in: $0, units) } ?? false
    if let holder, isWithin {
      let own = degree(of: table.calls[position], units)
      note(holder, own + nesting(of: table.calls[position], in: holder.function, units), units)
    }
    guard !table.calls[position].targets.isEmpty else { return }
    let degree = degree(of: table.calls[position], units)
    for target in table.calls[position].targets {
      if isWithin, let given = parameter ?? holder, let use = graph.closureUses[target],
        let places = handed[target]
      {
        // The call that hands a function over is known to run it: not everybody does who comes this way.
        if use.isProperty || places.contains(where: { $0.function == given.function }) {
          continue
        }
        relayed.note(target, of: position, handedTo: places, calledAs: given, units)
      }
      add(
        caller,
        target,
        position,
        degree,
        parameter == nil && !graph.memoized.contains(target) ? .counted : .uncounted,
        units
      )
    }
  }

  /// The parameter of whose properties a call calls one, where it is handed objects of functions.
  private func handedObject(calledBy call: Instruction, in unit: Int, _ units: [Unit])
    -> ParameterRef?
  {
    units.parameter(holding: ValueID(call.a), in: unit).flatMap {
      handedObjects.contains($0) ? $0 : nil
    }
  }

  /// Whether a call of a parameter runs while its function does, maybe in a closure that is called at once.
  ///
  /// What is called later, at intervals say, runs on its own account.
  private func runs(_ call: ResolvedCall, in parameter: ParameterRef, _ units: [Unit]) -> Bool {
    let unit = parameter.function.unitIndex
    guard call.place.unitIndex == unit else { return false }
    var function = call.function
    while function != parameter.function.id {
      guard function.isPresent, let use = graph.closureUses[FunctionRef(unit: unit, id: function)]
      else { return false }
      switch use.times {
      case .once, .perElement, .parameter: break
      case .later, .entry, .escapes: return false
      }
      function = units[unit].facts.functions[function.index].parent
    }
    return true
  }

  /// One of several properties is called, and a branch decides which: they count once.
  private mutating func note(_ parameter: ParameterRef, _ degree: UInt8, _ units: [Unit]) {
    if let known = calledObjects[parameter], known >= degree { return }
    calledObjects[parameter] = degree
    graph.parameterCalls.append(
      CallGraph.ParameterCall(
        function: units.number(parameter.function),
        position: parameter.position,
        degree: degree
      )
    )
  }

  mutating func add(_ use: CallbackUse, _ units: [Unit]) {
    let call = table.calls[use.call]
    let unit = call.place.unitIndex
    let caller = units.number(FunctionRef(unit: unit, id: call.function))
    let own = degree(of: call, units)
    let handedOn = handedOn(use, units)
    if let handedOn {
      pass(handedOn, use, call, own, units)
      if isGivenByCaller(use, handedOn, units) { return }
    }
    let weight: CallGraph.Weight
    var degree = own
    switch use.times {
    case .once, .escapes: weight = .counted
    case .perElement(let isUnbounded):
      weight = .counted
      degree += isUnbounded ? 1 : 0
    case .parameter(let callee, let position):
      weight = .byParameter(function: units.number(callee), position: position)
    case .later, .entry: weight = .uncounted
    }
    add(caller, use.function, use.call, degree, handedOn == nil ? weight : .uncounted, units)
  }

  /// Whether a function that is handed on here was handed over by a caller, from which the way leads to it.
  private mutating func isGivenByCaller(
    _ use: CallbackUse,
    _ handedOn: ParameterRef,
    _ units: [Unit]
  ) -> Bool {
    guard let places = handed[use.function] else { return false }
    if places.contains(where: { $0.function == handedOn.function }) { return true }
    relayed.note(use.function, of: use.call, handedTo: places, calledAs: handedOn, units)
    return false
  }

  /// The caller waits for the hooks of what it asks.
  mutating func add(_ use: HookUse, _ units: [Unit]) {
    let call = table.calls[use.call]
    let caller = units.number(FunctionRef(unit: call.place.unitIndex, id: call.function))
    add(caller, use.function, use.call, degree(of: call, units), .counted, units)
    graph.hooks.insert(use.function)
  }

  private mutating func pass(
    _ parameter: ParameterRef,
    _ use: CallbackUse,
    _ call: ResolvedCall,
    _ degree: UInt8,
    _ units: [Unit]
  ) {
    let function = units.number(parameter.function)
    let nested = degree + nesting(of: call, in: parameter.function, units)
    switch use.times {
    case .once, .escapes:
      graph.parameterCalls.append(
        CallGraph.ParameterCall(function: function, position: parameter.position, degree: nested)
      )
    case .perElement(let isUnbounded):
      graph.parameterCalls.append(
        CallGraph.ParameterCall(
          function: function,
          position: parameter.position,
          degree: nested + (isUnbounded ? 1 : 0)
        )
      )
    case .parameter(let callee, let position):
      graph.parameterPasses.append(
        CallGraph.ParameterPass(
          function: function,
          position: parameter.position,
          degree: nested,
          callee: units.number(callee),
          calleePosition: position
        )
      )
    case .later, .entry: return
    }
  }

  /// How many loops lie between a call in a closure and the function that holds the closure.
  private func nesting(of call: ResolvedCall, in outer: FunctionRef, _ units: [Unit]) -> UInt8 {
    let unit = call.place.unitIndex
    var function = call.function
    var degree: UInt8 = 0
    while function != outer.id, function.isPresent {
      if let use = graph.closureUses[FunctionRef(unit: unit, id: function)] {
        degree += self.degree(of: table.calls[use.call], units)
        if case .perElement(true) = use.times { degree += 1 }
        degree = min(degree, Cost.unboundedDegree)
      }
      function = units[unit].facts.functions[function.index].parent
    }
    return degree
  }

  private mutating func add(
    _ caller: Int32,
    _ target: FunctionRef,
    _ call: Int,
    _ degree: UInt8,
    _ weight: CallGraph.Weight,
    _ units: [Unit]
  ) {
    graph.edges.append(
      CallGraph.Edge(
        caller: caller,
        callee: units.number(target),
        call: Int32(call),
        degree: degree,
        weight: weight
      )
    )
  }

  /// Puts the edges of one call in the order of what they lead to.
  mutating func arrangeEdges(from first: Int) {
    guard graph.edges.count - first > 1 else { return }
    graph.edges[first...].sort { $0.callee < $1.callee }
  }

  /// The edges lie by caller, then in the order of evaluation, for so the calls were tabulated.
  mutating func finish(functionCount: Int, _ units: [Unit]) -> CallGraph {
    relayed.drop(from: &graph, units)
    var first = Array(repeating: Int32(0), count: functionCount + 1)
    for edge in graph.edges { first[Int(edge.caller) + 1] += 1 }
    // A program without a readable file has no functions.
    for position in first.indices.dropFirst() { first[position] += first[position - 1] }
    graph.firstEdge = first
    return graph
  }
}
