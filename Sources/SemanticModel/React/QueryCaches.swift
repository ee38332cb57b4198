// The caches that query hooks share: how long they trust an answer, and what throws it away.

import Facts
import SourceText

/// A cache whose entries are out of date as soon as they arrive.
package struct EagerCache: Sendable {
  package let site: CallSite
  /// The hooks of the program that load through it.
  package let hooks: [CallSite]
}

extension Program {
  /// Caches that no option, of their own or of any hook, tells to keep an answer for a while.
  package var eagerCaches: [EagerCache] {
    let caches = calls(playing: [.queryCache]).filter(\.unit.isRunning)
    guard !caches.isEmpty else { return [] }
    let hooks = calls(playing: [.queryHook]).filter(\.unit.isRunning)
    let isKept = react.files.keys.contains { unit in
      WordList(["staleTime"]).isMentioned(in: units[unit].facts.names)
    }
    guard !hooks.isEmpty, !isKept else { return [] }
    return caches.prefix(1).filter {
      $0.option(["defaultOptions.queries.staleTime"]) == nil && $0.hasReadableOptions
    }.map { EagerCache(site: $0, hooks: hooks) }
  }

  /// Clients of GraphQL that are told to ask the server again for what they hold, and how they are told.
  package var eagerDocumentClients: [(cache: EagerCache, policy: String)] {
    let hooks = calls(playing: [.documentHook]).filter { site in
      site.unit.isRunning && site.option(["fetchPolicy"]) == nil
    }
    guard hooks.count > 1 else { return [] }
    return calls(playing: [.documentCache]).filter(\.unit.isRunning).compactMap { site in
      let paths = ["defaultOptions.watchQuery.fetchPolicy", "defaultOptions.query.fetchPolicy"]
      guard case .text(let policy) = site.option(paths),
        ["cache-and-network", "network-only", "no-cache"].contains(policy)
      else { return nil }
      return (cache: EagerCache(site: site, hooks: hooks), policy: policy)
    }
  }

  /// Hooks of GraphQL that are told themselves to ask for what the cache holds, each time that a component is shown: by
  /// the way they are told, where it is several hooks or one of several components.
  package var eagerDocumentHooks: [(policy: String, hooks: [CallSite])] {
    var order: [String] = []
    var hooks: [String: [CallSite]] = [:]
    for site in calls(playing: [.documentHook])
    where site.unit.isRunning && !site.calleeName.hasPrefix("useLazy")
      && !isNeverShown(site.place.unit)
    {
      guard case .text(let policy) = site.option(["fetchPolicy"]),
        ["cache-and-network", "network-only", "no-cache"].contains(policy),
        site.option(["nextFetchPolicy"]) == nil, site.option(["pollInterval"]) == nil
      else { continue }
      // What one component asks for when it opens is asked for once.
      let own = outermost(site.function)
      let readers = Set(hookCalls(of: own).map { outermost($0.function) })
      guard policy == "cache-and-network" || readers.count > 1 else { continue }
      if hooks[policy] == nil { order.append(policy) }
      hooks[policy, default: []].append(site)
    }
    return order.sorted().compactMap { policy in
      let found = hooks[policy] ?? []
      return policy == "cache-and-network" && found.count < 2 ? nil : (policy, found)
    }
  }

  /// Whether a mutation's own function makes a call: after one change, not when the program starts.
  private func isInMutation(_ site: CallSite) -> Bool {
    calls(playing: [.mutationHook]).contains {
      $0.place.unit == site.place.unit && $0.place.span.contains(site.place.span)
    }
  }

  /// Calls that throw away all that a cache of the browser holds, in programs that keep several things in it.
  package var broadInvalidations: [CallSite] {
    let hooks = calls(playing: [.queryHook]).filter(\.unit.isRunning)
    guard hooks.count > 1 else { return [] }
    return calls(playing: [.invalidation]).filter { site in
      site.unit.isRunning && isInMutation(site)
        && site.unit.facts.valueList(ListID(site.instruction.b)).allSatisfy { argument in
          let value = value(traced(ValueRef(unit: site.place.unit, id: argument)))
          return value.kind == .object
            && site.unit.facts.list(ListID(value.a)).isEmpty
        }
        // The one query that is shown is the one that has changed.
        && (activeHooks(around: outermost(site.function), of: hooks) ?? 2) > 1
    }
  }
}
