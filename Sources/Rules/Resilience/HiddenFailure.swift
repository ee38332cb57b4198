// A failure of the database or of another service is caught, and told as something else.

import Capacity
import Findings
import SemanticModel

/// Reports handlers that turn an outage into the caller's fault, into an empty answer, or into nothing.
struct HiddenFailure: Rule {
  static let about = RuleDescription(
    name: "hidden-failure",
    category: .errorObservability,
    worst: .high,
    title: "A failure is caught and hidden",
    problem: """
      An outage does not look like one: it is not logged as such, the rate of 5xx answers stays low, and nobody is \
      called.
      """,
    verify:
      "Stop the database and send the request: it must answer with a 5xx, and the log must name the cause.",
    fix:
      "Catch only the exceptions that are expected here, and let all others reach the error handler, which logs them and answers with 500.",
    tradeOff: "Callers see more 5xx answers: they were failures before, too.",
    effort: Effort(low: 0.25, high: 1)
  )

  /// What is hidden, and how.
  enum Disguise: Hashable {
    case callersFault, nothingThere, emptyAnswer, success, ownThrow, webhook, lost, refusal, startup
    case job
  }

  func findings(in program: Program, under target: LoadTarget) -> [Finding] {
    var groups: [Group: [Handler]] = [:]
    for handler in program.handlers() {
      guard let disguise = disguise(of: handler, in: program) else { continue }
      // What one file loses of deliveries, in jobs or by empty functions is one defect; other handlers are mended
      // one by one.
      let isOne = disguise == .webhook || disguise == .job || handler.isChained
      let place = isOne ? nil : handler.place
      groups[Group(disguise: disguise, unit: handler.place.unit, place: place), default: []]
        .append(handler)
    }
    return habits(groups).map { disguise, handlers in
      finding(of: handlers, disguise, in: program, under: target)
    }
    .sorted {
      ($0.location.file, $0.location.startLine) < ($1.location.file, $1.location.startLine)
    }
  }

  private struct Group: Hashable {
    let disguise: Disguise
    let unit: Int
    let place: SourcePlace?
  }

  /// What many handlers of an application do is a habit, and one defect: an error handler mends them all.
  ///
  /// One that is sure speaks for the others.
  private func habits(_ groups: [Group: [Handler]]) -> [(Disguise, [Handler])] {
    var result: [(Disguise, [Handler])] = []
    var answers: [Disguise: [Handler]] = [:]
    for (group, handlers) in groups {
      if Self.habitual.contains(group.disguise) {
        answers[group.disguise, default: []] += handlers
      } else {
        result.append((group.disguise, handlers))
      }
    }
    for (disguise, handlers) in answers {
      let sorted = handlers.sorted { $0.place < $1.place }
      guard sorted.count >= Self.fewestOfHabit else {
        result += sorted.map { (disguise, [$0]) }
        continue
      }
      let sure = sorted.firstIndex { isSure($0, disguise) } ?? 0
      result.append((disguise, [sorted[sure]] + sorted[..<sure] + sorted[(sure + 1)...]))
    }
    return result
  }

  private static let habitual: Set<Disguise> = [.callersFault, .nothingThere, .success]
  private static let fewestOfHabit = 4
  private static let mostShown = 12

  private func disguise(of handler: Handler, in program: Program) -> Disguise? {
    guard !handler.isAboutFailure, program.letsFailureOut(handler.work) else { return nil }
    if isStartup(handler, program) { return .startup }
    if isForgottenJob(handler) { return .job }
    let audience = handler.work.audience
    guard handler.work.isReached(from: Audience.requests.entries), audience == .requests,
      !handler.isSelective || handler.isOfOutage,
      !handler.effects.isDisjoint(with: [.query, .write, .external, .cache])
    else { return nil }
    let isDatabase = handler.effects.contains { $0.isDatabase }
    // Without a cache that is away, callers are signed out or refused just the same.
    let isStore = isDatabase || handler.effects.contains(.cache)
    if handler.answerOfSuccess != nil, !handler.logs, !handler.isSelective { return .success }
    switch handler.reaction {
    case .blamesCaller:
      // A method that throws where it finds nothing is caught for that.
      let expectsNothing = ["OrFail", "OrThrow", "orFail"].contains {
        handler.work.calledName.hasSuffix($0)
      }
      return isStore && !handler.looksAtFailure && !handler.logs && !expectsNothing
        ? .callersFault : nil
    case .pretendsEmpty: return isDatabase ? .nothingThere : nil
    case .answersEmpty: return isDatabase && !handler.logs ? .emptyAnswer : nil
    case .goesOn:
      // Who names an outage and goes on has decided to.
      if handler.isSelective { return nil }
      if isDatabase, !handler.looksAtFailure, !handler.logs, handler.ownThrow != nil {
        return .ownThrow
      }
      guard handler.effects.contains(.write) else { return nil }
      if isDelivery(handler, program) { return .webhook }
      if handler.isEmpty { return handler.isChained && Self.isCleanUp(handler) ? nil : .lost }
      return handler.refusal != nil ? .refusal : nil
    case .passesOn, .other: return nil
    }
  }

