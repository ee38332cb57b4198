// What a caller sent and may have sent wrong, read under the same handler as work that may fail.

import Facts

extension Handler {
  /// A call before the work, in the same block, that fails where what it is given is malformed: `header.split(" ", 1)`.
  package var parsing: CallSite? {
    let facts = work.unit.facts
    var region = work.instruction.region
    while region.isPresent, facts.regions[region.index].kind != .try {
      region = facts.regions[region.index].parent
    }
    guard region.isPresent else { return nil }
    let names = work.unit.isPython ? Self.readers : Self.scriptReaders
    let program = work.program
    return program.table.calls(of: work.place.unit).lazy
      .filter { $0 < work.position && program.calls[$0].function == work.resolved.function }
      .map { program.call(at: $0) }
      .first { names.contains($0.calledName) && $0.instruction.region == region }
  }

  /// A list is unpacked into as many names as it is meant to hold, or a text is no number.
  private static let readers: Set<String> = [
    "split", "rsplit", "loads", "fromisoformat", "UUID", "b64decode",
  ]
  private static let scriptReaders: Set<String> = ["parse", "decodeURIComponent", "URL", "BigInt"]
}
