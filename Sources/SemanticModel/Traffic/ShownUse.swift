// Which routes wait for what a way leads to, and whether the code shows that users ask one of them all day.

import Facts

/// The routes that wait for the end of a way.
package struct WaitingRoutes: Sendable {
  package let routes: [Route]
  /// Whether the code shows that users ask one of them all day: it signs in, or it is about what many routes of the
  /// application are about.
  package let showsUse: Bool
}

extension Program {
  /// The routes of a way whose users wait for its end in the usual course: not behind their answer, and not only where
  /// something has failed; those that few requests take are left out where others are left.
  package func waitingRoutes(of approach: Approach) -> WaitingRoutes {
    let found = ownPositions(of: approach) { call, callee in
      let site = self.call(at: Int(call))
      return !site.standsInHandler && !site.leavesAlone(callee) && !site.isStartedAndLeft
    }
    let usual = found.filter { traffic.routes[$0] == nil }
    return WaitingRoutes(
      routes: (usual.isEmpty ? found : usual).map { routes[$0] },
      showsUse: !hasManyRoutes || usual.contains { showsUse(of: routes[$0]) }
    )
  }

  /// Whether an application has so many routes that most of them are asked seldom.
  package var hasManyRoutes: Bool { servedRouteCount >= Self.manyRoutesToAsk }

  private static let manyRoutesToAsk = 100

  /// How many routes seem to lead where a way does that begins at a route of unknown path; nil where it is known, or
  /// where they are few.
  package func routesBehindUnknown(_ approach: Approach) -> Int? {
    guard hasManyRoutes, let first = positions(of: approach.entry).first, !routes[first].isPathKnown
    else { return nil }
    let count = positions(of: approach).count
    return count > Self.severalRoutes ? count : nil
  }

  private static let severalRoutes = 40

  private func showsUse(of route: Route) -> Bool {
    guard words(of: route).isDisjoint(with: libraries.rareWords.once) else { return false }
    return isAboutMainThing(route) || signsIn(route)
  }

  private func words(of route: Route) -> Set<String> {
    PathWords(route.path, isProcedure: isProcedure(route)).words
  }

  private func isProcedure(_ route: Route) -> Bool {
    ["QUERY", "MUTATION", "SUBSCRIPTION"].contains(route.verb)
  }

  private func signsIn(_ route: Route) -> Bool {
    let path = PathWords(route.path, isProcedure: isProcedure(route))
    let last = path.last.joined()
    return ["login", "signin", "signup", "token", "session", "sessions", "nextauth"].contains(last)
      || path.parts.contains(["auth"])
  }

  /// Whether its last noun stands in so many routes that the application is about it.
  private func isAboutMainThing(_ route: Route) -> Bool {
    let nouns = answers.routeNouns.value {
      var counts: [[String]: Int] = [:]
      for route in routes where isServed(route) {
        let path = PathWords(route.path, isProcedure: isProcedure(route))
        for part in Set(path.parts) { counts[part, default: 0] += 1 }
      }
      return counts
    }
    let path = PathWords(route.path, isProcedure: isProcedure(route))
    let noun = isProcedure(route) ? path.parts.dropLast().last ?? [] : path.last
    return nouns[noun].map { $0 >= max(Self.fewestOfMain, servedRouteCount / 30) } ?? false
  }

  private static let fewestOfMain = 5
}
