// From how busy routes each function can be reached.

import Facts

/// For each function: whether users reach it as often as they ask, or only on ways that few requests take.
///
/// A class, because searches ask it for each step and a copy would retain each of its tables.
final class Traffic: Sendable {
  /// By dense function number: 0 where no request leads, `usual` where users do, else the busiest errand.
  let heat: [UInt8]
  let calls: RareCalls
  /// By position in `Program.routes`.
  let routes: [RareUse?]
  /// By entry of a socket's message.
  let messages: [CallRef: RareUse]
  /// By method that a framework calls of a view whose routes are not known.
  let hooks: [FunctionRef: RareUse]
  /// By dense function number: the name of what removes an account or a project.
  let removals: [Int32: String]

  static let usual = UInt8.max

  init(of program: Program) {
    var tests = PrivilegeTests(
      units: program.units,
      table: program.table,
      words: program.libraries.rareWords
    )
    let calls = RareCalls(program, &tests)
    var classes = RareRoutes(program, calls)
    var routes: [RareUse?] = []
    for route in program.routes { routes.append(classes.use(of: route)) }
    var messages: [CallRef: RareUse] = [:]
    for event in program.socketEvents {
      guard let call = event.site.resolved.place as CallRef?,
        let use = classes.use(ofMessage: event.name, answeredBy: event.handler)
      else { continue }
      messages[call] = use
    }
    var hooks: [FunctionRef: RareUse] = [:]
    for entry in program.reachability.entries
    where entry.kind == .request && program.positions(of: entry).isEmpty {
      hooks[entry.function] = classes.use(ofHook: entry.function)
    }
    self.calls = calls
    self.routes = routes
    self.messages = messages
    self.hooks = hooks
    removals = program.removals(by: classes)
    heat = HeatSolver(program, calls, routes, messages, hooks, removals).solve()
  }
}

/// Spreads how busy entries are along the calls, the busiest first.
private struct HeatSolver {
  let program: Program
  let calls: RareCalls
  let routes: [RareUse?]
  let messages: [CallRef: RareUse]
  let hooks: [FunctionRef: RareUse]
  private var heat: [UInt8]
  /// Functions that remove an account or a project, whoever calls them.
  private let removals: [Int32: String]
  /// By heat: functions whose callees are to be looked at.
  private var pending: [[Int32]] = Array(repeating: [], count: 256)

  init(
    _ program: Program,
    _ calls: RareCalls,
    _ routes: [RareUse?],
    _ messages: [CallRef: RareUse],
    _ hooks: [FunctionRef: RareUse],
    _ removals: [Int32: String]
  ) {
    self.program = program
    self.hooks = hooks
    self.removals = removals
    self.calls = calls
    self.routes = routes
    self.messages = messages
    heat = Array(repeating: 0, count: program.graph.firstEdge.count - 1)
  }

  consuming func solve() -> [UInt8] {
    let kinds = Program.askedKinds
    for (position, route) in program.routes.enumerated() {
      for function in [route.handler].compactMap(\.self) + route.chain.flatMap(\.functions) {
        warm(program.units.number(function), routes[position]?.errand.rawValue ?? Traffic.usual)
      }
    }
    for entry in program.reachability.entries where kinds.contains(EntryKinds(entry.kind)) {
      let number = program.units.number(entry.function)
      warm(number, program.heat(of: entry, routes, messages, hooks))
    }
    spread()
    for _ in 0..<4 {
      warmNamesakes()
      spread()
    }
    // Of what remains nothing tells who reaches it.
    for number in cold { warm(Int32(number), Traffic.usual) }
    spread()
    return heat
  }

  /// Functions that requests reach, on ways that are not known yet.
  private var cold: [Int] {
    heat.indices.filter {
      heat[$0] == 0 && !program.reachability.kinds[$0].isDisjoint(with: Program.askedKinds)
    }
  }

