// Reads filters from the objects and expressions that say them.

import Facts
import Queries
import SemanticModel

/// Reads what a value says as a filter: `{ tenantId, status: In([…]) }`, `eq(orders.id, id)`, `Order.id == id`.
struct FilterReading {
  let values: SourceValues
  private var depth = 0

  init(_ values: SourceValues) { self.values = values }

  static let deepest = 12

  /// The conditions that a value stands for.
  mutating func filter(_ ref: ValueRef) -> Shapes {
    guard ref.id.isPresent else { return .everything }
    guard depth < Self.deepest else { return .unknown }
    depth += 1
    defer { depth -= 1 }
    let value = values.value(ref)
    switch value.kind {
    case .object: return literal(ref)
    case .null, .undefined, .absent: return .everything
    case .awaited, .spread: return filter(values.base(ref))
    case .array: return alternatives(values.elements(ref))
    case .choice: return choice(ref)
    case .symbol: return named(SymbolID(value.a), ref)
    case .parameter: return handed(value, ref)
    case .result: return result(ref)
    case .member: return member(ref)
    case .binary: return comparison(ref)
    case .string, .template: return ConditionText(ref, values).shapes
    case .function:
      // `where((eb) => eb.or([…]))`
      let function = FunctionRef(unit: ref.unitIndex, id: FunctionID(value.a))
      return values.returned(by: function).first.map { filter($0) } ?? .unknown
    case .unary: return .one(Predicate([], .notEqual, place: values.place(ref)))
    default: return .unknown
    }
  }

  // MARK: Objects

  private mutating func literal(_ ref: ValueRef) -> Shapes {
    let isLookUp = values.value(ref).flags.contains(.keywords)
    var result = Shapes.everything
    for (written, value) in values.entries(ref) {
      guard let key = written ?? connective(of: value, in: ref) else {
        let isSpread = values.value(value).kind == .spread
        result = result.and(
          isSpread
            ? filter(value) : .one(Predicate([], .unknown, place: values.place(value)))
        )
        continue
      }
      result = result.and(isLookUp ? lookUp(key, value) : entry(key, value))
    }
    return result
  }

  /// `[Op.and]`, `[Op.or]` or `[Op.not]` before an entry.
  private func connective(of entry: ValueRef, in object: ValueRef) -> String? {
    guard values.value(entry).kind != .spread,
      let name = values.operatorKey(of: entry, in: object), ["and", "or", "not"].contains(name)
    else { return nil }
    return name
  }

  /// The arms of an alternative: the elements of a list, or the entries of an object.
  private mutating func either(_ ref: ValueRef) -> Shapes {
    let list = resolved(ref)
    guard values.value(list).kind == .object, !values.entries(list).isEmpty else {
      return alternatives(values.elements(list))
    }
    var arms: [Shapes] = []
    for (key, value) in values.entries(list) {
      arms.append(key.map { entry($0, value) } ?? .unknown)
    }
    return arms.dropFirst().reduce(arms[0]) { $0.or($1) }.arms
  }

  /// One entry of a filter object: a connective, or a column and what it is compared with.
  mutating func entry(_ key: String, _ value: ValueRef) -> Shapes {
    switch key {
    case "AND", "$and", "and": return all(value)
    case "OR", "$or", "or": return either(value)
    case "$text": return .one(Predicate(["$text"], .fullText, place: values.place(value)))
    // What must not hold narrows nothing that an index could find.
    case "NOT", "$nor", "$not", "not":
      return .one(Predicate([], .notEqual, place: values.place(value)))
    case "$expr", "$where", "$jsonSchema":
      return .one(Predicate([], .unknown, place: values.place(value)))
    default:
      let steps = key.split(separator: ".").map(String.init)
      return condition(Self.withoutQuotes(steps), value)
    }
  }

  /// Sequelize writes columns of included models as `$user.name$`.
  private static func withoutQuotes(_ steps: [String]) -> [String] {
    guard let first = steps.first, first.hasPrefix("$"), steps.last?.hasSuffix("$") == true else {
      return steps
    }
    return steps.map { $0.filter { $0 != "$" } }
  }

  private mutating func all(_ ref: ValueRef) -> Shapes {
    let list = resolved(ref)
    guard values.value(list).kind == .array else { return filter(list) }
    var result = Shapes.everything
    for element in values.elements(list) { result = result.and(filter(element)) }
    return result
  }

  /// One of several holds.
  mutating func alternatives(_ arms: [ValueRef]) -> Shapes {
    // An empty list is filled later.
    guard let first = arms.first else { return .unknown }
    var result = filter(first)
    for arm in arms.dropFirst() { result = result.or(filter(arm)) }
    return result.arms
  }

  // MARK: Names

  private mutating func choice(_ ref: ValueRef) -> Shapes {
    let arms = values.elements(ref)
    if values.value(ref).detail == Operator.and.rawValue, let last = arms.last {
      return filter(last).optional
    }
    let filters = arms.map { filter($0) }
    let narrow = filters.filter { !$0.isEverything }
    guard let first = narrow.first else { return filters.first ?? .everything }
    // `tenantId ? { tenantId } : {}`
    if narrow.count == 1 { return narrow.count < filters.count ? first.optional : first }
    return narrow.dropFirst().reduce(first) { $0.or($1) }
  }

