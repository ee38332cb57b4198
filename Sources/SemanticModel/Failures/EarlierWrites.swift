// What is written already when a call fails.

import Facts

extension Program {
  /// The last write that always runs before a call in its function, and that nothing takes back.
  func write(before site: CallSite) -> CallSite? {
    guard !isInsideTransaction(site.function) else { return nil }
    let facts = site.unit.facts
    let function = facts.functions[site.resolved.function.index]
    var around: Set<RegionID> = []
    var region = site.instruction.region
    while region.isPresent, around.insert(region).inserted {
      region = facts.regions[region.index].parent
    }
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
}

extension CallSite {
  /// `getSettings()`: makes what is not there yet at most.
  fileprivate var isNamedReading: Bool {
    ["get", "find", "load", "fetch", "is", "has", "check", "read", "list", "require"]
      .contains { calledName.hasPrefix($0) }
  }

  fileprivate var callbacksAreEmpty: Bool { program.table.callbacks(ofCall: position).isEmpty }
}
