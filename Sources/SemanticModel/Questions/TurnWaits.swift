// What else each turn of a loop does: waits for another service, or ends the transaction.

package import Facts

extension Program {
  /// A call by which each turn of a loop waits for another service, beside which a query weighs little.
  ///
  /// Only what stands under no condition counts, in the loop and in what it calls.
  package func outboundCall(inEachTurnOf repetition: Repetition) -> CallSite? {
    guard case .loop(let loop) = repetition.kind else { return nil }
    return calls(in: loop).lazy.map(call(at:)).first { site in
      isUnconditional(site, upTo: loop.id) && asksOutside(site)
    }
  }

  /// The call by which a turn of a loop commits, so that what was loaded before is asked for again.
  package func commit(in loop: Place<Region>) -> CallSite? {
    calls(in: loop).lazy.map(call(at:)).first { site in
      commits(site)
        || site.resolved.targets.contains { target in
          guard roles(of: target).contains(.endsTransaction) else { return false }
          return everything(calledBy: [units.number(target)], upTo: Self.mostCalls).calls
            .contains { commits(call(at: $0)) }
        }
    }
  }

  private static let mostCalls = 400

  private func commits(_ site: CallSite) -> Bool {
    site.isCalled("commit") && site.plays(.endsTransaction)
  }

  /// The positions of the calls of a loop, in the order of the code.
  private func calls(in loop: Place<Region>) -> [Int] {
    let region = units[loop.unitIndex].facts.regions[loop.id.index]
    let end = max(region.firstInstruction.index, region.endInstruction.index)
    return (region.firstInstruction.index..<end).compactMap {
      table.position(of: CallRef(unit: loop.unitIndex, id: InstructionID($0)))
    }
  }

  private func asksOutside(_ site: CallSite) -> Bool {
    if site.effects.contains(where: { $0.kind == .external }) { return true }
    return site.resolved.targets.contains { target in
      let number = units.number(target)
      guard let term = summaries.costs[Int(number)].lowest(of: [.external]), term.degree == 0
      else { return false }
      return path(from: number, kinds: [.external]).allSatisfy { isUnconditional($0, upTo: .none) }
    }
  }

  /// Whether nothing between a call and a block around it (or the whole function) decides about it.
  private func isUnconditional(_ site: CallSite, upTo block: RegionID) -> Bool {
    let facts = site.unit.facts
    var next = site.instruction.region
    while next.isPresent, next != block {
      let region = facts.regions[next.index]
      switch region.kind {
      case .then, .otherwise, .case, .catch: return false
      case .body: return !block.isPresent
      default: next = region.parent
      }
    }
    return true
  }
}