  /// What is only reached through calls of unknown receivers is as busy as the busiest call of its name.
  private mutating func warmNamesakes() {
    var wanted: [Name: [Int32]] = [:]
    for number in cold {
      guard let function = program.function(numbered: Int32(number)) else { continue }
      let unit = program.units[function.unitIndex]
      let name = unit.facts.functions[function.id.index].name
      if name.isPresent { wanted[unit.name(name), default: []].append(Int32(number)) }
    }
    guard !wanted.isEmpty else { return }
    for (number, unit) in program.units.enumerated() {
      for position in program.table.calls(of: number)
      where program.calls[position].status == .unresolved {
        let call = program.calls[position]
        let callee = unit.facts.values[Int(unit.facts.instructions[call.place.id.index].a)]
        guard callee.kind == .member, let functions = wanted[unit.name(NameID(callee.b))] else {
          continue
        }
        let caller = program.units.number(FunctionRef(unit: number, id: call.function))
        let value = min(
          heat[Int(caller)],
          calls.errand(of: call.place, in: program.units)?.rawValue ?? Traffic.usual
        )
        for function in functions where value > 0 { warm(function, value) }
      }
    }
  }

  private mutating func warm(_ function: Int32, _ value: UInt8) {
    guard heat[Int(function)] < value else { return }
    heat[Int(function)] = value
    pending[Int(value)].append(function)
  }

  private mutating func spread() {
    for value in (1..<256).reversed() {
      while let function = pending[value].popLast() {
        guard heat[Int(function)] == value else { continue }
        for edge in program.graph.edges(of: Int(function)) where !isEntry(edge) {
          // A wrapper calls the handlers of all routes: each has the heat of its own.
          guard program.routesByAnswer[edge.callee] == nil else { continue }
          let place = program.calls[Int(edge.call)].place
          let errand = calls.errand(of: place, in: program.units)
          let own = removals[edge.callee] != nil ? RareErrand.removal.rawValue : Traffic.usual
          warm(edge.callee, min(UInt8(value), errand?.rawValue ?? Traffic.usual, own))
        }
      }
    }
  }

  /// What registers a handler does not run it.
  private func isEntry(_ edge: CallGraph.Edge) -> Bool {
    program.table.callbacks(ofCall: Int(edge.call)).contains {
      $0.entry != nil && program.units.number($0.function) == edge.callee
    }
  }
}

extension Program {
  static let askedKinds: EntryKinds = [EntryKinds(.request), EntryKinds(.socket)]

  /// How busy an entry is: the busiest of its routes.
  fileprivate func heat(
    of entry: Entry,
    _ routes: [RareUse?],
    _ messages: [CallRef: RareUse],
    _ hooks: [FunctionRef: RareUse]
  ) -> UInt8 {
    if entry.kind == .socket {
      return entry.call.flatMap { messages[$0] }?.errand.rawValue ?? Traffic.usual
    }
    return positions(of: entry).map { routes[$0]?.errand.rawValue ?? Traffic.usual }.max()
      ?? hooks[entry.function]?.errand.rawValue ?? Traffic.usual
  }

  var traffic: Traffic { answers.traffic.value { Traffic(of: self) } }

  /// How busy an entry is.
  func heat(of entry: Entry) -> UInt8 {
    heat(of: entry, traffic.routes, traffic.messages, traffic.hooks)
  }

  /// Why few requests come to an entry; nil where users do.
  package func rareUse(of entry: Entry) -> RareUse? {
    let traffic = traffic
    if entry.kind == .socket { return entry.call.flatMap { traffic.messages[$0] } }
    guard entry.kind == .request else { return nil }
    let uses = positions(of: entry).map { traffic.routes[$0] }
    if uses.isEmpty { return traffic.hooks[entry.function] }
    guard uses.allSatisfy({ $0 != nil }) else { return nil }
    return uses.compactMap(\.self).max { $0.errand.rawValue < $1.errand.rawValue }
  }

