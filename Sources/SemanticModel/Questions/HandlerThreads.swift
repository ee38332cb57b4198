// How many threads of a process run handlers at the same time.

import Facts
import Workspace

extension Program {
  /// The threads on which a framework runs plain handlers, and a route of such a handler; `nil` where none is known.
  package var threadedRoutes: (threads: Int, route: Route)? {
    for library in libraries.libraries {
      guard let threads = library.handlerThreads else { continue }
      let route = routes.first { route in
        guard route.framework == library.name, isServed(route), let handler = route.handler else {
          return false
        }
        return !units[handler.unitIndex].facts.functions[handler.id.index].flags.contains(.async)
      }
      if let route { return (threads, route) }
    }
    return nil
  }

  /// Whether a call and a route belong to the same package.
  package func isSameService(_ site: CallSite, _ route: Route) -> Bool {
    workspace.package(of: site.unit.path)?.folder
      == workspace.package(of: units[route.place.unit].path)?.folder
  }
}
