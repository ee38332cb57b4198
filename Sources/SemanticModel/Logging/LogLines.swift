// What a line of the log says, and when it is written.

import Facts
import SourceText

/// A call that writes to the log, and what makes it too much.
package struct LogLine: Sendable {
  package let site: CallSite
  /// The argument that is a whole object, as the source spells it.
  package let dump: String
  /// It may be a few fields that are put together for the answer.
  package var mayBeSmall = false
  /// Its level is for developers, and a logger with a fixed level writes it all the same.
  package var isWordy: Bool { site.wordyLogger != nil }
}

extension Program {
  /// Lines that write whole objects: bodies of requests, rows, answers of services.
  ///
  /// Lines of levels that production leaves out are not among them, nor those behind a switch.
  package var dumps: [LogLine] {
    calls(with: [.log]).compactMap { site in
      guard site.unit.isRunning, site.isLoud, !isSwitched(site), !isInCatch(site) else {
        return nil
      }
      let arguments = site.unit.facts.valueList(ListID(site.instruction.b))
      let found = arguments.lazy.compactMap { self.dump($0, at: site, depth: 0) }.first
      if let found { return LogLine(site: site, dump: found) }
      if let sent = arguments.lazy.compactMap({ self.sentFields($0, at: site) }).first {
        return LogLine(site: site, dump: sent, mayBeSmall: true)
      }
      let answer = arguments.lazy.compactMap { self.answered($0, by: site) }.first
      return answer.map { LogLine(site: site, dump: $0, mayBeSmall: true) }
    }
  }

  /// Calls in growing loops that write a line each time, whatever the turn finds.
  package var repeatedLines: [RepeatedCall] {
    repeatedCalls(with: [.log]).filter { call in
      call.path.isEmpty && call.site.isLoud && !isConditional(call) && !isSwitched(call.site)
    }
  }

  /// The spelling of a value that is a whole object; nil for texts and single fields.
  private func dump(_ id: ValueID, at site: CallSite, depth: Int) -> String? {
    guard id.isPresent, depth < 6 else { return nil }
    let facts = site.unit.facts
    let value = facts.values[id.index]
    switch value.kind {
    case .member:
      let name = facts.names.string(NameID(value.b))
      guard name == "body" || name == "headers", isRequest(ValueID(value.a), facts) else {
        return nil
      }
      return text(of: id, in: site.unit)
    case .symbol:
      // Python writes a request as its class, verb and path: one short line.
      return isFetched(SymbolID(value.a), in: site.place.unit)
        || isDelivery(SymbolID(value.a), in: site.unit)
        || !site.unit.isPython
          && (isRequest(id, facts) || isPartOfRequest(id, facts) || isAnswer(id, facts))
        ? text(of: id, in: site.unit) : nil
    case .object where !site.unit.isPython:
      // `logger.log({ method, url, body: req.body })`
      let words = Array(facts.list(ListID(value.a)))
      return stride(from: 1, to: words.count, by: 2).lazy.map { ValueID(words[$0]) }
        .first { self.isPartOfRequest($0, facts) }.flatMap { self.text(of: $0, in: site.unit) }
    case .template where site.unit.isPython:
      return facts.valueList(ListID(value.a)).lazy.compactMap { part in
        self.isSentBody(part, facts, 0) ? self.text(of: part, in: site.unit) : nil
      }.first
    case .template:
      return facts.valueList(ListID(value.a)).lazy.compactMap {
        self.isCall(of: "stringify", $0, facts) || self.isDocument($0, in: site)
          ? self.dump($0, at: site, depth: depth + 1) : nil
      }.first
    case .result where isCall(of: "stringify", id, facts) || isCall(of: "inspect", id, facts):
      let arguments = facts.valueList(ListID(facts.instructions[Int(value.a)].b))
      guard let first = arguments.first else { return nil }
      return dump(first, at: site, depth: depth + 1) ?? spelledOut(arguments, in: site.unit)
    default: return nil
    }
  }

  /// Whether a value is all that a client sent: `request.form`, `request.get_json()`, or what was named for it.
  private func isSentBody(_ id: ValueID, _ facts: FileFacts, _ depth: Int) -> Bool {
    guard id.isPresent, depth < 4 else { return false }
    let value = facts.values[id.index]
    switch value.kind {
    case .member:
      return Self.sent.contains(facts.names.string(NameID(value.b)))
        && isImportedRequest(ValueID(value.a), facts)
    case .result:
      let callee = facts.values[Int(facts.instructions[Int(value.a)].a)]
      return callee.kind == .member && isImportedRequest(ValueID(callee.a), facts)
        && ["get_json", "get_data"].contains(facts.names.string(NameID(callee.b)))
    case .symbol:
      let symbol = facts.symbols[Int(value.a)]
      return symbol.value.isPresent && !symbol.flags.contains(.reassigned)
        && isSentBody(symbol.value, facts, depth + 1)
    default: return false
    }
  }

  private static let sent: Set<String> = ["json", "form", "data", "headers"]

  private func isImportedRequest(_ id: ValueID, _ facts: FileFacts) -> Bool {
    let value = facts.values[id.index]
    guard value.kind == .symbol else { return false }
    let symbol = facts.symbols[Int(value.a)]
    return symbol.kind == .import && facts.names.isText("request", symbol.name)
  }

  /// Whether the program says that lines of the level `info` are written: Python writes warnings and worse unless told.
  package var setsLogLevel: Bool {
    calls(named: ["basicConfig", "setLevel", "dictConfig"]).contains { site in
      guard site.unit.isPython, site.unit.isRunning else { return false }
      let text = SourceEdit(site.place, in: self).text ?? ""
      return site.calledName == "dictConfig" || text.contains("INFO") || text.contains("DEBUG")
    }
  }

