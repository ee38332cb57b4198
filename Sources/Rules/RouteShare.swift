// How much of the load comes to a place, by how many of the routes lead there.

import Capacity
import Findings
import SemanticModel

extension Program {
  /// Whether routes are so many that nothing says which of them users ask for: what one of them costs is assumed.
  var hasHundredsOfRoutes: Bool { servedRouteCount > 250 }

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

extension Diagnosis {
  /// The diagnosis as it is where very many routes seem to lead to its place: few of them do as it says.
  func spread(over approach: Approach?, in program: Program) -> Diagnosis {
    let count = approach.map { program.routes(of: $0).count } ?? 0
    guard tier == .finding, count > 40 else { return self }
    return doubted(
      "\(count) routes seem to lead here: check which of them do, and what they ask for."
    )
  }

  /// The diagnosis as it is where the rows that are read are changed and written back: no page can take their place.
  func writtenBack(by site: CallSite, in program: Program) -> Diagnosis {
    guard tier == .finding, program.isWrittenBack(site) else { return self }
    return doubted(
      "The rows are changed and written back, so that all are needed: check how often this runs, and whether one "
        + "statement in the database can do it."
    )
  }

  /// The diagnosis as it is where the rows are those of a query that is handed in: who made it selects among them.
  func handed(to site: CallSite, in program: Program) -> Diagnosis {
    guard tier == .finding, let name = program.handedQuery(readBy: site) else { return self }
    return doubted(
      "`\(name)` is handed in: check what those who call this function select, and by what they limit it."
    )
  }

  /// The diagnosis as a suspicion, with what is to be checked.
  func doubted(_ question: String) -> Diagnosis {
    var result = self
    result.tier = .suspicious
    result.confidence = min(confidence, .medium)
    result.severity = min(severity, .medium)
    result.confirm = question
    return result
  }
}

extension LoadTarget {
  /// A part of the load; all of it where nobody says which.
  func at(share: Input?) -> LoadTarget {
    var result = self
    if let share { result.requestsPerSecond *= share.value }
    return result
  }
}
