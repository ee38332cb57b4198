// Transactions that are rolled back after they were committed.

import Facts

/// An exception that is thrown behind a commit, under a handler that rolls back.
package struct LateRollback: Sendable {
  package let commit: CallSite
  /// What is thrown.
  package let thrown: SourcePlace
  package let rollback: CallSite
}

extension Program {
  /// Every exception that a function throws behind its own commit, into its own rollback.
  package var lateRollbacks: [LateRollback] {
    // Few files handle exceptions at all, and both ends of a transaction lie in one file.
    let handling = units.indices.filter { unit in
      units[unit].isRunning && units[unit].facts.regions.contains { $0.kind == .catch }
    }
    let ends = handling.flatMap { table.calls(of: $0) }.map { call(at: $0) }.filter { site in
      site.root != nil && (site.roles.contains(.endsTransaction) || site.statementVerb != nil)
    }
    var result: [LateRollback] = []
    for rollback in ends where isNamed("rollback", rollback) {
      guard let body = triedRegion(around: rollback) else { continue }
      for commit in ends
      where commit.place.unit == rollback.place.unit && isNamed("commit", commit)
        && commit.root == rollback.root && isInside(commit.instruction.region, body, commit)
      {
        if let thrown = thrown(behind: commit) {
          result.append(LateRollback(commit: commit, thrown: thrown, rollback: rollback))
        }
      }
    }
    return result
  }

  private func isNamed(_ verb: String, _ site: CallSite) -> Bool {
    site.statementVerb == verb || site.calledName.lowercased().hasPrefix(verb)
  }

  /// The block whose handler a call stands in.
  private func triedRegion(around site: CallSite) -> RegionID? {
    let facts = site.unit.facts
    var next = site.instruction.region
    while next.isPresent {
      let region = facts.regions[next.index]
      if region.kind == .catch {
        var index = next.index
        while index > 1 {
          index -= 1
          let other = facts.regions[index]
          if other.kind == .try, other.parent == region.parent { return RegionID(index) }
        }
      }
      next = region.parent
    }
    return nil
  }

  private func isInside(_ region: RegionID, _ outer: RegionID, _ site: CallSite) -> Bool {
    var next = region
    while next.isPresent {
      if next == outer { return true }
      next = site.unit.facts.regions[next.index].parent
    }
    return false
  }

  /// The exception that always follows a commit: in its own block, behind it.
  private func thrown(behind commit: CallSite) -> SourcePlace? {
    let facts = commit.unit.facts
    let steps = facts.steps(of: commit.resolved.function)
    for index
      in (commit.resolved.place.id.index + 1)..<max(
        steps.upperBound,
        commit.resolved.place.id.index + 1
      )
    {
      let step = facts.instructions[index]
      guard step.region == commit.instruction.region else { continue }
      if step.operation == .return { return nil }
      if step.operation == .throw {
        return SourcePlace(unit: commit.place.unit, span: step.span)
      }
    }
    return nil
  }
}
