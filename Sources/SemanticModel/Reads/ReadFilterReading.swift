// Reads the filter of a query from the shapes of its arguments.

import Facts

extension Program {
  /// What a read selects by.
  package func filter(of fact: ReadFact) -> ReadFilter {
    var reader = FilterReader(units: units)
    reader.relations = relationNames
    let site = call(at: fact.call)
    let unit = site.resolved.place.unitIndex
    let arguments = units[unit].valueList(ListID(site.instruction.b))
    var filter = ReadFilter()
    switch fact.rule.filter {
    case .argument(let position):
      if position < arguments.count {
        // `find(filter={…}, sort=…)`
        let isNamed = units[unit].facts.values[arguments[position].index].flags.contains(.keywords)
        filter =
          isNamed
          ? reader.option("filter", of: arguments[position], in: unit)
          : reader.conditions(arguments[position], in: unit)
        if filter == .unknown, isWholeQuery(arguments[position], in: unit) {
          filter = reader.single("query", .other).optional
        }
      }
    case .option(let name, let position):
      if position < arguments.count {
        let isPlain = fact.rule.isPlainFilter(arguments[position], units[unit].facts)
        filter =
          isPlain
          ? reader.conditions(arguments[position], in: unit)
          : reader.option(name, of: arguments[position], in: unit)
      }
    case .chained:
      if let owner = owner(of: fact) {
        filter.conditions.append(ReadFilter.Condition(name: "\(owner).id", comparison: .equal))
      }
    case .condition(let position):
      guard position < arguments.count else { return ReadFilter() }
      guard let text = units[unit].facts.statementText(arguments[position]) else { return .unknown }
      return StatementReading(condition: text).filter
    case .text(let position):
      guard position < arguments.count else { return .unknown }
      return statement(arguments[position], in: unit).map(\.filter) ?? .unknown
    case .stages(let position):
      if position < arguments.count {
        filter = reader.conditions(of: stages(ValueRef(unit: unit, id: arguments[position])))
      }
    }
    if fact.rule.filter == .chained { merge(linksBefore: fact, into: &filter, &reader) }
    merge(linksOf: fact, into: &filter, &reader)
    guard filter.conditions.contains(where: { !$0.owner.isEmpty }), let model = askedModel(of: fact)
    else { return filter }
    return filter.seen(by: model) { refers(model, to: $0) }
  }

  /// Whether a filter is whatever the client asks for: `JSON.parse(JSON.stringify(req.query))`, `pick(req.query, names)`.
  private func isWholeQuery(_ id: ValueID, in unit: Int) -> Bool {
    let made = traced(ValueRef(unit: unit, id: id))
    let facts = units[made.unitIndex].facts
    let value = value(made)
    if value.kind == .result {
      let callee = facts.values[Int(facts.instructions[Int(value.a)].a)]
      let name = FilterReader(units: units).name(of: callee, in: made.unitIndex)
      guard ["parse", "pick", "omit"].contains(name) else { return false }
    } else {
      let isQuery = value.kind == .member && facts.names.isWord("query", NameID(value.b))
      guard isQuery else { return false }
    }
    let origin = provenance(of: made.id, in: made.unitIndex)
    return origin.isFromRequest && origin.requestNames.isEmpty
  }
}

/// Follows filters through names and literals of one file.
struct FilterReader {
  let units: [Unit]
  var depth = 0
  /// What the relations of the program's models are called, as far as a filter by a row is to be known by its name.
  var relations: Set<String> = []

  init(units: [Unit]) { self.units = units }

  static let deepest = 12

  /// The conditions of a filter object, or of an expression that makes one (`eq(orders.id, id)`).
  mutating func conditions(_ id: ValueID, in unit: Int) -> ReadFilter {
    guard id.isPresent else { return ReadFilter() }
    guard depth < Self.deepest else { return .unknown }
    depth += 1
    defer { depth -= 1 }
    let facts = units[unit].facts
    let value = facts.values[id.index]
    switch value.kind {
    case .object: return literal(value, in: unit)
    case .null, .undefined: return ReadFilter()
    case .awaited: return conditions(ValueID(value.a), in: unit)
    case .array: return alternatives(value, in: unit)
    case .choice: return choice(value, in: unit)
    case .symbol: return named(SymbolID(value.a), in: unit)
    case .result: return expression(facts.instructions[Int(value.a)], in: unit)
    case .string, .template: return text(id, in: unit)
    case .binary: return comparison(value, in: unit)
    case .unary: return single("", .other)
    default: return .unknown
    }
  }

