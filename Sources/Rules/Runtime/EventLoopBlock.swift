// Synchronous work on a request path: one request holds the thread, all others wait.

import Capacity
import Findings
import SemanticModel
import SourceText

/// Reports calls that hold the event loop while requests are served.
struct EventLoopBlock: Rule {
  static let about = RuleDescription(
    name: "event-loop-block",
    category: .eventLoopBlock,
    worst: .high,
    title: "Blocking call on a request path",
    problem: """
      One thread runs the code of all requests. While this call works, no other request is read, answered or timed \
      out, not even a health check: under load the waiting requests pile up behind it.
      """,
    verify: """
      Send the load to this route and watch `perf_hooks.monitorEventLoopDelay()`: its p99 must stay near its idle \
      value, and the latency of a trivial route must not rise.
      """,
    fix: "Use the asynchronous form of the call, or move the work to a worker thread or a job.",
    tradeOff:
      "Asynchronous work takes as long and can run many times at once: bound how many run side by side.",
    effort: Effort(low: 0.5, high: 3)
  )

  func findings(in program: Program, under target: LoadTarget) -> [Finding] {
    let direct = program.synchronousWaits
    let relayed = program.relayedWaits
    // What a plain callee waits for is the work of the call in the coroutine.
    let inner = Dictionary(relayed.map { ($0.site.position, $0.wait) }) { first, _ in first }
    let waits = Set(direct.map(\.position) + inner.keys)
    let blocking = program.calls(with: [.blocking]).filter { !waits.contains($0.position) }
    let sites = (blocking + direct + relayed.map(\.site)).filter { isOnServingPath($0) }
    let repeated = Set(program.repeatedCalls(with: [.blocking]).map(\.site.position))
    var groups: [Cause: [CallSite]] = [:]
    for site in sites {
      let cause = Cause(
        of: site,
        isWait: waits.contains(site.position),
        for: inner[site.position] ?? site
      )
      groups[cause, default: []].append(site)
    }
    return groups.values
      .sorted { $0[0].place < $1[0].place }
      .compactMap { finding(of: $0, repeated, inner, in: program, under: target) }
  }

  private static let pythonVerify = """
    Run the server with `PYTHONASYNCIODEBUG=1` and send the load to this route: no `Executing … took … seconds` may \
    be logged, and the latency of a trivial route must not rise.
    """

  /// Jobs often run beside the server, but only long work of theirs is worth a word.
  private static let longWork = 20.0

  private func isOnServingPath(_ site: CallSite) -> Bool {
    guard site.unit.isRunning, site.isOnEventLoop, !site.program.isGuardedByItsResult(site),
      !site.program.isAskedOnce(site.function), !site.program.makesMissingFolder(site)
    else { return false }
    if site.isReached(from: Audience.requests.entries) { return true }
    return site.isReached(from: [EntryKinds(.job), EntryKinds(.escaped)])
      && Weight.hold(of: site).milliseconds >= Self.longWork
  }

  /// What one change would mend: calls of one function, the hashes of one file, or all calls of a library whose
  /// names hide that they block.
  private enum Cause: Hashable {
    case library(String)
    case hashes(unit: Int)
    case function(FunctionRef)
    /// A client without `await` in the coroutines of one file.
    case client(String, unit: Int)

    init(of site: CallSite, isWait: Bool, for wait: CallSite) {
      if isWait {
        self = .client(wait.library ?? "", unit: site.place.unit)
      } else if let hold = site.hold, hold.isHidden || hold.holdsWhenAwaited,
        let library = site.library
      {
        self = .library(library)
      } else if site.effects.contains(where: { $0.verb == "hash" }) {
        self = .hashes(unit: site.place.unit)
      } else {
        self = .function(site.function)
      }
    }
  }

