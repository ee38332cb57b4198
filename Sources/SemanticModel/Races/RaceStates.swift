// Tests of what was read, and what is written because of them.

import Facts

extension RaceFinder {
  // MARK: Rows that are there or not

  /// Whether a branch that found something ends the function, or one that found nothing holds the write.
  mutating func isExistence(_ read: Access, over position: Int) -> Bool {
    for branch in deciding(read, over: position) where isAboutRow(branch.subject, read, 0) {
      let found = saysFound(branch)
      if branch.span.contains(position), !found { return true }
      if found, branch.leaves, branch.span.upperBound <= position { return true }
    }
    return false
  }

  private static let amounts: Set<String> = [
    "length", "rowCount", "count", "exists", "size", "total", "matchedCount", "modifiedCount",
    "nModified",
  ]

  /// Whether a test asks for the row itself, not for one of its fields.
  private mutating func isAboutRow(_ id: ValueID, _ read: Access, _ depth: Int) -> Bool {
    guard id.isPresent, depth < 8 else { return false }
    let value = facts.values[id.index]
    switch value.kind {
    case .unary: return isAboutRow(ValueID(value.a), read, depth + 1)
    case .binary:
      if value.detail == Operator.and.rawValue || value.detail == Operator.or.rawValue {
        return isAboutRow(ValueID(value.a), read, depth + 1)
          || isAboutRow(ValueID(value.b), read, depth + 1)
      }
      return isRow(ValueID(value.a), read) || isRow(ValueID(value.b), read)
    case .choice:
      return facts.valueList(ListID(value.a)).contains { isAboutRow($0, read, depth + 1) }
    default: return isRow(id, read)
    }
  }

  /// Whether a value is the row or the rows that a read gave, or how many they are.
  func isRow(_ id: ValueID, _ read: Access, _ depth: Int = 0) -> Bool {
    guard id.isPresent, depth < 12 else { return false }
    let value = facts.values[id.index]
    switch value.kind {
    case .awaited, .index, .element, .unary:
      return isRow(ValueID(value.a), read, depth + 1)
    case .member:
      let name = facts.names.string(NameID(value.b))
      guard Self.amounts.contains(name) || ["rows", "data", "0"].contains(name) else {
        return false
      }
      return isRow(ValueID(value.a), read, depth + 1)
    case .choice:
      return facts.valueList(ListID(value.a)).contains { isRow($0, read, depth + 1) }
    case .result:
      if Int(value.a) == read.position { return true }
      guard flow.range.contains(Int(value.a)) else { return false }
      // `result.scalar_one()`, `Number(count)`, `rows.pop()`
      let step = facts.instructions[Int(value.a)]
      let callee = facts.values[Int(step.a)]
      if callee.kind == .member { return isRow(ValueID(callee.a), read, depth + 1) }
      guard callee.kind == .global else { return false }
      return facts.valueList(ListID(step.b)).prefix(1).contains { isRow($0, read, depth + 1) }
    case .symbol:
      let symbol = facts.symbols[Int(value.a)]
      guard symbol.function == function.id else { return false }
      if isRow(symbol.value, read, depth + 1) { return true }
      return symbol.flags.contains(.reassigned)
        && flow.assignments(of: SymbolID(value.a)).contains {
          isRow(ValueID(facts.instructions[$0].b), read, depth + 1)
        }
    default: return false
    }
  }

  /// Whether a block runs when the read found something.
  private func saysFound(_ branch: Branch) -> Bool {
    let subject = facts.values[branch.subject.index]
    var isNegated = subject.kind == .unary && subject.detail == Operator.not.rawValue
    if subject.kind == .binary {
      let right = facts.values[Int(subject.b)]
      let isNothing =
        right.kind == .null || right.kind == .undefined
        || right.kind == .number && facts.numbers[Int(right.a)] == 0
      if subject.detail == Operator.equal.rawValue, isNothing { isNegated = true }
    }
    return branch.isThen ? !isNegated : isNegated
  }

