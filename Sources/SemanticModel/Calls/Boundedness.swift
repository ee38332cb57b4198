// Which collections and loops are bounded by construction, whatever the data.

import Facts

extension Evaluator {
  /// Above this, a literal collection is data of its own.
  static let constantLimit = 64

  /// Whether a collection has a size that the code fixes.
  mutating func isBounded(_ id: ValueID, in unit: Int) -> Bool {
    guard id.isPresent, depth < Self.depthLimit else { return false }
    depth += 1
    defer { depth -= 1 }
    let value = units[unit].facts.values[id.index]
    switch value.kind {
    case .array, .object: return isBoundedLiteral(value, in: unit)
    case .string: return true
    case .awaited, .spread: return isBounded(ValueID(value.a), in: unit)
    case .gathered: return isBounded(ValueID(value.b), in: unit)
    case .symbol:
      let symbol = units[unit].facts.symbols[Int(value.a)]
      guard !symbol.flags.contains(.reassigned), symbol.value.isPresent else { return false }
      if symbol.kind == .import { return isConstant(evaluate(id, in: unit)) }
      return isBounded(symbol.value, in: unit)
    case .member:
      guard !isRootedInParameter(id, in: unit) else { return false }
      return isConstant(evaluate(id, in: unit))
    case .choice:
      for word in units[unit].list(ListID(value.a)) {
        let arm = units[unit].facts.values[Int(word)]
        let isEmpty = arm.kind == .array && units[unit].list(ListID(arm.a)).isEmpty
        guard isEmpty || isBounded(ValueID(word), in: unit) else { return false }
      }
      return true
    case .index:
      guard !isRootedInParameter(ValueID(value.a), in: unit) else { return false }
      return isConstant(evaluate(id, in: unit))
    case .binary: return isBoundedSet(value, in: unit)
    case .result: return isBoundedResult(InstructionID(value.a), in: unit)
    default: return false
    }
  }

  /// Sets of Python: what is left of a fixed one is no more, and two fixed ones together are fixed.
  private mutating func isBoundedSet(_ value: Value, in unit: Int) -> Bool {
    guard units[unit].isPython else { return false }
    switch value.detail {
    case Operator.subtract.rawValue: return isBounded(ValueID(value.a), in: unit)
    case Operator.bits.rawValue, Operator.add.rawValue:
      return isBounded(ValueID(value.a), in: unit) && isBounded(ValueID(value.b), in: unit)
    default: return false
    }
  }

  private mutating func isBoundedLiteral(_ value: Value, in unit: Int) -> Bool {
    let list = units[unit].list(ListID(value.a))
    let isArray = value.kind == .array
    let count = isArray ? list.count : list.count / 2
    // An empty literal is filled later, by something that is not fixed here.
    guard count > 0, count <= Self.constantLimit else { return false }
    for (offset, word) in list.enumerated() where isArray || offset % 2 == 1 {
      guard units[unit].facts.values[Int(word)].kind == .spread else { continue }
      if !isBounded(ValueID(word), in: unit) { return false }
    }
    return true
  }

  private mutating func isConstant(_ set: EntitySetID) -> Bool {
    guard !set.isEmpty else { return false }
    for id in entities[set] {
      switch entities[id] {
      case .array(let place), .object(let place):
        let value = units[place.unitIndex].facts.values[place.id.index]
        guard isBoundedLiteral(value, in: place.unitIndex) else { return false }
      default: return false
      }
    }
    return true
  }

  private func isRootedInParameter(_ id: ValueID, in unit: Int) -> Bool {
    var next = id
    for _ in 0..<64 {
      let value = units[unit].facts.values[next.index]
      switch value.kind {
      case .member, .index: next = ValueID(value.a)
      case .parameter, .this: return true
      case .symbol:
        let symbol = units[unit].facts.symbols[Int(value.a)]
        guard symbol.kind != .import, symbol.value.isPresent else { return false }
        next = symbol.value
      default: return false
      }
    }
    return true
  }

