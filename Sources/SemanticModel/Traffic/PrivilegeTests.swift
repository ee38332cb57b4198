// Which tests only those pass who run an application: `user.role === "admin"`, `request.user.is_staff`.

import Facts

/// Reads tests of roles, through the project's own predicates.
struct PrivilegeTests {
  let units: [Unit]
  let table: CallTable
  let words: RareWords
  private let search: WordSearch
  /// By name of the program: whether it means such a role or test; of those that were asked for.
  private var meanings: [Name: Bool] = [:]
  /// By function: whether it gives true to those only.
  private var predicates: [FunctionRef: Bool] = [:]

  init(units: [Unit], table: CallTable, words: RareWords) {
    self.units = units
    self.table = table
    self.words = words
    search = WordSearch((words.privileged.sorted() + ["staff"]).prefix(32).map(\.self))
  }

  /// Whether a name of a file means such a role, or the test for one.
  mutating func isPrivileged(_ name: NameID, in unit: Int) -> Bool {
    let number = units[unit].name(name)
    if let known = meanings[number] { return known }
    let table = units[unit].facts.names
    let range = table.range(of: name)
    let isPrivileged =
      range.count < 60 && search.isAny(in: table.bytes[range])
      && words.isPrivileged(NameSplit.words(of: table.string(name)))
    meanings[number] = isPrivileged
    return isPrivileged
  }

  /// Whether a test that holds (or does not) lets only those through.
  mutating func lets(_ id: ValueID, whenTrue isTrue: Bool, in unit: Int, depth: Int = 0) -> Bool {
    guard id.isPresent, depth < 8 else { return false }
    let facts = units[unit].facts
    let value = facts.values[id.index]
    switch value.kind {
    case .unary where value.detail == Operator.not.rawValue:
      return lets(ValueID(value.a), whenTrue: !isTrue, in: unit, depth: depth + 1)
    case .choice:
      let isAnd = value.detail == Operator.and.rawValue
      guard isAnd || value.detail == Operator.or.rawValue else { return false }
      let arms = facts.valueList(ListID(value.a))
      var results: [Bool] = []
      for arm in arms {
        results.append(lets(arm, whenTrue: isTrue, in: unit, depth: depth + 1))
      }
      return isAnd == isTrue ? results.contains(true) : !results.contains(false)
    case .binary: return compares(value, whenTrue: isTrue, in: unit)
    case .awaited: return lets(ValueID(value.a), whenTrue: isTrue, in: unit, depth: depth + 1)
    case .symbol:
      let symbol = facts.symbols[Int(value.a)]
      if isTrue, isFlag(symbol.name, in: unit) { return true }
      guard !symbol.flags.contains(.reassigned) else { return false }
      return lets(symbol.value, whenTrue: isTrue, in: unit, depth: depth + 1)
    case .member: return isTrue && isPrivileged(NameID(value.b), in: unit)
    case .global: return isTrue && isFlag(NameID(value.a), in: unit)
    case .result: return isTrue && asks(InstructionID(value.a), in: unit, depth: depth + 1)
    default: return false
    }
  }

  /// A plain name needs a word that makes it a test: `admin` alone may be a client or a row.
  private mutating func isFlag(_ name: NameID, in unit: Int) -> Bool {
    isPrivileged(name, in: unit)
      && NameSplit.words(of: units[unit].facts.names.string(name)).count > 1
  }

  /// `role === "admin"`, `role != Role.ADMIN`, `role in ("admin", "superuser")`.
  private mutating func compares(_ value: Value, whenTrue isTrue: Bool, in unit: Int) -> Bool {
    let facts = units[unit].facts
    let sides = [facts.values[Int(value.a)], facts.values[Int(value.b)]]
    switch value.detail {
    case Operator.equal.rawValue, Operator.notEqual.rawValue:
      guard (value.detail == Operator.equal.rawValue) == isTrue else { return false }
      for (side, other) in zip(sides, sides.reversed())
      where isRole(side, in: unit) && speaksOfRoles(other, facts)
        || isSetting(side, facts) && [.member, .symbol].contains(other.kind)
      { return true }
      return false
    case Operator.contains.rawValue:
      guard isTrue else { return false }
      for (side, other) in zip(sides, sides.reversed())
      where areRoles(side, in: unit) && speaksOfRoles(other, facts) { return true }
      return false
    default: return false
    }
  }

