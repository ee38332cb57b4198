// Code that does something again after it failed.

import Facts
import SourceText

/// A loop or a function that tries a call again when it fails.
package struct Retry: Sendable {
  /// The call that fails and is made again.
  package let site: CallSite
  /// Where the next try begins: the block that catches, or the call that begins anew.
  package let place: SourcePlace
  /// Nothing ends the tries but success.
  package let isEndless: Bool
  /// It waits before the next try.
  package let waits: Bool
  package let kind: Kind
  /// What is sent again may have been carried out the first time.
  package var sendsAgain = false

  package enum Kind: Sendable, Hashable {
    case loop
    /// The function calls itself.
    case recursion
    /// An event of a lost connection connects at once.
    case reconnect
    /// A worker's endless loop, which takes the next turn at once when one failed.
    case worker
  }
}

extension Program {
  /// All tries of calls that leave the process.
  package var retries: [Retry] {
    var result: [Retry] = []
    for unit in units.indices where units[unit].isRunning {
      let search = RetrySearch(self, unit)
      result += search.loops() + search.recursions() + search.reconnects()
      result += RetriesByValue(self, unit).loops()
    }
    return result
  }

  /// What a call does, itself or through what it calls.
  package func effects(behind site: CallSite) -> Set<EffectKind> {
    var result = Set(site.effects.map(\.kind))
    for target in site.resolved.targets {
      for term in cost(of: target).terms { result.insert(term.kind) }
    }
    return result
  }
}

/// Looks for tries in one file.
struct RetrySearch {
  let program: Program
  let unit: Int
  let facts: FileFacts

  init(_ program: Program, _ unit: Int) {
    self.program = program
    self.unit = unit
    facts = program.units[unit].facts
  }

  /// What another machine answers; a database refuses for reasons of its own, which a new try can mend at once.
  private static let remote: Set<EffectKind> = [.external, .enqueue, .process]
  private static let any: Set<EffectKind> = [.external, .enqueue, .query, .write, .cache]

  func loops() -> [Retry] {
    facts.regions.indices.compactMap { position in
      let attempt = RegionID(position)
      guard facts.regions[position].kind == .try, let loop = loop(around: attempt),
        let caught = handler(of: attempt), !isLeft(caught, always: true), !meetsConflict(caught)
      else { return nil }
      return retry(attempt, caught, loop)
    }
  }

  private func retry(_ attempt: RegionID, _ caught: RegionID, _ loop: RegionID) -> Retry? {
    let leavesOnSuccess = leaves(attempt, loop)
    let isEndlessLoop = isEndless(loop)
    guard leavesOnSuccess || isEndlessLoop else { return nil }
    let isLeft = isLeft(caught, always: false)
    let wanted = leavesOnSuccess && (isLeft || !isEndlessLoop) ? Self.remote : Self.any
    guard let site = firstCall(in: attempt, with: wanted) else { return nil }
    let place = SourcePlace(unit: unit, span: facts.regions[caught.index].span)
    var result = Retry(
      site: site,
      place: place,
      isEndless: isEndlessLoop && !isLeft,
      waits: waits(in: loop, around: attempt, before: site),
      kind: leavesOnSuccess ? .loop : .worker
    )
    result.sendsAgain = leavesOnSuccess && posts(site) && !distinguishes(caught)
    return result
  }

  private static let conflicts = [
    "watcherror", "conflict", "staledata", "optimistic", "serializ", "versionerror", "integrity",
    "duplicate", "uniqueviolation", "uniqueconstraint", "deadlock", "lockerror", "concurren",
    "p2002", "p2034", "23505", "40001", "11000",
  ]

