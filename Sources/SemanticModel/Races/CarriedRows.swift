// Rows that a function is handed, and saves with a number that it computed from the one they brought along.

import Facts

extension RaceFinder {
  /// Whether a function saves a row that somebody else read: only then is there no read to pair the write with.
  static func mayCarry(_ accesses: [Access], _ facts: FileFacts) -> Bool {
    facts.language == .python && accesses.contains { $0.isOwn && $0.writes(.save) != nil }
  }

  /// `def take(lot, n): lot.quantity -= n; lot.save()`.
  mutating func carried() -> Race? {
    for write in accesses where write.isOwn && write.writes(.save) != nil {
      let callee = facts.values[Int(facts.instructions[write.position].a)]
      guard callee.kind == .member, ["save", "asave"].contains(write.site.calleeName),
        isHandedIn(ValueID(callee.a))
      else { continue }
      for position in stores where position < write.position {
        let step = facts.instructions[position]
        let place = facts.values[Int(step.a)]
        guard isSameRow(ValueID(place.a), ValueID(callee.a)) else { continue }
        let isCompound = step.flags.contains(.compound) && isSum(UInt16(step.detail))
        guard isCompound || adds(ValueID(step.b), to: NameID(place.b), of: ValueID(callee.a), 0)
        else { continue }
        return made(.carried, facts.names.string(NameID(place.b)), "", write, write)
      }
    }
    return nil
  }

  /// Whether a value is a parameter that nothing else is assigned to, or the object that a method belongs to.
  private func isHandedIn(_ id: ValueID) -> Bool {
    let value = facts.values[id.index]
    switch value.kind {
    case .this: return true
    case .parameter: return true
    case .symbol:
      let symbol = facts.symbols[Int(value.a)]
      return symbol.function == function.id && !symbol.flags.contains(.reassigned)
        && symbol.value.isPresent && facts.values[symbol.value.index].kind == .parameter
    default: return false
    }
  }

  private func isSameRow(_ left: ValueID, _ right: ValueID) -> Bool {
    let one = facts.values[left.index]
    let other = facts.values[right.index]
    guard one.kind == other.kind else { return false }
    return one.kind == .this || one.kind == .symbol && one.a == other.a
  }

  /// Whether a value is a sum or difference of a field of a row: `max(0, lot.quantity - n)`.
  private func adds(_ id: ValueID, to field: NameID, of row: ValueID, _ depth: Int) -> Bool {
    guard id.isPresent, depth < 6 else { return false }
    let value = facts.values[id.index]
    switch value.kind {
    case .binary:
      guard isSum(value.detail) else { return false }
      return [ValueID(value.a), ValueID(value.b)].contains { side in
        isField(side, field, of: row) || adds(side, to: field, of: row, depth + 1)
      }
    case .result:
      return facts.valueList(ListID(facts.instructions[Int(value.a)].b)).contains {
        adds($0, to: field, of: row, depth + 1)
      }
    case .choice:
      return facts.valueList(ListID(value.a)).contains { adds($0, to: field, of: row, depth + 1) }
    default: return false
    }
  }

  private func isField(_ id: ValueID, _ field: NameID, of row: ValueID) -> Bool {
    let value = facts.values[id.index]
    return value.kind == .member && NameID(value.b) == field && isSameRow(ValueID(value.a), row)
  }
}
