// Filters that are calls and comparisons: `eq(orders.id, id)`, `Order.user_id == user.id`, `created__gte=day`.

import Facts
import Queries
import SemanticModel

extension FilterReading {
  /// A call that makes a filter.
  mutating func result(_ ref: ValueRef) -> Shapes {
    guard let call = values.call(of: ref), let name = values.calleeName(ref) else {
      return .unknown
    }
    let parts = parts(values.arguments(of: call))
    let arguments = parts.map(\.value)
    switch name {
    case "and", "and_", "Q", "eb.and":
      let arms = arguments.count == 1 ? values.elements(arguments[0]) : []
      return all(of: arms.isEmpty ? parts : arms.map { Part(value: $0) })
    case "or", "or_":
      let arms = arguments.count == 1 ? values.elements(arguments[0]) : arguments
      return alternatives(arms.isEmpty ? arguments : arms)
    case "text", "sql", "literal", "raw": return arguments.first.map { filter($0) } ?? .unknown
    case "pick": return picked(arguments) ?? requested(ref)
    case "assign", "merge", "omit", "omitBy", "pickBy":
      var result = Shapes.everything
      for argument in arguments where values.value(argument).kind != .function {
        result = result.and(filter(argument))
      }
      return result
    default: break
    }
    if let found = column(of: name, arguments, call) { return found }
    // `eb("state", "=", state)` of Kysely.
    if arguments.count == 3, let sign = values.text(arguments[1]), let path = path(arguments[0]),
      let found = compared(path, by: sign, arguments[2])
    {
      return found
    }
    return made(by: ref)
  }

  /// `pick(req.query, ["name", "role"])`: the caller may give each of them.
  private func picked(_ arguments: [ValueRef]) -> Shapes? {
    let names = arguments.dropFirst().flatMap { argument in
      let elements = values.elements(resolved(argument))
      return (elements.isEmpty ? [argument] : elements).compactMap(values.text)
    }
    guard !names.isEmpty else { return nil }
    let place = arguments.first.map(values.place)
    return Shapes([
      QueryShape(names.map { Predicate([$0], .equal, isOptional: true, place: place) })
    ])
  }

  /// A column, an operator of SQL, and a value; nil for what is no operator.
  func compared(_ path: [String], by sign: String, _ last: ValueRef) -> Shapes? {
    switch sign.lowercased() {
    case "=", "==", "is": one(path, values.value(last).kind == .null ? .null : .equal, last)
    case "in": one(path, .oneOf, last)
    case "like": one(path, likeness(last), last)
    case "ilike", "~*", "~": one(path, .contains, last)
    case "<", ">", "<=", ">=", "between": one(path, .range, last)
    case "!=", "<>", "not in", "is not": one(path, .notEqual, last)
    case "@>", "&&": one(path, .element, last)
    default: nil
    }
  }

  /// What a function of the project returns.
  private mutating func made(by ref: ValueRef) -> Shapes {
    let targets = values.targets(of: ref)
    guard !targets.isEmpty, targets.count <= 4 else { return requested(ref) }
    let returned = targets.flatMap { values.returned(by: $0) }
    guard let first = returned.first, returned.count <= 6 else { return .unknown }
    var result = filter(first)
    for other in returned.dropFirst() { result = result.or(filter(other)) }
    return result
  }

  /// Functions of a column, and methods of one.
  private mutating func column(of name: String, _ arguments: [ValueRef], _ call: CallRef) -> Shapes?
  {
    // `eq(column, value)` names its column first; `column.ilike(value)` is called on it.
    if let comparison = Self.columnFunctions[name], arguments.count > 1 || name.hasPrefix("is") {
      guard let first = arguments.first, let path = path(first) else { return nil }
      let other = arguments.count > 1 ? arguments[1] : first
      let found = comparison == .prefix ? likeness(other) : comparison
      return one(path, name == "ilike" && found == .prefix ? .folded : found, other)
    }
    guard let comparison = Self.columnMethods[name], let receiver = values.receiver(of: call),
      let path = path(receiver)
    else { return nil }
    let isFolded = isFunction(receiver)
    let first = arguments.first ?? receiver
    if isFolded { return one(path, .folded, first) }
    guard name == "like" || name == "ilike" else { return one(path, comparison, first) }
    let found = likeness(first)
    return one(path, name == "ilike" && found == .prefix ? .folded : found, first)
  }

  private static let columnFunctions: [String: Predicate.Comparison] = [
    "eq": .equal, "inArray": .oneOf, "ne": .notEqual, "notInArray": .notEqual, "gt": .range,
    "gte": .range, "lt": .range, "lte": .range, "between": .range, "like": .prefix,
    "ilike": .prefix, "isNull": .null, "isNotNull": .notEqual, "arrayContains": .element,
  ]

