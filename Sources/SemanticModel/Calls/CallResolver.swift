// Resolves every call, in rounds, until parameters and properties bring nothing new.

import Facts

extension Evaluator {
  /// Parameters travel one call further per round; longer chains are rare and stay unresolved.
  static let roundLimit = 4

  /// Resolves all calls of the program.
  mutating func resolveCalls() -> CallTable {
    findRelations()
    findSignedIn()
    findSerializers()
    findProviders()
    for _ in 0..<Self.roundLimit {
      guard var step = cells.dirtyStep(from: numbers.steps.lowerBound) else { break }
      var unit = 0
      repeat {
        unit = make(step, near: unit)
        step = cells.dirtyStep(from: step + 1) ?? numbers.steps.upperBound
      } while step < numbers.steps.upperBound
      bindPages()
      bindFieldContexts()
    }
    cells.stopRecording()
    var step = numbers.steps.lowerBound
    while let late = cells.dirtyStep(from: step) {
      let (kind, unit, _) = numbers.step(late)
      if kind == .call { resolve(numbers.position(ofCall: late), in: unit) }
      step = late + 1
    }
    return tabulate()
  }

  /// Follows one assignment or call with what is known by now; gives the unit that it stands in.
  private mutating func make(_ step: Int, near last: Int) -> Int {
    let (kind, unit, position) = numbers.step(step, near: last)
    cells.beginStep(step)
    switch kind {
    case .write: store(units[unit].index.memberWrites[position], in: unit)
    case .call: bindArguments(ofCall: numbers.position(ofCall: step), in: unit)
    }
    return unit
  }

  /// Finds what a call leads to.
  mutating func resolve(_ position: Int, in unit: Int) {
    let call = units[unit].facts.instructions[calls[position].place.id.index]
    if call.operation == .read { return resolveRead(position, call, in: unit) }
    let isBound = bound(by: call, in: unit) != nil
    let found = withoutLookUps(
      isBound ? .none : namesakes(among: functions(calledBy: call, in: unit), of: call, in: unit),
      isBound ? .none : operations(of: call, in: unit),
      of: call,
      in: unit
    )
    calls[position].operations = found.operations
    calls[position].status = isBound || !found.targets.isEmpty ? .project : .unresolved
    calls[position].targets = found.targets
  }

  /// Hands the arguments of a call to the parameters of what it calls.
  private mutating func bindArguments(ofCall position: Int, in unit: Int) {
    let call = units[unit].facts.instructions[calls[position].place.id.index]
    guard call.operation != .element else { return }
    resolve(position, in: unit)
    keepArgument(ofCall: position, in: unit)
    if calls[position].targets.isEmpty { storeFields(givenBy: call, in: unit) }
    let serialized = serialization(by: call, in: unit)
    let methods = serialized.map { self.methods(of: $0.serializer) } ?? []
    for target in calls[position].targets where !methods.contains(target) {
      bind(call, to: target, in: unit)
    }
    if let serialized {
      bindMethods(of: serialized.serializer, rows: serialized.rows, call: position, depth: 0)
    }
    if !relations.isEmpty { bindReceiver(of: call, calls[position].targets, in: unit) }
    for operation in calls[position].operations where index.hasCallbacks(operation) {
      for callback in operation.callbacks(index) {
        for handed in functions(in: callback.arguments, of: call, in: unit) {
          bind(callback, handed.function, call, operation, in: unit)
        }
      }
    }
  }

  private mutating func bind(_ call: Instruction, to target: FunctionRef, in unit: Int) {
    let count = Int(units[target.unitIndex].facts.functions[target.id.index].parameterCount)
    guard count > 0, !bindTemplate(call, to: target, in: unit) else { return }
    let arguments = units[unit].list(ListID(call.b))
    for (position, word) in arguments.prefix(count).enumerated() {
      let argument = ValueID(word)
      let shape = units[unit].facts.values[argument.index]
      guard shape.canCarryEntities else { continue }
      if shape.flags.contains(.keywords) {
        bind(keywords: shape, to: target, in: unit)
        continue
      }
      if shape.kind == .spread || isRest(position, of: target) {
        bind(rest: arguments.dropFirst(position), from: position, to: target, in: unit)
        break
      }
      let set = evaluate(argument, in: unit)
      bind(set, to: ParameterRef(function: target, position: position))
    }
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
  ) {
    var all = EntitySetID.empty
    for word in arguments {
      let shape = units[unit].facts.values[Int(word)]
      guard shape.canCarryEntities else { continue }
      let set = evaluate(ValueID(word), in: unit)
      all = entities.union(all, shape.kind == .spread ? elements(of: set) : set)
    }
    for position in first..<units[target.unitIndex].parameters(of: target.id).count {
      let set = isRest(position, of: target) ? collection(all) : all
      bind(set, to: ParameterRef(function: target, position: position))
    }
  }

