// Times of a visit (`last_seen`) that code in front of every handler writes to the database.

import Facts
import SourceText

/// A write that the code in front of handlers makes for each request, only to note its time.
package struct VisitWrite: Sendable {
  /// The call that writes it.
  package let write: CallSite
  /// What is noted, as the source names it.
  package let field: String
  /// Some of the routes that it stands in front of, and how many there are.
  package let routes: [Route]
}

extension Program {
  /// All of them, in order of file and place.
  package var visitWrites: [VisitWrite] {
    var fronts: [FunctionRef: [Route]] = [:]
    for route in routes where units[route.place.unit].isRunning {
      for function in Set(route.chain.filter { $0.level != .after }.flatMap(\.functions)) {
        fronts[function, default: []].append(route)
      }
    }
    var found: [Int: VisitWrite] = [:]
    for (function, routes) in fronts
    where routes.count >= Self.fewestRoutes && routes.contains(where: { $0.verb == "GET" }) {
      let calls = everything(calledBy: [units.number(function)], upTo: Self.mostCalls).calls
      for position in calls where found[position] == nil {
        let site = call(at: position)
        guard site.effects.contains(where: { $0.kind == .write }),
          let field = notedVisit(in: site)
        else { continue }
        found[position] = VisitWrite(write: site, field: field, routes: routes)
      }
    }
    return found.values.sorted { $0.write.place < $1.write.place }
  }

  private static let fewestRoutes = 3
  private static let mostCalls = 200

  private static let visits: Set<String> = [
    "last_seen", "last_seen_at", "last_used", "last_used_at", "last_active", "last_active_at",
    "last_activity", "last_activity_at", "last_access", "last_accessed", "last_accessed_at",
    "last_request_at", "lastSeen", "lastSeenAt", "lastUsed", "lastUsedAt", "lastActive",
    "lastActiveAt", "lastActivity", "lastActivityAt", "lastAccess", "lastAccessedAt",
  ]

  /// The time that a write stores: given to it, or to a member in front of it in the same block.
  private func notedVisit(in site: CallSite) -> String? {
    let facts = site.unit.facts
    let wanted = facts.names.ids(of: Self.visits)
    guard !wanted.isEmpty, !isThrottled(site.instruction.region, wanted, site.unit),
      !isLeftBefore(site, wanted)
    else { return nil }
    let span = site.instruction.span
    for value in facts.values where value.kind == .object && span.contains(value.span) {
      let words = Array(facts.list(ListID(value.a)))
      for position in stride(from: 0, to: words.count - 1, by: 2)
      where wanted.contains(NameID(words[position])) {
        return facts.names.string(NameID(words[position]))
      }
    }
    let own = facts.functions[site.resolved.function.index]
    for index in own.firstInstruction.index..<site.resolved.place.id.index {
      let step = facts.instructions[index]
      guard step.operation == .assign, case let place = facts.values[Int(step.a)],
        place.kind == .member, wanted.contains(NameID(place.b)),
        !isThrottled(step.region, wanted, site.unit)
      else { continue }
      return facts.names.string(NameID(place.b))
    }
    return nil
  }

  /// Whether a test in front of a write leaves the function where the time that was noted last is near enough.
  private func isLeftBefore(_ site: CallSite, _ wanted: Set<NameID>) -> Bool {
    let facts = site.unit.facts
    let position = site.resolved.place.id.index
    return facts.regions(of: site.resolved.function).contains { index in
      let region = facts.regions[index]
      let span =
        region.firstInstruction
        .index..<max(
          region.firstInstruction.index,
          region.endInstruction.index
        )
      return region.kind.isArm && span.upperBound <= position
        && span.contains { facts.instructions[$0].operation == .return }
        && isTimed(region.subject, wanted, facts)
    }
  }

  /// Whether a test around a block asks for the time that was noted last, or compares two times.
  private func isThrottled(_ region: RegionID, _ wanted: Set<NameID>, _ unit: Unit) -> Bool {
    let facts = unit.facts
    var next = region
    while next.isPresent {
      let fact = facts.regions[next.index]
      if fact.kind.isArm, isTimed(fact.subject, wanted, facts) { return true }
      next = fact.parent
    }
    return false
  }

  private func isTimed(_ test: ValueID, _ wanted: Set<NameID>, _ facts: FileFacts) -> Bool {
    guard test.isPresent else { return false }
    let span = facts.values[test.index].span
    return facts.values.contains { value in
      guard span.contains(value.span) else { return false }
      switch value.kind {
      case .member: return wanted.contains(NameID(value.b))
      case .binary:
        return [.less, .lessOrEqual, .greater, .greaterOrEqual]
          .contains(Operator(rawValue: value.detail))
      default: return false
      }
    }
  }
}
