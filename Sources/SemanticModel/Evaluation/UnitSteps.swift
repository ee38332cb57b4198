// The instructions of a file that are looked at in every round.

import Facts

/// Where a file calls, writes members, and gives results.
struct UnitSteps: Sendable {
  /// Calls and constructions.
  private(set) var calls: [InstructionID] = []
  /// Assignments to a member or an element.
  private(set) var memberWrites: [InstructionID] = []
  /// What is returned or yielded: where, and the value.
  private var results: [(at: InstructionID, value: ValueID)] = []

  init(in facts: FileFacts) {
    for (position, instruction) in facts.instructions.enumerated() {
      switch instruction.operation {
      case .call, .construct: calls.append(InstructionID(position))
      case .assign:
        let place = facts.values[Int(instruction.a)].kind
        if place == .member || place == .index { memberWrites.append(InstructionID(position)) }
      case .return, .yield:
        guard instruction.a != 0 else { continue }
        results.append((InstructionID(position), ValueID(instruction.a)))
      default: continue
      }
    }
  }

  /// The values that the instructions of a function give back, in their order.
  func results(
    from first: InstructionID,
    to end: InstructionID
  ) -> some Sequence<ValueID> {
    var low = 0
    var high = results.count
    while low < high {
      let middle = (low + high) / 2
      if results[middle].at < first { low = middle + 1 } else { high = middle }
    }
    return results[low...].lazy.prefix { $0.at < end }.map(\.value)
  }
}
