// Loops and recursions that compute on the thread that serves, for as long as a number says.

import Facts
import SourceText

/// Work of the program's own code that holds the event loop.
package struct BusyWork: Sendable {
  package let function: FunctionRef
  /// The head of the loop, or the second of the calls that a recursion makes of itself.
  package let place: SourcePlace
  package let size: Size

  package enum Size: Sendable, Hashable {
    /// Turns that the code fixes, those of the loops around it multiplied.
    case turns(Double)
    /// Turns that a number of the request says, which nothing caps; its name there.
    case asked(String)
    /// Each call makes two of itself with a number that is a little smaller: the calls double with each step.
    case doubling

    /// Whether the code alone says how long it takes, whoever calls.
    package var isOfCode: Bool { if case .turns = self { true } else { false } }
  }
}

extension Program {
  /// Work on the event loop that takes at least `turns` turns, or as many as a client likes.
  package func busyWork(atLeast turns: Double) -> [BusyWork] {
    var result: [BusyWork] = []
    for unit in units.indices where units[unit].isRunning {
      result += busyLoops(in: unit, atLeast: turns)
    }
    return (result + doublingRecursions).sorted { $0.place < $1.place }
  }

  private func busyLoops(in unit: Int, atLeast least: Double) -> [BusyWork] {
    let facts = units[unit].facts
    var result: [BusyWork] = []
    // By region: the turns of the loops of fixed length around it, its own included.
    var turns = Array(repeating: 1.0, count: facts.regions.count)
    for (position, region) in facts.regions.enumerated().dropFirst() {
      turns[position] = region.kind == .body ? 1 : turns[region.parent.index]
      guard let bound = bound(of: region, facts), holds(region, in: unit) else { continue }
      let function = FunctionRef(unit: unit, id: region.function)
      if let own = number(bound, facts) {
        turns[position] *= max(own, 1)
        guard turns[position] >= least else { continue }
        let work = BusyWork.Size.turns(turns[position])
        result.append(BusyWork(function: function, place: head(of: region, unit), size: work))
      } else if isAsked(function), let name = uncapped(bound, in: unit) {
        result.append(
          BusyWork(function: function, place: head(of: region, unit), size: .asked(name))
        )
      }
    }
    return result
  }

  /// The number that a counting loop runs up to.
  private func bound(of region: Region, _ facts: FileFacts) -> ValueID? {
    guard region.subject.isPresent else { return nil }
    let subject = facts.values[region.subject.index]
    switch region.kind {
    case .forCount where subject.kind == .binary:
      guard let test = Operator(rawValue: subject.detail),
        test == .less || test == .lessOrEqual
      else { return nil }
      return ValueID(subject.b)
    case .forEach where subject.kind == .result:
      let call = facts.instructions[Int(subject.a)]
      let callee = facts.values[Int(call.a)]
      guard callee.kind == .global, facts.names.string(NameID(callee.a)) == "range" else {
        return nil
      }
      let arguments = facts.valueList(ListID(call.b))
      return arguments.count > 1 ? arguments[1] : arguments.first
    default: return nil
    }
  }

  /// Whether a loop keeps the thread from its first turn to its last: it awaits nothing and nobody leaves it.
  private func holds(_ region: Region, in unit: Int) -> Bool {
    let facts = units[unit].facts
    guard isOnEventLoop(FunctionRef(unit: unit, id: region.function)) else { return false }
    let steps = facts.instructions[region.firstInstruction.index..<region.endInstruction.index]
    return !steps.contains {
      [.await, .return, .break, .throw, .yield].contains($0.operation)
    }
  }

  private func isOnEventLoop(_ function: FunctionRef) -> Bool {
    eventLoop.holds[Int(units.number(function))]
  }

  /// Whether requests come to a function, so that a number in it may be theirs.
  private func isAsked(_ function: FunctionRef) -> Bool {
    !reachability.kinds[Int(units.number(function))].isDisjoint(with: [
      EntryKinds(.request), EntryKinds(.socket),
    ])
  }

  private func uncapped(_ bound: ValueID, in unit: Int) -> String? {
    let facts = units[unit].facts
    // The length of what a client sends is bounded by the size of its body.
    let value = facts.values[bound.index]
    if value.kind == .member, ["length", "size"].contains(facts.names.string(NameID(value.b))) {
      return nil
    }
    if value.kind == .result,
      case let callee = facts.values[Int(facts.instructions[Int(value.a)].a)],
      callee.kind == .global, facts.names.string(NameID(callee.a)) == "len"
    {
      return nil
    }
    let origin = provenance(of: bound, in: unit)
    guard origin.isFromRequest, !origin.isCapped, cappedNames.isDisjoint(with: origin.requestNames)
    else { return nil }
    return origin.requestNames.min()
  }

  /// A number that the code fixes, products included.
  private func number(_ id: ValueID, _ facts: FileFacts, depth: Int = 0) -> Double? {
    guard id.isPresent, depth < 8 else { return nil }
    let value = facts.values[id.index]
    switch value.kind {
    case .number: return facts.numbers[Int(value.a)]
    case .symbol:
      let symbol = facts.symbols[Int(value.a)]
      guard !symbol.flags.contains(.reassigned), symbol.value.isPresent else { return nil }
      return number(symbol.value, facts, depth: depth + 1)
    case .binary where value.detail == Operator.multiply.rawValue:
      guard let left = number(ValueID(value.a), facts, depth: depth + 1) else { return nil }
      return number(ValueID(value.b), facts, depth: depth + 1).map { left * $0 }
    default: return nil
    }
  }

  private func head(of region: Region, _ unit: Int) -> SourcePlace {
    firstLine(of: SourcePlace(unit: unit, span: region.span))
  }

  /// Functions that call themselves twice with their only number made smaller.
  private var doublingRecursions: [BusyWork] {
    units.indices.filter { units[$0].isRunning }.flatMap { unit in
      units[unit].facts.functions.indices.dropFirst(2).compactMap { position in
        doubling(FunctionRef(unit: unit, id: FunctionID(position)))
      }
    }
  }

  private func doubling(_ function: FunctionRef) -> BusyWork? {
    let unit = function.unitIndex
    let facts = units[unit].facts
    let fact = facts.functions[function.id.index]
    // Another parameter, or a decorator, may remember results.
    let parameters = units[unit].parameters(of: function.id)
    guard parameters.count == 1, let only = parameters.first, !fact.decorators.isPresent else {
      return nil
    }
    var again: [SourcePlace] = []
    for position in fact.firstInstruction.index..<fact.endInstruction.index {
      let step = facts.instructions[position]
      guard step.operation == .call,
        isSmaller(units[unit].value(at: 0, of: ListID(step.b)), facts),
        let call = table.position(of: CallRef(unit: unit, id: InstructionID(position))),
        calls[call].targets.contains(function)
      else { continue }
      again.append(self.call(at: call).place)
    }
    guard again.count > 1, isOnEventLoop(function) else { return nil }
    let origin = provenance(of: facts.symbols[only.symbol.index].value, in: unit)
    guard origin.isFromRequest, !origin.isCapped else { return nil }
    return BusyWork(function: function, place: again[1], size: .doubling)
  }

  /// Whether a value is another one less a number: `n - 1`.
  private func isSmaller(_ id: ValueID, _ facts: FileFacts) -> Bool {
    let value = facts.values[id.index]
    guard value.kind == .binary, value.detail == Operator.subtract.rawValue else { return false }
    let left = facts.values[Int(value.a)].kind
    return (left == .symbol || left == .parameter) && number(ValueID(value.b), facts) != nil
  }
}
