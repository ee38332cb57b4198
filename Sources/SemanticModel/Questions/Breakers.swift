// Calls that a breaker makes in place of the code.

import Facts

extension CallSite {
  /// Whether only breakers run the function of the call: they bound its time.
  package var isBehindBreaker: Bool {
    let steps = program.reachability.callers[Int(program.units.number(function))]
    return !steps.isEmpty
      && steps.allSatisfy { program.call(at: Int($0.call)).plays(.circuitBreaker) }
  }
}
