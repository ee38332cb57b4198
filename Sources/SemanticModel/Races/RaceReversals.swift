// Rows that are taken away after what they held was given back: an order is deleted and its sum paid back.

import Facts
import SourceText

extension RaceFinder {
  /// The number that is changed by what a row holds, where the row is then taken away without asking whether it still
  /// was there.
  mutating func givenBack(_ read: Access, _ write: Access, _ asked: TableUse) -> String? {
    let step = facts.instructions[write.position]
    guard let taken = write.writes(.delete), asked.verb == .read, !asked.table.isEmpty,
      taken.table == asked.table, step.flags.contains(.discarded), !isSeveral(taken, read),
      !isInSession(write)
    else { return nil }
    for other in accesses
    where other.position > read.position && other.position != write.position && other.isWrite
      && sources(of: other).contains(read.position) && !isCutOff(other, from: write)
      && !isCutOff(write, from: other) && !isRarer(write, than: other)
    {
      if let field = countedField(of: other, besides: asked.table) { return field }
    }
    return nil
  }

  /// Whether a test lets the second of two through where it does not ask for the first.
  private func isRarer(_ write: Access, than other: Access) -> Bool {
    branches.contains {
      $0.span.contains(write.position) && !$0.span.contains(other.position)
    }
  }

  /// Whether many rows are read or taken away.
  private func isSeveral(_ taken: TableUse, _ read: Access) -> Bool {
    let names = [program.call(at: taken.call).calleeName, read.site.calleeName]
    return names.contains { ["deleteMany", "destroyAll", "bulkDelete"].contains($0) }
      || Self.lists.contains(read.site.calleeName)
  }

  /// Transactions of MongoDB that change one row end with an error in one of them.
  func isInSession(_ write: Access) -> Bool {
    guard
      text(of: ValueID(facts.instructions[write.position].a)).contains("ession")
        || facts.valueList(ListID(facts.instructions[write.position].b)).contains(where: isSession)
    else { return false }
    if program.transactionAround(function)?.plays(.sessionTransaction) ?? false { return true }
    return calls.contains { program.call(at: $0).isCall(of: "startTransaction") }
  }

  /// Whether an argument hands on a session: `session`, `{ session }`.
  private func isSession(_ id: ValueID) -> Bool {
    let value = facts.values[id.index]
    guard value.kind == .object else { return text(of: id).lowercased().hasSuffix("session") }
    return entries(id).contains { $0.name == "session" }
  }

  /// The number of another table that a write raises or lowers in the database.
  func countedField(of write: Access, besides table: String) -> String? {
    for use in write.uses where [.update, .other].contains(use.verb) && use.table != table {
      let call = program.calls[use.call]
      let reader = RaceFinder(
        reading: FunctionRef(unit: call.place.unitIndex, id: call.function),
        for: self
      )
      if let field = reader.countedField(of: use) { return field }
    }
    return nil
  }

  private func countedField(of use: TableUse) -> String? {
    let position = program.calls[use.call].place.id.index
    var found = Changes()
    let access = Access(
      site: program.call(at: use.call),
      position: position,
      kinds: callKinds[use.call],
      uses: [use],
      given: nil
    )
    addStatement(access, facts.valueList(ListID(facts.instructions[position].b)), true, &found)
    return found.fields.first(where: \.isAtomic)?.name
  }
}
