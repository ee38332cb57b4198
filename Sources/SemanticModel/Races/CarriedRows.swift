// Rows that a function is handed, and saves with a number that it computed from the one they brought along.

import Facts

extension RaceFinder {
  /// Whether a function saves a row that somebody else read: only then is there no read to pair the write with.
  static func mayCarry(_ accesses: [Access], _ facts: FileFacts) -> Bool {
    accesses.contains { access in
      guard access.isOwn, access.writes(.save) != nil else { return false }
      if facts.language == .python { return true }
      // Elsewhere who hands a row over mostly stands in the same file, and is looked through with it.
      let callee = facts.values[Int(facts.instructions[access.position].a)]
      return callee.kind == .member && facts.values[Int(callee.a)].kind == .this
    }
  }

  /// `def take(lot, n): lot.quantity -= n; lot.save()`.
  mutating func carried() -> Race? {
    for write in accesses where write.isOwn && write.writes(.save) != nil {
      let callee = facts.values[Int(facts.instructions[write.position].a)]
      guard callee.kind == .member, ["save", "asave"].contains(write.site.calleeName) else {
        continue
      }
      let row = ValueID(callee.a)
      let rows = isHandedIn(row, 0) ? [row] : collected(in: row)
      for row in rows where !isReadWithLock(row) {
        guard let field = raised(of: row, before: write.position) else { continue }
        return made(.carried, field, "", write, write)
      }
    }
    return nil
  }

  /// The field of a row that is stored as a sum or difference of itself.
  private func raised(of row: ValueID, before limit: Int) -> String? {
    for position in stores where position < limit {
      let step = facts.instructions[position]
      let place = facts.values[Int(step.a)]
      guard isSameRow(ValueID(place.a), row) else { continue }
      let isCompound = step.flags.contains(.compound) && isSum(UInt16(step.detail))
      if isCompound || adds(ValueID(step.b), to: NameID(place.b), of: row, 0) {
        return facts.names.string(NameID(place.b))
      }
    }
    return nil
  }

  private mutating func isReadWithLock(_ row: ValueID) -> Bool {
    let found = sources(of: row)
    return accesses.contains { found.contains($0.position) && isLocked($0) }
  }

  /// Whether a value is a parameter, the object that a method belongs to, or what one of them or a row refers to.
  func isHandedIn(_ id: ValueID, _ depth: Int) -> Bool {
    guard id.isPresent, depth < 4 else { return false }
    let value = facts.values[id.index]
    switch value.kind {
    case .this, .parameter: return true
    // A parameter that may be left out: `lot=None`.
    case .choice:
      return facts.valueList(ListID(value.a)).contains {
        facts.values[$0.index].kind == .parameter
      }
    case .member:
      let base = facts.values[Int(value.a)]
      if base.kind == .symbol {
        let symbol = facts.symbols[Int(base.a)]
        guard symbol.function == function.id, symbol.value.isPresent else { return false }
        if [.result, .element].contains(facts.values[symbol.value.index].kind) { return true }
      }
      return base.kind != .this && isHandedIn(ValueID(value.a), depth + 1)
    case .symbol:
      let symbol = facts.symbols[Int(value.a)]
      return symbol.function == function.id && !symbol.flags.contains(.reassigned)
        && isHandedIn(symbol.value, depth + 1)
    default: return false
    }
  }

  /// What was added to the list of which a value is an element: `changed.append(lot)`.
  private func collected(in element: ValueID) -> [ValueID] {
    let named = facts.values[element.index]
    guard named.kind == .symbol else { return [] }
    let lists = elements(behind: SymbolID(named.a)).map { facts.values[Int($0.a)] }
      .filter { $0.kind == .symbol }.map(\.a)
    guard !lists.isEmpty else { return [] }
    return calls.flatMap { call -> [ValueID] in
      let step = facts.instructions[program.calls[call].place.id.index]
      let callee = facts.values[Int(step.a)]
      guard callee.kind == .member, facts.names.isText("append", NameID(callee.b)),
        case let base = facts.values[Int(callee.a)], base.kind == .symbol, lists.contains(base.a)
      else { return [] }
      return facts.valueList(ListID(step.b)).prefix(1).filter { added in
        let given = facts.values[added.index]
        return given.kind == .symbol && !elements(behind: SymbolID(given.a)).isEmpty
      }
    }
  }

  /// The loops of which a name is the element: a function may use one name for two.
  private func elements(behind id: SymbolID) -> [Value] {
    let symbol = facts.symbols[id.index]
    var values = [symbol.value]
    if symbol.flags.contains(.reassigned) {
      values += flow.assignments(of: id).map { ValueID(facts.instructions[$0].b) }
    }
    return values.filter(\.isPresent).map { facts.values[$0.index] }
      .filter { $0.kind == .element }
  }

  func isSameRow(_ left: ValueID, _ right: ValueID) -> Bool {
    let one = facts.values[left.index]
    let other = facts.values[right.index]
    guard one.kind == other.kind else { return false }
    // `line.product.stock -= 1; line.product.save()`: the row keeps the other.
    if one.kind == .member {
      return one.b == other.b && isSameRow(ValueID(one.a), ValueID(other.a))
    }
    return one.kind == .this || one.kind == .symbol && one.a == other.a
  }

  /// Whether a value is a sum or difference of a field of a row: `max(0, lot.quantity - n)`.
  func adds(_ id: ValueID, to field: NameID, of row: ValueID, _ depth: Int) -> Bool {
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
