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
    calls(in: loop).lazy.map(call(at:)).first { site in
      guard !isOptional(site.instruction.region, in: loop) else { return false }
      if site.effects.contains(where: { $0.kind == .write }) { return true }
      // A copy of a row is saved, though nothing tells what it is.
      if site.resolved.targets.isEmpty {
        return site.unit.isPython && site.isCalled("save") && site.instruction.isDiscarded
          && site.arguments.isEmpty
      }
      return site.resolved.targets.contains { writesAlways(units.number($0)) }
    }
  }

  /// Whether a function comes to a write on its shortest way without a test.
  private func writesAlways(_ function: Int32) -> Bool {
    guard !reachedKinds.functions[Int(function)].isDisjoint(with: EffectKinds([EffectKind.write]))
    else {
      return false
    }
    let path = path(from: function, kinds: [.write])
    return !path.isEmpty && !path.contains(where: \.isConditional)
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
