// Routes that decorators declare: controllers of NestJS and its kin, resolvers of GraphQL.

import Facts
import Workspace
import SourceText

extension Evaluator {
  /// The routes of all decorated classes.
  mutating func decoratedRoutes(
    _ registrations: [Registration],
    _ sources: RouteSources
  ) -> [Route] {
    var result: [Route] = []
    var globals: GlobalParts?
    for unit in units.indices where units[unit].role != .test {
      for position in units[unit].facts.classes.indices.dropFirst() {
        let type = ClassRef(unit: unit, id: ClassID(position))
        guard let declared = declaration(of: type) else { continue }
        let parts = globals ?? globalParts(registrations, sources)
        globals = parts
        result += routes(of: type, declared, parts, sources)
      }
    }
    return result
  }

  /// What holds for every controller of the application.
  struct GlobalParts {
    var prefix = PathText.empty
    var chain: [Middleware] = []
  }

  private enum Declaration {
    /// The decorator's value.
    case controller(ValueID)
    case resolver
  }

  private func declaration(of type: ClassRef) -> Declaration? {
    let unit = type.unitIndex
    let decorators = units[unit].facts.classes[type.id.index].decorators
    guard decorators.isPresent else { return nil }
    for value in units[unit].valueList(decorators) {
      switch decorator(value, in: unit)?.verb {
      case "controller": return .controller(value)
      case "resolver": return .resolver
      default: continue
      }
    }
    return nil
  }

  private mutating func routes(
    of type: ClassRef,
    _ declaration: Declaration,
    _ globals: GlobalParts,
    _ sources: RouteSources
  ) -> [Route] {
    let unit = type.unitIndex
    var prefixes = [PathText.empty]
    if case .controller(let value) = declaration { prefixes = paths(of: value, in: unit, sources) }
    let classDecorators = units[unit].valueList(
      units[unit].facts.classes[type.id.index].decorators
    )
    let shared = globals.chain + middlewares(among: classDecorators, in: unit, sources)
    var result: [Route] = []
    for member in units[unit].members(of: type.id) where member.function.isPresent {
      let decorators = units[unit].valueList(member.decorators)
      for value in decorators {
        guard let rule = decorator(value, in: unit), rule.entry == .request else { continue }
        let chain = shared + middlewares(among: decorators, in: unit, sources)
        for path in ownPaths(of: value, member, declaration, rule, in: unit, sources) {
          for prefix in prefixes {
            // The field of a resolver is named in the query, not in the address.
            let isField = Self.fieldVerbs.contains(rule.verb)
            let whole = isField ? path : path.under(prefix).under(globals.prefix)
            result.append(
              route(rule.verb, whole, member, value, chain, declaration, in: unit, sources)
            )
          }
        }
      }
    }
    return result
  }

  private func route(
    _ verb: String,
    _ path: PathText,
    _ member: ClassMember,
    _ value: ValueID,
    _ chain: [Middleware],
    _ declaration: Declaration,
    in unit: Int,
    _ sources: RouteSources
  ) -> Route {
    let function = FunctionRef(unit: unit, id: member.function)
    var text = path.text
    if case .resolver = declaration, text.hasPrefix("/") { text.removeFirst() }
    return Route(
      verb: verb,
      path: text,
      isPathKnown: path.isKnown,
      handlers: [function],
      isHandlerKnown: true,
      call: call(value, in: unit),
      place: SourcePlace(unit: unit, span: units[unit].facts.values[value.index].span),
      chain: chain,
      handlerRoles: sources.roles.roles[Int(units.number(function))],
      framework: decoratorLibrary(value, in: unit),
      rejections: .forwarded
    )
  }

  private static let fieldVerbs: Set<String> = ["QUERY", "MUTATION", "SUBSCRIPTION"]

  /// The paths of one method: a field of a resolver is named by its method, unless told otherwise.
  private mutating func ownPaths(
    of value: ValueID,
    _ member: ClassMember,
    _ declaration: Declaration,
    _ rule: DecoratorRule,
    in unit: Int,
    _ sources: RouteSources
  ) -> [PathText] {
    switch declaration {
    case .controller:
      return Self.fieldVerbs.contains(rule.verb) ? [] : paths(of: value, in: unit, sources)
    case .resolver:
      guard Self.fieldVerbs.contains(rule.verb) else { return [] }
      let named = arguments(of: value, in: unit).compactMap { argument -> ValueRef? in
        let kind = units[unit].facts.values[argument.id.index].kind
        return kind == .string ? argument : option("name", of: argument, .none)
      }
      if let name = named.first { return [text(of: name, .none, sources.table)] }
      return [PathText(text: units[unit].facts.names.string(member.name))]
    }
  }

  private func arguments(of value: ValueID, in unit: Int) -> [ValueRef] {
    let shape = units[unit].facts.values[value.index]
    guard shape.kind == .result else { return [] }
    return units[unit].valueList(ListID(units[unit].facts.instructions[Int(shape.a)].b))
      .map { ValueRef(unit: unit, id: $0) }
  }

  /// The paths that a decorator names: a text, several in an array, or the `path` of its options.
  private mutating func paths(of value: ValueID, in unit: Int, _ sources: RouteSources)
    -> [PathText]
  {
    guard let first = arguments(of: value, in: unit).first else { return [.empty] }
    let end = followed(first, .none)
    guard units[end.unitIndex].facts.values[end.id.index].kind == .object else {
      return texts(of: first, .none, sources.table)
    }
    guard let path = option("path", of: end, .none) else { return [.empty] }
    return texts(of: path, .none, sources.table)
  }

