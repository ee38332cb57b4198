// What a handler of exceptions does with the failure that it caught.

import Facts
import SourceText

/// A `catch` of the running code, what it protects, and what becomes of the failure.
package struct Handler: Sendable {
  package let function: FunctionRef
  package let place: SourcePlace
  /// The first call under it that waits for another process, directly or through what it calls.
  package let work: CallSite
  /// The kinds of effect under it.
  package let effects: Set<EffectKind>
  /// A function under it that writes also throws on purpose: it refuses something.
  package let refusal: CallSite?
  package let reaction: Reaction
  /// Names the failure in the handler: logs it, answers it, hands it on or asks what it is.
  package let looksAtFailure: Bool
  package let logs: Bool
  /// Answers, or throws, something that says the server is at fault (5xx).
  package let answersServerError: Bool
  /// Nothing stands in it.
  package let isEmpty: Bool
  /// It catches some kinds of exception only.
  package let isSelective: Bool
  /// It catches failures of the database or the network by their names.
  package var isOfOutage = false
  /// The exception that the code under it throws itself, and that it catches with all others.
  package var ownThrow: SourcePlace?
  /// The answer of a request that says in its body alone that something went wrong, with a status of success.
  package var answerOfSuccess: SourcePlace?
  /// It is the empty function of a `.catch(() => {})` behind the call.
  package var isChained = false

  /// Whether what failed was itself done about a failure that is told elsewhere: a row that notes it.
  package var isAboutFailure: Bool {
    let facts = work.unit.facts
    var region = work.instruction.region
    while region.isPresent, case let fact = facts.regions[region.index], fact.kind != .body {
      if fact.kind == .catch { return true }
      region = fact.parent
    }
    return false
  }

  package enum Reaction: Sendable, Hashable {
    /// Answers, or throws, something that says the caller is at fault (4xx).
    case blamesCaller(SourcePlace)
    /// Throws or hands the failure on otherwise.
    case passesOn
    /// Gives an empty collection, as if there were nothing.
    case pretendsEmpty(SourcePlace)
    /// Answers with an object that holds an empty collection, and tells of no failure.
    case answersEmpty(SourcePlace)
    /// Calls something with the failure, or returns something else.
    case other
    /// Goes on as if nothing had happened; a line in the log at most.
    case goesOn
  }
}

extension Program {
  /// The handlers around work that waits for a database or another service.
  package func handlers() -> [Handler] {
    units.indices.filter { units[$0].isRunning }.flatMap { unit in
      HandlerReader(program: self, unit: unit).handlers()
    }
  }
}

/// Reads the handlers of one file.
private struct HandlerReader {
  let program: Program
  let unit: Int
  let facts: FileFacts
  /// Where the file reads the symbols that handlers bind, by place.
  private let reads: [Read]

  private struct Read {
    let place: UInt32
    let symbol: UInt32
  }

  init(program: Program, unit: Int) {
    self.program = program
    self.unit = unit
    facts = program.units[unit].facts
    reads = Self.reads(of: facts)
  }

  /// Members of one symbol may share its value: where they read it, their own place says.
  private static func reads(of facts: FileFacts) -> [Read] {
    var isCaught: [Bool] = []
    for region in facts.regions where region.kind == .catch {
      for symbol in facts.list(region.bindings) {
        if isCaught.isEmpty { isCaught = Array(repeating: false, count: facts.symbols.count) }
        isCaught[Int(symbol)] = true
      }
    }
    guard !isCaught.isEmpty else { return [] }
    return facts.values.compactMap { value -> Read? in
      let isMember = value.kind == .member || value.kind == .index
      let base = isMember ? facts.values[Int(value.a)] : value
      guard base.kind == .symbol, isCaught[Int(base.a)] else { return nil }
      return Read(place: value.start, symbol: base.a)
    }
    .sorted { $0.place < $1.place }
  }

  func handlers() -> [Handler] {
    var lastTry: [RegionID: RegionID] = [:]
    var result: [Handler] = []
    for (index, region) in facts.regions.enumerated().dropFirst() {
      if region.kind == .try { lastTry[region.parent] = RegionID(index) }
      guard region.kind == .catch, let body = lastTry[region.parent] else { continue }
      if let handler = handler(region, of: facts.regions[body.index]) { result.append(handler) }
    }
    return result + chained()
  }

