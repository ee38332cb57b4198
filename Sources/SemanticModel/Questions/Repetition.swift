// How often a call runs: the loop or iteration around it, through closures.

package import Facts
import SourceText

/// What makes a call run once per element of something that grows with the data.
package struct Repetition: Sendable {
  package let kind: Kind
  package let place: SourcePlace
  /// What is iterated, as the source spells it; empty where it has no name.
  package let subject: String
  /// Ends at the first hit: a search, not a walk over all.
  package let isSearch: Bool

  package enum Kind: Hashable, Sendable {
    /// A loop statement.
    case loop(Place<Region>)
    /// A call that runs a function per element: `rows.map(…)`. Position in `Program.calls`.
    case iteration(Int)
  }
}

/// A call that costs something each time, inside a loop that grows with the data.
package struct RepeatedCall: Sendable {
  package let site: CallSite
  package let repetition: Repetition
  /// From the call to the operation that costs.
  package let path: [CallSite]

  /// Whether what is asked for is kept by its key, so that only new keys cost.
  package var isKeptByKey: Bool {
    path.contains { site in
      if case .byKey? = site.program.keptResult(of: site) { return true }
      return false
    }
  }
}

extension Program {
  /// All calls inside a growing loop that directly, or through what they call, have some kinds of effect once.
  ///
  /// A call whose callee holds the loop itself is left out: there it is found.
  package func repeatedCalls(with kinds: Set<EffectKind>) -> [RepeatedCall] {
    answers.repeatedCalls.value(of: kinds) { findRepeatedCalls(with: kinds) }
  }

  private func findRepeatedCalls(with kinds: Set<EffectKind>) -> [RepeatedCall] {
    var result: [RepeatedCall] = []
    var isKnown = Array(repeating: false, count: calls.count)
    for site in calls(with: kinds) {
      isKnown[site.position] = true
      if let repetition = repetition(of: site.position, callee: nil),
        !isMadeOnce(site, in: repetition)
      {
        result.append(RepeatedCall(site: site, repetition: repetition, path: []))
      }
    }
    let wanted = EffectKinds(kinds)
    var search = OpenPaths(program: self)
    for edge in graph.edges {
      // Most of what is called costs nothing at all.
      guard !reachedKinds.functions[Int(edge.callee)].isDisjoint(with: wanted),
        !isKnown[Int(edge.call)], let found = repeated(by: edge, kinds, &search)
      else { continue }
      isKnown[Int(edge.call)] = true
      result.append(found)
    }
    return result.sorted { $0.site.position < $1.site.position }
  }

  /// A call that costs something each time through what an edge leads to.
  private func repeated(
    by edge: CallGraph.Edge,
    _ kinds: Set<EffectKind>,
    _ search: inout OpenPaths
  ) -> RepeatedCall? {
    let position = Int(edge.call)
    guard edge.weight != .uncounted, !isInline(edge.callee, in: position),
      let term = summaries.costs[Int(edge.callee)].lowest(of: kinds), term.degree == 0,
      let repetition = repetition(of: position, callee: edge.callee),
      !isMadeOnce(call(at: position), in: repetition)
    else { return nil }
    let usual = path(from: edge.callee, kinds: kinds)
    guard let path = search.likeliest(usual, from: edge.callee, by: position, kinds) else {
      return nil
    }
    return RepeatedCall(site: call(at: position), repetition: repetition, path: path)
  }

  /// Whether a function is written as an argument of a call: its own calls are looked at one by one.
  private func isInline(_ function: Int32, in call: Int) -> Bool {
    table.callbacks(ofCall: call).contains { use in
      units.number(use.function) == function
        && (use.isField || graph.closureUses[use.function]?.call == call)
    }
  }

  /// The innermost growing loop around a call.
  package func repetition(of site: CallSite) -> Repetition? {
    repetition(of: site.position, callee: nil)
  }

  /// The innermost growing loop around a call, or the iteration by which it runs one of its callees.
  func repetition(of position: Int, callee: Int32?) -> Repetition? {
    let call = calls[position]
    if call.asksOnce { return nil }
    let unit = call.place.unitIndex
    let region = units[unit].facts.instructions[call.place.id.index].region
    let loop = loops.innermost[unit][region.index]
    if loop.isPresent { return repetition(loop, in: unit) }
    if call.repeatsPerElement { return iteration(position, over: rows(givenTo: position)) }
    if let callee, runsPerElement(callee, in: position) { return iteration(position) }
    return repetition(around: FunctionRef(unit: unit, id: call.function), depth: 0)
  }

  private func repetition(around function: FunctionRef, depth: Int) -> Repetition? {
    if graph.fieldUses[function] != nil { return rows(givenTo: function) }
    guard depth < 32, let use = graph.closureUses[function] else { return nil }
    switch use.times {
    case .perElement(isUnbounded: true): return iteration(use.call)
    case .parameter(let callee, let position):
      let key = Summaries.ParameterKey(function: units.number(callee), position: position)
      guard let degree = summaries.parameterDegrees[key] else { return nil }
      if degree > 0 { return iteration(use.call) }
    case .later, .entry: return nil
    case .once, .escapes, .perElement(isUnbounded: false): break
    }
    let call = calls[use.call]
    let unit = call.place.unitIndex
    let region = units[unit].facts.instructions[call.place.id.index].region
    let loop = loops.innermost[unit][region.index]
    if loop.isPresent { return repetition(loop, in: unit) }
    return repetition(around: FunctionRef(unit: unit, id: call.function), depth: depth + 1)
  }

