// One call that registers handlers, middlewares or routers, as it was read.

import Facts
import SourceText

/// What a router is known by: the call that made it, or the plugin function that is given it.
enum RouterID: Hashable, Sendable {
  case made(ValueRef)
  /// Made by a base class, for the instances of one class.
  case owned(ValueRef, ClassRef)
  case plugin(FunctionRef)
}

extension RouterID {
  /// Where it is made, but for the routers that plugins are given.
  var place: ValueRef? {
    switch self {
    case .made(let place), .owned(let place, _): place
    case .plugin: nil
    }
  }
}

/// A registering call in one of its contexts.
struct Registration: Sendable {
  let rule: RouteRule
  let call: ResolvedCall
  let routers: [RouterID]
  /// In capitals; several where the call names several.
  var verbs: [String] = []
  /// Whether the call itself says which: `methods=["GET"]`.
  var namesVerbs = false
  /// Relative to the router; several where the call gives an array.
  var paths: [PathText] = []
  /// Middlewares, routers and handlers, in order.
  var items: [Item] = []
  /// Whether the paths stand in place of those that the mounted routers have themselves.
  var replacesPrefix = false
  /// Whether its middlewares belong to the routers that it mounts, and to no other.
  var isMount = false
  /// Whether its middlewares run before what is registered earlier, too.
  var isOrderless = false
  /// Whether its middlewares run once the handler has answered.
  var isAfter = false
  /// Whether its middlewares run before the handlers of all routers.
  var isEverywhere = false
  /// The call that names the path, where a function of the project registers what it is given.
  var giver: CallRef?
  let framework: String

  struct Item: Sendable {
    let place: SourcePlace
    let value: ValueRef
    /// The functions that the argument is: where a wrapper made it, what the wrapper gives.
    var functions: [FunctionRef] = []
    /// The functions that were handed to wrappers.
    var wrapped: [FunctionRef] = []
    var routers: [RouterID] = []
    var roles: RoleSet = []
    var rejections: Rejections = .lost
    /// Whether the functions are those of this registration, and not of all that run through the same code.
    var isKnown = true
    /// Whether it takes an error first: it answers only for what failed.
    var handlesErrors = false
    /// The classes whose methods answer.
    var types: [ClassRef] = []
    /// Which method of the class answers which verb, where the registration says so.
    var named: [String: String] = [:]
    /// The class whose query is listed.
    var listing: ClassRef?

    /// The functions that serve, what is wrapped before what wraps it.
    var served: [FunctionRef] { wrapped + functions.filter { !wrapped.contains($0) } }
  }
}