  /// Whether the process goes on to serve although what prepares it has failed.
  private func isStartup(_ handler: Handler, _ program: Program) -> Bool {
    guard !handler.isSelective, handler.reaction == .goesOn, handler.logs,
      handler.effects.contains(.write)
    else { return false }
    return program.services.contains { service in
      guard let listening = service.listening, listening.place.unit == handler.place.unit,
        listening.place != handler.place
      else { return false }
      return program.prepares(handler.function, listening)
    }
  }

  /// Whether what a job does in the background fails without a trace.
  private func isForgottenJob(_ handler: Handler) -> Bool {
    handler.isEmpty && !handler.isSelective && handler.reaction == .goesOn
      && !handler.effects.isDisjoint(with: [.write, .external])
      && handler.work.isReached(from: [EntryKinds(.job)])
      && !handler.work.isReached(from: Audience.requests.entries) && !Self.isCleanUp(handler)
  }

  /// What is already gone need not be removed: the failure of a removal is often expected.
  private static func isCleanUp(_ handler: Handler) -> Bool {
    let name = handler.work.calledName.lowercased()
    return [
      "delete", "remove", "destroy", "del", "clear", "close", "unlink", "quit", "disconnect",
      "release", "rollback", "stop", "end", "cleanup",
    ]
    .contains { name.hasPrefix($0) }
  }

  /// Whether another system delivers an event here, and delivers it again unless the answer is a failure.
  private func isDelivery(_ handler: Handler, _ program: Program) -> Bool {
    guard let approach = handler.work.approach else { return false }
    return program.label(of: approach.entry).lowercased().contains("webhook")
  }

  private func finding(
    of handlers: [Handler],
    _ disguise: Disguise,
    in program: Program,
    under target: LoadTarget
  ) -> Finding {
    let handler = handlers[0]
    let approach = handler.work.approach
    let isSure = isSure(handler, disguise)
    return finding(
      Diagnosis(
        place: place(of: handler),
        because: steps(handlers, approach, program),
        function: handler.function,
        title: title(handler, disguise) + others(handlers.count, disguise),
        problem: problem(handler, disguise),
        severity: disguise == .webhook ? .high : disguise == .startup ? .monitor : .medium,
        tier: isSure ? .finding : .suspicious,
        confidence: isSure ? .high : .medium,
        impact: Impact(estimate: estimate(handler, disguise, target), confidence: .medium),
        verify: Verify(steps: Self.about.verify, command: approach?.command(in: program)),
        fix: remedy(handler, disguise, program),
        routes: routes(of: handlers, in: program),
        confirm: isSure ? nil : confirmation(handler, disguise),
        threshold: "as soon as instances start by themselves (autoscaling, a deployment that rolls)"
      ),
      in: program
    )
  }

  private func routes(of handlers: [Handler], in program: Program) -> [String] {
    var seen: Set<String> = []
    return handlers.compactMap { $0.work.approach.map { program.label(of: $0.entry) } }
      .filter { seen.insert($0).inserted }
  }