  private mutating func named(_ id: SymbolID, _ ref: ValueRef) -> Shapes {
    let unit = ref.unitIndex
    let symbol = values.facts(unit).symbols[id.index]
    guard symbol.value.isPresent else { return .unknown }
    var result: Shapes
    if symbol.flags.contains(.reassigned) {
      let assigned = values.assignments(to: id, in: unit)
      guard !assigned.isEmpty, assigned.count <= 4 else { return .unknown }
      result = filter(assigned[0].value)
      for other in assigned.dropFirst() {
        let added = refines(other.value, id) ? filter(other.value).optional : filter(other.value)
        result = refines(other.value, id) ? result.and(added) : result.or(added)
      }
    } else {
      result = filter(ValueRef(unit: unit, id: symbol.value))
    }
    for write in values.facts(unit).memberWrites(to: id) {
      let value = ValueRef(unit: unit, id: write.value)
      guard let name = write.name else {
        let place = values.place(value)
        result = result.and(.one(Predicate([], .unknown, isOptional: true, place: place)))
        continue
      }
      let written = entry(name, value)
      result = result.and(write.isConditional ? written.optional : written)
    }
    return result
  }

  /// `where = and(where, …)`, `filter = { ...filter, status }`: what is assigned holds the name itself.
  private func refines(_ ref: ValueRef, _ id: SymbolID) -> Bool {
    let value = values.value(ref)
    func isItself(_ ref: ValueRef) -> Bool {
      let value = values.value(ref)
      if value.kind == .spread { return isItself(values.base(ref)) }
      return value.kind == .symbol && SymbolID(value.a) == id
    }
    switch value.kind {
    case .object: return values.entries(ref).contains { isItself($0.value) }
    case .result:
      return values.call(of: ref).map { values.arguments(of: $0).contains(where: isItself) }
        ?? false
    default: return false
    }
  }

  private mutating func handed(_ value: Value, _ ref: ValueRef) -> Shapes {
    guard let arguments = values.handed(to: value, in: ref.unitIndex), let first = arguments.first
    else { return requested(ref) }
    var result = filter(first)
    for argument in arguments.dropFirst() { result = result.or(filter(argument)) }
    return result
  }

  /// `options.where`: a property of what somebody hands in.
  private mutating func member(_ ref: ValueRef) -> Shapes {
    guard let name = values.name(ref) else { return .unknown }
    let found = values.properties(name, of: values.base(ref))
    guard let first = found.first else { return requested(ref) }
    var result = filter(first)
    for other in found.dropFirst() { result = result.or(filter(other)) }
    return result
  }

  /// A filter that whoever sends the request writes, or one that is unknown.
  func requested(_ ref: ValueRef) -> Shapes {
    // What a call makes of a request is its own, unless it only copies.
    if values.value(ref).kind == .result, !Self.copies.contains(values.calleeName(ref) ?? "") {
      return .unknown
    }
    let provenance = values.program.provenance(of: ref.id, in: ref.unitIndex)
    return provenance.isFromRequest && provenance.requestNames.isEmpty
      ? .open(at: values.place(ref)) : .unknown
  }

  private static let copies: Set<String> = [
    "parse", "stringify", "replace", "assign", "omit", "omitBy", "pickBy", "clone", "cloneDeep",
    "structuredClone", "fromEntries", "dict", "copy", "to_dict",
  ]

  /// What a name stands for, where it has one value.
  func resolved(_ ref: ValueRef) -> ValueRef {
    var ref = ref
    for _ in 0..<8 {
      let value = values.value(ref)
      switch value.kind {
      case .symbol:
        let symbol = values.facts(ref.unitIndex).symbols[Int(value.a)]
        guard symbol.value.isPresent, !symbol.flags.contains(.reassigned) else { return ref }
        ref = ValueRef(unit: ref.unitIndex, id: symbol.value)
      case .awaited: ref = values.base(ref)
      default: return ref
      }
    }
    return ref
  }
}

extension SourceValues {
  /// What an object's property may be: of a literal, of a name, or of what callers hand in.
  func properties(_ name: String, of ref: ValueRef, depth: Int = 0) -> [ValueRef] {
    guard depth < 8 else { return [] }
    let value = value(ref)
    switch value.kind {
    case .object:
      var result: [ValueRef] = []
      for entry in entries(ref) {
        if entry.key == name {
          result = [entry.value]
        } else if entry.key == nil, self.value(entry.value).kind == .spread {
          result += properties(name, of: base(entry.value), depth: depth + 1)
        }
      }
      return result
    case .symbol:
      let facts = facts(ref.unitIndex)
      let symbol = facts.symbols[Int(value.a)]
      let written = facts.memberWrites(to: SymbolID(value.a)).filter { $0.name == name }
        .map { ValueRef(unit: ref.unitIndex, id: $0.value) }
      guard symbol.value.isPresent else { return written }
      return properties(
        name,
        of: ValueRef(unit: ref.unitIndex, id: symbol.value),
        depth: depth + 1
      ) + written
    case .parameter:
      return (handed(to: value, in: ref.unitIndex) ?? [])
        .flatMap { properties(name, of: $0, depth: depth + 1) }
    case .awaited: return properties(name, of: base(ref), depth: depth + 1)
    case .choice: return elements(ref).flatMap { properties(name, of: $0, depth: depth + 1) }
    default: return []
    }
  }
}
