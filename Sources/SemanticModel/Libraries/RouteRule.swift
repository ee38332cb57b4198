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
  /// Gives a middleware that answers the fields of such a server.
  case fields
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
  /// Makes a router that hangs on its receiver, or on the routers among its arguments (`Api(blueprint)`).
  case attached
  /// Hangs the receiver on the routers among the arguments (`api.init_app(app)`).
  case attaches
  /// Runs before every handler of the receiver, wherever it is registered: an argument, or what is decorated.
  case before
  /// The same for every handler of the application, though only a part of it is told.
  case beforeAll
  /// Runs for every handler of the receiver once it has answered.
  case after
  /// A path, with the handler in a later argument or under the name of one, and the verbs in `methods`.
  case rule
  /// A class whose methods answer, then the paths.
  case resource
  /// A path, then a class whose actions answer below it.
  case actions
  /// Gives a handler that is the class it is called on (`Orders.as_view()`).
  case view
  /// One more action of a class: the verbs in `methods`, below one object where `detail` is true.
  case action
  /// A dependency of a handler: the function that the first argument names runs before it.
  case dependency
  /// One entry of a list of routes: a path, then a handler or the entries below the path.
  case entry
  /// Names the entries of another list, or of another module.
  case includes
  /// A decorator after which a handler answers these verbs only; those that the first argument lists, if there are none.
  case restricts([String])
}

extension RouteRule {
  /// Whether the call only makes something that others register.
  var makes: Bool {
    switch self {
    case .router, .scope, .verifies, .signsIn, .procedures, .procedure, .precedes, .resolvers,
      .fields, .view,
      .action, .dependency, .entry, .includes, .restricts:
      true
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
    return member.operation(constructs: isConstruction)?.value.routing
  }
}