  /// Whether a handler only takes what a rival's write causes: that is gone when the next try begins, and no
  /// service is ill.
  private func meetsConflict(_ caught: RegionID) -> Bool {
    let fact = facts.regions[caught.index]
    // `except Conflict:` says it in its head, `catch (error)` in the test behind which it gives up.
    let tests = facts.regions.filter { $0.kind.isArm && fact.span.contains($0.span) }
    return ([fact] + tests).contains { region in
      guard region.subject.isPresent else { return false }
      let place = SourcePlace(unit: unit, span: facts.values[region.subject.index].span)
      let text = SourceEdit(place, in: program).text?.lowercased() ?? ""
      return Self.conflicts.contains(where: text.contains)
    }
  }

  /// Whether a call sends something that makes another thing each time, with no key that says it is the same.
  private func posts(_ site: CallSite) -> Bool {
    let direct = site.effects.contains { $0.kind == .external && $0.verb == "POST" }
    let said = site.arguments.contains { argument in
      if case .text("POST")? = argument["method"]?.shape { return true }
      return false
    }
    guard direct || said else { return false }
    let place = SourcePlace(unit: unit, span: site.instruction.span)
    let text = SourceEdit(place, in: program).text?.lowercased() ?? ""
    return !["idempoten", "headers", "token", "search", "query", "graphql", "login", "auth"]
      .contains {
        text.contains($0)
      }
  }

  /// Whether a handler tells failures apart: what was refused at the door may be sent again.
  private func distinguishes(_ caught: RegionID) -> Bool {
    facts.regions.contains { region in
      region.kind == .then && region.parent == caught
        && !isCount(region.subject)
    }
  }

  /// Whether a test asks for the number of tries.
  private func isCount(_ id: ValueID) -> Bool {
    let span = facts.values[id.index].span
    let text =
      SourceEdit(SourcePlace(unit: unit, span: span), in: program).text?.lowercased() ?? ""
    return Self.counters.contains(where: text.contains) || text.hasPrefix("i ")
  }

  /// The loop whose turn a block is, unless it walks over a collection: that is no retry.
  private func loop(around region: RegionID) -> RegionID? {
    var next = facts.regions[region.index].parent
    while next.isPresent {
      let fact = facts.regions[next.index]
      if fact.kind == .try || fact.kind == .catch || fact.kind == .body { return nil }
      if fact.kind.isLoop {
        return fact.kind != .forEach && !walks(fact) || isRange(fact.subject) ? next : nil
      }
      next = fact.parent
    }
    return nil
  }

  /// `i < nodes.length`: each turn asks another element.
  private func walks(_ loop: Region) -> Bool {
    guard loop.kind == .forCount, loop.subject.isPresent,
      case let test = facts.values[loop.subject.index], test.kind == .binary
    else { return false }
    return [test.a, test.b].contains { side in
      let value = facts.values[Int(side)]
      return value.kind == .member && facts.names.string(NameID(value.b)) == "length"
    }
  }

  /// Whether a collection only counts, as `range(3)` does.
  func isRange(_ id: ValueID) -> Bool {
    let value = facts.values[id.index]
    guard value.kind == .result else { return false }
    let callee = facts.values[Int(facts.instructions[Int(value.a)].a)]
    return callee.kind == .global && facts.names.string(NameID(callee.a)) == "range"
  }

  private func isEndless(_ loop: RegionID) -> Bool {
    let fact = facts.regions[loop.index]
    return fact.flags.contains(.endless) || fact.kind == .forCount && !fact.subject.isPresent
  }

  /// The block that catches what a `try` throws.
  private func handler(of attempt: RegionID) -> RegionID? {
    let parent = facts.regions[attempt.index].parent
    var position = attempt.index + 1
    while position < facts.regions.count {
      let fact = facts.regions[position]
      if fact.parent == parent {
        if fact.kind == .catch { return RegionID(position) }
        if fact.kind == .try || fact.kind == .body { return nil }
      }
      if fact.function != facts.regions[attempt.index].function { return nil }
      position += 1
    }
    return nil
  }

