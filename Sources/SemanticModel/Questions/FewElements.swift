// Collections that are short although their size is not fixed: written out by a caller, or found in one text.

import Facts

extension Program {
  /// The calls that hand a written-out list of one or two elements as what is iterated, and whether all callers do.
  ///
  /// - Returns: positions in `Program.calls`; empty where what is iterated is no parameter.
  package func callsHandingFew(to repetition: Repetition) -> (calls: Set<Int>, areAll: Bool) {
    guard let (subject, unit) = walked(repetition),
      let parameter = parameter(subject, in: unit)
    else { return ([], false) }
    let function = FunctionRef(unit: unit, id: FunctionID(parameter.a))
    let callers = reachability.callers[Int(units.number(function))]
    guard !callers.isEmpty, callers.count <= Self.mostCallers else { return ([], false) }
    let few = callers.filter { step in
      let site = call(at: Int(step.call))
      guard site.instruction.operation == .call, site.resolved.targets.contains(function) else {
        return false
      }
      let arguments = site.unit.facts.valueList(ListID(site.instruction.b))
      guard Int(parameter.detail) < arguments.count else { return false }
      return isShortList(arguments[Int(parameter.detail)], by: site)
    }
    return (Set(few.map { Int($0.call) }), few.count == callers.count)
  }

  private static let mostCallers = 64

  /// Whether what is iterated is what a pattern finds in one text: `re.findall(pattern, text)`.
  package func isFoundInText(_ repetition: Repetition) -> Bool {
    walked(repetition).map { isFoundInText($0.value, in: $0.unit, depth: 0) } ?? false
  }

  /// Whether what is walked are the files of an upload, and the middleware says how many of them there may be:
  /// `upload.array("images", 5)`.
  package func isCountedUpload(_ repetition: Repetition) -> Bool {
    guard let (list, unit) = walked(repetition) else { return false }
    if let parameter = parameter(list, in: unit) {
      guard isHandedFiles(parameter, in: unit) else { return false }
    } else if !isFiles(list, units[unit].facts) {
      return false
    }
    var isCounted = false
    for position in calls.indices {
      let site = call(at: position)
      guard site.unit.isRunning, site.method?.name == "array",
        case let arguments = site.arguments, case .text? = arguments.first?.shape
      else { continue }
      guard arguments.count > 1, arguments[1].isNumber else { return false }
      isCounted = true
    }
    return isCounted
  }

  /// Whether all callers hand over the files of an upload, or one or two elements.
  private func isHandedFiles(_ parameter: Value, in unit: Int) -> Bool {
    let function = FunctionRef(unit: unit, id: FunctionID(parameter.a))
    let callers = reachability.callers[Int(units.number(function))]
    guard !callers.isEmpty, callers.count <= Self.mostCallers else { return false }
    return callers.allSatisfy { step in
      let site = call(at: Int(step.call))
      let arguments = site.unit.facts.valueList(ListID(site.instruction.b))
      guard site.resolved.targets.contains(function), Int(parameter.detail) < arguments.count else {
        return false
      }
      let argument = arguments[Int(parameter.detail)]
      return isFiles(argument, site.unit.facts) || isShortList(argument, by: site)
    }
  }

  /// `req.files`, or a name for it.
  private func isFiles(_ id: ValueID, _ facts: FileFacts) -> Bool {
    var value = facts.values[id.index]
    if value.kind == .symbol { value = facts.values[facts.symbols[Int(value.a)].value.index] }
    return value.kind == .member && facts.names.string(NameID(value.b)) == "files"
  }

  /// What a repetition walks, and the file that it stands in.
  func walked(_ repetition: Repetition) -> (value: ValueID, unit: Int)? {
    switch repetition.kind {
    case .loop(let place):
      let region = units[place.unitIndex].facts.regions[place.id.index]
      return region.kind == .forEach ? (region.subject, place.unitIndex) : nil
    case .iteration(let position):
      let site = call(at: position)
      let callee = site.unit.facts.values[Int(site.instruction.a)]
      if let position = walkedArgument(of: site) {
        let arguments = site.unit.facts.valueList(ListID(site.instruction.b))
        return position < arguments.count ? (arguments[position], site.place.unit) : nil
      }
      return callee.kind == .member ? (ValueID(callee.a), site.place.unit) : nil
    }
  }

  /// The argument of which a library's call runs a function for each element: `async.each(rows, ask)`.
  private func walkedArgument(of site: CallSite) -> Int? {
    for operation in site.resolved.operations {
      let member = libraries[operation.member].member
      let called = member.operation(constructs: operation.isConstruction)?.value
      for rule in called?.callbacks ?? [] {
        if case .perElement(let argument) = rule.times { return argument }
      }
    }
    return nil
  }

