// Puts routes together: the paths of all mounts in front, and the middlewares that run before.

import Facts
import SourceText

/// Registrations, arranged by the routers that they speak to.
struct RouteAssembly {
  let units: [Unit]
  let order: RegistrationOrder
  /// Routers that answer nothing until they are mounted.
  let parts: Set<RouterID>
  /// The `prefix` among the options of the calls that made routers.
  let ownPrefixes: [RouterID: PathText]
  /// What becomes of rejections by registering call.
  let rejections: (Registration) -> Rejections
  private let registrations: [Registration]
  /// Middlewares by router, as positions in `registrations`.
  private var uses: [RouterID: [Int]] = [:]
  private var mounts: [RouterID: [Mount]] = [:]
  private var known: [RouterID: [Prefix]] = [:]
  /// By file: whether nobody uses what it offers.
  private var leftOut: [Int: Bool] = [:]
  /// Middlewares that run before the handlers of all routers, as positions in `registrations`.
  private var everywhere: [Int] = []
  /// What the calls that made routers put before their handlers.
  private let ownItems: [RouterID: [Registration.Item]]
  /// Where routers stand that no call mounts.
  private let roots: [RouterID: [PathText]]
  /// Plugins that a wrapper makes register on the application itself, with that.
  private var shared: [(plugin: RouterID, outer: RouterID)] = []

  /// A router under a path of another.
  private struct Mount {
    let outer: RouterID
    let path: PathText
    /// Position in `registrations`.
    let registration: Int
    /// The items of the same call that stand before the router.
    let before: Int
  }

  /// One way from the root of the server to a router.
  private struct Prefix {
    let path: PathText
    /// The mounts on the way, outermost first.
    let mounts: [Mount]
  }

  private static let prefixLimit = 32
  private static let useLimit = 200

  init(
    _ registrations: [Registration],
    units: [Unit],
    order: RegistrationOrder,
    parts: Set<RouterID>,
    ownPrefixes: [RouterID: PathText],
    ownItems: [RouterID: [Registration.Item]],
    roots: [RouterID: [PathText]],
    rejections: @escaping (Registration) -> Rejections
  ) {
    self.registrations = registrations
    self.units = units
    self.order = order
    self.parts = parts
    self.ownPrefixes = ownPrefixes
    self.ownItems = ownItems
    self.roots = roots
    self.rejections = rejections
    for (position, registration) in registrations.enumerated() { note(registration, position) }
    for (plugin, outer) in shared where uses[outer, default: []].count < Self.useLimit {
      uses[outer, default: []] += uses[plugin] ?? []
    }
  }

  private mutating func note(_ registration: Registration, _ position: Int) {
    switch registration.rule {
    case .use, .hook:
      if registration.isEverywhere { everywhere.append(position) }
      for router in registration.routers
      where !registration.isMount && !registration.isEverywhere
        && uses[router, default: []].count < Self.useLimit
      {
        uses[router, default: []].append(position)
      }
      for (index, item) in registration.items.enumerated() {
        for inner in item.routers {
          for outer in registration.routers {
            for path in registration.paths {
              add(Mount(outer: outer, path: path, registration: position, before: index), to: inner)
            }
          }
        }
      }
    case .plugin:
      guard let item = registration.items.first else { return }
      let isWrapped = units[item.value.unitIndex].facts.values[item.value.id.index].kind == .result
      // A plugin of a library works like a middleware.
      if item.served.isEmpty {
        for router in registration.routers { uses[router, default: []].append(position) }
      }
      for plugin in item.served {
        for outer in registration.routers {
          if isWrapped { shared.append((.plugin(plugin), outer)) }
          let path = registration.paths.first ?? .empty
          add(
            Mount(outer: outer, path: path, registration: position, before: 0),
            to: .plugin(plugin)
          )
        }
      }
    default: return
    }
  }

  private mutating func add(_ mount: Mount, to router: RouterID) {
    guard mount.outer != router, mounts[router, default: []].count < Self.prefixLimit else {
      return
    }
    mounts[router, default: []].append(mount)
  }

  /// All ways from the root to a router.
  private mutating func prefixes(of router: RouterID, depth: Int = 0) -> [Prefix] {
    if let found = known[router] { return found }
    let own = ownPrefixes[router] ?? .empty
    let mounted = mounts[router] ?? router.place.flatMap { mounts[.made($0)] } ?? []
    guard depth < 12, !mounted.isEmpty else {
      if let told = roots[router] {
        return told.prefix(Self.prefixLimit).map { Prefix(path: own.under($0), mounts: []) }
      }
      let root = PathText(text: parts.contains(router) ? "…" : "", isKnown: !parts.contains(router))
      return [Prefix(path: own.under(root), mounts: [])]
    }
    // A router that is mounted on itself, by way of others, is not walked twice.
    known[router] = []
    var result: [Prefix] = []
    for mount in mounted {
      for outer in prefixes(of: mount.outer, depth: depth + 1) where result.count < Self.prefixLimit
      {
        result.append(
          Prefix(path: own.under(mount.path.under(outer.path)), mounts: outer.mounts + [mount])
        )
      }
    }
    // Nothing comes by a router that is left unmounted itself, where another way leads to a server.
    if result.contains(where: { !$0.path.isUnmounted }) {
      result.removeAll { $0.path.isUnmounted }
    }
    known[router] = result
    return result
  }

