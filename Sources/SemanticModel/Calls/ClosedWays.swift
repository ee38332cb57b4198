// Which calls never run for a caller, because of what it gives or leaves out.

import Facts

/// Pairs of calls: one that runs a function, and one in the function whose tests it closes.
struct ClosedWays: Sendable {
  private var pairs: Set<UInt64> = []

  init(of program: Program) {
    let flags = FlagArguments(units: program.units)
    for position in program.calls.indices {
      let place = program.calls[position].place
      let owner = program.calls[position].function
      guard flags.mayBeClosed(place, in: owner) else { continue }
      let function = FunctionRef(unit: place.unitIndex, id: owner)
      for step in program.reachability.callers[Int(program.units.number(function))] {
        let call = Int(step.call)
        guard program.calls[call].targets.contains(function),
          !flags.isAllowed(position, by: call, program.table, trustsHanded: false)
        else { continue }
        pairs.insert(Self.key(position, call))
      }
    }
  }

  /// Whether a call is skipped when another one runs its function.
  func closes(_ inner: Int?, by call: Int32) -> Bool {
    guard let inner, !pairs.isEmpty else { return false }
    return pairs.contains(Self.key(inner, Int(call)))
  }

  private static func key(_ inner: Int, _ call: Int) -> UInt64 {
    UInt64(UInt32(truncatingIfNeeded: inner)) << 32 | UInt64(UInt32(truncatingIfNeeded: call))
  }
}

extension Program {
  var closedWays: ClosedWays { answers.closedWays.value { ClosedWays(of: self) } }
}
