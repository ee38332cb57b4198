// Looks into a cache server whose failure ends a request that could do without.

import Facts

/// A look into a cache, and what the function asks the database for where the cache holds nothing.
package struct HardCacheRead: Sendable {
  package let look: CallSite
  /// The function's own way to what it looks for.
  package let work: CallSite
}

extension Program {
  private static let looks: Set<String> = [
    "get", "hget", "hgetall", "mget", "getex", "lrange", "smembers", "zrange", "exists", "getjson",
  ]

  /// The looks into a cache server that stand in front of a query for the same, and whose failure nobody replaces.
  package var hardCacheReads: [HardCacheRead] {
    var fates: [Int: FailureFates] = [:]
    return calls(with: [.cache]).compactMap { site in
      guard site.unit.isRunning, site.isReached(from: [EntryKinds(.request)]),
        Self.looks.contains(site.calledName.lowercased())
      else { return nil }
      var next = site
      // A helper of the project gives what the cache holds; who asks it has the query.
      for _ in 0..<3 {
        let unit = next.place.unit
        let known = fates[unit] ?? FailureFates(next.unit.facts, PromiseUses(next.unit.facts))
        fates[unit] = known
        guard known.fate(of: next.resolved.place.id) == .passes else { return nil }
        if let work = work(behind: next) { return HardCacheRead(look: site, work: work) }
        guard next.instruction.isReturned(in: next.unit.facts),
          let caller = soleCaller(of: next.function)
        else { return nil }
        next = caller
      }
      return nil
    }
  }

  /// The first query behind a look, in the same function, which some of its ways never come to.
  private func work(behind look: CallSite) -> CallSite? {
    let facts = look.unit.facts
    let own = facts.functions[look.resolved.function.index]
    let leaves = (look.resolved.place.id.index..<own.endInstruction.index).contains { index in
      let step = facts.instructions[index]
      return step.operation == .return && step.region != look.instruction.region
    }
    return calls(in: look.function).lazy.map { self.call(at: $0) }.first { site in
      site.position > look.position && site.reachedKinds.contains(.query)
        && !site.reachedKinds.contains(.cache)
        && (leaves || site.instruction.region != look.instruction.region)
    }
  }

  /// The one call that leads to a function; nil where several do.
  private func soleCaller(of function: FunctionRef) -> CallSite? {
    let callers = reachability.callers[Int(units.number(function))]
    guard let first = callers.first, callers.allSatisfy({ $0.call == first.call }) else {
      return nil
    }
    let site = call(at: Int(first.call))
    return site.resolved.targets.contains(function) ? site : nil
  }
}

extension Instruction {
  /// Whether a function gives back what a call gives, at once or from under a name.
  fileprivate func isReturned(in facts: FileFacts) -> Bool {
    facts.instructions.contains { step in
      guard step.operation == .return, step.a != 0 else { return false }
      var value = facts.values[Int(step.a)]
      for _ in 0..<4 {
        switch value.kind {
        case .awaited: value = facts.values[Int(value.a)]
        case .symbol where facts.symbols[Int(value.a)].value.isPresent:
          value = facts.values[facts.symbols[Int(value.a)].value.index]
        case .result: return facts.instructions[Int(value.a)].span == span
        default: return false
        }
      }
      return false
    }
  }
}
