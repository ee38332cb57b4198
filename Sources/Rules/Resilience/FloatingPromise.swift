// A promise that nobody waits for: its failure reaches nobody, and what it does may not be done when it is needed.

import Capacity
import Findings
import SemanticModel
import SourceText

/// Reports writes and calls of other services whose promise is dropped on a request's way.
struct FloatingPromise: Rule {
  static let about = RuleDescription(
    name: "floating-promise",
    category: .errorObservability,
    worst: .high,
    title: "Promise that nobody waits for",
    problem: """
      Nobody waits for the promise: the answer is sent before the work is done, and even if it fails. A rejection \
      that nobody handles ends a Node.js process, with every other request that it serves.
      """,
    verify: """
      Make the call fail (stop the database or the other service): the request must answer with an error, and the \
      process must go on.
      """,
    fix:
      "Await the call, so that its failure reaches the error handler; if the answer must not wait, put the work into a queue, or handle its failure with `.catch` and log it.",
    tradeOff:
      "An awaited call adds its time to the request: about one round trip for a statement, more for another service.",
    effort: Effort(low: 0.1, high: 0.5)
  )

  func findings(in program: Program, under target: LoadTarget) -> [Finding] {
    let failures = FailureMap(of: program)
    // A test that always passes is wrong, whether or not anything can fail.
    let dropped = failures.droppedPromises(in: program).filter { promise in
      if case .tested = promise.kind { return true }
      return promise.origin != nil
    }
    var groups: [SourcePlace: [DroppedPromise]] = [:]
    var firsts: [FunctionRef: SourcePlace] = [:]
    for promise in dropped {
      var place = promise.site.place
      // One function that is not awaited is one defect: it can see to its failures itself.
      if case .function(let function) = promise.kind {
        place = firsts[function] ?? place
        firsts[function] = place
      }
      if case .tested = promise.kind, let function = promise.site.resolved.targets.first {
        place = firsts[function] ?? place
        firsts[function] = place
      }
      groups[place, default: []].append(promise)
    }
    let around = Set(dropped.map(\.site.function))
    return groups.keys.sorted().compactMap { place in
      groups[place].flatMap { finding(of: $0, failures, around, in: program, under: target) }
    }
  }

  /// A way on which all callers wait, where there is one: they get the failure once the call is awaited.
  private func way(to site: CallSite, _ failures: FailureMap) -> (Approach?, loose: [CallSite]) {
    let first = site.approach
    var closed: Set<Int> = []
    var next = first
    var loose: [CallSite] = []
    for _ in 0..<Self.mostWays {
      let left = next?.calls.filter { failures.isLeftAlone($0, in: site.program) } ?? []
      if next != nil, left.isEmpty { return (next, []) }
      if closed.isEmpty { loose = left }
      guard !left.isEmpty else { break }
      closed.formUnion(left.map(\.position))
      next = site.approach(avoiding: closed)
    }
    return (first, loose)
  }

  private static let mostWays = 4

  /// A way of more calls than this is seldom the one that requests take.
  private static let farAway = 7

  /// What is left alone at more places than this is meant to be.
  private static let oversights = 3

  private func finding(
    of promises: [DroppedPromise],
    _ failures: FailureMap,
    _ around: Set<FunctionRef>,
    in program: Program,
    under target: LoadTarget
  ) -> Finding? {
    guard let first = promises.first else { return nil }
    let site = first.site
    let origin = first.origin ?? site
    let (approach, callers) = way(to: site, failures)
    let end = Ending(of: site, on: approach)
    let doubt =
      self.doubt(promises, end, approach, in: program) ?? Self.doubt(ofInner: first, around)
    let diagnosis = Diagnosis(
      place: site.place,
      because: steps(promises, origin, approach, program),
      function: site.function,
      title: title(first, origin),
      problem: problem(first, origin, end),
      severity: .medium,
      tier: doubt == nil ? .finding : .suspicious,
      confidence: doubt == nil ? .high : .medium,
      impact: Impact(estimate: Self.estimate(end, site, target), confidence: .medium),
      verify: Verify(steps: Self.about.verify, command: approach?.command(in: program)),
      fix: remedy(promises, first, callers, program),
      routes: approach.map { [program.label(of: $0.entry)] } ?? [],
      confirm: doubt
    )
    // What is decided wrongly each time is wrong however seldom it is asked.
    if case .tested = first.kind { return finding(diagnosis, in: program) }
    return finding(diagnosis.priced(for: site.rareUse, under: target), in: program)
  }