  /// The filter under an option (`where`); no such option is no filter.
  mutating func option(_ name: String, of id: ValueID, in unit: Int) -> ReadFilter {
    guard depth < Self.deepest else { return .unknown }
    depth += 1
    defer { depth -= 1 }
    let facts = units[unit].facts
    let value = facts.values[id.index]
    switch value.kind {
    case .object:
      var result = ReadFilter()
      for (key, entry) in entries(value, in: unit) {
        if key == name {
          result = conditions(entry, in: unit)
        } else if key == nil {
          result.merge(option(name, of: entry, in: unit))
        }
      }
      return result
    case .spread, .awaited: return option(name, of: ValueID(value.a), in: unit)
    case .symbol:
      let symbol = facts.symbols[Int(value.a)]
      guard symbol.value.isPresent, !symbol.flags.contains(.reassigned) else { return .unknown }
      var result = option(name, of: symbol.value, in: unit)
      for write in facts.memberWrites(to: SymbolID(value.a)) where write.name == name {
        let written = conditions(write.value, in: unit)
        result.merge(write.isConditional ? written.optional : written)
      }
      return result
    case .function:
      // `findMany({ where: … })` or a callback that makes the expression.
      return .unknown
    default: return .unknown
    }
  }

  /// The arguments of a chained filter method: an object, an expression, or column, operator and value.
  mutating func chained(_ call: Instruction, by method: String, in unit: Int) -> ReadFilter {
    let arguments = units[unit].valueList(ListID(call.b))
    guard let first = arguments.first else { return ReadFilter() }
    let facts = units[unit].facts
    if facts.language == .python {
      var result = ReadFilter()
      for argument in arguments { result.merge(conditions(argument, in: unit)) }
      return result
    }
    guard method.hasPrefix("where") || method == "andWhere", !method.hasPrefix("whereN") else {
      let isFilter = method == "find" || method == "match" || method == "and" || method == "filter"
      return isFilter ? conditions(first, in: unit) : single("", .other)
    }
    guard facts.values[first.index].kind == .string else { return conditions(first, in: unit) }
    let text = facts.names.string(NameID(facts.values[first.index].a))
    let column = text.split(separator: ".").last.map(String.init) ?? text
    if column.utf8.contains(where: { $0 == 32 || $0 == UInt8(ascii: "=") }) {
      return self.text(first, in: unit)
    }
    // `where("owner").equals(id)`
    guard arguments.count > 1, let last = arguments.last else { return single(column, .equal) }
    if method.hasPrefix("whereIn") { return single(column, .oneOf) }
    let comparison = comparison(last, in: unit)
    guard arguments.count > 2 else { return single(column, comparison) }
    let middle = facts.values[arguments[1].index]
    let sign = middle.kind == .string ? facts.names.string(NameID(middle.a)).lowercased() : ""
    switch sign {
    case "=", "==": return single(column, comparison)
    case "in": return single(column, .oneOf)
    default: return single(column, .other)
    }
  }

  // MARK: Literals

  func entries(_ object: Value, in unit: Int) -> [(key: String?, value: ValueID)] {
    let facts = units[unit].facts
    let words = Array(facts.list(ListID(object.a)))
    return stride(from: 0, to: words.count - 1, by: 2).map { position in
      let name = NameID(words[position])
      return (name == .any ? nil : facts.names.string(name), ValueID(words[position + 1]))
    }
  }

  private mutating func literal(_ object: Value, in unit: Int) -> ReadFilter {
    var result = ReadFilter()
    for (key, value) in entries(object, in: unit) {
      let facts = units[unit].facts
      guard let key else {
        let shape = facts.values[value.index]
        // A computed key compares with something; a spread brings its own conditions.
        guard shape.kind == .spread else {
          result.merge(computed(value, in: object, unit))
          continue
        }
        result.merge(conditions(ValueID(shape.a), in: unit))
        continue
      }
      switch key {
      case "AND", "$and", "and": result.merge(all(value, in: unit))
      case "OR", "$or", "or": result.merge(conditions(value, in: unit))
      case "NOT", "$nor", "$not", "$expr", "$text", "$where":
        result.conditions.append(ReadFilter.Condition(name: key, comparison: .other))
      default:
        let isLookUp = object.flags.contains(.keywords)
        result.merge(isLookUp ? lookUp(key, value, in: unit) : condition(key, value, in: unit))
      }
    }
    return result
  }