  /// A text or a constant that names such a role.
  private mutating func isRole(_ value: Value, in unit: Int) -> Bool {
    switch value.kind {
    case .string: return isPrivileged(NameID(value.a), in: unit)
    case .member: return isPrivileged(NameID(value.b), in: unit)
    default: return false
    }
  }

  /// Such a role, or a list of nothing else.
  private mutating func areRoles(_ value: Value, in unit: Int) -> Bool {
    guard value.kind == .array else { return isRole(value, in: unit) }
    let elements = units[unit].facts.valueList(ListID(value.a))
    var isAll = !elements.isEmpty
    for element in elements where isAll {
      isAll = isRole(units[unit].facts.values[element.index], in: unit)
    }
    return isAll
  }

  /// Whether a value is the administrator that the environment names: `Number(process.env.ADMIN_ID || 1)`.
  private func isSetting(_ value: Value, _ facts: FileFacts, _ depth: Int = 0) -> Bool {
    guard depth < 4 else { return false }
    switch value.kind {
    case .member:
      let base = facts.values[Int(value.a)]
      guard base.kind == .member, facts.names.isText("env", NameID(base.b)) else { return false }
      return NameSplit.words(of: facts.names.string(NameID(value.b)))
        .contains(where: words.privileged.contains)
    case .choice:
      return facts.valueList(ListID(value.a)).contains {
        isSetting(facts.values[$0.index], facts, depth + 1)
      }
    case .result:
      let step = facts.instructions[Int(value.a)]
      guard facts.values[Int(step.a)].kind == .global,
        let first = facts.valueList(ListID(step.b)).first
      else { return false }
      return isSetting(facts.values[first.index], facts, depth + 1)
    default: return false
    }
  }

  private func speaksOfRoles(_ value: Value, _ facts: FileFacts) -> Bool {
    let name: NameID
    switch value.kind {
    case .member: name = NameID(value.b)
    case .symbol: name = facts.symbols[Int(value.a)].name
    case .global: name = NameID(value.a)
    default: return false
    }
    return NameSplit.words(of: facts.names.string(name)).contains {
      ["role", "roles", "type", "permission", "permissions", "level", "rank", "access", "group"]
        .contains($0)
    }
  }

  /// `isAdmin(user)`, `has_access("is_admin")`, `["admin"].includes(user.role)`, a predicate of the project.
  private mutating func asks(_ call: InstructionID, in unit: Int, depth: Int) -> Bool {
    let facts = units[unit].facts
    let step = facts.instructions[call.index]
    let callee = facts.values[Int(step.a)]
    let name: NameID
    switch callee.kind {
    case .member: name = NameID(callee.b)
    case .symbol: name = facts.symbols[Int(callee.a)].name
    case .global: name = NameID(callee.a)
    default: return false
    }
    if isFlag(name, in: unit) { return true }
    if callee.kind == .member, facts.names.isText("includes", name) {
      let base = facts.values[Int(callee.a)]
      guard let first = facts.valueList(ListID(step.b)).first else { return false }
      let item = facts.values[first.index]
      return areRoles(base, in: unit) && speaksOfRoles(item, facts)
        || isRole(item, in: unit) && speaksOfRoles(base, facts)
    }
    if NameSplit.words(of: facts.names.string(name)).contains(where: words.asking.contains) {
      for argument in facts.valueList(ListID(step.b))
      where areRoles(facts.values[argument.index], in: unit) { return true }
    }
    guard let position = table.position(of: CallRef(unit: unit, id: call)) else { return false }
    let targets = table.calls[position].targets
    var isAll = !targets.isEmpty && targets.count <= 4
    for target in targets where isAll { isAll = isPredicate(target, depth: depth) }
    return isAll
  }

  /// Whether a function of the project gives true to those only.
  mutating func isPredicate(_ function: FunctionRef, depth: Int) -> Bool {
    if let known = predicates[function] { return known }
    predicates[function] = false
    let unit = function.unitIndex
    guard depth < 6 else { return false }
    let facts = units[unit].facts
    let fact = facts.functions[function.id.index]
    var isAny = false
    for position in fact.firstInstruction.index..<fact.endInstruction.index {
      let step = facts.instructions[position]
      guard step.operation == .return else { continue }
      let given = ValueID(step.a)
      if given.isPresent, facts.values[given.index].kind == .boolean,
        facts.values[given.index].a == 0
      {
        continue
      }
      guard given.isPresent, lets(given, whenTrue: true, in: unit, depth: depth + 1) else {
        return false
      }
      isAny = true
    }
    predicates[function] = isAny
    return isAny
  }
}
