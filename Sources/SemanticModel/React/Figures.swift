// What components work out of lists: a sum, or how many there are.

import Facts

extension Program {
  /// Whether nothing is done with the entries of a list but adding them up: `rows.forEach((row) => { sum += row.price })`.
  func addsUpEach(_ site: CallSite) -> Bool {
    let facts = site.unit.facts
    guard let first = facts.valueList(ListID(site.instruction.b)).first,
      facts.values[first.index].kind == .function
    else { return false }
    let body = FunctionRef(unit: site.place.unit, id: FunctionID(facts.values[first.index].a))
    let fact = facts.functions[body.id.index]
    let steps = facts.instructions[
      fact.firstInstruction
        .index..<max(
          fact.firstInstruction.index,
          fact.endInstruction.index
        )
    ]
    let sums = steps.filter { step in
      guard step.operation == .assign, step.flags.contains(.compound) else { return false }
      let target = facts.values[Int(step.a)]
      return target.kind == .symbol && facts.symbols[Int(target.a)].function != body.id
    }
    return !sums.isEmpty
      && steps.allSatisfy { step in
        switch step.operation {
        case .assign: step.flags.contains(.compound) || step.flags.contains(.declares)
        case .call:
          ["Number", "parseFloat", "parseInt"].contains(text(of: ValueID(step.a), in: site.unit))
        case .return, .absent: true
        default: false
        }
      }
  }

  /// Whether nothing is asked of what a filter leaves but how many there are.
  func isJustCounted(_ site: CallSite) -> Bool {
    let facts = site.unit.facts
    let made = site.resolved.place.id
    func isMade(_ value: Value) -> Bool {
      value.kind == .result && InstructionID(value.a) == made
    }
    let holder = facts.symbols.indices.dropFirst().first {
      isMade(facts.values[facts.symbols[$0].value.index])
    }
    func isLeft(_ value: Value) -> Bool {
      isMade(value) || value.kind == .symbol && Int(value.a) == holder
    }
    let taken = facts.values.filter { $0.kind == .member && isLeft(facts.values[Int($0.a)]) }
    guard !taken.isEmpty,
      taken.allSatisfy({ facts.names.isText("length", NameID($0.b)) })
    else { return false }
    return !facts.instructions.contains { step in
      step.operation != .assign
        && facts.eachValue(of: ListID(step.b)).contains { isLeft(facts.values[$0.index]) }
    }
  }
}