  /// Hands arguments that a call gives by name to the parameters of those names.
  private mutating func bind(
    keywords: Value,
    to target: FunctionRef,
    in unit: Int
  ) {
    let pairs = Array(units[unit].list(ListID(keywords.a)))
    let parameters = units[target.unitIndex].parameters(of: target.id)
    for pair in stride(from: 0, to: pairs.count - 1, by: 2) {
      let name = units[unit].name(NameID(pairs[pair]))
      let wanted = parameters.firstIndex { units[target.unitIndex].name($0.name) == name }
      guard let wanted else { continue }
      let set = evaluate(ValueID(pairs[pair + 1]), in: unit)
      let position = wanted - parameters.startIndex
      bind(set, to: ParameterRef(function: target, position: position))
    }
    bind(spreadsAmong: pairs, to: target, in: unit)
  }

  /// Hands the entries of `**options` to the parameters of their names.
  private mutating func bind(spreadsAmong pairs: [UInt32], to target: FunctionRef, in unit: Int) {
    for pair in stride(from: 0, to: pairs.count - 1, by: 2) {
      let value = units[unit].facts.values[Int(pairs[pair + 1])]
      guard NameID(pairs[pair]) == .any, value.kind == .spread else { continue }
      bind(context: evaluate(ValueID(value.a), in: unit), to: target)
    }
  }

  mutating func bind(_ set: EntitySetID, to parameter: ParameterRef) {
    let unit = parameter.function.unitIndex
    let function = units[unit].facts.functions[parameter.function.id.index]
    guard !set.isEmpty, parameter.position < function.parameterCount else { return }
    let cell = numbers.parameter(Int(function.firstParameter) + parameter.position, in: unit)
    let position = numbers.position(ofParameter: cell)
    let before = bindings[position]
    let after = entities.union(before, set)
    guard after != before else { return }
    bindings[position] = after
    cells.change(cell)
  }

  /// Gives a callback of a library call the values that the library hands it.
  private mutating func bind(
    _ rule: CallbackRule,
    _ function: FunctionRef,
    _ call: Instruction,
    _ operation: LibraryCall,
    in unit: Int
  ) {
    if !rule.receives.isEmpty {
      for (position, name) in rule.receives.sorted(by: { $0.key < $1.key }) {
        guard let type = index.type(named: name) else { continue }
        let set = entities.set(.library(type, origin: operation.origin))
        bind(set, to: ParameterRef(function: function, position: position))
      }
    }
    if let position = rule.element {
      let iterated: EntitySetID
      if case .perElement(let argument) = rule.times {
        iterated = evaluate(argument: argument, of: call, in: unit)
      } else {
        iterated = receiver(of: call, in: unit)
      }
      bind(elements(of: iterated), to: ParameterRef(function: function, position: position))
    }
    if let position = rule.receiver {
      let set = awaited(receiver(of: call, in: unit))
      bind(set, to: ParameterRef(function: function, position: position))
    }
    if let type = rule.holder.flatMap(index.type(named:)) {
      let holder = entities.id(.library(type, origin: operation.origin))
      if properties.hold(function, by: holder) {
        cells.change(numbers.holder(Int(units.number(function))))
      }
    }
  }

  /// What the method of a call is called on.
  mutating func receiver(of call: Instruction, in unit: Int) -> EntitySetID {
    let callee = units[unit].facts.values[Int(call.a)]
    guard callee.kind == .member || callee.kind == .index else { return .empty }
    return evaluate(ValueID(callee.a), in: unit)
  }

  mutating func evaluate(argument: Int, of call: Instruction, in unit: Int) -> EntitySetID {
    evaluate(units[unit].value(at: argument, of: ListID(call.b)), in: unit)
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
