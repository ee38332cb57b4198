// Cache servers that requests wait for before anything else.

import Facts

/// A command to a cache server in front of many routes.
package struct CacheOutage: Sendable {
  package let site: CallSite
  /// Where the client is made.
  package let creation: CallSite?
  /// The routes in front of which it is sent.
  package let routes: [Route]
}

extension Program {
  /// The first command that guards and middlewares send to a cache server whose client waits as long as it likes.
  package var cacheOutages: [CacheOutage] {
    let clients = calls(playing: [.connectionPool]).filter { $0.unit.isRunning && $0.need != nil }
    guard !clients.isEmpty, !clients.contains(where: { $0.need == .set }) else { return [] }
    let commands = calls(with: [.cache]).filter { site in
      site.unit.isRunning && site.isReached(from: [EntryKinds(.request)])
        && !["connect", "quit", "then", "catch", "finally"].contains(site.calledName)
        && canDoWithout(site)
    }
    var best: (site: CallSite, routes: [Route])?
    for site in commands {
      let callers = callers(of: site.function)
      let isSignIn = callers.contains(where: signsIn)
      let reached = routes.filter { route in
        isServed(route)
          && (isSignIn && route.plays(.authentication))
          || route.chain.contains { middleware in
            middleware.functions.contains { callers.contains(units.number($0)) }
          }
      }
      if reached.count > (best?.routes.count ?? 2) { best = (site, reached) }
    }
    guard let best else { return [] }
    return [CacheOutage(site: best.site, creation: clients.first, routes: best.routes)]
  }

  /// Whether the code goes on without what the command gives.
  private func canDoWithout(_ site: CallSite) -> Bool {
    let facts = site.unit.facts
    return FailureFates(facts, PromiseUses(facts)).fate(of: site.resolved.place.id) == .degraded
  }

  /// Whether a framework calls a function to look a caller up, in front of handlers.
  private func signsIn(_ function: Int32) -> Bool {
    let place = reference(function)
    let facts = units[place.unitIndex].facts
    let own = facts.functions[place.id.index]
    guard own.name.isPresent, own.owner.isPresent, routesByHandler[place] == nil,
      entriesByFunction[function]?.contains(where: { $0.kind == .request }) == true
    else { return false }
    return ["validate", "canActivate", "authenticate"].contains(facts.names.string(own.name))
  }

  /// A function and all that call it, directly or not.
  private func callers(of function: FunctionRef) -> Set<Int32> {
    var seen: Set<Int32> = [units.number(function)]
    var pending = Array(seen)
    while let next = pending.popLast(), seen.count < 2_000 {
      for step in reachability.callers[Int(next)] where seen.insert(step.caller).inserted {
        pending.append(step.caller)
      }
    }
    return seen
  }
}
