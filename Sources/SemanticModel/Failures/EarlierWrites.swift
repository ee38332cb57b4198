// What is written already when a call fails.

import Facts
import SourceText

extension Program {
  /// The last write that always runs before a call in its function, and that nothing takes back.
  func write(before site: CallSite) -> CallSite? {
    guard !isInsideTransaction(site.function), !isMadeGood(site) else { return nil }
    let facts = site.unit.facts
    let function = facts.functions[site.resolved.function.index]
    let around = facts.regions(around: site.instruction.region)
    var index = site.resolved.place.id.index
    while index > function.firstInstruction.index + 1 {
      index -= 1
      guard around.contains(facts.instructions[index].region),
        let position = table.position(
          of: CallRef(unit: site.place.unit, id: InstructionID(index))
        )
      else { continue }
      let call = call(at: position)
      // What writes only while it runs other code, or by the way of reading, is no record of the request.
      if call.reachedKinds.contains(.write), call.callbacksAreEmpty, !call.isNamedReading {
        return call
      }
    }
    return nil
  }

  /// Whether a handler around a call writes: it takes back what was written before, or notes the failure.
  private func isMadeGood(_ site: CallSite) -> Bool {
    let facts = site.unit.facts
    let attempts = facts.regions.filter {
      $0.kind == .try && $0.function == site.resolved.function
        && $0.span.contains(site.place.span)
    }
    return facts.regions.contains { region in
      guard region.kind == .catch, region.function == site.resolved.function,
        attempts.contains(where: { $0.parent == region.parent && $0.span.end <= region.span.start })
      else { return false }
      return (region.firstInstruction.index..<region.endInstruction.index).contains { index in
        table.position(of: CallRef(unit: site.place.unit, id: InstructionID(index)))
          .map { call(at: $0).reachedKinds.contains(.write) } ?? false
      }
    }
  }
}

extension CallSite {
  /// `getSettings()`: makes what is not there yet at most.
  fileprivate var isNamedReading: Bool {
    ["get", "find", "load", "fetch", "is", "has", "check", "read", "list", "require"]
      .contains { calledName.hasPrefix($0) }
  }

  fileprivate var callbacksAreEmpty: Bool { program.table.callbacks(ofCall: position).isEmpty }
}