  /// The parameter that a value is by a name which is never changed.
  private func parameter(_ id: ValueID, in unit: Int) -> Value? {
    let facts = units[unit].facts
    guard id.isPresent, case let value = facts.values[id.index], value.kind == .symbol else {
      return nil
    }
    let symbol = facts.symbols[Int(value.a)]
    guard symbol.value.isPresent, !symbol.flags.contains(.reassigned) else { return nil }
    let bound = facts.values[symbol.value.index]
    return bound.kind == .parameter ? bound : nil
  }

  /// Whether an argument is a list of one or two elements to which nothing is added.
  private func isShortList(_ id: ValueID, by site: CallSite) -> Bool {
    let facts = site.unit.facts
    var value = facts.values[id.index]
    if value.kind == .symbol {
      let symbol = facts.symbols[Int(value.a)]
      guard symbol.value.isPresent, !symbol.flags.contains(.reassigned),
        symbol.function == site.resolved.function, !grows(SymbolID(value.a), facts)
      else { return false }
      value = facts.values[symbol.value.index]
    }
    let elements = value.kind == .array ? facts.valueList(ListID(value.a)) : []
    return (1...2).contains(elements.count)
      && elements.allSatisfy { facts.values[$0.index].kind != .spread }
  }

  private func grows(_ symbol: SymbolID, _ facts: FileFacts) -> Bool {
    let function = facts.functions[facts.symbols[symbol.index].function.index]
    return facts.instructions[function.firstInstruction.index..<function.endInstruction.index]
      .contains { step in
        guard step.operation == .call, case let callee = facts.values[Int(step.a)],
          callee.kind == .member, case let base = facts.values[Int(callee.a)],
          base.kind == .symbol, SymbolID(base.a) == symbol
        else { return false }
        return ["push", "append", "extend", "unshift", "insert", "splice"]
          .contains(facts.names.string(NameID(callee.b)))
      }
  }

  private func isFoundInText(_ id: ValueID, in unit: Int, depth: Int) -> Bool {
    let facts = units[unit].facts
    guard id.isPresent, depth < 12 else { return false }
    let value = facts.values[id.index]
    switch value.kind {
    case .spread, .awaited: return isFoundInText(ValueID(value.a), in: unit, depth: depth + 1)
    case .gathered: return isFoundInText(ValueID(value.b), in: unit, depth: depth + 1)
    case .array:
      let elements = facts.valueList(ListID(value.a))
      guard elements.count == 1, facts.values[elements[0].index].kind == .spread else {
        return false
      }
      return isFoundInText(elements[0], in: unit, depth: depth + 1)
    case .symbol:
      let symbol = facts.symbols[Int(value.a)]
      guard symbol.value.isPresent, !symbol.flags.contains(.reassigned) else { return false }
      return isFoundInText(symbol.value, in: unit, depth: depth + 1)
    case .parameter:
      let function = FunctionRef(unit: unit, id: FunctionID(value.a))
      let callers = reachability.callers[Int(units.number(function))]
      guard !callers.isEmpty, callers.count <= 8 else { return false }
      return callers.allSatisfy { step in
        let site = call(at: Int(step.call))
        let arguments = site.unit.facts.valueList(ListID(site.instruction.b))
        guard site.resolved.targets.contains(function), Int(value.detail) < arguments.count else {
          return false
        }
        return isFoundInText(
          arguments[Int(value.detail)],
          in: site.place.unit,
          depth: depth + 3
        )
      }
    case .result: return isFoundInText(InstructionID(value.a), in: unit, depth: depth)
    default: return false
    }
  }

  /// Whether a call finds things in a text, hands on such a list, or runs a function that gives one.
  private func isFoundInText(_ id: InstructionID, in unit: Int, depth: Int) -> Bool {
    let facts = units[unit].facts
    let step = facts.instructions[id.index]
    guard step.operation == .call || step.operation == .construct else { return false }
    let arguments = facts.valueList(ListID(step.b))
    if let name = facts.lastName(of: ValueID(step.a)).map(facts.names.string) {
      if ["findall", "finditer", "matchAll"].contains(name) { return true }
      let isPattern = arguments.first.map { facts.values[$0.index].kind == .regex } ?? false
      if name == "match", isPattern { return true }
      if ["set", "list", "sorted", "tuple", "Set", "from", "uniq", "unique"].contains(name),
        let first = arguments.first
      {
        return isFoundInText(first, in: unit, depth: depth + 1)
      }
    }
    guard let position = table.position(of: CallRef(unit: unit, id: id)) else { return false }
    let targets = table.calls[position].targets
    guard targets.count == 1, let target = targets.first else { return false }
    let own = units[target.unitIndex].facts
    let function = own.functions[target.id.index]
    let returns = own.instructions[
      function.firstInstruction.index..<function.endInstruction.index
    ].filter { $0.operation == .return }
    return returns.count == 1
      && isFoundInText(ValueID(returns[0].a), in: target.unitIndex, depth: depth + 4)
  }
}
