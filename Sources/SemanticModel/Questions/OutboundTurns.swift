// Loops whose turns wait for something outside, beside which a statement takes no time.

import Facts

extension Program {
  /// Calls inside growing loops for which each turn waits, whatever it finds: other services and programs.
  package var outboundTurns: [RepeatedCall] {
    repeatedCalls(with: [.external, .process]).filter { call in
      isWaitedFor(call.site) && ([call.site] + call.path).allSatisfy(isUnconditional)
    }
  }

  private func isWaitedFor(_ site: CallSite) -> Bool {
    let flags = site.instruction.flags
    return site.unit.isPython || flags.contains(.awaited) || flags.contains(.returned)
  }

  /// Whether nothing between a call and the loop or function around it decides whether it is made.
  private func isUnconditional(_ site: CallSite) -> Bool {
    let facts = site.unit.facts
    var region = facts.regions[site.instruction.region.index]
    for _ in 0..<64 {
      if region.kind.isArm { return false }
      if region.kind == .body || region.kind.isLoop || !region.parent.isPresent { return true }
      region = facts.regions[region.parent.index]
    }
    return true
  }
}
