// The calls by the last name of what they call, for rules that look for a few names among all calls.

import Facts

/// By name: the calls of something that goes by it, in order of file and place.
///
/// Worked out once for all rules: each that asked every call for its name would make a text of it again.
struct CallNames: Sendable {
  /// All calls, those of one name side by side.
  private var positions: [Int32]
  /// By name: where its calls begin in `positions`; the number of calls behind the last.
  private var starts: [Int32]
  private var numbers: [String: Int] = [:]

  init(of program: Program) {
    var called: [(id: NameID, name: Name)] = []
    called.reserveCapacity(program.calls.count)
    for (number, unit) in program.units.enumerated() {
      for position in program.table.calls(of: number) {
        called.append(unit.nameCalled(by: program.calls[position].place.id))
      }
    }
    let count = Int(called.lazy.map(\.name.raw).max() ?? 0) + 1
    var next = Array(repeating: Int32(0), count: count + 1)
    for call in called { next[Int(call.name.raw) + 1] += 1 }
    for name in 0..<count { next[name + 1] += next[name] }
    starts = next
    positions = Array(repeating: 0, count: called.count)
    for (position, call) in called.enumerated() {
      let name = Int(call.name.raw)
      if next[name] == starts[name], call.name != .absent {
        let unit = program.calls[position].place.unitIndex
        numbers[program.units[unit].facts.names.string(call.id)] = name
      }
      positions[Int(next[name])] = Int32(truncatingIfNeeded: position)
      next[name] += 1
    }
  }

  /// The calls of what goes by a name.
  func calls(of name: String) -> ArraySlice<Int32> {
    numbers[name].map(calls) ?? []
  }

  /// The calls of what goes by a name with a property, each name asked once; in no order.
  func calls(ofNames isWanted: (String) -> Bool) -> [Int32] {
    numbers.flatMap { isWanted($0.key) ? calls($0.value) : [] }
  }

  private func calls(_ number: Int) -> ArraySlice<Int32> {
    positions[Int(starts[number])..<Int(starts[number + 1])]
  }
}

extension Unit {
  /// The last name of what is called, for the file and for the program; the absent one for a call of something unnamed.
  fileprivate func nameCalled(by call: InstructionID) -> (id: NameID, name: Name) {
    let callee = facts.values[Int(facts.instructions[call.index].a)]
    let id: NameID
    switch callee.kind {
    case .member: id = NameID(callee.b)
    case .symbol: id = facts.symbols[Int(callee.a)].name
    case .global: id = NameID(callee.a)
    default: id = .none
    }
    return (id, name(id))
  }
}

extension Program {
  /// The calls of what goes by one of some names, in order of file and place.
  package func calls(named names: Set<String>) -> [CallSite] {
    names.flatMap { callNames.calls(of: $0) }.sorted().map { call(at: Int($0)) }
  }

  /// The calls of what goes by a name with a property, in order of file and place.
  func calls(named isWanted: (String) -> Bool) -> [CallSite] {
    callNames.calls(ofNames: isWanted).sorted().map { call(at: Int($0)) }
  }

  private var callNames: CallNames { answers.callNames.value { CallNames(of: self) } }
}