  /// `save(order).catch(() => {})`, whose result nobody asks for.
  private func chained() -> [Handler] {
    guard facts.language != .python else { return [] }
    var result: [Handler] = []
    for step in facts.instructions
    where step.operation == .call && step.flags.contains(.discarded) {
      let callee = facts.values[Int(step.a)]
      guard callee.kind == .member, facts.names.isText("catch", NameID(callee.b)),
        facts.values[Int(callee.a)].kind == .result,
        let argument = facts.valueList(ListID(step.b)).first, isEmptyFunction(argument),
        let position = program.table.position(
          of: CallRef(unit: unit, id: InstructionID(facts.values[Int(callee.a)].a))
        )
      else { continue }
      let work = program.call(at: position)
      let effects = effects(of: work)
      guard !effects.isDisjoint(with: FailureMap.fallible) else { continue }
      result.append(
        Handler(
          function: work.function,
          place: SourcePlace(unit: unit, span: step.span),
          work: work,
          effects: effects,
          refusal: nil,
          reaction: .goesOn,
          looksAtFailure: false,
          logs: false,
          answersServerError: false,
          isEmpty: true,
          isSelective: false,
          isChained: true
        )
      )
    }
    return result
  }

  private func isEmptyFunction(_ id: ValueID) -> Bool {
    let value = facts.values[id.index]
    guard value.kind == .function else { return false }
    let function = facts.functions[Int(value.a)]
    return (function.firstInstruction.index..<function.endInstruction.index).allSatisfy { index in
      let step = facts.instructions[index]
      let given = facts.values[Int(step.a)].kind
      return step.operation == .return && (step.a == 0 || given == .undefined || given == .null)
    }
  }

  private func handler(_ region: Region, of body: Region) -> Handler? {
    let all = calls(in: body)
    // What is settled never throws: its failures are in the answer.
    let settled = all.filter { $0.calledName == "allSettled" }.map(\.instruction.span)
    let inside = all.filter { site in
      !settled.contains { $0 != site.instruction.span && $0.contains(site.instruction.span) }
    }
    var effects: Set<EffectKind> = []
    var work: CallSite?
    for site in inside {
      let own = self.effects(of: site).intersection(FailureMap.fallible.union([.cache]))
      if !own.isEmpty, work == nil { work = site }
      effects.formUnion(own)
    }
    guard let work else { return nil }
    let steps = steps(in: region)
    let logs = calls(in: region).contains(where: isReport)
    return Handler(
      function: FunctionRef(unit: unit, id: region.function),
      place: SourcePlace(unit: unit, span: region.span),
      work: work,
      effects: effects,
      refusal: inside.first(where: refuses),
      reaction: reaction(region, steps),
      looksAtFailure: looksAtFailure(region),
      logs: logs,
      answersServerError: facts.answersServerError(range(of: region)),
      isEmpty: steps.isEmpty,
      isSelective: isSelective(region),
      isOfOutage: facts.namesOutages(region),
      ownThrow: ownThrow(in: body),
      answerOfSuccess: program.answerOfSuccess(in: region, of: unit)
    )
  }

  /// The first exception that a protected block itself makes and throws.
  private func ownThrow(in body: Region) -> SourcePlace? {
    range(of: body).lazy.map { facts.instructions[$0] }.first { step in
      guard step.operation == .throw, isDirectly(step.region, in: body) else { return false }
      let value = facts.values[Int(step.a)]
      return value.kind == .result
        && facts.instructions[Int(value.a)].operation == .construct
    }
    .map { SourcePlace(unit: unit, span: $0.span) }
  }

  /// Whether nothing between a step and a block catches what the step throws.
  private func isDirectly(_ region: RegionID, in body: Region) -> Bool {
    var next = region
    while next.isPresent, case let fact = facts.regions[next.index] {
      if fact.span == body.span, fact.kind == body.kind { return true }
      if fact.kind == .try || fact.kind == .catch || fact.function != body.function { return false }
      next = fact.parent
    }
    return false
  }

  /// Whether a handler names what it expects: `except NotFound`, not `except Exception`.
  private func isSelective(_ region: Region) -> Bool {
    guard region.subject.isPresent else { return false }
    let value = facts.values[region.subject.index]
    let name: NameID
    switch value.kind {
    case .symbol: name = facts.symbols[Int(value.a)].name
    case .global: name = NameID(value.a)
    case .member: name = NameID(value.b)
    default: return true
    }
    return !["Exception", "BaseException"].contains(facts.names.string(name))
  }

  private func steps(in region: Region) -> [Instruction] {
    range(of: region).map { facts.instructions[$0] }
  }

  private func range(of region: Region) -> Range<Int> {
    let first = region.firstInstruction.index
    return first..<max(first, region.endInstruction.index)
  }

  private func calls(in region: Region) -> [CallSite] {
    range(of: region).compactMap { index in
      program.table.position(of: CallRef(unit: unit, id: InstructionID(index)))
        .map { program.call(at: $0) }
    }
  }

  /// What a call does, itself or through the functions that it runs.
  private func effects(of site: CallSite) -> Set<EffectKind> {
    var effects = Set(site.effects.map(\.kind))
    if effects.contains(.query), site.isWritingSQL { effects.insert(.write) }
    for target in site.resolved.targets {
      effects.formUnion(program.cost(of: target).terms.map(\.kind))
    }
    return effects
  }