  private func title(_ promise: DroppedPromise, _ origin: CallSite) -> String {
    switch promise.kind {
    case .coroutine: "`\(promise.site.calleeText)` is never awaited, so it never runs"
    case .operation: "Nobody waits for `\(promise.site.calleeText)`"
    case .function:
      "Nobody waits for `\(promise.site.calleeText)`, which can fail in `\(origin.calleeText)`"
    case .callback:
      "`\(promise.site.calleeText)` ignores the promise of its callback, which can fail in `\(origin.calleeText)`"
    case .misread(let name):
      "`\(promise.site.calleeText)` is not awaited: `\(name)` is a promise, and its members are undefined"
    case .tested(let name):
      "`\(promise.site.calleeText)` is not awaited: `\(name)` is a promise, and a promise is always true"
    }
  }

  private func problem(_ promise: DroppedPromise, _ origin: CallSite, _ end: Ending) -> String {
    switch promise.kind {
    case .operation, .function:
      "Nobody waits for the promise: the answer is sent before the work is done, and even if it fails. "
        + end.consequence
    case .coroutine:
      "The call only makes a coroutine, and nothing awaits it: `\(origin.calleeText)` is never reached, and nothing but a "
        + "warning in the log tells of it."
    case .misread(let name):
      "The members that are read of `\(name)` are those of a promise: none of them is there, so what is decided by them is "
        + "decided wrongly. `\(origin.calleeText)` runs all the same, and nobody takes its failure. "
        + end.consequence
    case .tested(let name):
      "What is decided by `\(name)` is decided by the promise itself, which is there whatever it gives: the branch runs each time, "
        + "or never. "
        + (promise.origin == nil ? "" : "And nobody takes its failure. " + end.consequence)
    case .callback:
      """
      The callback is asynchronous, and what calls it does not look at its promise. When `\(origin.calleeText)` \
      fails, the rejection reaches no handler. \(end.consequence)
      """
    }
  }

  /// What must be checked; nil where nothing must.
  private func doubt(
    _ promises: [DroppedPromise],
    _ end: Ending,
    _ approach: Approach?,
    in program: Program
  ) -> String? {
    let site = promises[0].site
    if approach?.isClosed ?? false {
      return
        "Check which call leads here: what the calls that are seen give, or leave out, closes the test around `\(site.calleeText)`."
    }
    if case .tested = promises[0].kind { return nil }
    if program.isFallbackWithoutScript(site.function) {
      return
        "The function answers pages without scripts: check how many users send what they write that way."
    }
    if (approach?.calls.count ?? 0) > Self.farAway {
      return
        "The shortest way that is seen has \(approach?.calls.count ?? 0) calls: check who really comes here, and how often."
    }
    if promises.count > Self.oversights {
      return
        "It is left alone at \(promises.count) places: check whether it handles its failures itself."
    }
    if approach.map({ program.isTimer($0.entry) }) ?? false,
      !program.runsOnServer(site.place.unit)
    {
      return
        "Check where this runs: no server is known in its package, and a browser goes on after such a failure."
    }
    let head = SourceEdit(site.place, in: program).lineHead(before: site.place.span.start).text
    if head.hasSuffix("void ") || head.hasSuffix("void") {
      return
        "`void` says that it is left alone on purpose: check whether its failure is logged, and what becomes of the process."
    }
    return end == .listener
      ? "A listener of the process takes the failure: check whether the caller must know of it."
      : nil
  }

  /// What the function leaves alone itself is the defect, and told by itself.
  private static func doubt(ofInner promise: DroppedPromise, _ around: Set<FunctionRef>) -> String?
  {
    guard case .function(let function) = promise.kind, around.contains(function) else { return nil }
    return
      "`\(promise.site.calleeText)` itself leaves a promise alone, which is told by itself: mend that first, then check "
      + "what else can fail in it."
  }

  /// What a failure that nobody handles does.
  private enum Ending {
    /// The process goes on, by a listener of its own.
    case listener
    /// The framework that runs the handlers may listen.
    case framework
    case process