  func isInside(_ inner: RegionID, _ outer: RegionID) -> Bool {
    var next = inner
    while next.isPresent {
      if next == outer { return true }
      next = facts.regions[next.index].parent
    }
    return false
  }

  func steps(of region: RegionID) -> [InstructionID] {
    let fact = facts.regions[region.index]
    return
      (fact.firstInstruction.index..<max(fact.firstInstruction.index, fact.endInstruction.index))
      .map { InstructionID($0) }
      .filter { isInside(facts.instructions[$0.index].region, region) }
  }

  /// Whether the handler throws, returns or breaks; `always`: in every case.
  private func isLeft(_ caught: RegionID, always: Bool) -> Bool {
    steps(of: caught).contains { id in
      let step = facts.instructions[id.index]
      let isExit = [.throw, .return, .break].contains(step.operation)
      return isExit && (!always || step.region == caught)
    }
  }

  /// Whether success ends the loop.
  private func leaves(_ attempt: RegionID, _ loop: RegionID) -> Bool {
    steps(of: attempt).contains { id in
      let step = facts.instructions[id.index]
      return step.operation == .return || step.operation == .break && RegionID(step.a) == loop
    }
  }

  private func firstCall(in region: RegionID, with kinds: Set<EffectKind>) -> CallSite? {
    steps(of: region).lazy.compactMap { id -> CallSite? in
      guard let position = program.table.position(of: CallRef(unit: unit, id: id)) else {
        return nil
      }
      let site = program.call(at: position)
      return program.effects(behind: site).isDisjoint(with: kinds) ? nil : site
    }.first
  }
}

extension RetrySearch {
  private static let waiting = [
    "sleep", "delay", "wait", "backoff", "settimeout", "pause", "timeout",
  ]

  /// Whether a call lets time pass before it is done.
  func isWait(_ id: InstructionID) -> Bool {
    let step = facts.instructions[id.index]
    guard step.operation == .call || step.operation == .construct else { return false }
    let callee = facts.values[Int(step.a)]
    let name: String
    switch callee.kind {
    case .member: name = facts.names.string(NameID(callee.b))
    case .symbol: name = facts.names.string(facts.symbols[Int(callee.a)].name)
    case .global: name = facts.names.string(NameID(callee.a))
    default: name = ""
    }
    let lower = name.lowercased()
    if Self.waiting.contains(where: lower.contains) { return true }
    // `new Promise((done) => setTimeout(done, 1000))`
    return facts.valueList(ListID(step.b)).contains { argument in
      let value = facts.values[argument.index]
      guard value.kind == .function else { return false }
      let fact = facts.functions[Int(value.a)]
      return
        (fact.firstInstruction.index..<max(fact.firstInstruction.index, fact.endInstruction.index))
        .contains { isWait(InstructionID($0)) }
    }
  }

  /// Whether a turn waits besides its try, or in it before it asks.
  private func waits(in loop: RegionID, around attempt: RegionID, before site: CallSite) -> Bool {
    steps(of: loop).contains { id in
      let step = facts.instructions[id.index]
      guard isInside(step.region, attempt) else { return isWait(id) }
      // What is not awaited there is the clock of the try itself.
      return id.index < site.resolved.place.id.index && step.flags.contains(.awaited) && isWait(id)
    }
  }

  /// A handler that calls the function that it stands in.
  func recursions() -> [Retry] {
    facts.regions.indices.compactMap { position -> Retry? in
      let caught = RegionID(position)
      let fact = facts.regions[position]
      guard fact.kind == .catch else { return nil }
      let own = FunctionRef(unit: unit, id: fact.function)
      let steps = steps(of: caught)
      guard let again = steps.first(where: { calls($0, own) }) else { return nil }
      guard let attempt = attempt(before: caught),
        let site = firstCall(in: attempt, with: Self.remote)
      else { return nil }
      let isConditional = facts.instructions[again.index].region != caught
      // Another test than that of the tries tells one failure from others: an expired token, say.
      guard !isConditional || countsTries(around: again, upTo: caught) else { return nil }
      let leaves = isLeft(caught, always: false)
      return Retry(
        site: site,
        place: SourcePlace(unit: unit, span: facts.instructions[again.index].span),
        isEndless: !isConditional && !leaves
          && facts.valueList(ListID(facts.instructions[again.index].b)).isEmpty,
        waits: steps.contains { isWait($0) },
        kind: .recursion
      )
    }
  }