  private func finding(
    of sites: [CallSite],
    _ repeated: Set<Int>,
    _ inner: [Int: CallSite],
    in program: Program,
    under target: LoadTarget
  ) -> Finding? {
    let weights = sites.map { site in
      let isRepeated = repeated.contains(site.position)
      return Weight(of: site, isRepeated: isRepeated, sites, for: inner[site.position])
    }
    let asked = weights.filter { $0.site.isReached(from: Audience.requests.entries) }
    let judged = asked.isEmpty ? weights : asked
    let most = judged.map(\.milliseconds).max() ?? 0
    // The first of the heaviest, where a reader looks for it; where users come before where few do.
    let heaviest = judged.filter { $0.milliseconds >= most }
    guard let worst = heaviest.first(where: { $0.site.rareUse == nil }) ?? heaviest.first else {
      return nil
    }
    let (site, isJob) = (worst.site, asked.isEmpty)
    let rare = site.rareUse
    // All requests of a rarely asked route come this way.
    let share = rare == nil ? Input.tenthOfRequests : .stated(1, by: "the rate of the route")
    let held = HeldThread(
      target: target.at(rare),
      hold: worst.input,
      share: share,
      // bcryptjs works in pieces of 100 ms when it is awaited (its constant MAX_EXECUTION_TIME).
      turn: site.hold?.isHidden ?? false ? 100 : nil
    )
    let severity = isJob ? .medium : self.severity(held)
    let doubt = self.doubt(worst, severity, of: sites.count, isJob: isJob)
    let approach = site.approach
    return finding(
      Diagnosis(
        place: site.place,
        because: steps(sites, besides: site, approach, worst.wait, program),
        function: site.function,
        title: title(site),
        problem: problem(site, worst),
        severity: severity,
        tier: doubt == nil ? .finding : .suspicious,
        confidence: doubt == nil ? .high : .medium,
        impact: Impact(estimate: held.sentence, confidence: .medium),
        verify: Verify(
          steps: program.servesInThreads(site) ? Self.pythonVerify : Self.about.verify,
          command: approach?.command(in: program)
        ),
        fix: remedy(site, besides: sites, behind: worst.wait, in: program),
        routes: routes(asked.isEmpty ? [site] : [site] + asked.map(\.site), in: program),
        confirm: doubt,
        threshold:
          "\(Figure.grouped(held.requestsPerSecondWhenFull / 4)) requests a second that come this way: "
          + "they take a quarter of one event loop"
      )
      .priced(for: rare, under: target)
      .reached(by: site.approach, to: site.calleeText),
      in: program
    )
  }

  /// The routes of all calls of the cause, those that users ask first.
  private func routes(_ sites: [CallSite], in program: Program) -> [String] {
    var seen: Set<String> = []
    let functions = Set(sites.dropFirst().map(\.function)).subtracting([sites[0].function])
    let others = sites.filter { functions.contains($0.function) }
    let usual = others.filter { $0.rareUse == nil } + others.filter { $0.rareUse != nil }
    return ([sites[0]] + usual)
      .flatMap { $0.approach?.routeLabels(in: program) ?? [] }
      .filter { seen.insert($0).inserted }
  }

  private func severity(_ held: HeldThread) -> Severity {
    if held.isFull { return .high }
    return held.load >= 0.05 ? .medium : .monitor
  }

  /// What must be checked; nil where nothing must.
  private func doubt(_ worst: Weight, _ severity: Severity, of count: Int, isJob: Bool) -> String? {
    if isJob {
      return "Check whether this runs in the process that serves requests, and how often."
    }
    if let way = worst.site.approach, let count = worst.site.program.routesBehindUnknown(way) {
      return
        "Check which of \(count) routes come here: the nearest that is known to begins at a path that the code does not tell."
    }
    if worst.milliseconds < 0.1 {
      return
        "Check whether the path can lie on a network volume, and how often the route is asked."
    }
    let verbs = Set(worst.site.effects.map(\.verb))
    if verbs.contains("key") {
      return "Check how often a key is made here: one that is kept is made once."
    }
    if worst.site.effects.contains(where: { $0.kind == .process }) {
      return "Check how long the program runs, and how often it is started."
    }
    if count == 1, let name = worst.site.rowOfOneRoute {
      return
        "`\(name)` reads one row by its key, which takes about a millisecond: check how often the route is asked."
    }
    // A template of a few kilobytes is read in a tenth of a millisecond.
    return severity == .monitor
      ? "Check how large the input can be, and how often the route is asked." : nil
  }