  private func decoratorLibrary(_ value: ValueID, in unit: Int) -> String {
    decorator(value, in: unit)?.verb == nil ? "" : "NestJS"
  }

  /// The guards, interceptors and pipes among decorators, those inside decorators of the project too.
  private mutating func middlewares(
    among decorators: [ValueID],
    in unit: Int,
    _ sources: RouteSources
  ) -> [Middleware] {
    decorators.flatMap { value -> [Middleware] in
      let rule = decorator(value, in: unit)
      if rule?.verb == "middleware" {
        return arguments(of: value, in: unit)
          .map { guardLike($0, rule?.methods.keys.sorted() ?? [], sources) }
      }
      guard rule == nil else { return [] }
      let roles = roles(of: ValueRef(unit: unit, id: value), .none, sources, depth: 0)
      guard !roles.isEmpty else { return [] }
      let span = units[unit].facts.values[value.index].span
      return [
        Middleware(
          place: SourcePlace(unit: unit, span: span),
          functions: [],
          roles: roles,
          path: nil,
          level: .route
        )
      ]
    }
  }

  /// A class with one of some methods, or an instance of one.
  private mutating func guardLike(
    _ ref: ValueRef,
    _ methods: [String],
    _ sources: RouteSources
  ) -> Middleware {
    var functions: [FunctionRef] = []
    for entity in members(of: evaluate(ref.id, in: ref.unitIndex)) {
      switch entities[entity] {
      case .classObject(let type), .instance(let type):
        for member in units[type.unitIndex].members(of: type.id) where member.function.isPresent {
          let names = units[type.unitIndex].facts.names
          guard methods.contains(where: { names.isText($0, member.name) }) else { continue }
          functions.append(FunctionRef(unit: type.unitIndex, id: member.function))
        }
      default: continue
      }
    }
    return Middleware(
      place: SourcePlace(
        unit: ref.unitIndex,
        span: units[ref.unitIndex].facts.values[ref.id.index].span
      ),
      functions: functions,
      roles: roles(of: ref, .none, sources, depth: 0),
      path: nil,
      level: .route
    )
  }

  private static let guardMethods = ["canActivate", "intercept", "transform", "use"]

  /// The prefix and the guards that `main.ts` and the modules set for all.
  private mutating func globalParts(_ registrations: [Registration], _ sources: RouteSources)
    -> GlobalParts
  {
    var result = GlobalParts()
    for registration in registrations where registration.framework == Self.nest {
      switch registration.rule {
      case .prefix: result.prefix = registration.paths.first ?? .empty
      case .use:
        for item in registration.items {
          var part = guardLike(item.value, Self.guardMethods, sources)
          if part.functions.isEmpty {
            part = Middleware(
              place: item.place,
              functions: item.served,
              roles: item.roles,
              path: nil,
              level: .router
            )
          }
          result.chain.append(part)
        }
      default: continue
      }
    }
    result.chain += providedParts(.use, Self.guardMethods, sources)
    return result
  }

  /// The filters for failures that `main.ts` and the modules set for all.
  mutating func exceptionFilters(_ registrations: [Registration], _ sources: RouteSources)
    -> [ErrorHandler]
  {
    var parts = providedParts(.errors, Self.filterMethods, sources)
    for registration in registrations
    where registration.framework == Self.nest && registration.rule == .errors {
      parts += registration.items.map { guardLike($0.value, Self.filterMethods, sources) }
    }
    return parts.map {
      ErrorHandler(functions: $0.functions, place: $0.place, framework: Self.nest)
    }
  }

  static let nest = "NestJS"
  private static let filterMethods = ["catch"]

  /// What modules provide for all: `providers: [{ provide: APP_GUARD, useClass: ThrottlerGuard }]`.
  private mutating func providedParts(
    _ routing: RouteRule,
    _ methods: [String],
    _ sources: RouteSources
  ) -> [Middleware] {
    var result: [Middleware] = []
    for unit in units.indices where units[unit].role != .test {
      for type in units[unit].facts.classes.dropFirst() where type.decorators.isPresent {
        for value in units[unit].valueList(type.decorators)
        where decorator(value, in: unit)?.verb == "module" {
          for argument in arguments(of: value, in: unit) {
            guard let providers = option("providers", of: argument, .none) else { continue }
            for provider in arrayElements(followed(providers, .none)) {
              if let part = provided(by: provider, routing, methods, sources) {
                result.append(part)
              }
            }
          }
        }
      }
    }
    return result
  }

  /// The tokens are texts: `provide: "APP_GUARD"` means the same as the name that is imported.
  private func isGlobalText(_ token: ValueRef, _ routing: RouteRule) -> Bool {
    let facts = units[token.unitIndex].facts
    let value = facts.values[token.id.index]
    guard value.kind == .string else { return false }
    let tokens = routing == .errors ? ["APP_FILTER"] : ["APP_GUARD", "APP_INTERCEPTOR", "APP_PIPE"]
    return tokens.contains { facts.names.isText($0, NameID(value.a)) }
  }

  private mutating func provided(
    by provider: ValueRef,
    _ routing: RouteRule,
    _ methods: [String],
    _ sources: RouteSources
  ) -> Middleware? {
    guard let token = option("provide", of: provider, .none) else { return nil }
    let isGlobal = members(of: evaluate(token.id, in: token.unitIndex)).contains { entity in
      guard case .member(let member, _) = entities[entity] else { return false }
      return index.member(member).called?.value.routing == routing
    }
    guard isGlobal || isGlobalText(token, routing) else { return nil }
    for name in ["useClass", "useExisting", "useValue", "useFactory"] {
      if let value = option(name, of: provider, .none) {
        return guardLike(value, methods, sources)
      }
    }
    return nil
  }
}
