// What runs before the handlers of many routes, and what it asks the database.

import Facts

/// A function of the project that runs before handlers.
package struct RouteGuard: Sendable {
  package let function: FunctionRef
  /// The routes that it runs before, as people name them.
  package let routes: [String]
  /// Its own calls that ask the database, themselves or through what they call.
  package let asking: [CallSite]
  /// All calls that it leads to: positions in `Program.calls`.
  package let calls: [Int]
}

extension Program {
  /// The functions that run before the handlers of a third of the routes, and of five at least, in order of file and
  /// place.
  package var busyGuards: [RouteGuard] {
    let served = routes.filter(isServed)
    var labels: [FunctionRef: [String]] = [:]
    for route in served {
      // A wrapper calls the handlers of other routes too.
      let wrappers = Set(route.wrapped)
      let before = Set(route.chain.filter { $0.level != .after }.flatMap(\.functions))
      for function in before.subtracting(wrappers) {
        labels[function, default: []].append(route.label)
      }
    }
    let signedIn = served.filter { !$0.chain.isEmpty }.map(\.label)
    for function in strategies { labels[function] = signedIn }
    return labels.filter { $0.value.count >= 5 && $0.value.count * 3 >= served.count }
      .sorted { $0.key < $1.key }
      .map { function, routes in
        RouteGuard(
          function: function,
          routes: routes,
          asking: calls(in: function).map { call(at: $0) }.filter { site in
            site.reachedKinds.contains(.query)
          },
          calls: everything(calledBy: [units.number(function)], upTo: 400).calls
        )
      }
  }

  /// What looks up the caller of a token: `validate` of `class JwtStrategy extends PassportStrategy(Strategy)`.
  private var strategies: [FunctionRef] {
    units.indices.filter { units[$0].isRunning }.flatMap { unit -> [FunctionRef] in
      let facts = units[unit].facts
      guard facts.imports.contains(where: { facts.names.isText("passport-jwt", $0.specifier) })
      else { return [] }
      return facts.classes.flatMap { type -> [FunctionRef] in
        let parent = facts.values[type.superclass.index]
        let words = NameSplit.words(of: facts.names.string(type.name))
        guard parent.kind == .result,
          case let callee = facts.values[Int(facts.instructions[Int(parent.a)].a)],
          calledName(callee, facts) == "PassportStrategy",
          // What renews tokens runs before one route.
          words.allSatisfy({ !["refresh", "rt"].contains($0) })
        else { return [] }
        let members = Int(type.firstMember)..<Int(type.firstMember + type.memberCount)
        return members.map { facts.members[$0] }
          .filter { $0.function.isPresent && facts.names.isText("validate", $0.name) }
          .map { FunctionRef(unit: unit, id: $0.function) }
      }
    }
  }
}
