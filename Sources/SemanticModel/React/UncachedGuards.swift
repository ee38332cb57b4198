// Functions of a router that ask the server for what the page's cache holds.

import Facts
import SourceText

/// A request that a route makes before it is shown, past the cache that loads the same.
package struct UncachedGuard: Sendable {
  package let site: CallSite
  /// What is asked for: `GET /users/me`, or the function of the project that asks.
  package let asked: String
  /// A hook that loads the same into the cache.
  package let hook: CallSite
}

extension Program {
  /// The requests of routes that hooks with a cache send as well.
  package var uncachedGuards: [UncachedGuard] {
    let guards = react.files.keys.sorted().flatMap { guardFunctions(in: $0) }
    guard !guards.isEmpty else { return [] }
    var cached: [RequestPath: CallSite] = [:]
    var loaders: [FunctionRef: CallSite] = [:]
    var named: [String: CallSite] = [:]
    for hook in calls(playing: [.queryHook]) where hook.unit.isRunning {
      for request in dataRequests(ofHook: hook) {
        guard let path = path(of: request), path.verb == "GET" else { continue }
        cached[path] = cached[path] ?? hook
      }
      for target in loadingFunctions(of: hook) { loaders[target] = loaders[target] ?? hook }
      for name in importedLoaders(of: hook) { named[name] = named[name] ?? hook }
    }
    return guards.flatMap { function in
      calls(in: function).map { call(at: $0) }.compactMap { site -> UncachedGuard? in
        guard !site.plays(.queryHook), !site.calleeName.lowercased().contains("query") else {
          return nil
        }
        for request in dataRequests(behind: site) {
          if let path = path(of: request), let hook = cached[path] {
            return UncachedGuard(site: site, asked: "\(path.verb) \(path.path)", hook: hook)
          }
        }
        let hook =
          site.resolved.targets.lazy.compactMap { loaders[$0] }.first
          ?? importedName(of: site).flatMap { named[$0] }
        return hook.map { UncachedGuard(site: site, asked: "`\(site.calleeText)`", hook: $0) }
      }.prefix(1)
    }
  }

  /// The function by which a hook asks: `useQuery({ queryFn })`.
  private func queryFunction(of hook: CallSite) -> FunctionRef? {
    guard let first = hook.unit.facts.valueList(ListID(hook.instruction.b)).first else {
      return nil
    }
    let options = traced(ValueRef(unit: hook.place.unit, id: first))
    guard let query = member("queryFn", of: options, depth: 0) else { return nil }
    let function = traced(query)
    guard value(function).kind == .function else { return nil }
    return FunctionRef(unit: function.unitIndex, id: FunctionID(value(function).a))
  }

  /// The functions of other files that the function of a hook is, or calls.
  private func loadingFunctions(of hook: CallSite) -> [FunctionRef] {
    guard let reference = queryFunction(of: hook) else { return [] }
    let called = calls(in: reference).flatMap { calls[$0].targets }
    return ([reference] + called).filter { $0.unitIndex != hook.place.unit }
  }

  /// What the function of a hook calls of an import whose code is out of sight: a client that a tool wrote.
  private func importedLoaders(of hook: CallSite) -> [String] {
    guard let reference = queryFunction(of: hook) else { return [] }
    return calls(in: reference).compactMap { importedName(of: call(at: $0)) }
  }

  /// `UsersService.readMe` of a call without arguments, where the first name is imported.
  private func importedName(of site: CallSite) -> String? {
    let facts = site.unit.facts
    guard facts.list(ListID(site.instruction.b)).isEmpty else { return nil }
    let callee = facts.values[Int(site.instruction.a)]
    guard callee.kind == .member, case let base = facts.values[Int(callee.a)],
      base.kind == .symbol, facts.symbols[Int(base.a)].kind == .import
    else { return nil }
    return site.calleeText
  }

  private static let guards: Set<String> = ["beforeLoad", "loader", "clientLoader", "beforeEnter"]

  /// The functions of routes that a router runs in the browser before it shows them.
  private func guardFunctions(in unit: Int) -> [FunctionRef] {
    let facts = units[unit].facts
    return facts.functions.indices.dropFirst().compactMap { position in
      let fact = facts.functions[position]
      guard fact.name.isPresent, Self.guards.contains(facts.names.string(fact.name)) else {
        return nil
      }
      return FunctionRef(unit: unit, id: FunctionID(UInt32(position)))
    }
  }

  /// The requests that a hook with a cache sends.
  private func dataRequests(ofHook hook: CallSite) -> [DataRequest] {
    var trace = DataTrace(self)
    trace.follow(hook: hook)
    return trace.source.requests
  }
}
