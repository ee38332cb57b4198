// Blocks that run only if the caller asks for them: `if with_author:`.

import Facts

/// What calls give for the flags that blocks of their callees ask for.
struct FlagArguments {
  let units: [Unit]

  /// Whether a call can lead to a place in the function that it runs: what the blocks around the place ask of
  /// parameters, the call gives, or their defaults do.
  func isAllowed(_ position: Int, by call: Int, _ table: CallTable) -> Bool {
    let inner = table.calls[position]
    let unit = inner.place.unitIndex
    let facts = units[unit].facts
    var next = facts.instructions[inner.place.id.index].region
    while next.isPresent {
      let region = facts.regions[next.index]
      next = region.parent
      guard region.kind == .then || region.kind == .otherwise else { continue }
      for flag in flags(in: region.subject, facts, unit) where flag.function == inner.function {
        let given = argument(flag, of: table.calls[call])
        let isTrue: Bool
        switch given {
        case .some(.known(let value)): isTrue = value
        case .some(.unknown): continue
        case .some(.hidden): return false
        case .none: isTrue = flag.isTrue
        }
        if region.kind == .then, !isTrue { return false }
        // Without a flag every arm behind `else` can run, unless the test is the flag alone.
        if region.kind == .otherwise, isTrue, flag.isAlone { return false }
      }
    }
    return true
  }

  private struct Flag {
    let function: FunctionID
    let position: Int
    let text: String
    let isTrue: Bool
    let isAlone: Bool
  }

  private enum Given { case known(Bool), unknown, hidden }

  /// The parameters with a constant default that a test asks for.
  private func flags(in test: ValueID, _ facts: FileFacts, _ unit: Int) -> [Flag] {
    let value = facts.values[test.index]
    if value.kind == .choice, value.detail == Operator.and.rawValue {
      return facts.valueList(ListID(value.a)).compactMap { flag($0, isAlone: false, facts, unit) }
    }
    return flag(test, isAlone: true, facts, unit).map { [$0] } ?? []
  }

  private func flag(_ id: ValueID, isAlone: Bool, _ facts: FileFacts, _ unit: Int) -> Flag? {
    let value = facts.values[id.index]
    guard value.kind == .symbol else { return nil }
    let symbol = facts.symbols[Int(value.a)]
    let bound = facts.values[symbol.value.index]
    guard bound.kind == .choice, !symbol.flags.contains(.reassigned),
      case let arms = facts.valueList(ListID(bound.a)), arms.count == 2,
      facts.values[arms[0].index].kind == .parameter,
      let isTrue = truth(of: arms[1], facts)
    else { return nil }
    let parameter = facts.values[arms[0].index]
    return Flag(
      function: FunctionID(parameter.a),
      position: Int(parameter.detail),
      text: facts.names.string(symbol.name),
      isTrue: isTrue,
      isAlone: isAlone
    )
  }

  private func truth(of id: ValueID, _ facts: FileFacts) -> Bool? {
    let value = facts.values[id.index]
    switch value.kind {
    case .boolean: return value.a == 1
    case .null: return false
    default: return nil
    }
  }

  /// What a call gives for a flag; nil where it leaves it to the default.
  private func argument(_ flag: Flag, of call: ResolvedCall) -> Given? {
    let facts = units[call.place.unitIndex].facts
    let instruction = facts.instructions[call.place.id.index]
    guard instruction.operation == .call else { return .unknown }
    var isHidden = false
    for (position, argument) in facts.valueList(ListID(instruction.b)).enumerated() {
      let value = facts.values[argument.index]
      if value.kind == .object, value.flags.contains(.keywords) {
        let words = Array(facts.list(ListID(value.a)))
        for pair in stride(from: 0, to: words.count - 1, by: 2) {
          if NameID(words[pair]) == .any { isHidden = true }
          if facts.names.string(NameID(words[pair])) == flag.text {
            return truth(of: ValueID(words[pair + 1]), facts).map { .known($0) } ?? .unknown
          }
        }
      } else if value.kind == .spread {
        isHidden = true
      } else if position == flag.position {
        return truth(of: argument, facts).map { .known($0) } ?? .unknown
      }
    }
    return isHidden ? .hidden : nil
  }
}