  /// Whether the block of a write ends the function before something behind it.
  func isCutOff(_ other: Access, from write: Access) -> Bool {
    branches.contains { branch in
      guard branch.span.contains(write.position), other.position >= branch.span.upperBound
      else { return false }
      let last = facts.instructions[branch.span.upperBound - 1].operation
      return last == .return || last == .throw
    }
  }

  // MARK: Numbers that must not be passed

  /// Whether a branch compares what was counted with a bound.
  mutating func isLimited(_ read: Access, over position: Int) -> Bool {
    deciding(read, over: position).contains { bounds($0.subject, read, 0) }
  }

  private mutating func bounds(_ id: ValueID, _ read: Access, _ depth: Int) -> Bool {
    guard id.isPresent, depth < 8 else { return false }
    let value = facts.values[id.index]
    switch value.kind {
    case .binary:
      if value.detail == Operator.and.rawValue || value.detail == Operator.or.rawValue {
        return bounds(ValueID(value.a), read, depth + 1)
          || bounds(ValueID(value.b), read, depth + 1)
      }
      let isOrder = Self.orders.contains(value.detail)
      guard isOrder || value.detail == Operator.equal.rawValue else { return false }
      let sides = [ValueID(value.a), ValueID(value.b)]
      guard let own = sides.first(where: { sources(of: $0).contains(read.position) }),
        let other = sides.first(where: { $0 != own })
      else { return false }
      let bound = facts.values[other.index]
      guard bound.kind == .number else { return isOrder }
      let number = facts.numbers[Int(bound.a)]
      // `> 0`, `< 1` and `>= 1` ask whether there is one at all.
      return isOrder
        ? number > 1 || number == 1 && value.detail == Operator.lessOrEqual.rawValue
        : number == 1
    case .choice:
      return facts.valueList(ListID(value.a)).contains { bounds($0, read, depth + 1) }
    case .unary: return bounds(ValueID(value.a), read, depth + 1)
    default: return false
    }
  }

  static let orders: Set<UInt16> = [
    Operator.less.rawValue, Operator.lessOrEqual.rawValue, Operator.greater.rawValue,
    Operator.greaterOrEqual.rawValue,
  ]

  // MARK: States

  /// A field that a test decides by and the write changes.
  mutating func state(_ read: Access, _ write: Access, _ asked: TableUse, _ changes: Changes)
    -> Race?
  {
    var tests: [Test] = []
    for branch in deciding(read, over: write.position) {
      collect(branch.subject, read, &tests, 0)
      tests += pickingTests(in: branch.subject, read)
    }
    tests += guardingTests(of: read, over: write.position)
    let fixed = claimed(by: read)
    for field in changes.fields where !changes.conditions.contains(field.name) {
      let own = tests.filter { RaceNames.isSame($0.field, field.name) }
      let isFixed = fixed.contains { RaceNames.isSame($0, field.name) }
      // Who finds the value there already does nothing, unless something else is asked of it too.
      let isFound = !field.isAtomic && own.contains { $0.other == told(field).text }
      let others = isFound ? own.filter { ![told(field).text, ""].contains($0.other) } : own
      guard !others.isEmpty || own.isEmpty && isFixed, !isOwnValue(field, of: read) else {
        continue
      }
      if let kind = kind(of: field, others, isFixed, changes, read, write) {
        return made(kind, field.name, asked.table, read, write)
      }
    }
    return nil
  }

  /// Whether a field is set to what was read of it.
  private mutating func isOwnValue(_ field: Field, of read: Access) -> Bool {
    self.field(of: field.value, read, 0).map { RaceNames.isSame($0, field.name) } ?? false
  }

