// Whether those who run a function commit what it leaves.

import Facts

extension RaceFinder {
  /// Whether some function that runs this one commits afterwards.
  var isCommittedByCallers: Bool {
    var next = [function]
    var seen = Set(next)
    for _ in 0..<4 {
      var above: [FunctionRef] = []
      for callee in next.prefix(32) {
        for caller in program.reachability.callers[Int(program.units.number(callee))].prefix(16) {
          let site = program.call(at: Int(caller.call))
          if program.calls(in: site.function).contains(where: { commits($0, after: site) }) {
            return true
          }
          if seen.insert(site.function).inserted { above.append(site.function) }
        }
      }
      next = above
    }
    return false
  }

  private func commits(_ position: Int, after site: CallSite) -> Bool {
    position > site.position
      && program.call(at: position).effects.contains { $0.verb == "flush" }
  }
}
