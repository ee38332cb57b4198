// The way from an entry to a function.

import Facts

/// How a function is reached: the entry, and the calls from it.
package struct Approach: Sendable {
  package let entry: Entry
  /// From the entry's function to the function; empty where they are the same.
  package let calls: [CallSite]
  let goal: Int32
  /// The call at the end of the way, where one is meant: a position in `Program.calls`.
  var through: Int?
  /// What the calls of the way give, or leave out, keeps the next of them from running.
  package var isClosed = false
}

extension Program {
  /// The shortest way from an entry of some kinds to a function, among those that most requests take, by none of some
  /// calls; with `site` one on which nothing that is given closes the tests around the call, if there is one.
  package func approach(
    to function: FunctionRef,
    from kinds: EntryKinds,
    avoiding closed: Set<Int> = [],
    through site: Int? = nil
  ) -> Approach? {
    let goal = units.number(function)
    let heat = kinds.isDisjoint(with: Self.askedKinds) ? 0 : traffic.heat[Int(goal)]
    let heats = heat == 0 ? [0] : [heat, 0]
    for heat in heats {
      if let open = approach(to: goal, from: kinds, atLeast: heat, avoiding: closed, site, true) {
        return open
      }
    }
    return heats.lazy.compactMap {
      self.approach(to: goal, from: kinds, atLeast: $0, avoiding: closed, site, false)
    }.first
  }

  /// The shortest way along functions and calls that are at least so busy.
  private func approach(
    to goal: Int32,
    from kinds: EntryKinds,
    atLeast heat: UInt8,
    avoiding closed: Set<Int>,
    _ site: Int?,
    _ isOpen: Bool
  ) -> Approach? {
    let ways = closedWays
    var steps: [Int32: Reachability.Step] = [:]
    var queue: [Int32] = [goal]
    var seen: Set<Int32> = [goal]
    var head = 0
    while head < queue.count {
      let current = queue[head]
      head += 1
      if let entry = answer(of: current, kinds) ?? entry(of: current, kinds, atLeast: heat) {
        return Approach(
          entry: entry,
          calls: calls(from: current, to: goal, steps),
          goal: goal,
          through: site,
          isClosed: !isOpen
        )
      }
      let next = current == goal ? site : steps[current].map { Int($0.call) }
      for step in reachability.callers[Int(current)] where !closed.contains(Int(step.call)) {
        guard isBusy(step, heat), !isOpen || !ways.closes(next, by: step.call),
          seen.insert(step.caller).inserted
        else { continue }
        steps[step.caller] = Reachability.Step(caller: current, call: step.call)
        queue.append(step.caller)
      }
    }
    return nil
  }

  /// The shortest way from an entry to a function by which another one runs too: what the first gives comes to the
  /// second in a caller that both have.
  package func approach(
    to function: FunctionRef,
    sharedWith other: FunctionRef,
    from kinds: EntryKinds
  ) -> Approach? {
    let goal = units.number(function)
    let own = callers(above: goal)
    let others = callers(above: units.number(other))
    let shared = own.keys.filter { others[$0] != nil }
      .sorted { (own[$0]?.distance ?? 0, $0) < (own[$1]?.distance ?? 0, $1) }
    for number in shared.prefix(Self.mostShared) {
      guard let first = approach(to: reference(number), from: kinds) else { continue }
      var calls = first.calls
      var next = number
      while next != goal, let step = own[next], calls.count < 32 {
        calls.append(call(at: Int(step.call)))
        next = step.callee
      }
      return Approach(entry: first.entry, calls: calls, goal: number)
    }
    return nil
  }

  private static let mostShared = 8
  private static let mostAbove = 512

  /// A function that runs another one: by which call, how far away.
  private struct Above {
    let callee: Int32
    let call: Int32
    let distance: Int
  }

  /// The functions that run a function, itself included, the nearest first as far as they are counted.
  private func callers(above goal: Int32) -> [Int32: Above] {
    var result = [goal: Above(callee: goal, call: -1, distance: 0)]
    var queue = [goal]
    var head = 0
    while head < queue.count, queue.count < Self.mostAbove {
      let current = queue[head]
      head += 1
      let distance = (result[current]?.distance ?? 0) + 1
      for step in reachability.callers[Int(current)] where result[step.caller] == nil {
        result[step.caller] = Above(callee: current, call: step.call, distance: distance)
        queue.append(step.caller)
      }
    }
    return result
  }