  private mutating func kind(
    of field: Field,
    _ tests: [Test],
    _ isFixed: Bool,
    _ changes: Changes,
    _ read: Access,
    _ write: Access
  ) -> Race.Kind? {
    if field.isAtomic { return tests.contains(where: \.isOrder) ? .limit : nil }
    // Rows that a run works off as a whole are as good when two runs meet.
    if isFixed, tests.isEmpty { return Self.lists.contains(read.site.calleeName) ? nil : .claim }
    let words = NameSplit.words(of: field.name)
    let isState = words.last.map(["status", "state", "stage", "phase"].contains) ?? false
    let others = accesses.filter { other in
      other.position > read.position && other.position != write.position
        && !isSameRow(other, write) && !isCutOff(other, from: write)
    }
    let table = changedTable(by: write)
    // What is counted is counted by both.
    let isWeighty = others.contains { other in
      !other.kinds.isDisjoint(with: .outside) || other.writes(.insert) != nil
        || countedField(of: other, besides: table) != nil
        || isState && other.isWrite && other.writes(.delete) == nil
          && !Self.repeatable.contains(other.site.calleeName)
    }
    if told(field).isFixed {
      if isWeighty, !words.contains(where: Self.harmless.contains) { return .advance }
    } else if others.contains(where: { other in
      // What was asked for because there was none is asked for twice.
      other.position < write.position && sources(of: field.value).contains(other.position)
        && (!other.kinds.isDisjoint(with: .outside) || other.writes(.insert) != nil)
    }) {
      return .advance
    }
    if words.contains(where: Self.spent.contains) || words.contains(where: Self.held.contains) {
      // What all of them would put there alike is taken by nobody.
      return isSameForAll(field) ? nil : .claim
    }
    guard isState else { return nil }
    if changes.fields.contains(where: {
      NameSplit.words(of: $0.name).contains(where: Self.held.contains)
    }) {
      return .claim
    }
    if NameSplit.words(of: told(field).text).contains(where: Self.spent.contains) { return .claim }
    return .transition
  }

  /// States that one only may bring about.
  static let spent: Set<String> = [
    "used", "redeemed", "claimed", "consumed", "booked", "reserved", "taken", "sold", "occupied",
    "spent", "rented", "purchased", "assigned", "allocated", "locked", "processing", "running",
  ]
  static let lists: Set<String> = [
    "all", "findMany", "find", "findAll", "fetchall", "getMany", "list", "toArray", "scalars",
    "__iter__", "findBy", "overdue", "pending",
  ]
  /// Writes that leave the same rows when they run twice.
  private static let repeatable: Set<String> = ["get_or_create", "update_or_create"]
  /// Flags that are as good when they are set twice.
  private static let harmless: Set<String> = [
    "verified", "confirmed", "activated", "active", "read", "seen", "email", "unverified",
    "onboarded", "completed", "enabled", "disabled", "revoked", "archived", "dismissed",
  ]
  /// Fields that say whose something is.
  static let held: Set<String> = [
    "assignee", "assigned", "winner", "holder", "driver", "buyer", "bidder", "worker", "booked",
    "claimed", "reserved", "taken", "likes", "members", "participants", "attendees", "votes",
    "voters", "followers",
  ]

  private func told(_ field: Field) -> ToldValue {
    field.told
      ?? ToldValue(
        text: field.value.isPresent ? text(of: field.value) : "",
        isFixed: isFixedValue(field.value)
      )
  }

  /// Whether a value is one that the code fixes, or the time.
  func isFixedValue(_ id: ValueID) -> Bool {
    guard id.isPresent else { return true }
    let value = facts.values[id.index]
    switch value.kind {
    case .boolean, .number, .string, .null, .undefined: return true
    case .member:
      let base = facts.values[Int(value.a)]
      guard base.kind == .symbol || base.kind == .member else { return false }
      return RaceNames.isClass(program.calledName(base, facts) ?? "")
    case .symbol:
      let name = facts.names.string(facts.symbols[Int(value.a)].name)
      return name.utf8.allSatisfy { $0 < 97 || $0 > 122 }
    case .result:
      let name = program.calledName(facts.values[Int(facts.instructions[Int(value.a)].a)], facts)
      return ["Date", "now", "utcnow"].contains(name ?? "")
    default: return false
    }
  }

  private func isSameRow(_ other: Access, _ write: Access) -> Bool {
    changedTable(by: other) == changedTable(by: write)
      && other.site.method?.name == write.site.method?.name
  }

