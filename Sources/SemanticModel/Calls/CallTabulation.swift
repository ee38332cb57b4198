// Writes down what the calls were resolved to, and what happens to the functions handed to them.

import Facts

extension Evaluator {
  /// The table of all calls, after the last round.
  mutating func tabulate() -> CallTable {
    var table = CallTable()
    // By function: the last call that it was handed to, plus one.
    var lastUses = Array(repeating: Int32(0), count: functionCount)
    let views = serializers.views.isEmpty ? [:] : methodsOfViews()
    for unit in units.indices {
      let first = table.firstCall[unit]
      table.firstCall.append(first + units[unit].index.calls.count)
      for position in table.calls(of: unit) {
        finish(position, in: unit)
        if !calls[position].operations.isEmpty { addEffects(ofCall: position, to: &table) }
        addCallbacks(ofCall: position, in: unit, to: &table.callbacks, &lastUses)
        addFields(ofCall: position, views, in: unit, to: &table.callbacks)
        table.firstCallback.append(Int32(truncatingIfNeeded: table.callbacks.count))
      }
    }
    swap(&table.calls, &calls)
    return table
  }

  private func addEffects(ofCall position: Int, to table: inout CallTable) {
    var kinds = EffectKinds(rawValue: 0)
    for operation in calls[position].operations { kinds.formUnion(index.effects(of: operation)) }
    if kinds.rawValue != 0 { table.effects.append((Int32(truncatingIfNeeded: position), kinds)) }
  }

  /// Writes down what there is to say of a call beside what it leads to.
  private mutating func finish(_ position: Int, in unit: Int) {
    let call = units[unit].facts.instructions[calls[position].place.id.index]
    if call.operation == .element {
      if units[unit].facts.values[Int(call.a)].kind == .string {
        calls[position].status = .ignored
        return
      }
      resolve(position, in: unit)
    }
    let operations = calls[position].operations
    if !operations.isEmpty {
      calls[position].repeatsPerElement = repeatsPerElement(operations, call, in: unit)
      calls[position].asksOnce = asksOnce(operations, call, in: unit)
    }
    guard calls[position].status == .unresolved else { return }
    if call.operation == .read {
      calls[position].status = operations.isEmpty ? .ignored : .library
      return
    }
    if !operations.isEmpty || isKnown(call, in: unit) { calls[position].status = .library }
  }

  /// `for channel in channels` of a queryset that was made outside of the loops around the walk keeps its rows.
  private func asksOnce(_ operations: Few<LibraryCall>, _ call: Instruction, in unit: Int) -> Bool {
    for operation in operations where index.member(operation.member).called?.value.keepsRows != true
    {
      return false
    }
    let facts = units[unit].facts
    let callee = facts.values[Int(call.a)]
    guard callee.kind == .member, case let base = facts.values[Int(callee.a)], base.kind == .symbol
    else { return false }
    let symbol = facts.symbols[Int(base.a)]
    guard symbol.value.isPresent, !symbol.flags.contains(.reassigned) else { return false }
    let value = facts.values[symbol.value.index]
    if value.kind == .parameter { return true }
    guard value.kind == .result else { return false }
    // The walk stands in the block of the query, or the query's block holds the walk.
    let made = facts.instructions[Int(value.a)].region
    var region = call.region
    var isInLoop = false
    while region.isPresent, region != made {
      isInLoop = isInLoop || facts.regions[region.index].kind.isLoop
      region = facts.regions[region.index].parent
    }
    return isInLoop && region == made
  }

  /// `repository.save(rows)` of loaded rows writes them one by one.
  private mutating func repeatsPerElement(
    _ operations: Few<LibraryCall>,
    _ call: Instruction,
    in unit: Int
  ) -> Bool {
    for operation in operations {
      let member = index.member(operation.member)
      if let nested = member.called?.value.nestedLists, !nested.isEmpty,
        units[unit].rows(nestedIn: call, under: nested) != nil
      {
        return true
      }
      let rule =
        member.operation(constructs: operation.isConstruction)?.value.repeatsPerElementOf
      guard let argument = rule else { continue }
      let count = units[unit].list(ListID(call.b)).count
      for position in argument < 0 ? 0..<count : argument..<(argument + 1) {
        for id in members(of: evaluate(argument: position, of: call, in: unit)) {
          guard case .collection(let element) = entities[id] else { continue }
          // Rows that a query gave are no instances of the project's classes: new ones go in together.
          if case .instance = entities[element] { continue }
          return true
        }
      }
    }
    return false
  }

  /// Whether the callee is at least known to be something (a class without constructor, a known value).
  private mutating func isKnown(_ call: Instruction, in unit: Int) -> Bool {
    for id in members(of: evaluate(ValueID(call.a), in: unit)) {
      switch entities[id] {
      case .classObject, .member, .library: return true
      default: continue
      }
    }
    guard case let receiver = receiver(of: call, in: unit), !receiver.isEmpty else { return false }
    for id in entities[receiver] {
      switch entities[id] {
      case .library, .package, .member, .collection, .array: return true
      default: continue
      }
    }
    return false
  }