  private func isBusy(_ step: Reachability.Step, _ heat: UInt8) -> Bool {
    guard heat > 0 else { return true }
    guard traffic.heat[Int(step.caller)] >= heat else { return false }
    let errand = traffic.calls.errand(of: calls[Int(step.call)].place, in: units)
    return errand.map { $0.rawValue >= heat } ?? true
  }

  /// The routes whose requests come to the end of an approach, its own first.
  ///
  /// From a handler or a wrapped middleware the way goes no further up: the wrapper around it calls what it
  /// wraps for other routes too, and would lead to routes that never come here.
  package func routes(of approach: Approach) -> [Route] {
    positions(of: approach).map { routes[$0] }
  }

  /// The same as positions in `routes`; of ways along some steps only, where those are meant: a call and its callee.
  func positions(
    of approach: Approach,
    where isStep: ((_ call: Int32, _ callee: Int32) -> Bool)? = nil
  ) -> [Int] {
    guard approach.entry.kind == .request else { return [] }
    let ways = closedWays
    var positions: Set<Int> = []
    var queue: [Int32] = [approach.goal]
    var next: [Int32: Int] = [:]
    next[approach.goal] = approach.isClosed ? nil : approach.through
    var seen: Set<Int32> = [approach.goal]
    var head = 0
    while head < queue.count {
      let current = queue[head]
      head += 1
      if let answered = routesByAnswer[current] {
        positions.formUnion(answered)
        continue
      }
      for entry in entriesByFunction[current] ?? [] {
        positions.formUnion(entryRoutes.positions(of: entry))
      }
      for step in reachability.callers[Int(current)]
      where !ways.closes(next[current], by: step.call) && isStep?(step.call, current) ?? true
        && seen.insert(step.caller).inserted
      {
        next[step.caller] = Int(step.call)
        queue.append(step.caller)
      }
    }
    let own = self.positions(of: approach.entry)
    let labels = Set(own.map { routes[$0].label })
    let others = positions.sorted().filter { !labels.contains(routes[$0].label) }
    // Those that users ask come before those that few do.
    let usual = others.filter { traffic.routes[$0] == nil }
    let rare = others.filter { traffic.routes[$0] != nil }
    return own + usual + rare
  }

  /// The routes whose requests come to the end of a way.
  ///
  /// A wrapper runs the handlers of many files: where the way leads through it into a file that has routes of its own,
  /// only those come here.
  package func ownRoutes(of approach: Approach) -> [Route] {
    ownPositions(of: approach).map { routes[$0] }
  }

  /// Whether a long way leads from more than half of many routes to its end: then it goes through something that calls
  /// whatever is registered with it.
  package func leadsToMost(_ approach: Approach) -> Bool {
    guard approach.calls.count >= Self.longWay, routes.count >= Self.manyRoutes,
      // What stands before all of them is run for all of them.
      routesByHandler[approach.entry.function] != nil
    else { return false }
    return ownPositions(of: approach).count * 2 > routes.count
  }

  private static let longWay = 3
  private static let manyRoutes = 100

  func ownPositions(
    of approach: Approach,
    where isStep: ((_ call: Int32, _ callee: Int32) -> Bool)? = nil
  ) -> [Int] {
    let all = positions(of: approach, where: isStep)
    let goal = reference(approach.goal)
    guard let first = approach.calls.first, first.place.unit != goal.unitIndex else { return all }
    let own = all.filter { routes[$0].place.unit == goal.unitIndex }
    return own.isEmpty ? all : own
  }

  /// Why few requests come to the end of a way; nil where users do.
  package func rareUse(of approach: Approach) -> RareUse? {
    let uses = ownPositions(of: approach).map { traffic.routes[$0] }
    guard uses.allSatisfy({ $0 != nil }) else { return nil }
    return uses.compactMap(\.self).max { $0.errand.rawValue < $1.errand.rawValue }
  }

  /// How many of the routes of a way send an answer that is kept, and how many there are.
  package func keptAnswers(of approach: Approach) -> (kept: Int, all: Int) {
    let uses = positions(of: approach).map { traffic.routes[$0] }
    return (uses.count { $0?.errand == .keptAnswer }, uses.count)
  }

