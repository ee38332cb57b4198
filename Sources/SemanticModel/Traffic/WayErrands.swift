// What the paths of all routes of a way say of how often somebody comes on it.

import Facts
import SourceText

/// What a way is there for, where users do not ask as usual.
package enum WayErrand: Sendable, Hashable {
  /// A clock calls it: `/cron/report`.
  case schedule
  /// A browser comes back from another service after a consent: `/hubspot/callback`.
  case consent
  /// A button tries a setting: `sendTest`.
  case trial
}

extension Program {
  /// The routes whose requests come to the end of a way.
  ///
  /// A wrapper runs the handlers of many files: where the way leads through it into a file that has routes of its own,
  /// only those come here.
  package func ownRoutes(of approach: Approach) -> [Route] {
    let all = routes(of: approach)
    let goal = reference(approach.goal)
    guard let first = approach.calls.first, first.place.unit != goal.unitIndex else { return all }
    let own = all.filter { $0.place.unit == goal.unitIndex }
    return own.isEmpty ? all : own
  }

  /// What all routes of a way are there for; nil where one of them is for users.
  package func errand(of approach: Approach) -> WayErrand? {
    let errands = ownRoutes(of: approach).map { Self.errand(of: $0) }
    guard let first = errands.first, errands.allSatisfy({ $0 == first }) else { return nil }
    return first
  }

  /// What all routes of an entry are there for.
  package func errand(of entry: Entry) -> WayErrand? {
    let errands = routes(of: entry).map { Self.errand(of: $0) }
    guard let first = errands.first, errands.allSatisfy({ $0 == first }) else { return nil }
    return first
  }

  /// What a route is there for; nil where it is for users.
  package static func errand(of route: Route) -> WayErrand? {
    let parts = route.path.pieces(between: "/").flatMap { $0.pieces(between: ".") }
      .filter { !$0.hasPrefix(":") && !$0.hasPrefix("<") && !$0.hasPrefix("{") }
      .map { NameSplit.words(of: String($0)) }
    if parts.contains(where: { !schedules.isDisjoint(with: $0) }) { return .schedule }
    let last = parts.last { !$0.isEmpty } ?? []
    let comesBack = parts.contains { $0.count <= 2 && !returns.isDisjoint(with: $0) }
    if comesBack, ["GET", "ALL"].contains(route.verb) {
      return .consent
    }
    let isTrial = last == ["test"] || last.starts(with: ["send", "test"])
    return isTrial && !["GET", "QUERY"].contains(route.verb) ? .trial : nil
  }

  private static let schedules: Set<String> = ["cron", "crons", "cronjob", "cronjobs", "scheduler"]
  private static let returns: Set<String> = ["callback", "callbacks", "acs"]
}
