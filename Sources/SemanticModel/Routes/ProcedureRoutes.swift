// Procedures and fields that objects name: routers of tRPC, resolvers of GraphQL.

import Facts
import SourceText
import Workspace

extension Evaluator {
  /// The procedures of all routers that are no part of another, and the fields of all resolvers.
  mutating func namedRoutes(_ sources: RouteSources) -> [Route] {
    var routers: [ValueRef] = []
    var inner: Set<ValueRef> = []
    var result: [Route] = []
    for call in sources.table.calls where !call.operations.isEmpty {
      guard units[call.place.unitIndex].role != .test else { continue }
      for operation in call.operations {
        switch operation.routing(index) {
        case .procedures:
          let router = origin(of: call.place.id, in: call.place.unitIndex)
          routers.append(router)
          note(partsOf: router, sources, &inner)
        case .resolvers: result += fields(of: call, sources)
        default: continue
        }
        break
      }
    }
    for router in routers where !inner.contains(router) {
      result += procedures(in: router, named: "", sources, depth: 0)
    }
    return result
  }

  private func rule(of ref: ValueRef, _ sources: RouteSources) -> (
    RouteRule, LibraryCall, ResolvedCall
  )? {
    let value = units[ref.unitIndex].facts.values[ref.id.index]
    guard value.kind == .result else { return nil }
    let place = CallRef(unit: ref.unitIndex, id: InstructionID(value.a))
    guard let position = sources.table.position(of: place) else { return nil }
    let call = sources.table.calls[position]
    for operation in call.operations {
      if let rule = operation.routing(index) { return (rule, operation, call) }
    }
    return nil
  }

  /// The routers among the entries of a router.
  private mutating func note(
    partsOf router: ValueRef,
    _ sources: RouteSources,
    _ inner: inout Set<ValueRef>
  ) {
    for entry in entries(of: router, sources) {
      let end = followed(entry.value, .none)
      if end != router, rule(of: end, sources)?.0 == .procedures { inner.insert(end) }
    }
  }

  /// What a router is made of: the entries of its object, or the routers that are merged.
  private mutating func entries(of router: ValueRef, _ sources: RouteSources)
    -> [(name: String, value: ValueRef)]
  {
    let unit = router.unitIndex
    let value = units[unit].facts.values[router.id.index]
    if value.kind == .object { return named(router) }
    guard value.kind == .result else { return [] }
    let call = units[unit].facts.instructions[Int(value.a)]
    return units[unit].valueList(ListID(call.b)).prefix(32).flatMap { argument in
      let end = literal(ValueRef(unit: unit, id: argument), .none)
      if units[end.unitIndex].facts.values[end.id.index].kind == .object { return named(end) }
      return [("", end)]
    }
  }

  private func named(_ object: ValueRef) -> [(name: String, value: ValueRef)] {
    objectEntries(object).compactMap { entry in
      if let name = entry.name { return (names.string(name), entry.value) }
      // `...others` adds its own entries.
      let value = units[object.unitIndex].facts.values[entry.value.id.index]
      guard value.kind == .spread else { return nil }
      return ("", ValueRef(unit: object.unitIndex, id: ValueID(value.a)))
    }
  }

  private mutating func procedures(
    in router: ValueRef,
    named prefix: String,
    _ sources: RouteSources,
    depth: Int
  ) -> [Route] {
    guard depth < 8 else { return [] }
    var result: [Route] = []
    for (name, value) in entries(of: router, sources).prefix(1_000) {
      let path = prefix.isEmpty ? name : name.isEmpty ? prefix : "\(prefix).\(name)"
      let end = followed(value, .none)
      let kind = units[end.unitIndex].facts.values[end.id.index].kind
      switch rule(of: end, sources) {
      case (.procedure, let operation, let call)?:
        result.append(procedure(path, operation, call, end, sources))
      case (.procedures, _, _)?:
        result += procedures(in: end, named: path, sources, depth: depth + 1)
      default:
        if kind == .object { result += procedures(in: end, named: path, sources, depth: depth + 1) }
      }
    }
    return result
  }

  private mutating func procedure(
    _ path: String,
    _ operation: LibraryCall,
    _ call: ResolvedCall,
    _ value: ValueRef,
    _ sources: RouteSources
  ) -> Route {
    let unit = call.place.unitIndex
    let instruction = units[unit].facts.instructions[call.place.id.index]
    let handler = units[unit].list(ListID(instruction.b)).first
      .map { items(of: ValueRef(unit: unit, id: ValueID($0)), .none, sources) }?.last
    return Route(
      verb: index[operation.member].name.uppercased(),
      path: path,
      isPathKnown: true,
      handlers: handler?.served ?? [],
      isHandlerKnown: handler.map { !$0.served.isEmpty } ?? false,
      call: call.place,
      place: SourcePlace(unit: unit, span: instruction.span),
      chain: chain(before: value, sources),
      handlerRoles: handler?.roles ?? [],
      framework: index.libraries[max(index[operation.member].library, 0)].name,
      rejections: .forwarded
    )
  }