  /// The handler or middleware of a route, which its wrapper calls among those of other routes.
  private func answer(of function: Int32, _ kinds: EntryKinds) -> Entry? {
    guard kinds.contains(EntryKinds(.request)), let position = routesByAnswer[function]?.first,
      let wrapped = routes[position].wrapped.first(where: { units.number($0) == function })
    else { return nil }
    return Entry(kind: .request, function: wrapped, call: routes[position].call)
  }

  /// The handlers and middlewares of all routes that stand in a wrapper, in the order of the routes.
  func wrappedAnswers(of kinds: EntryKinds) -> [Entry] {
    guard kinds.contains(EntryKinds(.request)) else { return [] }
    var seen: Set<FunctionRef> = []
    return routes.flatMap { route in
      route.wrapped.filter { seen.insert($0).inserted }
        .map { Entry(kind: .request, function: $0, call: route.call) }
    }
  }

  private func entry(of function: Int32, _ kinds: EntryKinds, atLeast heat: UInt8) -> Entry? {
    entriesByFunction[function]?.first { entry in
      guard kinds.contains(EntryKinds(entry.kind)) else { return false }
      return heat == 0 || !Self.askedKinds.contains(EntryKinds(entry.kind))
        || self.heat(of: entry) >= heat
    }
  }

  /// `steps` leads from each caller to the function it calls.
  private func calls(from start: Int32, to goal: Int32, _ steps: [Int32: Reachability.Step])
    -> [CallSite]
  {
    var result: [CallSite] = []
    var next = start
    while next != goal, let step = steps[next], result.count < 32 {
      result.append(call(at: Int(step.call)))
      next = step.caller
    }
    return result
  }

  /// What an entry answers to: `GET /orders/:id`, the paths of all mounts in front.
  package func label(of entry: Entry) -> String {
    if entry.kind == .request, let route = routes(of: entry).first { return route.label }
    guard let place = entry.call, let position = table.position(of: place) else {
      return name(of: entry.function)
    }
    let site = call(at: position)
    if isDefinedElsewhere(entry) {
      return "`\(name(of: entry.function))` in \(units[entry.function.unitIndex].path)"
    }
    guard let method = site.method else { return unnamed(entry, in: site) }
    if case .text(let subject) = site.arguments.first?.shape { return "\(method.name) \(subject)" }
    return unnamed(entry, in: site)
  }

  /// Whether a job is one of several that one call is given, each from the file that defines it.
  private func isDefinedElsewhere(_ entry: Entry) -> Bool {
    guard entry.kind == .job, let call = entry.call, call.unitIndex != entry.function.unitIndex,
      let position = table.position(of: call)
    else { return false }
    return table.callbacks(ofCall: position).count > 1
  }

  private func unnamed(_ entry: Entry, in site: CallSite) -> String {
    guard entry.function.unitIndex == site.place.unit,
      !site.unit.facts.functions[entry.function.id.index].name.isPresent
    else { return name(of: entry.function) }
    return "`\(site.calleeText)` in \(site.unit.path)"
  }

  /// The routes that an entry belongs to: as their handler, or as a middleware that they name.
  package func routes(of entry: Entry) -> [Route] {
    positions(of: entry).map { routes[$0] }
  }

  /// The same as positions in `routes`.
  func positions(of entry: Entry) -> [Int] {
    let named = entryRoutes.positions(of: entry)
    return named.isEmpty ? routesByHandler[entry.function] ?? [] : named
  }

  /// Where an entry is registered; where a function of the project registers what it is given, the call that gives it.
  package func place(of entry: Entry) -> SourcePlace? {
    guard let call = entry.call else { return nil }
    if isDefinedElsewhere(entry) { return body(of: entry.function) }
    let told = entryRoutes.positions(of: entry).first { routes[$0].call == call }
    return told.map { routes[$0].place } ?? place(call)
  }

  /// The routes that a function answers.
  package func routes(answeredBy function: FunctionRef) -> [Route] {
    (routesByHandler[function] ?? []).map { routes[$0] }
  }

  /// The parts that the library calls of a function play, and of all that it calls.
  package func roles(of function: FunctionRef) -> RoleSet {
    functionRoles[Int(units.number(function))]
  }
}
