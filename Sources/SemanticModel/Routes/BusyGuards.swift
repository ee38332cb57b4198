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
}
