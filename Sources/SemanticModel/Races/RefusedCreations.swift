// Rows that are made because a look-up found none, where a unique key refuses the second of two.

import Facts

/// A look-up and an insert that a unique key keeps apart, with nothing that takes the refusal.
package struct RefusedCreation: Sendable {
  package let race: Race
  /// The columns by which the row is looked up.
  package let columns: [String]
}

extension Program {
  /// All of them in handlers written with SQLAlchemy, in order of file and place.
  package func refusedCreations(_ keys: RowKeys) -> [RefusedCreation] {
    guard libraries.libraries.contains(where: \.holdsUntilEnd), !takesRefusals else { return [] }
    var seen: Set<Int> = []
    return races.compactMap { race -> RefusedCreation? in
      let unit = race.write.unit
      // A row is refused once, however many of its columns were looked up before.
      guard race.kind == .create, seen.insert(race.write.position).inserted, unit.isRunning,
        unit.isPython,
        race.read.library != "Django", race.write.library != "Django",
        race.write.isReached(from: [EntryKinds(.request)]), let filter = race.filter,
        unit.facts.names.ids(of: Self.refusals).isEmpty
      else { return nil }
      let columns = filter.conditions.filter { !$0.isOptional && $0.comparison == .equal }
        .map(\.name).filter { !["id", "_id", "pk", "uuid"].contains($0) }
      guard !columns.isEmpty,
        keys.holds(Set(columns + columns.map { $0 + "_id" }), of: race.table)
      else { return nil }
      guard !standUnderHandler([race.read, race.write]) else { return nil }
      return RefusedCreation(race: race, columns: Set(columns).sorted())
    }
  }

  private static let refusals: Set<String> = ["IntegrityError", "UniqueViolation"]

  /// Whether a handler of errors for the whole application names what the database throws then.
  private var takesRefusals: Bool {
    errorHandlers.contains { handler in
      !units[handler.place.unit].facts.names.ids(of: Self.refusals).isEmpty
    }
  }

  /// Whether one of some calls, or another that ends the transaction in its function, stands under a handler of
  /// exceptions.
  package func standUnderHandler(_ sites: [CallSite]) -> Bool {
    var guarded: [Int: GuardedRegions] = [:]
    return sites.contains { site in
      let unit = site.place.unit
      let regions = guarded[unit] ?? GuardedRegions(site.unit.facts)
      guarded[unit] = regions
      if regions.contains(site.instruction.region) { return true }
      return calls(in: site.function).contains { position in
        let other = call(at: position)
        return other.plays(.endsTransaction) && regions.contains(other.instruction.region)
      }
    }
  }
}