  private func title(_ site: CallSite) -> String {
    let isHidden = site.hold?.isHidden ?? false
    return isHidden
      ? "`\(site.calleeText)` works on the main thread although it looks asynchronous"
      : "`\(site.calleeText)` blocks the event loop"
  }

  private func problem(_ site: CallSite, _ weight: Weight) -> String {
    if let wait = weight.wait {
      return
        "The function around the call is a coroutine, and `\(wait.calleeText)` below it waits without `await`. "
        + Self.about.problem
    }
    let library = site.library ?? "The library"
    let what =
      weight.site.hold?.isHidden ?? false
      ? "\(library) is written in JavaScript: awaiting it slices the work, but every slice runs on the event loop."
      : "The call returns only when the work is done."
    return "\(what) \(Self.about.problem)"
  }

  private func remedy(
    _ site: CallSite,
    besides sites: [CallSite],
    behind inner: CallSite?,
    in program: Program
  ) -> Remedy {
    let before = program.source(of: site.place)
    if site.hold?.isHidden ?? false {
      return Remedy(
        "Take the native package `bcrypt` or `argon2` in place of `\(site.library ?? "this one")`: "
          + "the calls stay the same, and the work runs on threads of the pool.",
        before: Excerpt.short(before, keeping: before)
      )
    }
    if inner != nil, program.awaits(in: site.function) {
      // A plain function cannot await: only the call itself can go to a thread.
      return Remedy(
        "The function awaits other work and must stay a coroutine. Hand the call to a thread: `await "
          + "run_in_threadpool(…)` (`fastapi.concurrency`) or `await asyncio.to_thread(…)`. Or use an asynchronous "
          + "session and driver, and await every call down to it.",
        before: Excerpt.short(before, keeping: before)
      )
    }
    if inner != nil {
      return Remedy(
        "Make the handlers plain functions (`def`): the framework runs those in threads of their own. Or use an "
          + "asynchronous session and driver, and await every call down to it.",
        before: Excerpt.short(before, keeping: before)
      )
    }
    if program.servesInThreads(site) {
      return Remedy(
        "Await the asynchronous form of `\(site.calleeText)`, hand it to a thread (`asyncio.to_thread`), or make the "
          + "handler a plain function: the framework runs those in threads of their own.",
        before: Excerpt.short(before, keeping: before)
      )
    }
    guard let method = site.method, method.name.hasSuffix("Sync") else {
      return Remedy(Self.about.fix, before: Excerpt.short(before, keeping: before))
    }
    let name = String(method.name.dropLast(4))
    let way =
      site.hold?.holdsWhenAwaited ?? false
      ? "Take a native package (`bcrypt`, `argon2`) in place of `\(site.library ?? "this one")`, whose own `\(name)` works "
        + "on this thread too; await its `\(name)`, and make the functions up to the handler asynchronous."
      : "Await the asynchronous `\(name)` (its promise form), and make the functions up to the handler asynchronous. "
        + "What does not change between requests is read once, at start-up."
    return Remedy(
      way,
      before: Excerpt.short(before, keeping: before),
      after: awaited(site, in: program).map { Excerpt.short($0.text ?? "", keeping: name) },
      repair: repair(sites, in: program)
    )
  }

  /// All calls of the cause awaited, where each stands in the braces of an asynchronous function.
  private func repair(_ sites: [CallSite], in program: Program) -> Repair? {
    var edits: [SourceEdit] = []
    for site in sites {
      guard program.canAwait(in: site.function), program.isInBody(site),
        let edit = awaited(site, in: program)
      else { return nil }
      edits.append(edit)
    }
    return program.repair(edits)
  }

  /// What the promises of the file system offer under the same name.
  private static let promised: Set<String> = [
    "access", "appendFile", "chmod", "copyFile", "cp", "lstat", "mkdir", "mkdtemp", "readdir",
    "readFile", "readlink", "realpath", "rename", "rm", "rmdir", "stat", "symlink", "truncate",
    "unlink", "utimes", "writeFile",
  ]

