// Error handlers that write every error as a whole, those that callers cause included.

import Facts

/// A line that an error handler writes for each error it answers.
package struct ErrorDump: Sendable {
  package let site: CallSite
  /// The error, as the source spells it.
  package let subject: String
}

extension Program {
  /// The lines of error handlers that write the error itself to the console, whatever it is.
  ///
  /// Only handlers that also answer callers' faults count: what is left to others are failures of the server.
  package var errorDumps: [ErrorDump] {
    var seen: Set<FunctionRef> = []
    return errorHandlers.flatMap(\.functions).filter { seen.insert($0).inserted }
      .compactMap { function in
        guard units[function.unitIndex].isRunning, answersFaultsOfCallers(function) else {
          return nil
        }
        return dump(in: function)
      }
  }

  private func dump(in function: FunctionRef) -> ErrorDump? {
    let facts = units[function.unitIndex].facts
    let errors = Set(
      facts.parameters(of: function.id).prefix(1).map(\.symbol).filter(\.isPresent)
    )
    guard !errors.isEmpty else { return nil }
    for index in facts.steps(of: function.id) {
      // What callers cause is answered by then.
      if facts.instructions[index].operation == .return { return nil }
      guard facts.instructions[index].operation == .call else { continue }
      let place = CallRef(unit: function.unitIndex, id: InstructionID(index))
      guard let position = table.position(of: place) else { continue }
      let site = call(at: position)
      guard site.plays(.consoleLine), isUnconditional(site), !isSwitched(site) else { continue }
      let arguments = facts.valueList(ListID(site.instruction.b))
      for argument in arguments {
        guard let held = held(argument, errors, facts) else { continue }
        return ErrorDump(site: site, subject: text(of: held, in: site.unit))
      }
    }
    return nil
  }

  /// The error itself, or its stack, alone or in an object.
  private func held(_ id: ValueID, _ errors: Set<SymbolID>, _ facts: FileFacts) -> ValueID? {
    let value = facts.values[id.index]
    switch value.kind {
    case .symbol: return errors.contains(SymbolID(value.a)) ? id : nil
    case .member:
      let isOfError = held(ValueID(value.a), errors, facts) != nil
      return isOfError && facts.names.isWord("stack", NameID(value.b)) ? id : nil
    case .object:
      // `console.log("failed", { path, stack: error.stack })`
      let words = Array(facts.list(ListID(value.a)))
      return stride(from: 1, to: words.count, by: 2).lazy.map { ValueID(words[$0]) }
        .first { part in
          facts.values[part.index].kind == .member && self.held(part, errors, facts) != nil
        }
    default: return nil
    }
  }

  private func isUnconditional(_ site: CallSite) -> Bool {
    let region = site.unit.facts.regions[site.instruction.region.index]
    return region.kind == .body || region.kind == .try
  }

  /// Whether a function answers with 4xx, or with the status that the error brings.
  private func answersFaultsOfCallers(_ function: FunctionRef) -> Bool {
    let facts = units[function.unitIndex].facts
    let own = facts.functions[function.id.index]
    return (own.firstValue.index..<own.endValue.index).contains { index in
      let value = facts.values[index]
      switch value.kind {
      case .number: return (400..<500).contains(facts.numbers[Int(value.a)])
      case .member: return facts.names.isWord("statuscode", NameID(value.b))
      default: return false
      }
    }
  }
}
