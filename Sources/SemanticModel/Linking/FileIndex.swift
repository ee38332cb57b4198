// Where in a file the linker finds what it follows: calls, writes, results.

import Facts

/// What is looked for again and again in the facts of one file, found once, by whoever read the file.
struct FileIndex: Sendable {
  /// Calls, constructions and elements, in order of evaluation.
  private(set) var calls: [InstructionID] = []
  /// For each call: the function that it is written in.
  private(set) var callers: [FunctionID] = []
  /// For each call: the value that is its result.
  private(set) var resultValues: [ValueID] = []
  /// Assignments to a member or an element.
  private(set) var memberWrites: [InstructionID] = []
  /// Values of the form `a && b`, in order.
  private(set) var conjunctions: [ValueID] = []
  /// Reads of members that may run code: where, and in which function.
  private var reads: [(at: InstructionID, function: FunctionID)] = []
  /// What is returned or yielded: where, and the value.
  private var returned: [(at: InstructionID, value: ValueID)] = []
  /// What is assigned to symbols that have several values, by symbol.
  private var assigned: [(symbol: SymbolID, at: InstructionID, value: ValueID)] = []

  init(of facts: FileFacts) {
    // Counted first: tables that grow while they are filled are copied, and keep room that nobody needs.
    let count = facts.instructions.lazy.filter { $0.operation.isCall }.count
    calls.reserveCapacity(count)
    callers.reserveCapacity(count)
    for (position, function) in facts.functions.enumerated().dropFirst() {
      var next = function.firstInstruction
      while next < function.endInstruction {
        add(next, FunctionID(position), facts)
        next = InstructionID(next.index + 1)
      }
    }
    assigned.sort { ($0.symbol.raw, $0.at.raw) < ($1.symbol.raw, $1.at.raw) }
    findResults(facts)
    for (id, value) in facts.values.enumerated()
    where value.kind == .choice && value.detail == Operator.and.rawValue {
      conjunctions.append(ValueID(id))
    }
  }

  private mutating func findResults(_ facts: FileFacts) {
    resultValues = Array(repeating: .none, count: calls.count)
    // Results mostly stand in the order of their calls: the next one is looked for in one place first.
    var next = 0
    for (id, value) in facts.values.enumerated() where value.kind == .result {
      let isNext = next < calls.count && calls[next].raw == value.a
      guard let call = isNext ? next : position(of: InstructionID(value.a)) else { continue }
      resultValues[call] = ValueID(id)
      next = call + 1
    }
  }

  /// The index in which reads of members count as calls where something answers to their names.
  func counting(readsOf isRunning: (NameID) -> Bool, in facts: FileFacts) -> FileIndex {
    let wanted = reads.filter { read in
      let member = facts.values[Int(facts.instructions[read.at.index].a)]
      return facts.instructions[read.at.index].flags.contains(.callsFound)
        || isRunning(NameID(member.b))
    }
    guard !wanted.isEmpty else { return self }
    var result = self
    let all = (Array(zip(calls, callers)) + wanted.map { ($0.at, $0.function) })
      .sorted { $0.0 < $1.0 }
    result.calls = all.map(\.0)
    result.callers = all.map(\.1)
    result.findResults(facts)
    return result
  }

  private mutating func add(_ id: InstructionID, _ function: FunctionID, _ facts: FileFacts) {
    let instruction = facts.instructions[id.index]
    switch instruction.operation {
    case .call, .construct, .element:
      calls.append(id)
      callers.append(function)
    case .assign:
      let place = facts.values[Int(instruction.a)]
      if place.kind == .member || place.kind == .index { memberWrites.append(id) }
      guard place.kind == .symbol else { return }
      let symbol = SymbolID(place.a)
      guard facts.symbols[symbol.index].flags.contains(.reassigned) else { return }
      assigned.append((symbol, id, ValueID(instruction.b)))
    case .read: reads.append((id, function))
    case .return, .yield:
      if instruction.a != 0 { returned.append((id, ValueID(instruction.a))) }
    default: return
    }
  }
}

extension FileIndex {
  /// The position of a call among the file's calls.
  func position(of call: InstructionID) -> Int? {
    let position = calls.firstPosition { $0.raw >= call.raw }
    return position < calls.count && calls[position] == call ? position : nil
  }

  /// The value that is the result of a call; `none` where nothing uses it.
  func result(of call: InstructionID) -> ValueID {
    position(of: call).map { resultValues[$0] } ?? .none
  }

  /// The positions in `returned` of what the instructions of a function give back.
  func results(of function: Function) -> Range<Int> {
    let first = returned.firstPosition { $0.at.raw >= function.firstInstruction.raw }
    var end = first
    while end < returned.count, returned[end].at < function.endInstruction { end += 1 }
    return first..<end
  }

  /// One value that is given back.
  func result(at position: Int) -> ValueID { returned[position].value }

  /// The instruction that gives it back.
  func place(ofResult position: Int) -> InstructionID { returned[position].at }

  /// All that is assigned to a symbol, in order.
  func assigned(to symbol: SymbolID) -> [(at: InstructionID, value: ValueID)] {
    assignments(to: symbol).map { (assigned[$0].at, assigned[$0].value) }
  }

  /// The positions in `assigned` of what is assigned to a symbol.
  func assignments(to symbol: SymbolID) -> Range<Int> {
    let first = assigned.firstPosition { $0.symbol.raw >= symbol.raw }
    var end = first
    while end < assigned.count, assigned[end].symbol == symbol { end += 1 }
    return first..<end
  }

  /// One value that is assigned.
  func assignment(at position: Int) -> ValueID { assigned[position].value }
}

extension Array {
  /// The first position that has a property which all positions behind it have too.
  func firstPosition(where has: (Element) -> Bool) -> Int {
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if has(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