  /// Adds the functions that a call is handed.
  private mutating func addCallbacks(
    ofCall position: Int,
    in unit: Int,
    to uses: inout [CallbackUse],
    _ lastUses: inout [Int32]
  ) {
    let call = units[unit].facts.instructions[calls[position].place.id.index]
    let mark = Int32(truncatingIfNeeded: position) + 1
    for operation in calls[position].operations where index.hasCallbacks(operation) {
      for rule in operation.callbacks(index) {
        var found = functions(in: rule.arguments, of: call, in: unit)
        if case .entry = rule.times {
          for one in wrapped(in: rule.arguments, of: call, in: unit) { found.append(one) }
        }
        for handed in found
        where lastUses.replace(at: Int(units.number(handed.function)), with: mark) {
          guard let times = times(rule.times, call, in: unit) else { continue }
          uses.append(
            CallbackUse(
              call: position,
              function: handed.function,
              times: times,
              argument: handed.argument,
              runsIn: rule.runsIn
            )
          )
        }
      }
    }
    for (argument, word) in units[unit].list(ListID(call.b)).enumerated() {
      guard units[unit].facts.values[Int(word)].kind != .object else {
        addProperties(of: ValueID(word), argument, position, in: unit, to: &uses, &lastUses)
        continue
      }
      for function in functions(in: ValueID(word), unit: unit)
      where lastUses.replace(at: Int(units.number(function)), with: mark) {
        uses.append(
          CallbackUse(
            call: position,
            function: function,
            times: times(ofArgument: argument, calls[position]),
            argument: argument
          )
        )
      }
    }
  }

  /// Adds the functions in an object that a call is handed, where what is called calls its properties.
  private mutating func addProperties(
    of object: ValueID,
    _ argument: Int,
    _ position: Int,
    in unit: Int,
    to uses: inout [CallbackUse],
    _ lastUses: inout [Int32]
  ) {
    guard let target = calls[position].targets.first else { return }
    let parameter = ParameterRef(function: target, position: argument)
    let words = units[unit].list(ListID(units[unit].facts.values[object.index].a))
    let mark = Int32(truncatingIfNeeded: position) + 1
    for place in stride(from: words.startIndex + 1, to: words.endIndex, by: 2) {
      let value = units[unit].facts.values[Int(words[place])]
      guard value.kind == .function else { continue }
      guard callsProperties(of: parameter) else { return }
      let function = FunctionRef(unit: unit, id: FunctionID(value.a))
      guard lastUses.replace(at: Int(units.number(function)), with: mark) else { continue }
      uses.append(
        CallbackUse(
          call: position,
          function: function,
          times: .parameter(of: target, position: argument),
          argument: argument,
          isProperty: true
        )
      )
    }
  }

  /// Whether a function, or one that is written in it, calls properties of its parameter.
  private mutating func callsProperties(of parameter: ParameterRef) -> Bool {
    if let known = propertyCallers { return known.contains(parameter) }
    var found: Set<ParameterRef> = []
    for unit in units.indices {
      for step in units[unit].facts.instructions where step.operation == .call {
        if let holder = units.parameter(holding: ValueID(step.a), in: unit) { found.insert(holder) }
      }
    }
    propertyCallers = found
    return found.contains(parameter)
  }

  /// Adds the methods of serializers that a call runs for each row: it hands over the rows, or begins a view's query.
  private mutating func addFields(
    ofCall position: Int,
    _ views: [CallRef: [FunctionRef]],
    in unit: Int,
    to uses: inout [CallbackUse]
  ) {
    guard !serializers.rules.isEmpty, units[unit].facts.language == .python else { return }
    let place = calls[position].place
    let given = methodsPerRow(ranBy: units[unit].facts.instructions[place.id.index], in: unit)
    let first = uses.count
    for (method, isOfView) in given.map({ ($0, false) }) + (views[place] ?? []).map({ ($0, true) })
    where !uses[first...].contains(where: { $0.function == method }) {
      uses.append(
        CallbackUse(
          call: position,
          function: method,
          times: .perElement(isUnbounded: true),
          argument: 0,
          runsIn: isOfView ? .request : nil,
          isField: true
        )
      )
    }
    guard !given.isEmpty else { return }
    var others = Few<FunctionRef>()
    for target in calls[position].targets where !given.contains(target) { others.append(target) }
    calls[position].targets = others
  }

  /// What becomes of a function that a call is handed, where no table says it.
  private func times(ofArgument position: Int, _ call: ResolvedCall) -> CallbackUse.Times {
    if let target = call.targets.first { return .parameter(of: target, position: position) }
    return call.status == .library && !call.operations.isEmpty ? .later : .escapes
  }

  /// Nil where the call never calls the function.
  private mutating func times(
    _ rule: CallbackRule.Times,
    _ call: Instruction,
    in unit: Int
  ) -> CallbackUse.Times? {
    switch rule {
    case .never: return nil
    case .once, .repeatedly: return .once
    case .later: return .later
    case .entry(let kind): return .entry(kind)
    case .perElementOfReceiver:
      let callee = units[unit].facts.values[Int(call.a)]
      let receiver = callee.kind == .member ? ValueID(callee.a) : .none
      return .perElement(isUnbounded: !isBounded(receiver, in: unit))
    case .perElement(let argument):
      let arguments = units[unit].list(ListID(call.b))
      guard argument < arguments.count else { return .perElement(isUnbounded: true) }
      let value = ValueID(arguments[arguments.startIndex + argument])
      return .perElement(isUnbounded: !isBounded(value, in: unit))
    }
  }
}

extension Instruction.Operation {
  /// Runs other code: a call, a construction, an element.
  package var isCall: Bool { self == .call || self == .construct || self == .element }
}

extension [Int32] {
  /// Writes a number at a position; says whether it was not there yet.
  fileprivate mutating func replace(at position: Int, with number: Int32) -> Bool {
    guard self[position] != number else { return false }
    self[position] = number
    return true
  }
}
