// Rows of a unit of work: to set an attribute is the write, and whoever commits stores it.

import Facts

extension RaceFinder {
  /// The library whose session stores every row that was changed.
  private static let unitOfWork = "SQLAlchemy"

  /// Whether a function of Python that reads rows or commits sets an attribute by more than a plain value.
  static func maySetRows(_ accesses: [Access], _ facts: FileFacts, _ range: Range<Int>) -> Bool {
    guard facts.language == .python,
      accesses.contains(where: { access in
        access.isOwn && access.site.library == unitOfWork
          && (access.read != nil || access.writes(.flush) != nil)
      })
    else { return false }
    return range.contains { position in
      let step = facts.instructions[position]
      return step.operation == .assign && facts.values[Int(step.a)].kind == .member
        && facts.values[Int(facts.values[Int(step.a)].a)].kind != .this
    }
  }

  /// A row that a function is handed, and changes by what it held: `lot.quantity -= n; session.commit()`.
  mutating func carriedBySession() -> Race? {
    guard facts.language == .python else { return nil }
    for write in accesses
    where write.isOwn && write.writes(.flush) != nil && write.site.library == Self.unitOfWork {
      for position in stores where position < write.position {
        let place = facts.values[Int(facts.instructions[position].a)]
        let name = facts.names.string(NameID(place.b))
        guard isHandedRow(ValueID(place.a), with: name) else { continue }
        if isRaised(at: position) { return made(.carried, name, "", write, write) }
        if takes(at: position) { return made(.carriedClaim, name, "", write, write) }
      }
    }
    return nil
  }

  /// A number that is set to a sum of itself, where only callers commit: `counter.value = int(counter.value) + 1`.
  mutating func pending() -> Race? {
    guard facts.language == .python else { return nil }
    let flushes = accesses.filter { $0.writes(.flush) != nil }.map(\.position)
    for read in accesses
    where read.isOwn && read.read?.verb == .read && read.site.library == Self.unitOfWork {
      guard !flushes.contains(where: { $0 > read.position }), !isLocked(read) else { continue }
      for position in stores where position > read.position {
        let step = facts.instructions[position]
        let place = facts.values[Int(step.a)]
        let name = facts.names.string(NameID(place.b))
        guard isPartOfRow(ValueID(place.a), read), isColumn(name, of: nil),
          isRaised(at: position) || computes(ValueID(step.b), from: name, read, 0),
          isCommittedByCallers
        else { continue }
        return made(.pending, name, read.read?.table ?? "", read, read)
      }
    }
    return nil
  }

  private func isRaised(at position: Int) -> Bool {
    let step = facts.instructions[position]
    let place = facts.values[Int(step.a)]
    return step.flags.contains(.compound) && isSum(UInt16(step.detail))
      || adds(ValueID(step.b), to: NameID(place.b), of: ValueID(place.a), 0)
  }

  // MARK: States

  /// Whether a fixed state is set that one only may bring about, after a test of what the row brought along.
  private mutating func takes(at position: Int) -> Bool {
    let step = facts.instructions[position]
    let place = facts.values[Int(step.a)]
    let row = facts.values[Int(place.a)]
    guard isFixedValue(ValueID(step.b)), row.kind == .symbol else { return false }
    let name = facts.names.string(NameID(place.b))
    let words = NameSplit.words(of: name)
    let value = text(of: ValueID(step.b))
    let isTaking =
      words.contains(where: Self.spent.contains) || words.contains(where: Self.held.contains)
      || NameSplit.words(of: value.lowercased()).contains(where: Self.spent.contains)
    guard isTaking else { return false }
    var tests: [Test] = []
    for branch in branches where branch.span.lowerBound <= position {
      let holds = branch.span.contains(position)
      guard holds || branch.leaves && branch.span.upperBound <= position else { continue }
      addTests(of: branch.subject, { $0 == SymbolID(row.a) }, &tests, 0)
    }
    return tests.contains { $0.field == name }
  }
}
