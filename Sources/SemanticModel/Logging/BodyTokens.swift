// Parts of an access log that write the whole body of a request.

import Facts

extension Program {
  /// `morgan.token("body", (req) => JSON.stringify(req.body))`, where a format writes the token.
  package var bodyTokens: [LogLine] {
    let formats = calls(playing: [.requestLog]).filter(\.unit.isRunning)
    guard !formats.isEmpty else { return [] }
    return callsOfLibraries.compactMap { position -> LogLine? in
      let site = call(at: position)
      guard site.library == "morgan", site.isCall(of: "token"), site.unit.isRunning,
        !isSwitched(site.place)
      else { return nil }
      let given = site.unit.facts.valueList(ListID(site.instruction.b))
      guard given.count > 1, let name = text(given[0], site.unit.facts),
        let dump = dumpedBody(by: given[1], in: site.unit),
        formats.contains(where: { writes($0, name) && !isSwitched($0.place) })
      else { return nil }
      return LogLine(site: site, dump: dump)
    }
  }

  private func text(_ id: ValueID, _ facts: FileFacts) -> String? {
    let value = facts.values[id.index]
    return value.kind == .string ? facts.names.string(NameID(value.a)) : nil
  }

  /// Whether the first argument of an access log names a token.
  private func writes(_ format: CallSite, _ token: String) -> Bool {
    let facts = format.unit.facts
    guard let first = facts.valueList(ListID(format.instruction.b)).first else { return false }
    var value = facts.values[first.index]
    if value.kind == .symbol { value = facts.values[facts.symbols[Int(value.a)].value.index] }
    guard value.kind == .string else { return false }
    return facts.names.string(NameID(value.a)).split(separator: ":")
      .contains { part in
        part.hasPrefix(token) && !(part.dropFirst(token.count).first?.isLetter ?? false)
      }
  }

  /// The body that a function makes a text of.
  private func dumpedBody(by id: ValueID, in unit: Unit) -> String? {
    let facts = unit.facts
    let value = facts.values[id.index]
    guard value.kind == .function else { return nil }
    let function = facts.functions[Int(value.a)]
    let isText = facts.instructions[
      function.firstInstruction.index..<function.endInstruction.index
    ]
    .contains { step in
      let callee = facts.values[Int(step.a)]
      return step.operation == .call && callee.kind == .member
        && facts.names.isText("stringify", NameID(callee.b))
    }
    guard isText else { return nil }
    return (function.firstValue.index..<function.endValue.index).lazy
      .compactMap { self.bodyText(ValueID($0), in: unit) }.first
  }

  private func bodyText(_ id: ValueID, in unit: Unit) -> String? {
    let facts = unit.facts
    let value = facts.values[id.index]
    switch value.kind {
    case .member where facts.names.isText("body", NameID(value.b)): return text(of: id, in: unit)
    case .index:
      let key = facts.values[Int(value.b)]
      let isBody = key.kind == .string && facts.names.isText("body", NameID(key.a))
      return isBody ? text(of: ValueID(value.a), in: unit) + ".body" : nil
    default: return nil
    }
  }
}
