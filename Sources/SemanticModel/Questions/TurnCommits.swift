// The calls by which turns of a loop end the transaction.

package import Facts

extension Program {
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

  /// The call by which each turn of a loop writes to the database, whatever the turn finds.
  package func write(inEachTurnOf loop: Place<Region>) -> CallSite? {
    let wanted = EffectKinds([EffectKind.write])
    return calls(in: loop).lazy.map(call(at:)).first { site in
      guard !isOptional(site.instruction.region, in: loop) else { return false }
      return !reachedKinds[site.position].isDisjoint(with: wanted)
        && (site.effects.contains { $0.kind == .write }
          || site.resolved.targets.contains { target in
            summaries.costs[Int(units.number(target))].lowest(of: wanted) != nil
          })
    }
  }

  /// Whether some turns of a loop pass a block by.
  private func isOptional(_ region: RegionID, in loop: Place<Region>) -> Bool {
    let facts = units[loop.unitIndex].facts
    var next = region
    while next.isPresent, next != loop.id {
      let fact = facts.regions[next.index]
      switch fact.kind {
      case .then, .otherwise, .case, .catch: return true
      default: next = fact.parent
      }
    }
    return false
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
}
