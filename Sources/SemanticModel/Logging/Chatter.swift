// Functions that write several lines to the console each time they run.

import Facts

/// The lines that one function writes for everybody who comes by.
package struct Chatter: Sendable {
  /// In the order of the source.
  package let lines: [CallSite]
}

extension Program {
  /// The functions of JavaScript that write some lines to the console on every way through them, in order of file and
  /// place; lines of loops, of handlers of failures and behind switches are not counted.
  package func chatter(atLeast least: Int) -> [Chatter] {
    var lines: [FunctionRef: [CallSite]] = [:]
    for site in calls(with: [.log])
    where !site.unit.isPython && site.unit.isRunning && site.plays(.consoleLine) && site.isLoud
      && isUnconditional(site) && !isSwitched(site)
    {
      lines[site.function, default: []].append(site)
    }
    return lines.values.filter { $0.count >= least }
      .map { Chatter(lines: $0.sorted { $0.place < $1.place }) }
      .sorted { $0.lines[0].place < $1.lines[0].place }
  }

  private func isUnconditional(_ site: CallSite) -> Bool {
    let facts = site.unit.facts
    var next = site.instruction.region
    while next.isPresent {
      let region = facts.regions[next.index]
      if region.kind.isArm || region.kind.isLoop { return false }
      next = region.parent
    }
    return true
  }
}
