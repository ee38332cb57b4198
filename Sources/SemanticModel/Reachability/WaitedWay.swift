// Whether those who enter wait for what a way leads to.

import Facts

extension Approach {
  /// Whether whoever enters waits for its end: nothing on the way is started and left alone, or runs later.
  package var isWaitedFor: Bool {
    for (index, call) in calls.enumerated() {
      let isLast = index + 1 == calls.count
      let next = isLast ? goal : call.program.units.number(calls[index + 1].function)
      if call.leavesAlone(next) { return false }
    }
    return true
  }
}

extension CallSite {
  /// Whether nobody here waits for a function that the call runs: its promise is dropped, or a timer runs it.
  func leavesAlone(_ function: Int32) -> Bool {
    let uses = program.table.callbacks(ofCall: position).filter {
      program.units.number($0.function) == function
    }
    if !uses.isEmpty { return uses.allSatisfy { $0.times == .later } }
    // A call of Python runs to its end.
    guard instruction.isDiscarded, !instruction.isAwaited, !unit.isPython else { return false }
    return resolved.targets.contains { target in
      program.units.number(target) == function
        && program.units[target.unitIndex].facts.functions[target.id.index].flags.contains(.async)
    }
  }
}