  private func refuses(_ site: CallSite) -> Bool {
    guard effects(of: site).contains(.write) else { return false }
    return site.resolved.targets.contains { target in
      program.throwsOnPurpose(target)
        || program.graph.edges(of: Int(program.units.number(target))).contains { edge in
          program.throwsOnPurpose(program.reference(edge.callee))
        }
    }
  }

  /// Whether a call tells people of the failure: a line in the log, a collector of failures.
  private func isReport(_ site: CallSite) -> Bool {
    guard site.instruction.operation == .call else { return false }
    if effects(of: site).contains(.log) || site.plays(.errorTracking) { return true }
    let name = site.calledName.lowercased()
    // A plain function of the project by such a name makes an answer, unless it is seen to log.
    let isPlain = facts.values[Int(site.instruction.a)].kind == .symbol
    let levels = ["error", "warn", "warning", "info", "debug", "fatal"]
    return levels.contains(name) && (!isPlain || site.resolved.targets.isEmpty)
      || ["log", "report", "capture", "notify", "alert"].contains { name.contains($0) }
  }

  private func looksAtFailure(_ region: Region) -> Bool {
    let bound = Set(facts.list(region.bindings))
    guard !bound.isEmpty else { return false }
    var low = 0
    var high = reads.count
    while low < high {
      let middle = (low + high) / 2
      if reads[middle].place < region.span.start { low = middle + 1 } else { high = middle }
    }
    return reads[low...].prefix { $0.place < region.span.end }.contains { read in
      bound.contains(read.symbol)
        && read.place != facts.symbols[Int(read.symbol)].declaration.start
    }
  }

  private func reaction(_ region: Region, _ steps: [Instruction]) -> Handler.Reaction {
    let sites = calls(in: region)
    if let site = sites.first(where: blames) { return .blamesCaller(site.place) }
    let passes: Set<String> = ["next", "reject", "done", "callback", "cb", "rethrow"]
    if steps.contains(where: { $0.operation == .throw })
      || sites.contains(where: { passes.contains($0.calledName) })
    {
      return .passesOn
    }
    for step in steps where step.operation == .return && step.a != 0 {
      // `if (error instanceof NotFound) return []`: that one was expected.
      if isTold(step.region, apartBy: region) { continue }
      let value = facts.values[Int(step.a)]
      if value.kind == .array, facts.list(ListID(value.a)).isEmpty {
        return .pretendsEmpty(SourcePlace(unit: unit, span: step.span))
      }
      if facts.holdsEmptyList(ValueID(step.a)) {
        return .answersEmpty(SourcePlace(unit: unit, span: step.span))
      }
      return .other
    }
    let goesOn = sites.allSatisfy(isReport)
    let isQuiet = steps.allSatisfy {
      $0.operation == .call || $0.operation == .await || $0.operation == .return && $0.a == 0
    }
    return goesOn && isQuiet ? .goesOn : .other
  }

  /// Whether a step of a handler runs for some failures only: a test in front of it reads what was caught.
  private func isTold(_ step: RegionID, apartBy handler: Region) -> Bool {
    var next = step
    while next.isPresent, case let region = facts.regions[next.index], region.span != handler.span {
      if region.kind.isArm, region.subject.isPresent,
        isCaught(in: facts.values[region.subject.index].span, by: handler)
      {
        return true
      }
      next = region.parent
    }
    return false
  }

  /// Whether some text reads what a handler caught.
  private func isCaught(in span: ByteSpan, by handler: Region) -> Bool {
    let bound = Set(facts.list(handler.bindings))
    return reads.contains {
      $0.place >= span.start && $0.place < span.end && bound.contains($0.symbol)
    }
  }

  /// Whether a call makes an answer or an exception that says the caller is at fault.
  private func blames(_ site: CallSite) -> Bool {
    let name = site.calledName
    let values = facts.valueList(ListID(site.instruction.b))
    let isMade =
      site.instruction.operation == .construct
      || facts.language == .python && name.first?.isUppercase ?? false
    if isMade {
      return Self.isClientError(name) || values.contains(where: isClientStatus)
    }
    guard ["status", "sendStatus", "writeHead", "code", "abort"].contains(name) else {
      return false
    }
    return values.first.map(isClientStatus) ?? false
  }

  private static func isClientError(_ name: String) -> Bool {
    [
      "Unauthorized", "Forbidden", "NotFound", "BadRequest", "Unprocessable", "Authentication",
    ]
    .contains { name.contains($0) }
  }

  private func isClientStatus(_ id: ValueID) -> Bool {
    let value = facts.values[id.index]
    switch value.kind {
    case .number:
      let status = facts.numbers[Int(value.a)]
      return status >= 400 && status < 500
    case .member:
      return [
        "UNAUTHORIZED", "FORBIDDEN", "NOT_FOUND", "BAD_REQUEST", "UNPROCESSABLE_ENTITY", "CONFLICT",
      ]
      .contains(facts.names.string(NameID(value.b)))
    default: return false
    }
  }
}