  private static let counters = ["attempt", "retr", "tries", "remaining", "count", "times"]

  /// Whether a block inside a handler is entered by the number of tries.
  private func countsTries(around id: InstructionID, upTo caught: RegionID) -> Bool {
    var next = facts.instructions[id.index].region
    while next.isPresent, next != caught {
      let fact = facts.regions[next.index]
      if fact.subject.isPresent {
        let span = facts.values[fact.subject.index].span
        let text =
          SourceEdit(SourcePlace(unit: unit, span: span), in: program).text?.lowercased() ?? ""
        // A token that has expired is renewed once, which is no answer to an overload.
        if ["401", "403", "unauthorized", "expired"].contains(where: text.contains) {
          return false
        }
        if Self.counters.contains(where: text.contains) { return true }
      }
      next = fact.parent
    }
    return false
  }

  private func attempt(before caught: RegionID) -> RegionID? {
    let parent = facts.regions[caught.index].parent
    return (0..<caught.index).reversed().lazy.map { RegionID($0) }.first {
      facts.regions[$0.index].kind == .try && facts.regions[$0.index].parent == parent
    }
  }

  private func calls(_ id: InstructionID, _ function: FunctionRef) -> Bool {
    guard let position = program.table.position(of: CallRef(unit: unit, id: id)) else {
      return false
    }
    return program.calls[position].targets.contains(function)
  }

  private static let losses: Set<String> = ["close", "error", "disconnect", "end", "exit"]

  /// `socket.on("close", () => connect())` inside `connect`.
  private static let reconnecting = WordList(losses)

  func reconnects() -> [Retry] {
    guard Self.reconnecting.isMentioned(in: facts.names) else { return [] }
    return facts.functions.indices.dropFirst(2).flatMap { position -> [Retry] in
      let own = FunctionID(position)
      let fact = facts.functions[position]
      let range =
        fact.firstInstruction.index..<max(fact.firstInstruction.index, fact.endInstruction.index)
      return range.compactMap { reconnect(InstructionID($0), in: own) }
    }
  }

  private func reconnect(_ id: InstructionID, in own: FunctionID) -> Retry? {
    let step = facts.instructions[id.index]
    guard step.operation == .call else { return nil }
    let callee = facts.values[Int(step.a)]
    guard callee.kind == .member, facts.names.isText("on", NameID(callee.b)),
      case let arguments = facts.valueList(ListID(step.b)), arguments.count == 2,
      facts.values[arguments[0].index].kind == .string,
      Self.losses.contains(facts.names.string(NameID(facts.values[arguments[0].index].a))),
      facts.values[arguments[1].index].kind == .function,
      let position = program.table.position(of: CallRef(unit: unit, id: id))
    else { return nil }
    let handler = FunctionID(facts.values[arguments[1].index].a)
    let body = facts.functions[handler.index]
    let range =
      body.firstInstruction.index..<max(body.firstInstruction.index, body.endInstruction.index)
    let again = range.first {
      calls(InstructionID($0), FunctionRef(unit: unit, id: own))
        && facts.regions[facts.instructions[$0].region.index].kind == .body
    }
    guard let again else { return nil }
    return Retry(
      site: program.call(at: position),
      place: SourcePlace(unit: unit, span: facts.instructions[again].span),
      isEndless: true,
      waits: range.contains { isWait(InstructionID($0)) },
      kind: .reconnect
    )
  }
}