  /// A serializer calls its methods for each row: what is repeated is told once, at the method.
  private func rows(givenTo method: FunctionRef) -> Repetition? {
    graph.fieldUses[method].map { use in
      let span = units[method.unitIndex].facts.functions[method.id.index].span
      return Repetition(
        kind: .iteration(use.call),
        place: SourcePlace(unit: method.unitIndex, span: span),
        subject: "",
        isSearch: false
      )
    }
  }

  private func runsPerElement(_ function: Int32, in call: Int) -> Bool {
    table.callbacks(ofCall: call).contains { use in
      guard units.number(use.function) == function else { return false }
      switch use.times {
      case .perElement(let isUnbounded): return isUnbounded
      case .parameter(let callee, let position):
        let key = Summaries.ParameterKey(function: units.number(callee), position: position)
        return (summaries.parameterDegrees[key] ?? 0) > 0
      default: return false
      }
    }
  }

  private func repetition(_ loop: RegionID, in unit: Int) -> Repetition {
    let region = units[unit].facts.regions[loop.index]
    return Repetition(
      kind: .loop(Place(unit: unit, id: loop)),
      place: SourcePlace(unit: unit, span: region.span),
      subject: region.kind == .forEach ? text(of: region.subject, in: units[unit]) : "",
      isSearch: loops.searches[unit].contains(loop)
    )
  }

  /// The argument whose elements a call stores one by one.
  private func rows(givenTo position: Int) -> String {
    let site = call(at: position)
    let rules = site.resolved.operations.compactMap { operation in
      libraries[operation.member].member.called?.value.repeatsPerElementOf
    }
    for operation in site.resolved.operations {
      let nested = libraries[operation.member].member.called?.value.nestedLists ?? []
      guard !nested.isEmpty, let rows = site.unit.rows(nestedIn: site.instruction, under: nested)
      else { continue }
      return text(of: rows, in: site.unit)
    }
    let arguments = site.unit.facts.valueList(ListID(site.instruction.b))
    guard let rule = rules.first, max(rule, 0) < arguments.count else { return "" }
    return text(of: arguments[max(rule, 0)], in: site.unit)
  }

  private func iteration(_ position: Int, over rows: String? = nil) -> Repetition {
    let site = call(at: position)
    let subject = rows ?? walked(by: site)
    return Repetition(
      kind: .iteration(position),
      place: site.place,
      subject: subject,
      isSearch: false
    )
  }

  /// What a call that runs a function for each element walks: its receiver, or an argument (`async.each(rows, f)`).
  private func walked(by site: CallSite) -> String {
    let facts = site.unit.facts
    let callee = facts.values[Int(site.instruction.a)]
    for operation in site.resolved.operations {
      let member = libraries[operation.member].member
      let called = member.operation(constructs: operation.isConstruction)?.value
      for rule in called?.callbacks ?? [] {
        guard case .perElement(let argument) = rule.times else { continue }
        let arguments = facts.valueList(ListID(site.instruction.b))
        return argument < arguments.count ? text(of: arguments[argument], in: site.unit) : ""
      }
    }
    // What walks for a function of the project is not told by the call.
    guard callee.kind == .member, site.resolved.targets.isEmpty else { return "" }
    return text(of: ValueID(callee.a), in: site.unit)
  }

  /// The calls from a function down to the operation that gives it its cost.
  func path(from function: Int32, kinds: Set<EffectKind>) -> [CallSite] {
    var path: [CallSite] = []
    var next = function
    var seen: Set<Int32> = []
    while seen.insert(next).inserted, path.count < 16 {
      guard let term = summaries.costs[Int(next)].lowest(of: kinds) else { break }
      let site = summaries.sites[Int(term.site)]
      path.append(call(at: Int(site.call)))
      guard site.callee >= 0 else { break }
      next = site.callee
    }
    return path
  }
}

extension Program {
  /// How many growing loops stand around one another where a repeated call stands, this one included.
  ///
  /// Loops of the callers are not counted, nor iterations by a function.
  package func depth(of repetition: Repetition) -> Int {
    guard case .loop(let region) = repetition.kind else { return 1 }
    return max(1, Int(loops.degrees[region.unitIndex][region.id.index]))
  }

  /// The head of a loop, short enough to show: its first line up to the body.
  package func head(of repetition: Repetition) -> SourcePlace {
    firstLine(of: repetition.place)
  }

  /// The part of a place on its first line.
  func firstLine(of place: SourcePlace) -> SourcePlace {
    let lines = units[place.unit].facts.lines
    let line = lines.line(at: place.span.start)
    guard line < lines.lineCount else { return place }
    let end = min(place.span.end, lines.starts[line] - 1)
    return SourcePlace(
      unit: place.unit,
      span: ByteSpan(start: place.span.start, end: max(place.span.start, end))
    )
  }
}
