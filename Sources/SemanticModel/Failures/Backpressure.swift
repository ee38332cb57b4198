// Streams whose pieces are written on as fast as they come.

import Facts

/// A listener that writes every piece and never looks whether the other side keeps up.
package struct UncheckedWrite: Sendable {
  /// The call that listens for pieces.
  package let listening: CallSite
  /// The write inside it.
  package let write: CallSite
}

extension Program {
  /// `source.on("data", (chunk) => response.write(chunk))` on a request's way, where nothing pauses the source.
  package var uncheckedWrites: [UncheckedWrite] {
    calls(named: ["on", "addListener"]).compactMap { site in
      guard site.unit.isRunning, !browserUnits.contains(site.place.unit),
        case .text("data") = site.arguments.first?.shape,
        site.isReached(from: [EntryKinds(.request), EntryKinds(.socket)])
      else { return nil }
      return uncheckedWrite(in: site)
    }
  }

  private func uncheckedWrite(in listening: CallSite) -> UncheckedWrite? {
    let unit = listening.place.unit
    let facts = listening.unit.facts
    guard let handler = facts.valueList(ListID(listening.instruction.b)).last,
      facts.values[handler.index].kind == .function
    else { return nil }
    let function = FunctionRef(unit: unit, id: FunctionID(facts.values[handler.index].a))
    guard let chunk = facts.parameters(of: function.id).first?.symbol, chunk.isPresent else {
      return nil
    }
    let inside = facts.steps(of: function.id).compactMap { index in
      table.position(of: CallRef(unit: unit, id: InstructionID(index))).map { call(at: $0) }
    }
    guard !inside.contains(where: { ["pause", "cork", "once"].contains($0.calledName) }) else {
      return nil
    }
    let write = inside.first { call in
      call.calledName == "write" && (call.instruction.flags.contains(.discarded) || call.isReturned)
        && call.isHanded(chunk) && !isSpooled(call)
    }
    return write.map { UncheckedWrite(listening: listening, write: $0) }
  }

  /// Whether what is written to are the process's own channels: small, and drained by the system.
  private func isSpooled(_ write: CallSite) -> Bool {
    let text = write.calleeText
    return ["stdout", "stderr", "hash", "hmac", "decoder", "parser"].contains {
      text.lowercased().contains($0)
    }
  }
}