  func isCall(of name: String, _ id: ValueID, _ facts: FileFacts) -> Bool {
    let value = facts.values[id.index]
    guard value.kind == .result else { return false }
    let callee = facts.values[Int(facts.instructions[Int(value.a)].a)]
    return callee.kind == .member && facts.names.string(NameID(callee.b)) == name
  }

  private static let requests: Set<String> = ["req", "request", "ctx", "res", "response"]

  func isRequest(_ id: ValueID, _ facts: FileFacts) -> Bool {
    let value = facts.values[id.index]
    switch value.kind {
    case .symbol:
      let symbol = facts.symbols[Int(value.a)]
      let origin = facts.values[symbol.value.index].kind
      // NestJS hands over a context: `const request = context.switchToHttp().getRequest()`.
      return Self.requests.contains(facts.names.string(symbol.name))
        && (symbol.kind == .parameter || origin == .parameter
          || isCall(of: "getRequest", symbol.value, facts))
    case .member: return isRequest(ValueID(value.a), facts)
    default: return false
    }
  }

  /// Whether a name stands for what a database or another service answered.
  private func isFetched(_ id: SymbolID, in unit: Int) -> Bool {
    let facts = units[unit].facts
    let symbol = facts.symbols[id.index]
    guard symbol.value.isPresent, !symbol.flags.contains(.reassigned) else { return false }
    guard let site = answering(symbol.value, in: unit) else { return false }
    let effects = site.effects
    // A count or an exit status is short.
    let isShort = effects.contains { ["count", "update", "delete", "exists"].contains($0.verb) }
    return !isShort && effects.contains { $0.kind == .query || $0.kind == .external }
  }

  /// The call whose answer a value is, in front of the links that only shape a statement: `find(…).populate("shop")`.
  func answering(_ id: ValueID, in unit: Int) -> CallSite? {
    let facts = units[unit].facts
    var value = facts.values[id.index]
    if value.kind == .awaited { value = facts.values[Int(value.a)] }
    var last: CallSite?
    for _ in 0..<6 {
      guard value.kind == .result,
        let position = table.position(of: CallRef(unit: unit, id: InstructionID(value.a)))
      else { break }
      let site = call(at: position)
      last = last ?? site
      if !site.effects.isEmpty { return site }
      let callee = facts.values[Int(site.instruction.a)]
      // Another library's method, or one of a list, makes something else of the answer.
      guard callee.kind == .member, site.library == "Mongoose",
        !["lean", "select"].contains(site.calledName)
      else { break }
      value = facts.values[Int(callee.a)]
    }
    return last
  }

  /// Whether a line stands in a block of its loop that not every turn enters.
  private func isConditional(_ call: RepeatedCall) -> Bool {
    let facts = call.site.unit.facts
    var next = call.site.instruction.region
    while next.isPresent {
      let region = facts.regions[next.index]
      switch region.kind {
      case .then, .otherwise, .case, .catch: return true
      default: break
      }
      if region.kind.isLoop { return isLeftBefore(call.site, since: region.firstInstruction.index) }
      next = region.parent
    }
    let own = facts.functions[call.site.resolved.function.index]
    return isLeftBefore(call.site, since: own.firstInstruction.index)
  }

  /// Whether the function gives its answer in front of a line for some turns: the line tells of the others.
  private func isLeftBefore(_ site: CallSite, since first: Int) -> Bool {
    let facts = site.unit.facts
    return (first..<max(first, site.resolved.place.id.index)).contains { position in
      let step = facts.instructions[position]
      return step.operation == .return && facts.regions[step.region.index].kind.isArm
    }
  }

  private func isInCatch(_ site: CallSite) -> Bool {
    let facts = site.unit.facts
    var next = site.instruction.region
    while next.isPresent {
      if facts.regions[next.index].kind == .catch { return true }
      next = facts.regions[next.index].parent
    }
    return false
  }

  /// Whether a call stands behind a test of the environment: only where somebody wants it.
  package func isSwitched(_ place: SourcePlace) -> Bool {
    units[place.unit].facts.regions.contains { region in
      region.subject.isPresent && region.span.contains(place.span)
        && isSwitch(region, in: place.unit)
    }
  }

  /// The same of a call.
  package func isSwitched(_ site: CallSite) -> Bool {
    let facts = site.unit.facts
    var next = site.instruction.region
    while next.isPresent {
      let region = facts.regions[next.index]
      if region.subject.isPresent, isSwitch(region, in: site.place.unit) {
        return true
      }
      next = region.parent
    }
    return false
  }

  private static let switches = [
    "debug", "verbose", "dev", "prod", "node_env", "test", "loglevel", "trace",
    "always_eager",
  ]

  private func isSwitch(_ region: Region, in unit: Int) -> Bool {
    guard region.kind == .then || region.kind == .otherwise || region.kind == .case else {
      return false
    }
    let subject = units[unit].facts.values[region.subject.index]
    let place = SourcePlace(unit: unit, span: subject.span)
    let text = SourceEdit(place, in: self).text?.lowercased() ?? ""
    return Self.switches.contains { text.contains($0) }
  }
}

extension CallSite {
  private static let quietLevels: Set<String> = [
    "debug", "trace", "verbose", "silly", "time", "timeEnd", "error", "warn", "warning", "fatal",
    "crit", "alert", "emerg", "exception",
  ]

  /// Whether the line is written in production, and not only when something goes wrong.
  package var isLoud: Bool {
    // `console.debug.apply(console, …)` is a line of the level before it.
    let words = calleeText.split(separator: ".").suffix(2).map(String.init)
    return !words.contains { Self.quietLevels.contains($0) } || wordyLogger != nil
  }
}