  /// Files and passwords have promise forms of the same shape.
  private func awaited(_ site: CallSite, in program: Program) -> SourceEdit? {
    guard let method = site.method, method.name.hasSuffix("Sync") else { return nil }
    let name = String(method.name.dropLast(4))
    let verb = site.effects.first { $0.kind == .blocking }?.verb ?? ""
    var edit = SourceEdit(site.place, in: program)
    let span = site.place.span
    let rest = edit.slice(ByteSpan(start: span.end, end: span.end &+ 80)).drop { $0 <= 32 }
    // `fs.readdirSync(path).filter(…)`: what follows is asked of the result.
    // `!bcrypt.compareSync(…)`: what stands before is asked of the result too.
    let isHead =
      rest.first == UInt8(ascii: ".") || rest.first == UInt8(ascii: "[")
      || edit.lineHead(before: span.start).text.hasSuffix("!")
    edit.replace(ByteSpan(start: span.start, end: span.start), with: isHead ? "(await " : "await ")
    switch verb {
    case "hash": edit.replace(method.span, with: name)
    case "file" where Self.promised.contains(name):
      edit.replace(method.span, with: "promises.\(name)")
    default: return nil
    }
    if isHead { edit.replace(ByteSpan(start: span.end, end: span.end), with: ")") }
    return edit
  }

  private func steps(
    _ sites: [CallSite],
    besides site: CallSite,
    _ approach: Approach?,
    _ wait: CallSite?,
    _ program: Program
  ) -> [(place: SourcePlace, note: String)] {
    var steps = approach?.steps(in: program) ?? []
    if let wait { steps.append((wait.place, "waits: `\(wait.calleeText)`")) }
    for other in sites where other.position != site.position {
      steps.append((other.place, "blocks too: `\(other.calleeText)`"))
    }
    return steps
  }
}

/// How long one call holds the thread.
private struct Weight {
  let site: CallSite
  /// What waits behind a call of a plain function.
  let wait: CallSite?
  let input: Input

  var milliseconds: Double { input.value }

  /// One of the calls of the same cause, the `family`, may say the work for all.
  init(of site: CallSite, isRepeated: Bool, _ family: [CallSite], for wait: CallSite?) {
    self.site = site
    self.wait = wait
    let hold = Self.hold(of: wait ?? site)
    let usual = hold.power?.usual ?? 10
    let powers = family.compactMap(\.statedPower)
    let isScaled = hold.power != nil || family.contains { $0.hold?.power != nil }
    let stated = isScaled ? site.statedPower ?? powers.max() : nil
    let steps = stated.map { $0 - usual } ?? 0
    var factor = (0..<abs(steps)).reduce(1.0) { value, _ in steps < 0 ? value / 2 : value * 2 }
    if let rounds = site.statedRounds, let usual = hold.rounds?.usual { factor *= rounds / usual }
    let turns = isRepeated ? Input.rowsOfOnePage.value : 1
    let source = hold.source + (isRepeated ? ", for each of 20 rows" : "")
    let scaled = stated.map { "\(source), here cost \($0)" } ?? source
    input = .assumed(hold.milliseconds * factor * turns, because: scaled)
  }

  /// What the library says, else what the kind of work usually takes.
  static func hold(of site: CallSite) -> Hold {
    if let hold = site.hold { return hold }
    let kinds = Set(site.effects.map(\.kind))
    let verbs = site.effects.map(\.verb)
    if kinds.contains(.external) { return Hold(100, "answers of the other side after 100 ms") }
    if kinds.contains(.process) { return Hold(100, "a program that runs for 100 ms") }
    if verbs.contains("sleep") { return sleep(of: site) }
    if verbs.contains("hash") {
      return Hold(100, "a hash of 100 ms (bcrypt at cost 10, by its README)")
    }
    if kinds.contains(.query) || kinds.contains(.write) || kinds.contains(.cache) {
      return Hold(5, "statements of 5 ms")
    }
    return Hold(1, "1 ms of synchronous work")
  }

  private static func sleep(of site: CallSite) -> Hold {
    guard case .number(let seconds)? = site.arguments.first?.shape, seconds > 0 else {
      return Hold(1_000, "a pause of 1 s")
    }
    return Hold(seconds * 1_000, "the pause that the code says")
  }
}
