// Filters that go by a name, are chosen, or are made by a builder's functions.

import Facts

extension FilterReader {
  /// `tenantId ? { tenantId } : {}` and `isActive && { active: true }`: held on some paths only.
  mutating func choice(_ value: Value, in unit: Int) -> ReadFilter {
    let isAnd = value.detail == Operator.and.rawValue
    let arms = units[unit].valueList(ListID(value.a))
    if isAnd, let last = arms.last { return conditions(last, in: unit).optional }
    let filters = arms.map { conditions($0, in: unit) }
    guard filters.allSatisfy(\.isComplete) else { return .unknown }
    if let widest = filters.first(where: { $0.conditions.isEmpty }) { return widest }
    let wide = filters.first { $0.reach == .everything || $0.reach == .share }
    return wide ?? filters.first { $0.reach != .few } ?? filters.first ?? ReadFilter()
  }

  mutating func named(_ id: SymbolID, in unit: Int) -> ReadFilter {
    let facts = units[unit].facts
    let symbol = facts.symbols[id.index]
    guard symbol.value.isPresent, symbol.kind != .import,
      facts.values[symbol.value.index].kind != .parameter
    else { return .unknown }
    let isReplaced = symbol.flags.contains(.reassigned)
    guard !isReplaced || facts.keepsFirstValue(id) else { return .unknown }
    var result = conditions(symbol.value, in: unit)
    if isReplaced {
      // What a branch puts in its place selects there alone; where no branch is taken, the first filter holds.
      result.isReplaced = true
      result.conditions.append(
        ReadFilter.Condition(name: "", comparison: .other, isOptional: true)
      )
    }
    for write in facts.memberWrites(to: id) {
      guard let name = write.name else {
        result.conditions.append(
          ReadFilter.Condition(name: "", comparison: .other, isOptional: true)
        )
        continue
      }
      let written = condition(name, write.value, in: unit)
      result.merge(write.isConditional ? written.optional : written)
    }
    return result
  }

  /// The expressions of query builders: `eq(orders.id, id)`, `and(a, b)`.
  mutating func expression(_ call: Instruction, in unit: Int) -> ReadFilter {
    let facts = units[unit].facts
    let arguments = units[unit].valueList(ListID(call.b))
    switch name(of: facts.values[Int(call.a)], in: unit) {
    case "and", "and_", "Q":
      var result = ReadFilter()
      for argument in arguments { result.merge(conditions(argument, in: unit)) }
      return result
    case "or", "or_":
      let arms = arguments.map { conditions($0, in: unit) }
      return arms.first { $0.reach != .few } ?? arms.first ?? ReadFilter()
    case "eq", "is":
      guard arguments.count == 2 else { return .unknown }
      return single(column(arguments[0], in: unit), comparison(arguments[1], in: unit))
    case "inArray": return single(column(arguments.first ?? .none, in: unit), .oneOf)
    case "in_":
      let callee = facts.values[Int(call.a)]
      return single(callee.kind == .member ? column(ValueID(callee.a), in: unit) : "", .oneOf)
    case "is_", "is_not", "isnot", "notin_", "not_in", "startswith", "endswith", "contains", "any",
      "has", "not_", "desc":
      return single("", .other)
    case "ne", "gt", "gte", "lt", "lte", "like", "ilike", "between", "isNull", "isNotNull", "not",
      "notInArray", "exists":
      return single("", .other)
    default: return .unknown
    }
  }

  private func column(_ id: ValueID, in unit: Int) -> String {
    let facts = units[unit].facts
    let value = facts.values[id.index]
    return value.kind == .member ? facts.names.string(NameID(value.b)) : ""
  }

  /// `"order.userId = :userId"`, as builders take it.
  func text(_ id: ValueID, in unit: Int) -> ReadFilter {
    guard let text = units[unit].facts.statementText(id) else { return .unknown }
    return StatementReading(condition: text).filter
  }

  /// `Order.user_id == user.id`: an operator between a column and a value.
  mutating func comparison(_ value: Value, in unit: Int) -> ReadFilter {
    guard value.detail == Operator.equal.rawValue else { return single("", .other) }
    let facts = units[unit].facts
    let left = facts.values[Int(value.a)]
    guard left.kind == .member else { return .unknown }
    let owner = name(of: facts.values[Int(left.a)], in: unit)
    // `Chat.id == Message.chat_id` joins two tables, and selects no row.
    if RaceNames.isClass(owner), isColumn(ValueID(value.b), facts, in: unit) { return ReadFilter() }
    var result = single(
      facts.names.string(NameID(left.b)),
      comparison(ValueID(value.b), in: unit)
    )
    if RaceNames.isClass(owner) { result.conditions[0].owner = owner }
    return result
  }

  /// Whether a value is a column of a model: `Message.chat_id`, and no state as `Status.OPEN`.
  private func isColumn(_ id: ValueID, _ facts: FileFacts, in unit: Int) -> Bool {
    let value = facts.values[id.index]
    guard value.kind == .member, RaceNames.isClass(name(of: facts.values[Int(value.a)], in: unit))
    else {
      return false
    }
    let column = facts.names.string(NameID(value.b))
    // Some write columns as they write classes: `Message.ChatId`.
    return column.hasSuffix("Id")
      || column.utf8.first.map { $0 >= UInt8(ascii: "a") && $0 <= UInt8(ascii: "z") } ?? false
  }
}