  private static let columnMethods: [String: Predicate.Comparison] = [
    "in_": .oneOf, "is_": .null, "isnot": .notEqual, "is_not": .notEqual, "notin_": .notEqual,
    "not_in": .notEqual, "like": .prefix, "ilike": .prefix, "contains": .contains,
    "icontains": .contains, "startswith": .prefix, "istartswith": .folded, "endswith": .contains,
    "between": .range, "match": .fullText, "any_": .element,
  ]

  /// `Order.user_id == user.id`.
  mutating func comparison(_ ref: ValueRef) -> Shapes {
    let value = values.value(ref)
    let left = ValueRef(unit: ref.unitIndex, id: ValueID(value.a))
    let right = ValueRef(unit: ref.unitIndex, id: ValueID(value.b))
    if value.detail == Operator.bits.rawValue {
      // `Q(a=1) | Q(b=2)` and `&`: which of the two the facts do not say.
      // Two conditions that must not hold narrow nothing, however they are joined.
      if values.value(left).kind == .unary, values.value(right).kind == .unary {
        return .one(Predicate([], .notEqual, place: values.place(ref)))
      }
      return filter(left).or(filter(right))
    }
    guard let path = path(left) else { return .one(Predicate([], .unknown)) }
    let isFolded = isFunction(left)
    switch value.detail {
    case Operator.equal.rawValue:
      if isFolded { return one(path, .folded, right) }
      return values.value(right).kind == .null ? one(path, .null, right) : one(path, .equal, right)
    case Operator.less.rawValue, Operator.lessOrEqual.rawValue, Operator.greater.rawValue,
      Operator.greaterOrEqual.rawValue:
      return one(path, .range, right)
    default: return one(path, .notEqual, right)
    }
  }

  /// The column that an expression names: `Order.user_id`, `col(Order.user_id)`, `func.lower(User.email)`.
  func path(_ ref: ValueRef) -> [String]? {
    let target = resolved(ref)
    let value = values.value(target)
    switch value.kind {
    case .member: return values.column(target)
    case .string: return values.text(target).map { $0.split(separator: ".").map(String.init) }
    case .result:
      guard let call = values.call(of: target), let first = values.arguments(of: call).first else {
        return nil
      }
      // `extract("month", Order.created_at)` says first which part of the column it wants.
      let arguments = values.arguments(of: call)
      if Self.parts.contains(values.calleeName(target) ?? ""), values.text(first) != nil,
        arguments.count > 1
      {
        return path(arguments[1])
      }
      return path(first)
    default: return nil
    }
  }

  /// Whether a column stands inside of a function that changes it: an index on it no longer helps.
  func isFunction(_ ref: ValueRef) -> Bool {
    let target = resolved(ref)
    guard let name = values.calleeName(target) else { return false }
    return Self.changing.contains(name) || Self.parts.contains(name)
  }

  private static let changing: Set<String> = [
    "lower", "upper", "trim", "date", "coalesce", "substr", "concat", "year", "month", "to_char",
  ]
  /// Functions whose first argument names a part of the column that comes second.
  private static let parts: Set<String> = ["extract", "date_part", "date_trunc", "strftime"]

  // MARK: Look-ups

  /// `user_id=id`, `order__user=user`, `total__gte=10`: a path, and perhaps how it is compared.
  func lookUp(_ key: String, _ value: ValueRef) -> Shapes {
    var steps = NameSplit.steps(of: key)
    guard steps.count > 1, let last = steps.last, let comparison = Self.lookUps[last] else {
      let isNull = values.value(value).kind == .null
      return one(steps, isNull ? .null : .equal, value)
    }
    steps.removeLast()
    // That there is a value holds for most rows.
    let isPresence = last == "isnull" && isFalse(value)
    return one(steps, isPresence ? .notEqual : comparison, value)
  }

  private func isFalse(_ ref: ValueRef) -> Bool {
    let value = values.value(ref)
    return value.kind == .boolean && value.a == 0
  }

  private static let lookUps: [String: Predicate.Comparison] = [
    "exact": .equal, "in": .oneOf, "iexact": .folded, "contains": .contains,
    "icontains": .contains, "gt": .range, "gte": .range, "lt": .range, "lte": .range,
    "startswith": .prefix, "istartswith": .folded, "endswith": .contains, "iendswith": .contains,
    "range": .range, "isnull": .null, "regex": .pattern, "iregex": .pattern, "date": .folded,
    "year": .range, "month": .folded, "day": .folded, "search": .fullText, "has_key": .json,
    "contained_by": .json, "overlap": .element,
  ]
}