    init(of site: CallSite, on approach: Approach?) {
      let program = site.program
      let goesOn = program.services.contains { service in
        program.processListeners(of: service).contains { $0.event == "unhandledRejection" }
      }
      let isCalledByFramework =
        (approach.map { $0.entry.kind == .request && $0.entry.call == nil } ?? false)
        || program.depends(site.place.unit, on: "next")
      self = goesOn ? .listener : isCalledByFramework ? .framework : .process
    }

    var consequence: String {
      switch self {
      case .listener:
        "A listener of the process takes the rejection: the process goes on, and no caller learns of the failure."
      case .framework:
        "No caller learns of the failure, and a rejection that nobody handles ends a Node.js process, unless the framework's server listens for it."
      case .process:
        "A rejection that nobody handles ends a Node.js process, with every other request that it serves."
      }
    }

    var short: String {
      switch self {
      case .listener:
        "one failure is seen by the process's listener only, and its request is answered as if all were well"
      case .framework:
        "one failure is answered as if all were well, and ends the process unless the framework's server listens for it"
      case .process: "one failure ends the process"
      }
    }
  }

  private static func estimate(_ end: Ending, _ site: CallSite, _ target: LoadTarget) -> String {
    site.audience == .requests
      ? "With \(target.inFlight), \(end.short)" : "In a job, \(end.short); the run counts as done"
  }

  private func remedy(
    _ all: [DroppedPromise],
    _ promise: DroppedPromise,
    _ callers: [CallSite],
    _ program: Program
  ) -> Remedy {
    let before = program.source(of: promise.site.place)
    if let chain = program.chainAround(promise.site), promise.kind != .callback,
      !program.canAwait(in: promise.site.function)
    {
      return Remedy(
        "Give its promise back from the callback of `\(chain.calleeText)` (`return`): the chain then waits for it, and the "
          + "chain's `.catch` hears its failure.",
        before: Excerpt.short(before, keeping: before),
        after: Excerpt.short("return \(before)", keeping: before)
      )
    }
    if promise.site.standsInHandler, promise.kind != .callback {
      return Remedy(
        Self.adviceInHandler,
        before: Excerpt.short(before, keeping: before),
        after: Excerpt.short("\(before).catch((error) => console.error(error))", keeping: before)
      )
    }
    let also = callers.map {
      " Await `\($0.calleeText)` in `\(program.name(of: $0.function))` too: nobody waits for that call either."
    }
    let fix = Self.about.fix + also.joined()
    guard promise.kind != .callback, program.canAwait(in: promise.site.function) else {
      return Remedy(fix, before: Excerpt.short(before, keeping: before))
    }
    return Remedy(
      fix,
      before: Excerpt.short(before, keeping: before),
      after: Excerpt.short("await \(before)", keeping: before),
      repair: repair(all, program)
    )
  }

  private static let adviceInHandler =
    "It stands where another failure is seen to: give it a `.catch` of its own that logs. Awaited, its failure would take the place of what is handled here."

  /// Each of them awaited where it is a statement; the answer then waits for it too: a person decides.
  private func repair(_ promises: [DroppedPromise], _ program: Program) -> Repair? {
    var edits: [SourceEdit] = []
    for promise in promises {
      let site = promise.site
      var edit = SourceEdit(site.place, in: program)
      guard promise.kind != .callback, site.instruction.isDiscarded,
        program.canAwait(in: site.function), program.isInBody(site),
        edit.lineHead(before: site.place.span.start).text.isEmpty
      else { return nil }
      let start = ByteSpan(start: site.place.span.start, end: site.place.span.start)
      edit.replace(start, with: "await ")
      edits.append(edit)
    }
    return program.repair(edits, .unsafe)
  }

  private func steps(
    _ promises: [DroppedPromise],
    _ origin: CallSite,
    _ approach: Approach?,
    _ program: Program
  ) -> [(place: SourcePlace, note: String)] {
    var steps = approach?.steps(in: program) ?? []
    if origin.place != promises[0].site.place {
      steps.append((origin.place, "can fail: `\(origin.calleeText)`"))
    }
    for promise in promises.dropFirst() {
      steps.append((promise.site.place, "nobody waits for it here either"))
    }
    return steps
  }
}

extension Program {
  /// Whether an entry is what a timer of the language repeats.
  fileprivate func isTimer(_ entry: Entry) -> Bool {
    guard entry.kind == .job, let call = entry.call, let site = self.call(call) else {
      return false
    }
    return ["setInterval", "setTimeout"].contains(site.calledName)
  }
}