  private func confirmation(_ handler: Handler, _ disguise: Disguise) -> String {
    if isOfMessage(handler) {
      return
        "Check whether the next message does the same again: behind a listener of a socket stands no error handler, so log the failure here."
    }
    return switch disguise {
    case .refusal:
      "Check whether the request may succeed although `\(handler.refusal?.calleeText ?? "")` refused or failed."
    case .nothingThere where loudCall(before: handler) != nil,
      .callersFault where loudCall(before: handler) != nil:
      "`\(loudCall(before: handler)?.calleeText ?? "")`, which runs before it, fails in the same outage and tells of it: check whether `\(handler.work.calleeText)` fails alone."
    case .lost where !isAwaited(handler), .ownThrow where !isAwaited(handler),
      .callersFault where !isAwaited(handler), .nothingThere where !isAwaited(handler):
      "Check who hears of it: on the way here, somebody starts the work and goes on, so that no answer can tell that `\(handler.work.calleeText)` failed."
    case .callersFault where handler.parsing != nil:
      "The same block reads what the caller sent (`\(handler.parsing?.calleeText ?? "")`), which may be his fault: check which of its exceptions mean that, and let only the others out."
    case .callersFault:
      handler.work.rareUse?.question
        ?? "Check how often this is done: such things are made by hand now and then, and an outage shows on other routes first."
    case .nothingThere where handler.logs:
      "The failure is logged: check whether the caller may take an empty answer for the truth."
    case .emptyAnswer:
      "Check whether those who read the answer can tell an outage from an empty list."
    case .success:
      "Check whether those who call look into the body, and who else is told: the status says success, and no log tells of it."
    case .webhook where loudCall(before: handler) != nil:
      "`\(loudCall(before: handler)?.calleeText ?? "")`, which runs before it, fails in the same outage and is answered as a failure: check whether `\(handler.work.calleeText)` fails alone, and whether a second delivery would do the rest."
    case .webhook:
      "The delivery is answered before `\(handler.work.calleeText)` is done: check whether anything does it again."
    default:
      "Check whether somebody must know that `\(handler.work.calleeText)` failed, or do it again."
    }
  }

  /// What nobody waits for may be dropped on purpose.
  private func isSure(_ handler: Handler, _ disguise: Disguise) -> Bool {
    guard disguise != .refusal, !handler.isChained, !isOfMessage(handler) else { return false }
    let isWaitedFor = isAwaited(handler)
    switch disguise {
    case .ownThrow: return isWaitedFor
    // What asks the same database before it, uncaught, already fails for all to see; few notice what few ask.
    case .callersFault:
      return isWaitedFor && loudCall(before: handler) == nil && handler.work.rareUse == nil
        && handler.parsing == nil && !handler.work.program.makesByHand(handler.work)
    // Whoever logs it has thought of it, and may prefer a page without it.
    case .nothingThere: return isWaitedFor && !handler.logs && loudCall(before: handler) == nil
    case .emptyAnswer, .success: return false
    // What a function does deep inside may be a read with a fallback of its own.
    case .lost:
      return isWaitedFor && !Self.isCleanUp(handler)
        && handler.work.effects.contains { $0.kind == .write }
    // What a job did before may not be done twice: a second delivery need not mend anything.
    case .job: return false
    // In an outage the reads before it fail first, and then the sender does hear of it.
    case .webhook:
      return isWaitedFor && !handler.work.program.isAnswered(before: handler.work)
        && loudCall(before: handler) == nil
    case .startup, .refusal: return true
    }
  }

  /// Whether a message of a socket runs it: nobody waits for an answer, and no error handler stands behind.
  private func isOfMessage(_ handler: Handler) -> Bool {
    handler.work.approach?.entry.kind == .socket
  }

  /// Where the request goes on without it, no answer could tell of the failure.
  private func isAwaited(_ handler: Handler) -> Bool {
    handler.work.approach.map { $0.isWaitedFor && handler.work.program.isHeard(along: $0) } ?? true
  }

  private func loudCall(before handler: Handler) -> CallSite? {
    handler.work.approach.flatMap { handler.work.program.loudCall(before: handler.work, along: $0) }
  }

  private func place(of handler: Handler) -> SourcePlace {
    if let answer = handler.answerOfSuccess, !handler.logs { return answer }
    return switch handler.reaction {
    case .blamesCaller(let place), .pretendsEmpty(let place), .answersEmpty(let place): place
    default: handler.place
    }
  }

  /// What a title says of the other handlers of a habit.
  private func others(_ count: Int, _ disguise: Disguise) -> String {
    guard count > 1, Self.habitual.contains(disguise) else { return "" }
    return ", and in \(Figure.grouped(Double(count - 1))) other handlers too"
  }

