// How much of the load comes to a place, by how many of the routes lead there.

import Capacity
import SemanticModel

extension Program {
  /// The part of all requests that a busy way takes: a tenth where routes are few, five times the mean where many are.
  ///
  /// `count`: the routes that lead there.
  func share(ofRoutes count: Int = 1) -> Input {
    let all = servedRouteCount
    let busy = Self.busiest * Double(max(1, count)) / Double(max(1, all))
    guard busy < Self.tenth else { return .assumed(Self.tenth, because: "a tenth of the requests") }
    let which = count > 1 ? "\(Figure.grouped(Double(count)))" : "one"
    return .assumed(
      busy,
      because:
        "five times the mean for \(which) of \(Figure.grouped(Double(all))) routes"
    )
  }

  /// The load of one route of many; nil where routes are so few that each may take it all, unless `always`.
  func loadOfOneRoute(under target: LoadTarget, always: Bool = false) -> Input? {
    guard always || routes.count >= 10 else { return nil }
    let share = share()
    return .assumed(target.requestsPerSecond * share.value, because: share.source)
  }

  private static let busiest = 5.0
  private static let tenth = 0.1
}

extension LoadTarget {
  /// A part of the load; all of it where nobody says which.
  func at(share: Input?) -> LoadTarget {
    var result = self
    if let share { result.requestsPerSecond *= share.value }
    return result
  }
}
