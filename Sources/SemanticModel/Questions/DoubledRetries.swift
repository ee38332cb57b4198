// Jobs that ask for another try where their own handler catches that, and asks for one more.

import Facts
import SourceText

/// One failure for which two tries are put into the queue.
package struct DoubledRetry: Sendable {
  /// The first try that is asked for, inside of the protected block.
  package let first: CallSite
  /// The one that the handler asks for.
  package let second: CallSite
  package let function: FunctionRef
}

extension Program {
  /// `self.retry()` puts the next try into the queue and throws; a handler of all exceptions catches that as well.
  package var doubledRetries: [DoubledRetry] {
    var decorated: [Int: [CallRef: FunctionRef]] = [:]
    var seen: Set<FunctionRef> = []
    var found: [DoubledRetry] = []
    for site in calls(playing: [.jobTask]) where site.unit.isRunning {
      let unit = site.place.unit
      let functions = decorated[unit] ?? decoratedFunctions(in: unit)
      decorated[unit] = functions
      guard let function = functions[site.resolved.place], seen.insert(function).inserted,
        let doubled = doubledRetry(in: function)
      else { continue }
      found.append(doubled)
    }
    return found.sorted { $0.first.place < $1.first.place }
  }

  private func doubledRetry(in function: FunctionRef) -> DoubledRetry? {
    let retries = calls(in: function).map { call(at: $0) }.filter { site in
      let callee = site.unit.facts.values[Int(site.instruction.a)]
      return site.calledName == "retry" && callee.kind == .member
        && units.parameter(behind: ValueID(callee.a), in: site.place.unit)?.position == 0
    }
    guard retries.count > 1 else { return nil }
    let facts = units[function.unitIndex].facts
    var body: [RegionID: RegionID] = [:]
    for position in facts.regions(of: function.id) {
      let region = facts.regions[position]
      if region.kind == .try { body[region.parent] = RegionID(position) }
      guard region.kind == .catch, let tried = body[region.parent] else { continue }
      guard catchesAll(region, facts) else {
        // `except Retry: raise` in front of the others lets it through.
        if namesRetry(region, facts) { body[region.parent] = nil }
        continue
      }
      let protected = facts.regions[tried.index].span
      guard let first = retries.first(where: { protected.contains($0.instruction.span) }),
        let second = retries.first(where: { region.span.contains($0.instruction.span) })
      else { continue }
      return DoubledRetry(first: first, second: second, function: function)
    }
    return nil
  }

  private func catchesAll(_ region: Region, _ facts: FileFacts) -> Bool {
    guard region.subject.isPresent else { return true }
    return name(of: region.subject, facts).map { ["Exception", "BaseException"].contains($0) }
      ?? false
  }

  private func namesRetry(_ region: Region, _ facts: FileFacts) -> Bool {
    let value = facts.values[region.subject.index]
    let named = value.kind == .array ? facts.valueList(ListID(value.a)) : [region.subject]
    return named.contains { ["Retry", "CeleryError"].contains(name(of: $0, facts)) }
  }

  private func name(of id: ValueID, _ facts: FileFacts) -> String? {
    facts.lastName(of: id).map { facts.names.string($0) }
  }
}