  private func title(_ handler: Handler, _ disguise: Disguise) -> String {
    let work = "`\(handler.work.calleeText)`"
    return switch disguise {
    case .callersFault: "Every failure of \(work) is told as the caller's fault"
    case .nothingThere, .emptyAnswer: "A failure of \(work) looks like an empty result"
    case .success: "A failure of \(work) is answered with a status of success"
    case .ownThrow: "The `catch` drops what its own `try` throws, and every failure of \(work)"
    case .webhook: "A failure of \(work) is logged, and the delivery is acknowledged"
    case .lost: "A failure of \(work) is caught and dropped"
    case .job: "A job drops the failure of \(work)"
    case .startup: "The process starts to serve although \(work) failed"
    case .refusal:
      "What `\(handler.refusal?.calleeText ?? "")` refuses is logged and forgotten"
    }
  }

  private func problem(_ handler: Handler, _ disguise: Disguise) -> String {
    let work = "`\(handler.work.calleeText)`"
    return switch disguise {
    case .callersFault:
      "The handler does not look at what it caught: a timeout or a lost connection of \(work) becomes an answer "
        + "that says the caller did wrong. Clients log users out or give up instead of trying again. "
        + Self.about.problem
    case .ownThrow:
      "The `try` throws where it finds what must not be; its own `catch` takes that for granted and goes on, so the "
        + "check never refuses anybody. A lost connection looks the same. " + Self.about.problem
    case .success:
      "The handler returns a plain body, so the framework answers 200: that something failed stands in the body alone, "
        + "and in no log. " + Self.about.problem
    case .nothingThere, .emptyAnswer:
      "When \(work) fails, the caller gets an empty list, and takes it for the truth. "
        + Self.about.problem
    case .webhook:
      "The handler only logs the failure, so the sender gets a success and does not deliver the event again: a "
        + "short outage of the database loses it for ever."
    case .lost:
      "Nothing stands in the handler: when \(work) fails, the write is lost, and nothing tells of it. "
        + Self.about.problem
    case .job:
      "Nothing stands in the handler: when \(work) fails, the job goes on as if it had been done, nothing tells of "
        + "it, and nothing does it again. " + Self.about.problem
    case .startup:
      "What prepares the process is caught and logged, and the port opens all the same: it serves half prepared, and "
        + "the cause is one line among those of the start."
    case .refusal:
      "`\(handler.refusal?.calleeText ?? "")` throws on purpose where something is not allowed or not there; the handler logs that and goes on, "
        + "so the request succeeds as if it had been done. " + Self.about.problem
    }
  }

  private func estimate(_ handler: Handler, _ disguise: Disguise, _ target: LoadTarget) -> String {
    // Where routes are many, this is one of them, and its share is assumed.
    let program = handler.work.program
    let own = program.hasManyRoutes ? program.loadOfOneRoute(under: target) : nil
    let load = own?.value ?? target.requestsPerSecond
    let rate = Figure.grouped(load)
    let minute = Figure.grouped(load * 60)
    let assumption = own.map { "; assuming \($0.source), not measured" } ?? ""
    return sentence(disguise, rate, minute) + (disguise == .job ? "" : assumption)
  }

  private func sentence(_ disguise: Disguise, _ rate: String, _ minute: String) -> String {
    switch disguise {
    case .webhook, .lost, .refusal:
      "In one minute of an outage at \(rate) req/s up to \(minute) writes are lost and answered as done"
    case .job:
      "In an outage of one minute each run of the job fails, and not one of them is seen"
    case .startup:
      "After a start without its database the process answers \(minute) requests a minute from what it lacks"
    case .ownThrow:
      "Each of up to \(minute) requests a minute passes a check that refuses nobody"
    case .callersFault, .nothingThere, .emptyAnswer, .success:
      "In one minute of an outage at \(rate) req/s up to \(minute) requests fail, and not one of them counts as a "
        + "failure of the server"
    }
  }

  private func steps(
    _ handlers: [Handler],
    _ approach: Approach?,
    _ program: Program
  ) -> [(place: SourcePlace, note: String)] {
    var steps = approach?.steps(in: program) ?? []
    steps.append((handlers[0].work.place, "what can fail: `\(handlers[0].work.calleeText)`"))
    for handler in handlers.dropFirst().prefix(Self.mostShown) {
      steps.append((handler.place, "the same here"))
    }
    return steps
  }
}