  /// `AND: [a, b]`: every one holds.
  mutating func all(_ id: ValueID, in unit: Int) -> ReadFilter {
    let value = units[unit].facts.values[id.index]
    guard value.kind == .array else { return conditions(id, in: unit) }
    var result = ReadFilter()
    for word in units[unit].list(ListID(value.a)) {
      result.merge(conditions(ValueID(word), in: unit))
    }
    return result
  }

  /// `[a, b]`: one of them holds, so the widest counts.
  private mutating func alternatives(_ array: Value, in unit: Int) -> ReadFilter {
    let arms = units[unit].valueList(ListID(array.a)).map { conditions($0, in: unit) }
    // An empty list is filled later.
    guard !arms.isEmpty else { return .unknown }
    if arms.count == 1, let only = arms.first { return only }
    // Whatever the other arms say, all rows of the widest pass.
    if let wide = arms.first(where: { $0.reach == .everything || $0.reach == .share }) {
      return wide.conditions.isEmpty ? ReadFilter() : single("", .other)
    }
    // Ranges and patterns name no row: `[{ until: { $gte: now } }, { from: { $lte: now } }]`.
    let loose = arms.flatMap(\.conditions)
    if arms.allSatisfy(\.isComplete), loose.allSatisfy({ $0.comparison == .other }) {
      return ReadFilter(conditions: loose)
    }
    if arms.contains(where: { $0.reach == .unknown }) { return .unknown }
    return arms.first { $0.reach != .few } ?? arms.first ?? ReadFilter()
  }

  mutating func condition(_ key: String, _ id: ValueID, in unit: Int) -> ReadFilter {
    let facts = units[unit].facts
    let value = facts.values[id.index]
    switch value.kind {
    case .object:
      let inner = entries(value, in: unit)
      guard let first = inner.first, let name = first.key else { return single(key, .other) }
      switch name {
      case "in", "$in", "hasSome", "any":
        return single(key, isFixedList(first.value, in: unit) ? .constant : .oneOf)
      case "equals", "$eq", "is": return single(key, comparison(first.value, in: unit))
      case "some", "every", "$elemMatch":
        return conditions(first.value, in: unit).prefixed(by: key)
      // `collection: { OR: [{ ownerId }, { members: … }] }`
      case "AND", "OR": return literal(value, in: unit).prefixed(by: key)
      case "id", "_id": return single("\(key).\(name)", comparison(first.value, in: unit))
      case _ where name.hasSuffix("Id") || name.hasSuffix("_id"):
        return single("\(key).\(name)", comparison(first.value, in: unit))
      default:
        // A related row's own condition: `user: { email }`.
        let isOperator = name.utf8.first == UInt8(ascii: "$") || Self.operators.contains(name)
        return isOperator
          ? single(key, .other) : condition(name, first.value, in: unit).prefixed(by: key)
      }
    case .choice:
      // `status: query.status || undefined`
      let arms = units[unit].valueList(ListID(value.a))
      let isOptional = arms.contains { facts.values[$0.index].kind == .undefined }
      var result = single(key, .equal)
      if isOptional { result = result.optional }
      return result
    case .undefined: return ReadFilter()
    default:
      let comparison = comparison(id, in: unit)
      // `{ user: req.user.id }` refers to a row as `userId` does.
      if comparison == .equal, refersToRow(value, in: unit), !key.hasSuffix("Id") {
        return single(key == "id" || key == "_id" ? key : "\(key).id", .equal)
      }
      var result = single(key, comparison)
      if isSettled(value, in: unit) { result.conditions[0].isSettled = true }
      return result
    }
  }

