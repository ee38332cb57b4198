// States that are written without asking for the one before, and what is counted each time.

import Facts

extension RaceFinder {
  /// A number of another table that is raised whenever a state is set, also where the row has that state already.
  mutating func repeated(_ read: Access, _ write: Access, _ asked: TableUse, _ changes: Changes)
    -> Race?
  {
    guard asked.verb == .read, !Self.lists.contains(read.site.calleeName),
      let field = changes.fields.first(where: { isState($0) && !isNamed($0, in: changes) }),
      !isAskedFor(field, read)
    else { return nil }
    for other in accesses
    where other.position > read.position && other.position != write.position && other.isWrite
      && !isCutOff(other, from: write) && !isCutOff(write, from: other)
    {
      guard sources(of: other).contains(read.position),
        countedField(of: other, besides: asked.table) != nil
      else { continue }
      return made(.repeated, field.name, asked.table, read, other)
    }
    return nil
  }

  private func isState(_ field: Field) -> Bool {
    guard !field.isAtomic, !field.isComputed, field.value.isPresent || field.told != nil else {
      return false
    }
    return NameSplit.words(of: field.name).last.map(["status", "state"].contains) ?? false
  }

  private func isNamed(_ field: Field, in changes: Changes) -> Bool {
    changes.conditions.contains { RaceNames.isSame($0, field.name) }
  }

  /// Whether any test of the function, or of one that is handed the row, looks at the state or at what stands for it.
  private mutating func isAskedFor(_ field: Field, _ read: Access) -> Bool {
    var tests = guardingTests(of: read, over: range.upperBound)
    for branch in branches { collect(branch.subject, read, &tests, 0) }
    let asked = filter(of: read)?.conditions.map(\.name) ?? []
    return (tests.map(\.field) + asked).contains { name in
      RaceNames.isSame(name, field.name)
        || NameSplit.words(of: name).contains(where: Self.ended.contains)
    }
  }

  /// What a flag of a row that has been dealt with goes by.
  private static let ended: Set<String> = [
    "paid", "delivered", "refunded", "cancelled", "canceled", "completed", "processed", "done",
    "closed", "settled", "confirmed", "approved", "version",
  ]
}
