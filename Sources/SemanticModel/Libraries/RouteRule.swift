// What a library call says about the routes of a server.

/// How the arguments of a registering call are to be read.
package enum RouteRule: Sendable, Hashable {
  /// Handlers for the verb that the member is named by: the path, then middlewares, then the handler.
  case verb
  /// The same on a value that has its path already: only handlers.
  case handlers
  /// The verb, or several in an array, then the path, then the handlers.
  case namedVerb
  /// One object with `method`, `url` or `path`, and `handler`.
  case options
  /// Middlewares and routers, under a path if the first argument is one.
  case use
  /// Gives a value that registers under a path (`router.route("/orders")`).
  case scope
  /// Makes a strategy of signing in; its last argument looks the caller up.
  case verifies
  /// Gives a middleware that signs in by strategies, of which the first argument names some.
  case signsIn
  /// Makes a router of procedures, named by the keys of its objects.
  case procedures
  /// Makes a procedure: its function answers, the verb is the member's name.
  case procedure
  /// Puts a middleware before the procedure that a chain builds.
  case precedes
  /// Makes a server of the fields that the option `resolvers` names.
  case resolvers
  /// A middleware for one event of a request's life: the event, then the middleware.
  case hook
  /// A function that registers on an application of its own, under the `prefix` among its options.
  case plugin
  /// Puts a path in front of all routes of the receiver.
  case prefix
  /// Makes a router, which answers nothing until it is mounted; its options may have a `prefix`.
  case router
  /// Handlers of errors: the last argument.
  case errors
  /// Gives a decorator: a path, with the verb that the member or `methods` names; what it is applied to answers.
  case decorator
  /// Puts a router, the first argument, under the path that an argument named `prefix` or `url_prefix` says.
  case mount
}

extension RouteRule {
  /// Whether the call only makes something that others register.
  var makes: Bool {
    switch self {
    case .router, .scope, .verifies, .signsIn, .procedures, .procedure, .precedes, .resolvers: true
    default: false
    }
  }
}

extension Operation {
  /// The operation, saying something about routes.
  package func routing(_ rule: RouteRule) -> Operation {
    var result = self
    result.routing = rule
    return result
  }
}

extension LibraryCall {
  /// What the call says about routes.
  func routing(_ index: LibraryIndex) -> RouteRule? {
    let member = index.member(member)
    return isConstruction ? member.construct?.routing : member.call?.routing
  }
}