  /// The fixed states that a read looks for among all rows: `findOne({ status: "pending" })`.
  private func claimed(by read: Access) -> [String] {
    guard let filter = filter(of: read), filter.isComplete else { return [] }
    let isKeyed = filter.conditions.contains { condition in
      condition.comparison == .equal || condition.comparison == .oneOf
    }
    guard !isKeyed else { return [] }
    return filter.conditions.filter { $0.comparison == .constant && !$0.isOptional }.map(\.name)
  }

  mutating func collect(_ id: ValueID, _ read: Access, _ tests: inout [Test], _ depth: Int) {
    guard id.isPresent, depth < 8, tests.count < 16 else { return }
    let value = facts.values[id.index]
    switch value.kind {
    case .binary:
      if value.detail == Operator.and.rawValue || value.detail == Operator.or.rawValue {
        collect(ValueID(value.a), read, &tests, depth + 1)
        return collect(ValueID(value.b), read, &tests, depth + 1)
      }
      for (own, other) in [(value.a, value.b), (value.b, value.a)] {
        if let field = field(of: ValueID(own), read, 0) {
          tests.append(
            Test(
              field: field,
              other: text(of: ValueID(other)),
              isOrder: Self.orders.contains(value.detail)
            )
          )
        }
      }
    case .choice:
      for word in facts.list(ListID(value.a)) { collect(ValueID(word), read, &tests, depth + 1) }
    case .unary: collect(ValueID(value.a), read, &tests, depth + 1)
    case .result:
      // `post.likes.includes(user.id)`, `["paid"].includes(order.status)`
      let step = facts.instructions[Int(value.a)]
      let callee = facts.values[Int(step.a)]
      guard callee.kind == .member else { return }
      collect(ValueID(callee.a), read, &tests, depth + 1)
      guard ["includes", "has", "some"].contains(facts.names.string(NameID(callee.b))) else {
        return
      }
      for word in facts.list(ListID(step.b)) { collect(ValueID(word), read, &tests, depth + 1) }
    default:
      if let field = field(of: id, read, 0) {
        tests.append(Test(field: field, other: "", isOrder: false))
      }
    }
  }

  /// The field of what was read that a value is.
  private mutating func field(of id: ValueID, _ read: Access, _ depth: Int) -> String? {
    guard id.isPresent, depth < 6 else { return nil }
    let value = facts.values[id.index]
    switch value.kind {
    case .member:
      guard sources(of: ValueID(value.a)).contains(read.position),
        !isOfAnotherRead(ValueID(value.a), read)
      else { return nil }
      return facts.names.string(NameID(value.b))
    case .symbol:
      let symbol = facts.symbols[Int(value.a)]
      guard symbol.function == function.id else { return nil }
      return field(of: symbol.value, read, depth + 1)
    default: return nil
    }
  }

  /// Whether a value is what another call of a row gave: `project.transfer()` asks for a row of its own.
  private func isOfAnotherRead(_ id: ValueID, _ read: Access) -> Bool {
    let value = facts.values[id.index]
    guard value.kind == .symbol else { return isResultOfAnother(id, read) }
    let symbol = facts.symbols[Int(value.a)]
    let assigned = flow.assignments(of: SymbolID(value.a)).map {
      ValueID(facts.instructions[$0].b)
    }
    let origins = (symbol.value.isPresent ? [symbol.value] : []) + assigned
    return !origins.isEmpty && origins.allSatisfy { isResultOfAnother($0, read) }
  }

  private func isResultOfAnother(_ id: ValueID, _ read: Access) -> Bool {
    var value = facts.values[id.index]
    if value.kind == .awaited { value = facts.values[Int(value.a)] }
    guard value.kind == .result, Int(value.a) != read.position else { return false }
    // What another service answers is no row, whatever is noted of it.
    return accesses.contains {
      $0.position == Int(value.a) && (!$0.isWrite || $0.kinds.contains(EffectKinds(.external)))
    }
  }
}