  /// `Object.keys(CONSTANT)`, `constants.filter(…)`, `rows.slice(0, 3)`, `chunk(rows, 100)`.
  private mutating func isBoundedResult(_ id: InstructionID, in unit: Int) -> Bool {
    let call = units[unit].facts.instructions[id.index]
    let callee = units[unit].facts.values[Int(call.a)]
    let arguments = Array(units[unit].list(ListID(call.b)))
    if isBatching(call, in: unit) { return true }
    guard callee.kind == .member else {
      if isFewTurns(callee, arguments, in: unit) { return true }
      // `new Set(["a", "b"])`, `set(FEATURES[plan])`
      guard call.operation == .construct || isCollecting(callee, in: unit),
        let first = arguments.first
      else { return false }
      return isBounded(ValueID(first), in: unit)
    }
    let method = units[unit].facts.names.string(NameID(callee.b))
    let base = units[unit].facts.values[Int(callee.a)]
    switch method {
    case "keys", "values", "entries", "from", "of":
      let isStatic = base.kind == .global
      guard isStatic else { return isBounded(ValueID(callee.a), in: unit) }
      guard let first = arguments.first else { return false }
      return isBounded(ValueID(first), in: unit)
    case "filter", "map", "sort", "reverse", "concat", "toSorted", "flat":
      let extra = method == "concat" ? arguments : []
      guard isBounded(ValueID(callee.a), in: unit) else { return false }
      for word in extra where !isBounded(ValueID(word), in: unit) { return false }
      return true
    // Python's `rows[:10]` is a call with both bounds.
    case "slice", "__getitem__":
      guard arguments.count == 2 else { return isBounded(ValueID(callee.a), in: unit) }
      guard let end = constant(ValueID(arguments[1]), in: unit) else {
        return isBounded(ValueID(callee.a), in: unit)
      }
      return end >= 0 && end <= Double(Self.smallCount)
    default: return false
    }
  }

  /// Whether a built-in of Python makes a collection of another one.
  private func isCollecting(_ callee: Value, in unit: Int) -> Bool {
    guard units[unit].isPython, callee.kind == .global else { return false }
    let names = units[unit].facts.names
    return ["set", "frozenset", "list", "tuple", "sorted", "reversed", "enumerate"]
      .contains { names.isText($0, NameID(callee.a)) }
  }

  /// `range(1, 5)`; what is asked for each day of a week or month is left to one statement that groups.
  private func isFewTurns(_ callee: Value, _ arguments: [UInt32], in unit: Int) -> Bool {
    guard units[unit].isPython, callee.kind == .global,
      units[unit].facts.names.isText("range", NameID(callee.a)), (1...2).contains(arguments.count)
    else { return false }
    let bounds = arguments.compactMap { word -> Double? in
      // `range(count or 1)` is as long as its count.
      let isChosen = units[unit].facts.values[Int(word)].kind == .choice
      return isChosen ? nil : constant(ValueID(word), in: unit)
    }
    guard bounds.count == arguments.count, let last = bounds.last else { return false }
    return last - (bounds.count == 2 ? bounds[0] : 0) <= 5
  }

  /// Counts up to this are a fixed cost, not a growing one.
  static let smallCount = 10

  /// Splits into batches: what follows is the cure, not the defect.
  private func isBatching(_ call: Instruction, in unit: Int) -> Bool {
    let callee = units[unit].facts.values[Int(call.a)]
    let name: NameID
    switch callee.kind {
    case .member: name = NameID(callee.b)
    case .symbol: name = units[unit].facts.symbols[Int(callee.a)].name
    case .global: name = NameID(callee.a)
    default: return false
    }
    let names = units[unit].facts.names
    return names.holds("chunk", in: name) || names.holds("batch", in: name)
  }

  /// A number that the code fixes.
  func constant(_ id: ValueID, in unit: Int) -> Double? {
    var next = id
    for _ in 0..<8 {
      guard next.isPresent else { return nil }
      let value = units[unit].facts.values[next.index]
      switch value.kind {
      case .number: return units[unit].facts.numbers[Int(value.a)]
      case .symbol:
        let symbol = units[unit].facts.symbols[Int(value.a)]
        guard !symbol.flags.contains(.reassigned) else { return nil }
        next = symbol.value
      case .choice:
        // A parameter's default: `(maxAttempts = 5)`.
        let arms = units[unit].valueList(ListID(value.a))
        guard let fixed = arms.first(where: { units[unit].facts.values[$0.index].kind == .number })
        else { return nil }
        next = fixed
      default: return nil
      }
    }
    return nil
  }
}
