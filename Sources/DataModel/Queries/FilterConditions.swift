// How one column is compared: operators of filter objects, and the functions that stand for them.

import Facts
import Queries
import SemanticModel

extension FilterReading {
  /// A column, or a relation, and what it must be.
  mutating func condition(_ path: [String], _ ref: ValueRef, depth: Int = 0) -> Shapes {
    guard depth < 6 else { return .one(Predicate(path, .unknown)) }
    let value = values.value(ref)
    switch value.kind {
    case .undefined: return .everything
    case .object: return object(path, ref, depth)
    case .choice: return choice(path, ref, depth)
    case .symbol:
      let target = resolved(ref)
      let isShaped = [.object, .regex, .array, .null].contains(values.value(target).kind)
      let callee = values.calleeName(target)
      let isCall =
        callee == "RegExp" || FilterFunctions.comparison(callee) != nil || makesPattern(target)
      return target != ref && (isShaped || isCall)
        ? condition(path, target, depth: depth + 1) : one(path, .equal, ref)
    case .null: return one(path, .null, ref)
    case .array: return one(path, .oneOf, ref)
    case .regex: return one(path, Self.pattern(text: name(ofRegex: value, ref)), ref)
    case .result: return called(path, ref)
    default: return one(path, .equal, ref)
    }
  }

  func one(_ path: [String], _ comparison: Predicate.Comparison, _ ref: ValueRef) -> Shapes {
    .one(
      Predicate(path, comparison, isConstant: isConstant(ref), place: values.place(ref))
    )
  }

  /// `query.status || undefined` leaves the condition out; else the arms compare alike.
  private mutating func choice(_ path: [String], _ ref: ValueRef, _ depth: Int) -> Shapes {
    let arms = values.elements(ref)
    let isOptional = arms.contains { values.value($0).kind == .undefined }
    let given = arms.first { values.value($0).kind != .undefined } ?? ref
    let result =
      given == ref ? one(path, .equal, ref) : condition(path, given, depth: depth + 1)
    return isOptional ? result.optional : result
  }

  private mutating func object(_ path: [String], _ ref: ValueRef, _ depth: Int) -> Shapes {
    let entries = values.entries(ref)
    guard !entries.isEmpty else { return one(path, .unknown, ref) }
    // A path inside of a JSON value.
    if entries.contains(where: { $0.key == "path" }) { return one(path, .json, ref) }
    var result = Shapes.everything
    let isInsensitive = entries.contains { $0.key == "mode" && values.text($0.value) != "default" }
    for (key, value) in entries {
      guard let key else {
        let name = values.operatorKey(of: value, in: ref)
        result = result.and(
          name.map { operated(path, $0, value, depth) } ?? one(path, .range, value)
        )
        continue
      }
      switch key {
      case "some", "every", "none", "is", "isNot", "$elemMatch":
        result = result.and(filter(value).prefixed(by: path))
      // Conditions on a related row, put together: `collection: { OR: [{ ownerId }, { members }] }`.
      case "AND", "OR", "NOT": result = result.and(entry(key, value).prefixed(by: path))
      case "mode", "$options", "$maxDistance", "$minDistance", "_count": continue
      case "$regex":
        let text = values.text(value)
        let hasOptions = entries.contains { $0.key == "$options" }
        let comparison: Predicate.Comparison =
          hasOptions ? .pattern : text.map(Self.pattern(text:)) ?? .pattern
        result = result.and(one(path, comparison, value))
      case "equals", "$eq":
        result = result.and(
          isInsensitive ? one(path, .folded, value) : condition(path, value, depth: depth + 1)
        )
      default:
        if let comparison = FilterFunctions.operators[key] {
          let isFolded = isInsensitive && comparison != .oneOf
          result = result.and(
            one(path, isFolded && comparison == .prefix ? .folded : comparison, value)
          )
        } else if key.hasPrefix("$") {
          result = result.and(one(path, .unknown, value))
        } else {
          // A related row's own condition, or a field inside of the field.
          result = result.and(condition(path + [key], value, depth: depth + 1))
        }
      }
    }
    return result
  }

  /// `{ [Op.like]: text }`: an operator of Sequelize, by its name.
  private mutating func operated(
    _ path: [String],
    _ name: String,
    _ ref: ValueRef,
    _ depth: Int
  ) -> Shapes {
    switch name {
    case "eq", "is": return condition(path, ref, depth: depth + 1)
    case "like": return one(path, likeness(ref), ref)
    case "iLike": return one(path, likeness(ref) == .contains ? .contains : .folded, ref)
    case "or":
      // One of several values, or one of several comparisons of the same column.
      let isPlain = !values.elements(resolved(ref)).contains { values.value($0).kind == .object }
      return one(path, isPlain ? .oneOf : .range, ref)
    default: return one(path, FilterFunctions.sequelize[name] ?? .range, ref)
    }
  }

