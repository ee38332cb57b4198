// Writes down what the calls were resolved to, and what happens to the functions handed to them.

import Facts

extension Evaluator {
  /// The table of all calls, after the last round.
  mutating func tabulate() -> CallTable {
    var table = CallTable()
    for unit in units.indices {
      table.firstCall.append(table.calls.count)
      var positions = Array(repeating: Int32(-1), count: units[unit].facts.instructions.count)
      for function in units[unit].facts.functions.indices.dropFirst() {
        let fact = units[unit].facts.functions[function]
        var next = fact.firstInstruction
        while next < fact.endInstruction {
          defer { next = InstructionID(next.index + 1) }
          let call = units[unit].facts.instructions[next.index]
          guard call.operation.isCall else { continue }
          positions[next.index] = Int32(table.calls.count)
          table.calls.append(resolve(call, next, FunctionID(function), in: unit))
          let position = table.calls.count - 1
          table.callbacks += callbacks(of: table.calls[position], position, call, in: unit)
        }
      }
      table.positions.append(positions)
    }
    return table
  }

  private mutating func resolve(
    _ call: Instruction,
    _ id: InstructionID,
    _ function: FunctionID,
    in unit: Int
  ) -> ResolvedCall {
    var result = ResolvedCall(place: CallRef(unit: unit, id: id), function: function)
    if call.operation == .element, units[unit].facts.values[Int(call.a)].kind == .string {
      result.status = .ignored
      return result
    }
    result.targets = functions(calledBy: call, in: unit)
    result.operations = operations(of: call, in: unit)
    result.repeatsPerElement = repeatsPerElement(result.operations, call, in: unit)
    if !result.targets.isEmpty || bound(by: call, in: unit) != nil {
      result.status = .project
    } else if !result.operations.isEmpty || isKnown(call, in: unit) {
      result.status = .library
    }
    return result
  }

  /// `repository.save(rows)` of loaded rows writes them one by one.
  private mutating func repeatsPerElement(
    _ operations: [LibraryCall],
    _ call: Instruction,
    in unit: Int
  ) -> Bool {
    for operation in operations {
      let member = index.member(operation.member)
      let rule =
        operation.isConstruction
        ? member.construct?.repeatsPerElementOf : member.call?.repeatsPerElementOf
      guard let argument = rule else { continue }
      let count = units[unit].list(ListID(call.b)).count
      for position in argument < 0 ? 0..<count : argument..<(argument + 1) {
        for id in members(of: evaluate(argument: position, of: call, in: unit)) {
          if case .collection = entities[id] { return true }
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

  private mutating func callbacks(
    of resolved: ResolvedCall,
    _ position: Int,
    _ call: Instruction,
    in unit: Int
  ) -> [CallbackUse] {
    var uses: [CallbackUse] = []
    var seen: Set<FunctionRef> = []
    for operation in resolved.operations {
      for rule in operation.callbacks(index) {
        var found = functions(in: rule.arguments, of: call, in: unit)
        if case .entry = rule.times { found += wrapped(in: rule.arguments, of: call, in: unit) }
        for (argument, function) in found
        where seen.insert(function).inserted {
          uses.append(
            CallbackUse(
              call: position,
              function: function,
              times: times(rule.times, call, in: unit),
              argument: argument,
              runsIn: rule.runsIn
            )
          )
        }
      }
    }
    for (argument, word) in units[unit].list(ListID(call.b)).enumerated() {
      for function in functions(in: ValueID(word), unit: unit)
      where seen.insert(function).inserted {
        let times: CallbackUse.Times =
          if let target = resolved.targets.first {
            .parameter(of: target, position: argument)
          } else if resolved.status == .library, resolved.operations.isEmpty == false {
            .later
          } else {
            .escapes
          }
        uses.append(
          CallbackUse(call: position, function: function, times: times, argument: argument)
        )
      }
    }
    return uses
  }

  private mutating func times(
    _ rule: CallbackRule.Times,
    _ call: Instruction,
    in unit: Int
  ) -> CallbackUse.Times {
    switch rule {
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
