// Calls whose failure tells of an outage before something behind them hides it.

import Facts

extension Program {
  /// A call of the database on the way to another, always made before it, whose failure ends the request.
  package func loudCall(before work: CallSite, along approach: Approach) -> CallSite? {
    let failures = FailureMap(of: self)
    var fates: [Int: FailureFates] = [:]
    for site in approach.calls + [work] {
      let unit = site.place.unit
      let fate = fates[unit] ?? FailureFates(site.unit.facts, PromiseUses(site.unit.facts))
      fates[unit] = fate
      let around = site.unit.facts.regions(around: site.instruction.region)
      for position in table.calls(of: unit) where position < site.position {
        let call = calls[position]
        guard call.function == site.resolved.function,
          around.contains(site.unit.facts.instructions[call.place.id.index].region),
          asksDatabase(self.call(at: position), failures),
          fate.fate(of: call.place.id) == .passes
        else { continue }
        return self.call(at: position)
      }
    }
    return nil
  }

  /// Whether a call asks the database, itself or in the functions that it runs, which let its failure out.
  private func asksDatabase(_ site: CallSite, _ failures: FailureMap) -> Bool {
    var next: CallSite? = site
    for _ in 0..<Self.deepest {
      guard let call = next else { return false }
      if call.effects.contains(where: { $0.kind.isDatabase }) { return true }
      next = call.resolved.targets.lazy.compactMap { failures.origin(in: $0) }.first
    }
    return false
  }

  private static let deepest = 8

  /// Whether the function has sent its answer, in all cases, when it comes to a call: a failure cannot change it.
  package func isAnswered(before work: CallSite) -> Bool {
    let around = work.unit.facts.regions(around: work.instruction.region)
    return table.calls(of: work.place.unit).contains { position in
      let call = calls[position]
      guard position < work.position, call.function == work.resolved.function,
        around.contains(work.unit.facts.instructions[call.place.id.index].region)
      else { return false }
      let site = self.call(at: position)
      return ["sendStatus", "send", "json", "end"].contains(site.calledName)
        && (site.calleeText.hasPrefix("res.") || site.calleeText.hasPrefix("response."))
    }
  }

  /// Whether a failure can come out of a call: functions of the program may see to theirs themselves.
  package func letsFailureOut(_ site: CallSite) -> Bool {
    guard site.effects.isEmpty, !site.resolved.targets.isEmpty, site.resolved.operations.isEmpty
    else { return true }
    let failures = FailureMap(of: self)
    return site.resolved.targets.contains { failures.letsOut($0) }
  }

  /// Whether somebody on a way hears of a failure at its end: each call hands it on, and none is left to itself.
  package func isHeard(along approach: Approach) -> Bool {
    approach.calls.allSatisfy { site in
      FailureFates(site.unit.facts, PromiseUses(site.unit.facts))
        .fate(of: site.resolved.place.id) != .detached
    }
  }
}
