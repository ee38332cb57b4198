// The routes of a program: those that calls register, that decorators declare, and that files are.

import Facts
import SourceText
import Workspace

extension Evaluator {
  /// Everything that the application answers to.
  mutating func routes(
    _ table: CallTable,
    _ graph: CallGraph,
    _ reachability: Reachability,
    _ workspace: Workspace
  ) -> RouteTable {
    var result = RouteTable()
    let roles = FunctionRoles(
      units: units,
      table: table,
      callers: reachability.callers,
      index: index
    )
    var sources = RouteSources(
      table: table,
      graph: graph,
      callers: reachability.callers,
      roles: roles
    )
    result.functionRoles = roles.roles
    let registrations = registrations(&sources)
    result.errorHandlers = errorHandlers(
      in: registrations.filter { $0.framework != Self.nest || $0.rule != .errors }
    )
    result.errorHandlers += exceptionFilters(registrations, sources)
    let listed = listedRoutes(sources)
    let law = RejectionLaw(units, index, workspace)
    var assembly = assembly(of: registrations, roots: listed.roots, sources, law)
    result.routes = configured(assembly.routes() + listed.routes, sources)
    result.routes += decoratedRoutes(registrations, sources)
    result.routes += fileRoutes(workspace)
    result.routes += mounted(namedRoutes(sources), registrations, &assembly, sources)
    result.routes = Self.settled(withDependencies(result.routes, sources))
    result.listings = listings(of: result.routes)
    result.handPagings = handPagings(table)
    return result
  }

  private mutating func assembly(
    of registrations: [Registration],
    roots: [RouterID: [PathText]],
    _ sources: RouteSources,
    _ law: RejectionLaw
  ) -> RouteAssembly {
    var parts: Set<RouterID> = []
    var prefixes: [RouterID: PathText] = [:]
    var forwarding: Set<RouterID> = []
    var seen: Set<RouterID> = []
    var ownItems: [RouterID: [Registration.Item]] = [:]
    for registration in registrations {
      for router in registration.routers + registration.items.flatMap(\.routers) {
        guard let place = router.place, seen.insert(router).inserted else { continue }
        note(router, madeAt: place, sources, &parts, &prefixes, &forwarding)
        let before = madeBefore(handlersOf: place, sources)
        if !before.isEmpty { ownItems[router] = before }
      }
    }
    for registration in registrations where registration.replacesPrefix {
      for router in registration.items.flatMap(\.routers) { prefixes[router] = nil }
    }
    for registration in registrations where registration.rule == .prefix {
      for router in registration.routers {
        prefixes[router] = registration.paths.first?.under(prefixes[router] ?? .empty)
      }
    }
    return RouteAssembly(
      registrations,
      units: units,
      order: RegistrationOrder(
        of: registrations,
        units: units,
        table: sources.table,
        callers: sources.callers
      ),
      parts: parts,
      ownPrefixes: prefixes,
      ownItems: ownItems,
      roots: roots,
      rejections: { registration in
        if registration.routers.contains(where: { forwarding.contains($0) }) { return .forwarded }
        return law.rejections(in: registration.call.place.unitIndex, of: registration.framework)
      }
    )
  }

  /// What the call that made a router says of it.
  private mutating func note(
    _ router: RouterID,
    madeAt place: ValueRef,
    _ sources: RouteSources,
    _ parts: inout Set<RouterID>,
    _ prefixes: inout [RouterID: PathText],
    _ forwarding: inout Set<RouterID>
  ) {
    let unit = place.unitIndex
    let value = units[unit].facts.values[place.id.index]
    // A router that is only annotated is mounted elsewhere, if at all.
    guard value.kind == .result else {
      if value.kind == .type || isLibraryClass(place) {
        noteAnnotated(router, place, &parts)
      } else {
        parts.insert(router)
      }
      return
    }
    let made = CallRef(unit: unit, id: InstructionID(value.a))
    guard let position = sources.table.position(of: made) else { return }
    let call = sources.table.calls[position]
    if call.ownRoles(index).contains(.asyncErrors) { forwarding.insert(router) }
    let isAttached = call.operations.contains { $0.routing(index) == .attached }
    guard
      isAttached || call.operations.contains(where: { $0.routing(index) == .router })
        || routerClass(madeAt: place, sources) != nil
    else {
      return
    }
    if !isAttached { parts.insert(router) }
    guard prefixes[router] == nil else { return }
    let arguments = arguments(ofMaker: place)
    if let path = option(named: ["prefix", "url_prefix", "path"], among: arguments, .none) {
      prefixes[router] = text(of: path, .none, sources.table)
    } else if isAttached, let first = arguments.first,
      units[unit].facts.values[first.id.index].kind == .string
    {
      // A namespace stands under its name, unless it is told a path.
      prefixes[router] = text(of: first, .none, sources.table).under(.empty)
    }
  }

  private func arguments(ofMaker place: ValueRef) -> [ValueRef] {
    let unit = place.unitIndex
    let value = units[unit].facts.values[place.id.index]
    guard value.kind == .result else { return [] }
    return units[unit].valueList(ListID(units[unit].facts.instructions[Int(value.a)].b))
      .map { ValueRef(unit: unit, id: $0) }
  }

  /// What the call that makes a router puts before its handlers: `APIRouter(dependencies=[Depends(f)])`.
  private mutating func madeBefore(
    handlersOf place: ValueRef,
    _ sources: RouteSources
  ) -> [Registration.Item] {
    let inherited = routerClass(madeAt: place, sources).map { argumentsToParent(of: $0) } ?? []
    return dependencies(among: arguments(ofMaker: place) + inherited, .none)
      .flatMap { items(of: $0, .none, sources) }
  }

  private mutating func noteAnnotated(
    _ router: RouterID,
    _ place: ValueRef,
    _ parts: inout Set<RouterID>
  ) {
    for entity in members(of: evaluate(place.id, in: place.unitIndex)) {
      switch entities[entity] {
      case .library(let type, _):
        if index.isMountable(type) { parts.insert(router) }
      case .member(let member, _):
        if let type = index.types(of: member).instance, index.isMountable(type) {
          parts.insert(router)
        }
      default: continue
      }
    }
  }

  /// `class App(Flask)`: the place where the class of the library is named.
  private mutating func isLibraryClass(_ place: ValueRef) -> Bool {
    members(of: evaluate(place.id, in: place.unitIndex)).contains { entity in
      guard case .member(let member, _) = entities[entity] else { return false }
      return index.types(of: member).instance != nil
    }
  }

  private func errorHandlers(in registrations: [Registration]) -> [ErrorHandler] {
    registrations.flatMap { registration -> [ErrorHandler] in
      guard registration.rule == .use || registration.rule == .errors else { return [] }
      return registration.items.compactMap { item in
        guard item.handlesErrors || registration.rule == .errors else { return nil }
        return ErrorHandler(
          functions: item.served,
          place: item.place,
          framework: registration.framework
        )
      }
    }
  }

  /// In order, each route once.
  private static func settled(_ routes: [Route]) -> [Route] {
    struct Key: Hashable {
      let path: String
      let verb: String
      let place: SourcePlace
    }
    var seen: Set<Key> = []
    return routes.filter {
      seen.insert(Key(path: $0.path, verb: $0.verb, place: $0.place)).inserted
    }
    .sorted { ($0.path, $0.verb, $0.place) < ($1.path, $1.verb, $1.place) }
  }
}
