// The routes of a program as an audit lists them, with what one request costs.

package import Findings
package import SemanticModel
import SourceText

/// Makes the inventory of routes.
package struct RouteListing {
  private let program: Program

  package init(of program: Program) { self.program = program }

  /// Sorted by path, then method.
  package var routes: [RouteCost] {
    var waits = Waits(in: program)
    let reads = ReachedPlaces(of: program.unboundedReads.map(\.site), in: program)
    return program.routes.filter { program.units[$0.place.unit].isRunning }
      .map { route in
        RouteCost(
          method: route.verb,
          path: route.path,
          handler: place(of: route),
          cost: cost(of: route, &waits, reads)
        )
      }
      .sorted { ($0.path, $0.method) < ($1.path, $1.method) }
  }

  private func cost(of route: Route, _ waits: inout Waits, _ reads: ReachedPlaces) -> RouteCost.Cost
  {
    guard route.isHandlerKnown else {
      return RouteCost.Cost(queries: "unknown", externalCalls: "unknown")
    }
    let cost = program.cost(of: route)
    return RouteCost.Cost(
      queries: cost.polynomial(of: [.query, .write, .load]),
      externalCalls: cost.polynomial(of: [.external]),
      sequentialAwaits: waits.count(for: route),
      unboundedReads: reads.count(for: route),
      blockingCalls: (0...Cost.unboundedDegree).reduce(0) { $0 + cost.count(.blocking, degree: $1) }
    )
  }

  /// Where the handler begins; its registration, where the handler is not known.
  private func place(of route: Route) -> Location {
    guard let handler = route.handler else { return bare(route.place) }
    var location = bare(program.place(of: handler))
    location.note = program.name(of: handler)
    return location
  }

  private func bare(_ place: SourcePlace) -> Location {
    let unit = program.units[place.unit]
    return Location(file: unit.path, startLine: unit.lines.line(at: place.span.start))
  }
}