  /// The middlewares of the procedure's builder, first to last: `t.procedure.use(isSignedIn).input(…)`.
  private mutating func chain(before procedure: ValueRef, _ sources: RouteSources) -> [Middleware] {
    var result: [Middleware] = []
    var ref = procedure
    for _ in 0..<32 {
      let facts = units[ref.unitIndex].facts
      let value = facts.values[ref.id.index]
      guard value.kind == .result else { break }
      let step = facts.instructions[Int(value.a)]
      if rule(of: ref, sources)?.0 == .precedes {
        let unit = ref.unitIndex
        let items = units[unit].valueList(ListID(step.b))
          .flatMap { self.items(of: ValueRef(unit: unit, id: $0), .none, sources) }
        result =
          items.map {
            Middleware(
              place: $0.place,
              functions: $0.served,
              roles: $0.roles,
              path: nil,
              level: .route
            )
          } + result
      }
      let callee = facts.values[Int(step.a)]
      guard callee.kind == .member else { break }
      ref = followed(ValueRef(unit: ref.unitIndex, id: ValueID(callee.a)), .none)
    }
    return result
  }

  private static let fieldTypes = ["Query", "Mutation", "Subscription"]

  /// The fields of the root types among the resolvers that a server is given.
  private mutating func fields(of call: ResolvedCall, _ sources: RouteSources) -> [Route] {
    let unit = call.place.unitIndex
    let instruction = units[unit].facts.instructions[call.place.id.index]
    guard let first = units[unit].list(ListID(instruction.b)).first,
      let resolvers = option("resolvers", of: ValueRef(unit: unit, id: ValueID(first)), .none)
    else { return [] }
    let whole = literal(resolvers, .none)
    let maps = arrayElements(whole)
    return (maps.isEmpty ? [whole] : maps).flatMap { map in
      Self.fieldTypes.flatMap { type -> [Route] in
        guard let fields = option(type, of: literal(map, .none), .none) else { return [] }
        return named(literal(fields, .none)).filter { !$0.name.isEmpty }.map { field in
          self.field(field.name, type.uppercased(), field.value, call, sources)
        }
      }
    }
  }

  private mutating func field(
    _ name: String,
    _ verb: String,
    _ value: ValueRef,
    _ call: ResolvedCall,
    _ sources: RouteSources
  ) -> Route {
    let handler = items(of: value, .none, sources).last
    return Route(
      verb: verb,
      path: name,
      isPathKnown: true,
      handlers: handler?.served ?? [],
      isHandlerKnown: handler.map { !$0.served.isEmpty } ?? false,
      call: nil,
      place: SourcePlace(
        unit: value.unitIndex,
        span: units[value.unitIndex].facts.values[value.id.index].span
      ),
      chain: [],
      handlerRoles: handler?.roles ?? [],
      framework: Self.fieldFramework,
      rejections: .forwarded
    )
  }

  /// Fields are asked for at the address of their server: what runs before the server runs before them.
  mutating func mounted(
    _ fields: [Route],
    _ registrations: [Registration],
    _ assembly: inout RouteAssembly,
    _ sources: RouteSources
  ) -> [Route] {
    var servers: [Route] = []
    for registration in registrations where !fields.isEmpty {
      guard let last = registration.items.last, answersFields(last.value, sources) else { continue }
      servers += assembly.routes(toLastItemOf: registration)
    }
    guard !servers.isEmpty else { return fields }
    return fields.map { field in
      guard field.framework == Self.fieldFramework, field.chain.isEmpty,
        let server = servers.max(by: { nearness(of: $0, field) < nearness(of: $1, field) })
      else { return field }
      var result = field
      result.chain = server.chain
      result.mounts = server.mounts + [server.place]
      return result
    }
  }

  private static let fieldFramework = "GraphQL"

  private func answersFields(_ ref: ValueRef, _ sources: RouteSources) -> Bool {
    let rule = rule(of: ref, sources)?.0
    return rule == .fields || rule == .resolvers
  }

  /// How many folders the files of two routes share.
  private func nearness(of one: Route, _ other: Route) -> Int {
    let first = units[one.place.unit].path.utf8.split(separator: UInt8(ascii: "/"))
    let second = units[other.place.unit].path.utf8.split(separator: UInt8(ascii: "/"))
    return zip(first, second).prefix { $0.elementsEqual($1) }.count
  }
}