  /// Whether few requests come to a call.
  package func isRare(_ site: CallSite) -> Bool {
    let heat = traffic.heat[Int(units.number(site.function))]
    return heat != 0
      && (heat != Traffic.usual || traffic.calls.errand(of: site.resolved.place, in: units) != nil)
  }

  /// Why few requests come to a call; nil where users reach it as they ask.
  package func rareUse(of site: CallSite) -> RareUse? {
    let traffic = traffic
    let heat = traffic.heat[Int(units.number(site.function))]
    let own = traffic.calls.errand(of: site.resolved.place, in: units)
    if let own, heat != 0, own.rawValue < heat {
      let what = own == .keptAnswer ? "the look for a kept answer" : "the test"
      return RareUse(own, reason: "\(what) before it")
    }
    guard heat != 0, heat != Traffic.usual,
      let approach = approach(to: site.function, from: Self.askedKinds)
    else { return nil }
    let errand = RareErrand(rawValue: heat) ?? .administration
    guard let use = rareUse(of: approach.entry), use.errand == errand else {
      let functions = [site.function] + approach.calls.map(\.function)
      let name = functions.lazy.compactMap { traffic.removals[self.units.number($0)] }.first
      return RareUse(
        errand,
        reason: name.map { "the name `\($0)`" }
          ?? (errand == .keptAnswer
            ? "the look for a kept answer on the way" : "the test on the way")
      )
    }
    return use
  }

  /// Why few requests come to a view that the framework runs for a query of its class; nil where users do.
  package func rareUse(ofViewOf site: CallSite) -> RareUse? {
    let fact = site.unit.facts.functions[site.resolved.function.index]
    guard fact.kind == .classBody, fact.owner.isPresent else { return nil }
    var routes = RareRoutes(self, traffic.calls)
    return routes.use(ofView: ClassRef(unit: site.place.unit, id: fact.owner))
  }

  /// The routes of the view whose class says a query.
  package func routes(ofViewOf site: CallSite) -> [Route] {
    let fact = site.unit.facts.functions[site.resolved.function.index]
    guard fact.kind == .classBody, fact.owner.isPresent else { return [] }
    let view = ClassRef(unit: site.place.unit, id: fact.owner)
    return routes.filter { route in
      route.listing == view
        || route.handlers.contains { handler in
          handler.unitIndex == view.unitIndex
            && units[handler.unitIndex].facts.functions[handler.id.index].owner == view.id
        }
    }
  }

  /// Why few see what a view lists that a library answers; nil where users do.
  package func rareUse(of listing: OpenListing) -> RareUse? {
    let traffic = traffic
    let uses = routes.indices.filter {
      routes[$0].listing == listing.view && isServed(routes[$0])
    }
    .map { traffic.routes[$0] }
    if !uses.isEmpty, uses.allSatisfy({ $0 != nil }) {
      return uses.compactMap(\.self).max { $0.errand.rawValue < $1.errand.rawValue }
    }
    var rare = RareRoutes(self, traffic.calls)
    return rare.use(ofView: listing.view)
  }

  /// The functions whose names say that they remove an account or a project.
  fileprivate func removals(by routes: RareRoutes) -> [Int32: String] {
    var result: [Int32: String] = [:]
    let verbs = ["delete", "destroy", "erase", "deactivate", "terminate"]
    for (position, unit) in units.enumerated() {
      let names = unit.facts.names
      for (index, fact) in unit.facts.functions.enumerated().dropFirst(2)
      where fact.name.isPresent && names.range(of: fact.name).count < 40 {
        let bytes = names.bytes[names.range(of: fact.name)]
        guard verbs.contains(where: { bytes.starts(with: $0.utf8) }) else { continue }
        let name = names.string(fact.name)
        guard routes.errand(of: name)?.errand == .removal else { continue }
        result[units.number(FunctionRef(unit: position, id: FunctionID(index)))] = name
      }
    }
    return result
  }
}