  /// All routes that calls register.
  mutating func routes() -> [Route] {
    var result: [Route] = []
    for registration in registrations {
      switch registration.rule {
      case .verb, .handlers, .namedVerb, .options, .decorator, .rule, .resource, .actions: break
      default: continue
      }
      guard result.count < 20_000 else { break }
      for router in registration.routers where !isLeftOut(router) {
        for prefix in prefixes(of: router) {
          for path in registration.paths {
            result += registration.verbs.map {
              route($0, path, registration, router, prefix)
            }
          }
        }
      }
    }
    return result
  }

  /// What a registration puts in as its last item, as a route of its own.
  mutating func routes(toLastItemOf registration: Registration) -> [Route] {
    registration.routers.flatMap { router in
      prefixes(of: router).flatMap { prefix in
        registration.paths.map { route("ALL", $0, registration, router, prefix) }
      }
    }
  }

  /// Whether nobody mounts a router whose file is imported under names that are never used, or by nobody.
  private mutating func isLeftOut(_ router: RouterID) -> Bool {
    guard parts.contains(router), mounts[router] == nil, roots[router] == nil,
      case .made(let place) = router, mounts[.made(place)] == nil
    else { return false }
    if let told = leftOut[place.unitIndex] { return told }
    let result = units.isLeftOut(place.unitIndex)
    leftOut[place.unitIndex] = result
    return result
  }

  private func route(
    _ verb: String,
    _ path: PathText,
    _ registration: Registration,
    _ router: RouterID,
    _ prefix: Prefix
  ) -> Route {
    let whole = path.under(prefix.path)
    var chain: [Middleware] = everywhere.flatMap { position in
      let use = registrations[position]
      return use.framework == registration.framework || use.framework.isEmpty
        ? use.items.map { middleware($0, nil, .router, use) } : []
    }
    for (index, mount) in prefix.mounts.enumerated() {
      // What the path still is below the outer router of this mount.
      let rest = prefix.mounts[index...].reversed().reduce(path) { $0.under($1.path) }
      chain += items(ofMaker: mount.outer, registration)
      chain += middlewares(of: mount.outer, before: registrations[mount.registration], under: rest)
      let items = registrations[mount.registration].items.prefix(mount.before)
      chain += items.filter(\.routers.isEmpty).map {
        middleware($0, nil, .router, registrations[mount.registration])
      }
    }
    chain += items(ofMaker: router, registration)
    chain += middlewares(of: router, before: registration, under: path)
    chain += registration.items.dropLast().map { middleware($0, nil, .route, registration) }
    let handler = registration.items.last
    var result = Route(
      verb: verb,
      path: whole.text.isEmpty ? "/" : whole.text,
      isPathKnown: whole.isKnown,
      handlers: handler?.served ?? [],
      isHandlerKnown: handler?.isKnown ?? false,
      call: registration.call.place,
      place: place(of: registration),
      mounts: prefix.mounts.map { place(of: registrations[$0.registration]) },
      chain: chain,
      handlerRoles: handler?.roles ?? [],
      framework: registration.framework,
      rejections: handler.flatMap { $0.rejections == .lost ? nil : $0.rejections }
        ?? rejections(registration)
    )
    result.listing = handler?.listing
    return result
  }

  /// The call that registers, or that tells a function of the project what to register.
  private func place(of registration: Registration) -> SourcePlace {
    let call = registration.giver ?? registration.call.place
    return SourcePlace(
      unit: call.unitIndex,
      span: units[call.unitIndex].facts.instructions[call.id.index].span
    )
  }

  /// What the call that made a router puts before its handlers.
  private func items(ofMaker router: RouterID, _ registration: Registration) -> [Middleware] {
    (ownItems[router] ?? []).map { middleware($0, nil, .router, registration) }
  }

  /// The calls that give a router middlewares, those for all that its base class makes too.
  private func positions(of router: RouterID) -> [Int] {
    guard case .owned(let place, _) = router else { return uses[router] ?? [] }
    return ((uses[router] ?? []) + (uses[.made(place)] ?? [])).sorted()
  }

  /// The middlewares of a router that run before what another call registers on it.
  private func middlewares(
    of router: RouterID,
    before registration: Registration,
    under path: PathText
  ) -> [Middleware] {
    var result: [Middleware] = []
    for position in positions(of: router) {
      let use = registrations[position]
      guard use.call.place != registration.call.place,
        use.isOrderless || order.isBefore(use.call, registration.call)
      else { continue }
      guard let matching = use.paths.first(where: { PathMatch.covers($0, path) }) else { continue }
      let restriction = matching.text == "/" || matching.text.isEmpty ? nil : matching.text
      for item in use.items where item.routers.isEmpty && !item.handlesErrors {
        result.append(middleware(item, restriction, .router, use))
      }
    }
    return result
  }

  private func middleware(
    _ item: Registration.Item,
    _ path: String?,
    _ level: Middleware.Level,
    _ registration: Registration
  ) -> Middleware {
    Middleware(
      place: item.place,
      functions: item.served,
      roles: item.roles,
      path: path,
      level: registration.isAfter ? .after : level,
      rejections: item.rejections == .lost ? rejections(registration) : item.rejections
    )
  }
}
