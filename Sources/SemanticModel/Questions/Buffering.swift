// What is held in memory as a whole: files that are read, texts that are put together.

import Facts
import SourceText

/// A file or a result that stands in memory from its first to its last byte.
package struct WholeInMemory: Sendable {
  package let site: CallSite
  package let kind: Kind
  /// What is read or put together, as the source spells it.
  package let subject: String
  /// What is done with all of it.
  package let use: SourcePlace?

  package enum Kind: Sendable, Hashable {
    /// A file of any size, which is sent or encoded.
    case file
    /// A text of all rows, joined line by line.
    case rows
  }
}

extension Program {
  /// Files and texts that requests hold as a whole although they could pass in pieces.
  package var wholesInMemory: [WholeInMemory] {
    var result: [WholeInMemory] = []
    let files = Set(callRoles.calls(playing: [.wholeFile]).map { Int($0) })
    for position in files.union(calls(named: ["join"]).map(\.position)).sorted() {
      let unit = calls[position].place.unitIndex
      guard units[unit].isRunning, !browserUnits.contains(unit) else { continue }
      let site = call(at: position)
      if files.contains(position) {
        if let found = file(site) { result.append(found) }
      } else if let found = joined(site) {
        result.append(found)
      }
    }
    return result
  }

  private static let senders: Set<String> = [
    "send", "end", "write", "json", "putObject", "upload", "body", "sendMail", "PutObjectCommand",
    "Response", "NextResponse", "HttpResponse", "make_response",
  ]

  /// A file whose name comes from outside, read and handed on.
  private func file(_ site: CallSite) -> WholeInMemory? {
    // `with open(path) as file: file.read()` names the file where it is opened.
    let opening = site.arguments.isEmpty ? site.maker : site
    guard let opening, let path = opening.unit.facts.valueList(ListID(opening.instruction.b)).first
    else { return nil }
    let facts = opening.unit.facts
    guard mentionsInput(path, facts) || isData(path, of: opening.function, facts) else {
      return nil
    }
    let subject = text(of: path, in: opening.unit)
    if isEncoded(site) {
      return WholeInMemory(site: site, kind: .file, subject: subject, use: nil)
    }
    guard let use = handedOn(site) else { return nil }
    return WholeInMemory(site: site, kind: .file, subject: subject, use: use)
  }

  private static let inputs = [
    "req.", "file", "upload", "attachment", "params", "export", "report",
  ]

  /// Files of the application itself, which are small whatever their names are put together from.
  private static let small = [
    "html", "htm", "css", "js", "mjs", "svg", "hbs", "ejs", "pug", "md", "txt", "xml", "yml",
    "yaml",
    "mustache", "liquid", "njk", "sql", "graphql", "pem", "key", "ts", "mjml", "ico",
  ]

  private static let large = [
    ".csv", ".zip", ".gz", ".tar", ".mp4", ".mov", ".avi", ".xlsx", ".parquet", ".ndjson", ".jsonl",
    ".dump",
  ]

  /// `${FOLDER}/${id}.csv`: one of many files of data, chosen by what the function is given.
  private func isData(
    _ id: ValueID,
    of function: FunctionRef,
    _ facts: FileFacts,
    depth: Int = 0
  ) -> Bool {
    guard id.isPresent, depth < 4 else { return false }
    let value = facts.values[id.index]
    switch value.kind {
    case .symbol:
      let symbol = facts.symbols[Int(value.a)]
      return symbol.function == function.id && !symbol.flags.contains(.reassigned)
        && isData(symbol.value, of: function, facts, depth: depth + 1)
    case .string:
      let name = facts.names.string(NameID(value.a)).lowercased()
      return Self.large.contains { name.hasSuffix($0) }
    case .template:
      let parts = facts.valueList(ListID(value.a))
      guard let last = parts.last, facts.values[last.index].kind == .string else { return false }
      let ending = facts.names.string(NameID(facts.values[last.index].a))
      guard let kind = ending.split(separator: ".").last, ending.contains("."),
        !Self.small.contains(kind.lowercased())
      else { return false }
      return parts.contains { part in
        let piece = facts.values[part.index]
        return piece.kind == .symbol || piece.kind == .parameter
      }
    default: return false
    }
  }

  private func mentionsInput(_ id: ValueID, _ facts: FileFacts, depth: Int = 0) -> Bool {
    guard id.isPresent, depth < 6 else { return false }
    let value = facts.values[id.index]
    switch value.kind {
    case .symbol:
      let symbol = facts.symbols[Int(value.a)]
      let name = facts.names.string(symbol.name).lowercased()
      if Self.inputs.contains(where: name.contains) { return true }
      return symbol.function != FileFacts.module && !symbol.flags.contains(.reassigned)
        && mentionsInput(symbol.value, facts, depth: depth + 1)
    case .member:
      let name = facts.names.string(NameID(value.b)).lowercased()
      return Self.inputs.contains(where: name.contains)
        || mentionsInput(ValueID(value.a), facts, depth: depth + 1)
    case .template:
      return facts.valueList(ListID(value.a)).contains {
        mentionsInput($0, facts, depth: depth + 1)
      }
    case .result:
      // `path.join(UPLOADS, req.params.name)`
      return facts.valueList(ListID(facts.instructions[Int(value.a)].b)).contains {
        mentionsInput($0, facts, depth: depth + 1)
      }
    default: return false
    }
  }

