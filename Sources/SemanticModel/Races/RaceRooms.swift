// Room for one more row: counted among what a row brought along, or by a function that says yes or no.

import Facts

extension RaceFinder {
  /// Whether what decides over a write is that a table has fewer rows than a bound: `event.bookings.length < event.seats`,
  /// or a function of the project that compares them.
  mutating func asksRoom(_ read: Access, for table: String, over position: Int) -> Bool {
    guard !table.isEmpty else { return false }
    let answers = answersRoom(read, for: table)
    for branch in deciding(read, over: position) {
      if answers, isRow(branch.subject, read) { return true }
      if read.isOwn, isRoom(branch.subject, of: table, nil, 0) { return true }
    }
    return false
  }

  /// Whether the function that is asked gives back a comparison of the number of rows with a bound.
  private func answersRoom(_ read: Access, for table: String) -> Bool {
    guard !read.isOwn, let use = read.read, read.site.resolved.targets.count == 1,
      let target = read.site.resolved.targets.first
    else { return false }
    let reader = RaceFinder(reading: target, for: self)
    let call = program.calls[use.call]
    let isHere = call.place.unitIndex == target.unitIndex && call.function == target.id
    let isCount = isHere && use.verb == .count && use.table == table
    return reader.range.contains { position in
      let step = reader.facts.instructions[position]
      return step.operation == .return
        && reader.facts.regions[step.region.index].function == target.id
        && reader.isRoom(ValueID(step.a), of: table, isCount ? call.place.id.index : nil, 0)
    }
  }

  /// Whether a value compares how many rows of a table there are with more than one; `count` is the call that counts.
  private func isRoom(_ id: ValueID, of table: String, _ count: Int?, _ depth: Int) -> Bool {
    guard id.isPresent, depth < 8 else { return false }
    let value = facts.values[id.index]
    switch value.kind {
    case .unary, .awaited: return isRoom(ValueID(value.a), of: table, count, depth + 1)
    case .symbol:
      return single(SymbolID(value.a)).map { isRoom($0, of: table, count, depth + 1) } ?? false
    case .choice:
      return facts.valueList(ListID(value.a)).contains { isRoom($0, of: table, count, depth + 1) }
    case .binary:
      let sides = [ValueID(value.a), ValueID(value.b)]
      if value.detail == Operator.and.rawValue || value.detail == Operator.or.rawValue {
        return sides.contains { isRoom($0, of: table, count, depth + 1) }
      }
      guard Self.orders.contains(value.detail),
        let own = sides.first(where: { isAmount($0, of: table, count, 0) }),
        let bound = sides.first(where: { $0 != own }).map({ facts.values[$0.index] })
      else { return false }
      // `> 0` asks whether there is one at all.
      return bound.kind != .number || facts.numbers[Int(bound.a)] > 1
    default: return false
    }
  }

  /// Whether a value is how many rows of a table there are.
  private func isAmount(_ id: ValueID, of table: String, _ count: Int?, _ depth: Int) -> Bool {
    guard id.isPresent, depth < 8 else { return false }
    let value = facts.values[id.index]
    switch value.kind {
    case .awaited: return isAmount(ValueID(value.a), of: table, count, depth + 1)
    case .result: return Int(value.a) == count
    case .symbol:
      return single(SymbolID(value.a)).map { isAmount($0, of: table, count, depth + 1) } ?? false
    case .choice:
      return facts.valueList(ListID(value.a)).contains {
        isAmount($0, of: table, count, depth + 1)
      }
    case .binary where value.detail == Operator.add.rawValue:
      return isAmount(ValueID(value.a), of: table, count, depth + 1)
        || isAmount(ValueID(value.b), of: table, count, depth + 1)
    case .member:
      let name = facts.names.string(NameID(value.b))
      if name == "length" { return isList(ValueID(value.a), of: table, 0) }
      // `event._count.bookings`
      let base = facts.values[Int(value.a)]
      return base.kind == .member && facts.names.isText("_count", NameID(base.b))
        && Self.names(name, table)
    default: return false
    }
  }

  /// Whether a value is the list of a table's rows that a row brought along: `event.bookings`, a part of it by a test.
  private func isList(_ id: ValueID, of table: String, _ depth: Int) -> Bool {
    guard id.isPresent, depth < 8 else { return false }
    let value = facts.values[id.index]
    switch value.kind {
    case .member: return Self.names(facts.names.string(NameID(value.b)), table)
    case .symbol:
      return single(SymbolID(value.a)).map { isList($0, of: table, depth + 1) } ?? false
    case .choice:
      return facts.valueList(ListID(value.a)).contains { isList($0, of: table, depth + 1) }
    case .result:
      guard range.contains(Int(value.a)) else { return false }
      let callee = facts.values[Int(facts.instructions[Int(value.a)].a)]
      return callee.kind == .member && facts.names.isText("filter", NameID(callee.b))
        && isList(ValueID(callee.a), of: table, depth + 1)
    default: return false
    }
  }

  /// What a name stands for that is set once.
  private func single(_ id: SymbolID) -> ValueID? {
    let symbol = facts.symbols[id.index]
    guard symbol.function == function.id, !symbol.flags.contains(.reassigned) else { return nil }
    return symbol.value
  }

  /// `bookings` are rows of `classbooking`.
  private static func names(_ relation: String, _ table: String) -> Bool {
    let child = Program.foldedTable(relation)
    return child.utf8.count > 3 && table.hasSuffix(child)
  }

  // MARK: One row of several

  /// The tests by which a branch looks for a row among those that were read: `passes.find((pass) => pass.credits > 0)`.
  func pickingTests(in id: ValueID, _ read: Access, _ depth: Int = 0) -> [Test] {
    guard id.isPresent, depth < 8 else { return [] }
    let value = facts.values[id.index]
    switch value.kind {
    case .unary, .awaited: return pickingTests(in: ValueID(value.a), read, depth + 1)
    case .symbol:
      return single(SymbolID(value.a)).map { pickingTests(in: $0, read, depth + 1) } ?? []
    case .binary:
      return pickingTests(in: ValueID(value.a), read, depth + 1)
        + pickingTests(in: ValueID(value.b), read, depth + 1)
    case .result:
      guard range.contains(Int(value.a)) else { return [] }
      let step = facts.instructions[Int(value.a)]
      let callee = facts.values[Int(step.a)]
      guard callee.kind == .member, facts.names.isText("find", NameID(callee.b)),
        isRow(ValueID(callee.a), read),
        let test = facts.valueList(ListID(step.b)).first.map({ facts.values[$0.index] }),
        test.kind == .function
      else { return [] }
      let closure = FunctionRef(unit: function.unitIndex, id: FunctionID(test.a))
      return RaceFinder(reading: closure, for: self).answeredTests
    default: return []
    }
  }
}