  /// Whether a value names a state in which rows stay: `"approved"`, `Status.Delivered`.
  private func isSettled(_ value: Value, in unit: Int) -> Bool {
    let facts = units[unit].facts
    switch value.kind {
    case .string: return Self.settled.contains(facts.names.string(NameID(value.a)).lowercased())
    case .member: return Self.settled.contains(facts.names.string(NameID(value.b)).lowercased())
    default: return false
    }
  }

  private static let settled: Set<String> = [
    "approved", "published", "completed", "complete", "done", "accepted", "confirmed", "delivered",
    "paid", "resolved", "closed", "success", "succeeded", "verified", "archived", "public",
    "finished", "visible",
  ]

  private static let operators: Set<String> = [
    "gt", "gte", "lt", "lte", "not", "contains", "startsWith", "endsWith", "search", "mode", "none",
    "isNot", "has", "hasEvery", "isEmpty", "notIn", "path", "isSet",
  ]

  func single(_ name: String, _ comparison: ReadFilter.Comparison) -> ReadFilter {
    ReadFilter(conditions: [ReadFilter.Condition(name: name, comparison: comparison)])
  }

  private func refersToRow(_ value: Value, in unit: Int) -> Bool {
    let facts = units[unit].facts
    let name: String
    switch value.kind {
    case .member: name = facts.names.string(NameID(value.b))
    case .symbol: name = facts.names.string(facts.symbols[Int(value.a)].name)
    case .result:
      // `new mongoose.Types.ObjectId(text)`
      let callee = facts.values[Int(facts.instructions[Int(value.a)].a)]
      return ["ObjectId", "ObjectID"].contains(self.name(of: callee, in: unit))
    default: return false
    }
    return name == "id" || name == "_id" || name.hasSuffix("Id") || name.hasSuffix("_id")
  }

  func comparison(_ id: ValueID, in unit: Int) -> ReadFilter.Comparison {
    let facts = units[unit].facts
    let value = facts.values[id.index]
    switch value.kind {
    case .string, .number, .boolean, .null: return .constant
    case .array: return isFixedList(id, in: unit) ? .constant : .oneOf
    case .regex, .template, .object: return .other
    case .member:
      // `OrderStatus.PENDING`: a member of a type or constant.
      let name = facts.names.string(NameID(value.b))
      let isUpper = name.utf8.allSatisfy {
        $0 == UInt8(ascii: "_") || ($0 >= 65 && $0 <= 90) || ($0 >= 48 && $0 <= 57)
      }
      return isUpper ? .constant : .equal
    case .result:
      let callee = facts.values[Int(facts.instructions[Int(value.a)].a)]
      switch self.name(of: callee, in: unit) {
      case "In", "Any", "inArray":
        let list = facts.valueList(ListID(facts.instructions[Int(value.a)].b)).first ?? .none
        return isFixedList(list, in: unit) ? .constant : .oneOf
      case "LessThan", "LessThanOrEqual", "MoreThan", "MoreThanOrEqual", "Between", "Like",
        "ILike", "Not", "IsNull", "Raw", "ArrayContains", "literal", "fn":
        return .other
      default: return .equal
      }
    case .symbol:
      let symbol = facts.symbols[Int(value.a)]
      guard symbol.value.isPresent, !symbol.flags.contains(.reassigned) else { return .equal }
      let kind = facts.values[symbol.value.index].kind
      if kind == .array { return .oneOf }
      // A list goes by the name of many: `ids`, `orderIds`.
      let name = facts.names.string(symbol.name)
      return name.hasSuffix("Ids") || name == "ids" ? .oneOf : .equal
    default: return .equal
    }
  }

  /// `[OrderStatus.PENDING, "OPEN"]`: states, not keys.
  private func isFixedList(_ id: ValueID, in unit: Int) -> Bool {
    let facts = units[unit].facts
    guard id.isPresent, facts.values[id.index].kind == .array else { return false }
    let elements = facts.valueList(ListID(facts.values[id.index].a))
    return !elements.isEmpty && elements.allSatisfy { comparison($0, in: unit) == .constant }
  }

  func name(of callee: Value, in unit: Int) -> String {
    let facts = units[unit].facts
    switch callee.kind {
    case .symbol: return facts.names.string(facts.symbols[Int(callee.a)].name)
    case .member: return facts.names.string(NameID(callee.b))
    case .global: return facts.names.string(NameID(callee.a))
    default: return ""
    }
  }
}