  /// `readFile(path, "base64")`: a third more than the file itself.
  private func isEncoded(_ site: CallSite) -> Bool {
    let facts = site.unit.facts
    return facts.valueList(ListID(site.instruction.b)).dropFirst().contains { argument in
      let value = facts.values[argument.index]
      return value.kind == .string && facts.names.string(NameID(value.a)) == "base64"
    }
  }

  /// The call that is given all that a call read.
  private func handedOn(_ site: CallSite) -> SourcePlace? {
    let facts = site.unit.facts
    let fact = facts.functions[site.resolved.function.index]
    var symbol: SymbolID?
    var next = InstructionID(site.resolved.place.id.index + 1)
    while next < fact.endInstruction {
      let step = facts.instructions[next.index]
      next = InstructionID(next.index + 1)
      switch step.operation {
      case .assign where isRead(ValueID(step.b), by: site, facts):
        let place = facts.values[Int(step.a)]
        if place.kind == .symbol { symbol = SymbolID(place.a) }
      case .call, .construct:
        guard Self.senders.contains(calleeName(step, facts)) else { continue }
        let isGiven = facts.valueList(ListID(step.b)).contains { argument in
          isRead(argument, by: site, facts) || isHeld(argument, by: symbol, facts, depth: 0)
        }
        if isGiven { return SourcePlace(unit: site.place.unit, span: step.span) }
      default: continue
      }
    }
    return nil
  }

  private func calleeName(_ step: Instruction, _ facts: FileFacts) -> String {
    let callee = facts.values[Int(step.a)]
    switch callee.kind {
    case .member: return facts.names.string(NameID(callee.b))
    case .symbol: return facts.names.string(facts.symbols[Int(callee.a)].name)
    case .global: return facts.names.string(NameID(callee.a))
    default: return ""
    }
  }

  private func isRead(_ id: ValueID, by site: CallSite, _ facts: FileFacts) -> Bool {
    guard id.isPresent else { return false }
    let value = facts.values[id.index]
    switch value.kind {
    case .awaited: return isRead(ValueID(value.a), by: site, facts)
    case .result: return InstructionID(value.a) == site.resolved.place.id
    default: return false
    }
  }

  private func isHeld(
    _ id: ValueID,
    by symbol: SymbolID?,
    _ facts: FileFacts,
    depth: Int
  ) -> Bool {
    guard let symbol, id.isPresent, depth < 4 else { return false }
    let value = facts.values[id.index]
    switch value.kind {
    case .symbol: return SymbolID(value.a) == symbol
    case .object:
      let words = Array(facts.list(ListID(value.a)))
      return stride(from: 1, to: words.count, by: 2).contains {
        isHeld(ValueID(words[$0]), by: symbol, facts, depth: depth + 1)
      }
    default: return false
    }
  }

  /// `lines.join("\n")` of lines that a growing loop over rows wrote.
  private func joined(_ site: CallSite) -> WholeInMemory? {
    let facts = site.unit.facts
    guard site.method?.name == "join", case .text(let separator)? = site.arguments.first?.shape,
      separator.utf8.contains(10)
    else { return nil }
    let callee = facts.values[Int(site.instruction.a)]
    let list = facts.values[Int(callee.a)]
    guard list.kind == .symbol else { return nil }
    let symbol = facts.symbols[Int(list.a)]
    guard symbol.function == site.resolved.function, site.isReturned || isSent(site, facts),
      let filler = filler(of: SymbolID(list.a), in: site)
    else { return nil }
    return WholeInMemory(
      site: site,
      kind: .rows,
      subject: facts.names.string(symbol.name),
      use: filler.place
    )
  }

  /// Whether what a call gives goes straight into an answer.
  private func isSent(_ site: CallSite, _ facts: FileFacts) -> Bool {
    let fact = facts.functions[site.resolved.function.index]
    var next = InstructionID(site.resolved.place.id.index + 1)
    while next < fact.endInstruction {
      let step = facts.instructions[next.index]
      next = InstructionID(next.index + 1)
      guard step.operation == .call || step.operation == .construct,
        Self.senders.contains(calleeName(step, facts))
      else { continue }
      if facts.valueList(ListID(step.b)).contains(where: { isRead($0, by: site, facts) }) {
        return true
      }
    }
    return false
  }

  /// The call that adds to a list once per row that a query gives.
  private func filler(of symbol: SymbolID, in site: CallSite) -> CallSite? {
    let next = site.place.unit + 1
    let first = table.firstCall[site.place.unit]
    let end = next < table.firstCall.count ? table.firstCall[next] : calls.count
    return (first..<end).lazy.map { self.call(at: $0) }.first { push in
      let callee = push.unit.facts.values[Int(push.instruction.a)]
      guard push.method?.name == "push", callee.kind == .member else { return false }
      let list = push.unit.facts.values[Int(callee.a)]
      guard list.kind == .symbol, SymbolID(list.a) == symbol else { return false }
      return self.isPerRow(push)
    }
  }

  /// Whether a call runs once per row: in a growing loop, or in a function that a reading call is given.
  private func isPerRow(_ push: CallSite) -> Bool {
    if let repetition = repetition(of: push.position, callee: nil) {
      guard case .iteration(let position) = repetition.kind else {
        return reads(push.function)
      }
      return reads(push.function) || reads(call(at: position).function)
    }
    guard let use = graph.closureUses[push.function] else { return false }
    return !effects(behind: call(at: use.call)).isDisjoint(with: [.query])
  }

  /// Whether a function asks the database itself.
  private func reads(_ function: FunctionRef) -> Bool {
    cost(of: function).terms.contains { $0.kind == .query }
  }
}
