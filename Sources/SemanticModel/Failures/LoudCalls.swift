// Calls whose failure tells of an outage before something behind them hides it.

import Facts

extension Program {
  /// A call of the database on the way to another, always made before it, whose failure ends the request.
  package func loudCall(before work: CallSite, along approach: Approach) -> CallSite? {
    var fates: [Int: FailureFates] = [:]
    for site in approach.calls + [work] {
      let unit = site.place.unit
      let fate = fates[unit] ?? FailureFates(site.unit.facts, PromiseUses(site.unit.facts))
      fates[unit] = fate
      let around = regions(around: site)
      for position in table.calls(of: unit) where position < site.position {
        let call = calls[position]
        guard call.function == site.resolved.function,
          around.contains(site.unit.facts.instructions[call.place.id.index].region),
          self.call(at: position).effects.contains(where: { $0.kind.isDatabase }),
          fate.fate(of: call.place.id) == .passes
        else { continue }
        return self.call(at: position)
      }
    }
    return nil
  }

  private func regions(around site: CallSite) -> Set<RegionID> {
    let facts = site.unit.facts
    var result: Set<RegionID> = []
    var next = site.instruction.region
    while next.isPresent, result.insert(next).inserted { next = facts.regions[next.index].parent }
    return result
  }
}
