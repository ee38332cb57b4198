// Resolves every call, in rounds, until parameters and properties bring nothing new.

import Facts

extension Evaluator {
  /// Parameters travel one call further per round; longer chains are rare and stay unresolved.
  static let roundLimit = 4

  /// Resolves all calls of the program.
  mutating func resolveCalls() -> CallTable {
    for round in 1...Self.roundLimit {
      let stored = storeProperties()
      let bound = bindParameters()
      if !stored && !bound { break }
      if round < Self.roundLimit { startRound() }
    }
    return tabulate()
  }

  /// Hands the arguments of every call to the parameters of what it calls; says whether anything was new.
  private mutating func bindParameters() -> Bool {
    var changed = false
    for unit in units.indices {
      for position in steps[unit].calls {
        let call = units[unit].facts.instructions[position.index]
        for target in functions(calledBy: call, in: unit) where bind(call, to: target, in: unit) {
          changed = true
        }
        if bindCallbacks(call, in: unit) { changed = true }
      }
    }
    return changed
  }

  private mutating func bind(_ call: Instruction, to target: FunctionRef, in unit: Int) -> Bool {
    let count = Int(units[target.unitIndex].facts.functions[target.id.index].parameterCount)
    guard count > 0 else { return false }
    let arguments = units[unit].list(ListID(call.b))
    var changed = false
    for (position, word) in arguments.prefix(count).enumerated() {
      let argument = ValueID(word)
      let shape = units[unit].facts.values[argument.index]
      guard shape.canCarryEntities else { continue }
      if shape.flags.contains(.keywords) {
        if bind(keywords: shape, to: target, in: unit) { changed = true }
        continue
      }
      if shape.kind == .spread || isRest(position, of: target) {
        if bind(rest: arguments.dropFirst(position), from: position, to: target, in: unit) {
          changed = true
        }
        break
      }
      let set = evaluate(argument, in: unit)
      if bind(set, to: ParameterRef(function: target, position: position)) { changed = true }
    }
    return changed
  }

  private func isRest(_ position: Int, of target: FunctionRef) -> Bool {
    let parameters = units[target.unitIndex].parameters(of: target.id)
    return parameters[parameters.startIndex + position].isRest
  }

  /// Hands what a rest parameter takes, or what is spread, to all parameters from a position on.
  private mutating func bind(
    rest arguments: ArraySlice<UInt32>,
    from first: Int,
    to target: FunctionRef,
    in unit: Int
  ) -> Bool {
    var all = EntitySetID.empty
    for word in arguments {
      let shape = units[unit].facts.values[Int(word)]
      guard shape.canCarryEntities else { continue }
      let set = evaluate(ValueID(word), in: unit)
      all = entities.union(all, shape.kind == .spread ? elements(of: set) : set)
    }
    var changed = false
    for position in first..<units[target.unitIndex].parameters(of: target.id).count {
      let set = isRest(position, of: target) ? collection(all) : all
      if bind(set, to: ParameterRef(function: target, position: position)) { changed = true }
    }
    return changed
  }

  /// Hands arguments that a call gives by name to the parameters of those names.
  private mutating func bind(
    keywords: Value,
    to target: FunctionRef,
    in unit: Int
  ) -> Bool {
    let pairs = Array(units[unit].list(ListID(keywords.a)))
    let parameters = units[target.unitIndex].parameters(of: target.id)
    var changed = false
    for pair in stride(from: 0, to: pairs.count - 1, by: 2) {
      let name = units[unit].name(NameID(pairs[pair]))
      let wanted = parameters.firstIndex { units[target.unitIndex].name($0.name) == name }
      guard let wanted else { continue }
      let set = evaluate(ValueID(pairs[pair + 1]), in: unit)
      let position = wanted - parameters.startIndex
      if bind(set, to: ParameterRef(function: target, position: position)) { changed = true }
    }
    return changed
  }

  private mutating func bind(_ set: EntitySetID, to parameter: ParameterRef) -> Bool {
    let unit = parameter.function.unitIndex
    let function = units[unit].facts.functions[parameter.function.id.index]
    guard !set.isEmpty, parameter.position < function.parameterCount else { return false }
    let position = Int(function.firstParameter) + parameter.position
    let before = bindings[unit][position]
    let after = entities.union(before, set)
    guard after != before else { return false }
    bindings[unit][position] = after
    return true
  }

  /// Gives callbacks of library calls the values that the library hands them.
  private mutating func bindCallbacks(_ call: Instruction, in unit: Int) -> Bool {
    var changed = false
    for operation in operations(of: call, in: unit) {
      for callback in operation.callbacks(index) {
        for (_, function) in functions(in: callback.arguments, of: call, in: unit)
        where bind(callback, function, call, operation, in: unit) {
          changed = true
        }
      }
    }
    return changed
  }

  private mutating func bind(
    _ rule: CallbackRule,
    _ function: FunctionRef,
    _ call: Instruction,
    _ operation: LibraryCall,
    in unit: Int
  ) -> Bool {
    var changed = false
    for (position, name) in rule.receives.isEmpty
      ? [] : rule.receives.sorted(by: { $0.key < $1.key })
    {
      guard let type = index.type(named: name) else { continue }
      let set = entities.set(.library(type, origin: operation.origin))
      let parameter = ParameterRef(function: function, position: position)
      if bind(set, to: parameter) { changed = true }
    }
    if let position = rule.element {
      let iterated: EntitySetID
      if case .perElement(let argument) = rule.times {
        iterated = evaluate(argument: argument, of: call, in: unit)
      } else {
        iterated = receiver(of: call, in: unit)
      }
      let set = elements(of: iterated)
      let parameter = ParameterRef(function: function, position: position)
      if bind(set, to: parameter) { changed = true }
    }
    if let position = rule.receiver {
      let set = awaited(receiver(of: call, in: unit))
      let parameter = ParameterRef(function: function, position: position)
      if bind(set, to: parameter) { changed = true }
    }
    return changed
  }

  /// What the method of a call is called on.
  mutating func receiver(of call: Instruction, in unit: Int) -> EntitySetID {
    let callee = units[unit].facts.values[Int(call.a)]
    guard callee.kind == .member || callee.kind == .index else { return .empty }
    return evaluate(ValueID(callee.a), in: unit)
  }

  mutating func evaluate(argument: Int, of call: Instruction, in unit: Int) -> EntitySetID {
    let arguments = units[unit].list(ListID(call.b))
    guard argument < arguments.count else { return .empty }
    return evaluate(ValueID(arguments[arguments.startIndex + argument]), in: unit)
  }
}

extension Value {
  /// Whether the value can be anything that calls are resolved through.
  var canCarryEntities: Bool {
    switch kind {
    case .absent, .unknown, .null, .undefined, .boolean, .number, .string, .regex, .template,
      .binary, .unary, .key, .caught:
      false
    default: true
    }
  }
}