  /// `In([…])`, `ILike("%x%")`, `new RegExp(text)`: a value that says how it is compared.
  private mutating func called(_ path: [String], _ ref: ValueRef) -> Shapes {
    let name = values.calleeName(ref)
    if name == "RegExp" || makesPattern(ref) { return one(path, .pattern, ref) }
    guard let comparison = FilterFunctions.comparison(name), let call = values.call(of: ref) else {
      return one(path, .equal, ref)
    }
    let argument = values.arguments(of: call).first
    switch comparison {
    case .prefix:
      // `Like` says how by where the wildcard stands.
      return one(path, argument.map(likeness) ?? .contains, argument ?? ref)
    case .folded:
      let isPlain = argument.map(likeness) == .prefix
      return one(path, isPlain ? .folded : .contains, argument ?? ref)
    default: return one(path, comparison, argument ?? ref)
    }
  }

  /// Whether a function of the project makes a regular expression, if it makes anything: `fuzzy(term)`.
  private func makesPattern(_ ref: ValueRef) -> Bool {
    let targets = values.targets(of: ref)
    guard !targets.isEmpty, targets.count <= 2 else { return false }
    let returned = targets.flatMap { values.returned(by: $0) }.map(resolved).filter { given in
      ![.null, .undefined].contains(values.value(given).kind)
    }
    return !returned.isEmpty
      && returned.allSatisfy { given in
        values.value(given).kind == .regex || values.calleeName(given) == "RegExp"
      }
  }

  /// What a pattern of LIKE asks for: a fixed beginning, or a text anywhere.
  func likeness(_ ref: ValueRef) -> Predicate.Comparison {
    let target = resolved(ref)
    guard let text = head(of: target) else { return .prefix }
    return text.hasPrefix("%") || text.hasPrefix("_") ? .contains : .prefix
  }

  /// The text that a value begins with: of a template, or of what is joined with `+`.
  private func head(of ref: ValueRef, depth: Int = 0) -> String? {
    switch values.value(ref).kind {
    case .template: return values.elements(ref).first.flatMap(values.text)
    case .binary where depth < 8: return head(of: resolved(values.base(ref)), depth: depth + 1)
    default: return values.text(ref)
    }
  }

  private func name(ofRegex value: Value, _ ref: ValueRef) -> String {
    values.facts(ref.unitIndex).names.string(NameID(value.a))
  }

  static func pattern(text: String) -> Predicate.Comparison {
    text.hasPrefix("^") && !text.hasPrefix("^(") && !text.hasPrefix("^[") ? .prefix : .pattern
  }

  /// Whether the code fixes the value: a literal, a member of an enumeration, a list of them.
  func isConstant(_ ref: ValueRef) -> Bool {
    let value = values.value(ref)
    switch value.kind {
    case .string, .number, .boolean, .null: return true
    case .array:
      let elements = values.elements(ref)
      return !elements.isEmpty && elements.allSatisfy(isConstant)
    case .member:
      return values.name(ref)?.utf8.allSatisfy {
        $0 == UInt8(ascii: "_") || ($0 >= 65 && $0 <= 90) || ($0 >= 48 && $0 <= 57)
      } ?? false
    case .symbol:
      let target = resolved(ref)
      return target != ref && [.string, .number, .boolean].contains(values.value(target).kind)
    default: return false
    }
  }
}

/// The words of filters.
enum FilterFunctions {
  /// Keys of a column's object.
  static let operators: [String: Predicate.Comparison] = [
    "in": .oneOf, "$in": .oneOf, "hasSome": .element, "has": .element, "hasEvery": .element,
    "$all": .element, "any": .oneOf,
    "gt": .range, "gte": .range, "lt": .range, "lte": .range, "$gt": .range, "$gte": .range,
    "$lt": .range, "$lte": .range, "between": .range,
    "contains": .contains, "endsWith": .contains, "startsWith": .prefix, "search": .fullText,
    "like": .contains, "iLike": .contains,
    "not": .notEqual, "notIn": .notEqual, "ne": .notEqual, "$ne": .notEqual, "$nin": .notEqual,
    "$not": .notEqual,
    "$exists": .unknown, "isEmpty": .unknown, "isSet": .unknown, "$size": .unknown,
    "$type": .unknown, "$mod": .unknown,
    "path": .json, "string_contains": .json, "string_starts_with": .json, "array_contains": .json,
    "$geoWithin": .spatial, "$geoIntersects": .spatial, "$near": .spatial, "$nearSphere": .spatial,
  ]

  /// Operators of Sequelize (`Op.in`), besides those that say how only with their value.
  static let sequelize: [String: Predicate.Comparison] = [
    "in": .oneOf, "any": .oneOf, "ne": .notEqual, "not": .notEqual, "notIn": .notEqual,
    "notBetween": .notEqual, "notLike": .notEqual, "notILike": .notEqual, "notRegexp": .notEqual,
    "startsWith": .prefix, "endsWith": .contains, "substring": .contains, "regexp": .pattern,
    "iRegexp": .pattern, "contains": .element, "overlap": .element, "match": .fullText,
  ]

  /// Functions whose result stands for a comparison.
  static func comparison(_ name: String?) -> Predicate.Comparison? {
    name.flatMap { functions[$0] }
  }

  private static let functions: [String: Predicate.Comparison] = [
    "In": .oneOf, "Any": .oneOf, "Equal": .equal,
    "LessThan": .range, "LessThanOrEqual": .range, "MoreThan": .range, "MoreThanOrEqual": .range,
    "Between": .range, "Like": .prefix, "ILike": .folded, "IsNull": .null, "Not": .notEqual,
    "Raw": .unknown, "ArrayContains": .element, "ArrayOverlap": .element,
  ]
}
