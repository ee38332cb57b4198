// What the application answers to: routes, the middlewares before their handlers, error handlers.

import Facts

/// One verb and path that the application answers to.
package struct Route: Sendable {
  /// In capitals; `ALL` for every verb, `QUERY` and `MUTATION` for fields of an API.
  package let verb: String
  /// From the root of the server, the paths of all mounts included.
  ///
  /// What the code does not tell stands as `${name}`; `…` in front says that nobody mounts the router.
  package let path: String
  /// Whether every part of the path is known.
  package let isPathKnown: Bool
  /// The functions that answer: the handler first, then the wrapper around it where there is one.
  package let handlers: [FunctionRef]
  /// Whether `handlers` is all that answers: a handler that is chosen while the program runs is not known.
  package let isHandlerKnown: Bool
  /// The call or decorator that registers it; absent where a file's place does.
  package let call: CallRef?
  /// Where it is registered.
  package let place: SourcePlace
  /// Where the routers are mounted that lead to it, outermost first.
  package internal(set) var mounts: [SourcePlace] = []
  /// What runs before the handler, in order.
  package internal(set) var chain: [Middleware]
  /// What the handler's own argument does: its wrappers included.
  package let handlerRoles: RoleSet
  /// The library that calls the handler.
  package let framework: String
  /// What becomes of a rejected promise that the handler returns.
  package let rejections: Rejections
  /// The class whose query it lists, where the library does that by itself.
  var listing: ClassRef?

  package var handler: FunctionRef? { handlers.first }

  /// The handler and the middlewares that stand in a wrapper, which calls those of other routes too.
  var wrapped: [FunctionRef] {
    (chain.map(\.functions) + [handlers]).compactMap { $0.count > 1 ? $0.first : nil }
  }

  /// How people name it: `GET /orders/:id`.
  package var label: String { "\(verb) \(path)" }

  /// Whether something before the handler, or the wrapper around it, plays a part.
  package func plays(_ role: Role) -> Bool {
    handlerRoles.contains(role) || chain.plays(role)
  }
}

/// Something that runs before a handler: a middleware, a guard, a hook.
package struct Middleware: Sendable {
  /// The argument that names it.
  package let place: SourcePlace
  /// The functions of the project that it is.
  package let functions: [FunctionRef]
  /// What it does, itself or through what it calls, and what the calls that made it are for.
  package let roles: RoleSet
  /// The path that restricts it, as it is registered; absent where it runs for all.
  package let path: String?
  package let level: Level
  /// What becomes of a rejected promise that one of its functions returns.
  package var rejections = Rejections.forwarded

  package enum Level: Sendable, Hashable {
    /// For every request of the application, or of a router.
    case router
    /// Named at the route itself.
    case route
    /// Once the handler has answered.
    case after
  }
}

extension [Middleware] {
  /// Whether one of them, or what it calls, plays a part.
  package func plays(_ role: Role) -> Bool { contains { $0.roles.contains(role) } }
}

/// What becomes of a rejected promise that a handler returns.
package enum Rejections: Sendable, Hashable {
  /// It reaches the error handler: the framework, a wrapper or a patch sees to it.
  case forwarded
  /// Nobody looks at the promise.
  case lost
  /// That depends on the version of the framework, which no package.json tells.
  case unknown
  /// A wrapper of which nothing is known may look after it.
  case wrapped
}

/// A function that answers for errors of handlers.
package struct ErrorHandler: Sendable {
  package let functions: [FunctionRef]
  package let place: SourcePlace
  package let framework: String
}

/// Several parts that library calls play.
package struct RoleSet: OptionSet, Sendable, Hashable {
  package let rawValue: UInt128
  package init(rawValue: UInt128) { self.rawValue = rawValue }
  package init(_ role: Role) { rawValue = 1 << UInt128(role.rawValue) }

  package func contains(_ role: Role) -> Bool { contains(RoleSet(role)) }
}

/// All routes of a program, and what registers them.
struct RouteTable: Sendable {
  /// In the order of their paths, then verbs.
  var routes: [Route] = []
  var errorHandlers: [ErrorHandler] = []
  /// By dense function number: the parts that its calls play, through all that it calls.
  var functionRoles: [RoleSet] = []
  /// Classes whose query is listed whole.
  var listings: [ClassRef: OpenListing] = [:]
  /// Pages that the application's own code asks for.
  var handPagings: [HandPaging] = []
}
