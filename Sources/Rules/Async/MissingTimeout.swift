// A call that can hang has no time limit on any layer.

import Capacity
import Findings
import SemanticModel

/// Reports clients and calls that wait for another machine or process for ever.
struct MissingTimeout: Rule {
  static let about = RuleDescription(
    name: "missing-timeout",
    category: .missingTimeout,
    worst: .high,
    title: "Outbound call without a deadline",
    problem: """
      When the other side hangs, every request that comes this way waits with it and keeps what it holds: its socket \
      and its memory, and a thread or a connection of the database where it took one. They pile up as fast as they \
      come; where what they hold runs out, routes that never touch the other side fail too.
      """,
    verify: """
      Point the call at a server that accepts and never answers (`nc -lk 9999`): the request must fail within the \
      deadline that you chose. Under load, with the client pointed at port 18080: `plimsoll chaos \
      http://localhost:3000/ --proxy other=18080,HOST:PORT --fault 'at: 10s, for: 30s, proxy: other, toxic: timeout'`.
      """,
    fix:
      "Set a deadline below the caller's own: on the client for all of its calls, or on the call.",
    tradeOff:
      "A deadline turns slow answers into errors: choose it above the p99 of the other side, and handle it.",
    effort: Effort(low: 0.25, high: 1)
  )

  func findings(in program: Program, under target: LoadTarget) -> [Finding] {
    // Where all requests wait for a cache that is away, that is told instead; of a client out of sight nothing is known.
    let isStalled = !program.cacheOutages.isEmpty
    let missing = (program.deadlines + program.relayedDeadlines)
      .filter { fact in
        isMissing(fact, in: program)
          && !((isStalled || fact.client == nil)
            && program.call(at: fact.call).effects.contains { $0.kind == .cache })
      }
    let groups = groups(of: missing, in: program)
    return groups.keys.sorted().compactMap { place in
      groups[place].flatMap { finding(of: $0, at: place, in: program, under: target) }
    } + settingsFindings(in: program, under: target)
  }

  /// A documented default of up to a minute counts as a deadline (contract: categories, edge cases).
  private static let acceptableDefault = 60.0

  private func isMissing(_ fact: DeadlineFact, in program: Program) -> Bool {
    let site = program.call(at: fact.call)
    guard fact.status == .missing, site.unit.isRunning else { return false }
    // What a script or a test connects by, production does not.
    if let client = fact.client.flatMap(program.place), !program.units[client.unit].isRunning {
      return false
    }
    if let seconds = fact.rule.defaultSeconds, seconds <= Self.acceptableDefault { return false }
    // A file of the program's own lies beside it; which function a parameter is, each caller says.
    if site.asksOwnFile || site.callsParameter { return false }
    if fact.heritage != nil, site.isBoundByItsClass { return false }
    // A breaker gives up after ten seconds, unless it is told a time (opossum, `timeout`).
    if site.isBehindBreaker { return false }
    if fact.rule.isSettableElsewhere {
      return site.isReached(from: .running) && !program.isLoneScript(site.place.unit)
    }
    // A browser gives one user's calls up when the page is left; only its clients are worth a word.
    let isServer = site.isReached(from: .serving.subtracting(EntryKinds(.render)))
    return isServer || fact.client != nil && site.isReached(from: .serving)
  }

  private func finding(
    of facts: [DeadlineFact],
    at place: SourcePlace,
    in program: Program,
    under target: LoadTarget
  ) -> Finding? {
    guard let told = representative(of: facts, in: program) else { return nil }
    let (first, site, waiting) = told
    let isAtClient = facts.allSatisfy { program.call(at: $0.call).place != place }
    // Among calls, the one is shown on whose way users wait.
    let place = isAtClient ? place : site.place
    let approach = waiting.approach
    let rare = site.rareUse
    let routes = labels(of: waiting, in: program)
    let share = rare == nil ? program.share(ofRoutes: routes.count) : nil
    let load = Self.load(of: first.rule, under: target.at(rare), share)
    // Users who have not come this way when the test ends do not wait.
    let stopsAll = load.secondsUntilAllUsersWait <= target.durationSeconds
    return finding(
      Diagnosis(
        place: place,
        because: steps(facts, place, approach, program),
        function: isAtClient ? program.function(at: place) ?? site.function : site.function,
        title: title(first, at: place, facts.count, in: program),
        problem: problem(first, site, waiting),
        severity: stopsAll ? waiting.severity : min(waiting.severity, .medium),
        tier: waiting.doubt == nil ? .finding : .suspicious,
        confidence: waiting.doubt == nil ? .high : .medium,
        impact: Impact(
          estimate: Self.estimate(load, waiting, share, isOpen: program.hasManyRoutes),
          confidence: .medium
        ),
        verify: Verify(steps: Self.about.verify, command: approach?.command(in: program)),
        fix: remedy(first.rule, of: facts, at: place, isAtClient, in: program),
        routes: routes,
        confirm: waiting.doubt
      )
      .priced(for: rare, under: target),
      in: program
    )
  }

  /// The call that tells most: where users wait rather than where few do, and where nothing has to be checked.
  private func representative(of facts: [DeadlineFact], in program: Program)
    -> (DeadlineFact, CallSite, Waiting)?
  {
    let sites = facts.map { program.call(at: $0.call) }
    let order: [Audience] = [.requests, .jobs, .browsers]
    let audience = order.first { one in sites.contains { $0.audience == one } } ?? .requests
    let heard = sites.indices.filter { sites[$0].audience == audience }
    // A way that is known tells more than one that is not.
    let known = heard.filter { sites[$0].isReached(from: Waiting.known) }
    let usual = audience == .requests ? known.filter { sites[$0].rareUse == nil } : []
    let candidates = [usual, known, heard].first { !$0.isEmpty } ?? []
    var first: (DeadlineFact, CallSite, Waiting)?
    let isShared =
      facts.count >= Self.severalCalls && facts.contains { isMadeByClient($0, in: program) }
    for position in candidates.prefix(Self.mostCandidates) {
      let waiting = Waiting(sites[position], audience, facts[position].rule, isShared: isShared)
      let told = (facts[position], sites[position], waiting)
      if waiting.doubt == nil { return told }
      first = first ?? told
    }
    return first
  }

  private static let mostCandidates = 12
  private static let severalCalls = 3

  private func labels(of waiting: Waiting, in program: Program) -> [String] {
    guard waiting.routes.isEmpty else { return waiting.routes.map(\.label) }
    return waiting.approach.map { $0.routeLabels(in: program) } ?? []
  }

  private func title(
    _ fact: DeadlineFact,
    at place: SourcePlace,
    _ count: Int,
    in program: Program
  ) -> String {
    let site = program.call(at: fact.call)
    let limit =
      fact.rule.defaultSeconds.map { "up to \(Figure.duration($0))" } ?? "without end"
    if place == site.place, fact.rule.isSettableElsewhere {
      return "`\(site.calleeText)` sets no time limit for a \(fact.rule.what)"
    }
    if place == site.place {
      let host =
        count > 1 ? site.statedHost.map { " (\(count) calls, this one of \($0))" } ?? "" : ""
      return "`\(site.calleeText)` waits \(limit): it has no deadline\(host)"
    }
    let maker = program.callee(at: place)
    return "The client from `\(maker)` has no deadline: each \(fact.rule.what) waits \(limit)"
  }

  private func problem(_ fact: DeadlineFact, _ site: CallSite, _ waiting: Waiting) -> String {
    let own =
      fact.rule.defaultSeconds.map { "the library gives up only after \(Figure.duration($0))" }
      ?? "the library waits for ever"
    let layers =
      fact.rule.creation.isEmpty ? "Nothing around" : "Neither the client nor anything around"
    let failure =
      switch waiting.audience {
      case .requests: Self.about.problem + waiting.keptAnswer
      case .jobs:
        "When the other side hangs, the run does not end: it keeps its socket, its memory and the "
          + "connections that it took, and the runs behind it start beside it or not at all."
      case .browsers:
        "When the other side hangs, the page waits with it, and the user sees neither a result nor an error."
      }
    return "\(layers) `\(site.calleeText)` sets a deadline, and \(own). \(failure)"
  }

  private static func load(
    of rule: DeadlineRule,
    under target: LoadTarget,
    _ share: Input?
  ) -> HungDependency {
    HungDependency(
      target: target.at(share: share),
      givesUpAfter: rule.defaultSeconds.map { .stated($0, by: "the library's default") },
      deadline: rule.suggestedSeconds ?? 2
    )
  }

  private static func estimate(
    _ load: HungDependency,
    _ waiting: Waiting,
    _ share: Input?,
    isOpen: Bool
  ) -> String {
    switch waiting.audience {
    case .requests:
      if isOpen, let share {
        load.sentence(assuming: share.source)
      } else {
        load.sentence + (share.map { "; assuming \($0.source)" } ?? "")
      }
    case .jobs: load.sentenceOfRun
    case .browsers: load.sentenceOfPage
    }
  }

  private func remedy(
    _ rule: DeadlineRule,
    of facts: [DeadlineFact],
    at place: SourcePlace,
    _ isAtClient: Bool,
    in program: Program
  ) -> Remedy {
    let sites = facts.map { program.call(at: $0.call) }
    let isOfJobs = sites.allSatisfy { $0.audience == .jobs }
    // A limit counts the body too: a file takes longer than its first byte.
    let isLong = isOfJobs || sites.contains(where: \.takesFile)
    let isAtMaker = isAtClient && !rule.creation.isEmpty
    let options = (isAtMaker || rule.options.isEmpty ? rule.creation : rule.options)
      .map { isLong ? $0.forJobs : $0 }
    let before = program.source(of: place)
    if sites.contains(where: \.passesBodyOn) {
      return Remedy(Self.adviceOfStreams, before: Excerpt.short(before, keeping: before))
    }
    let old = options.lazy.compactMap { program.adviceForOldRelease(of: $0, in: place.unit) }.first
    if let old { return Remedy(old, before: Excerpt.short(before, keeping: before)) }
    if !isAtClient, sites.contains(where: { $0.audience == .jobs && $0.sendsQueryOfCaller }) {
      return Remedy(Self.adviceOfQuery, before: Excerpt.short(before, keeping: before))
    }
    let edit = program.edit(of: place, adding: options)
    let after = edit?.text
    let suggested = options.compactMap(\.suggestion).first { after != nil || $0.conditions.isEmpty }
    let added = suggested?.properties ?? []
    return Remedy(
      advice(options, added, isAtMaker)
        + (isOfJobs ? " " + Self.adviceOfJobs : isLong ? " " + Self.adviceOfFiles : ""),
      before: Excerpt.short(before, keeping: before),
      after: after.map { Excerpt.short($0, keeping: added.first ?? "") },
      repair: repair(edit, of: facts, at: place, isAtClient, isLong, in: program)
    )
  }

  /// What a run waits for may take long: the deadline of a request would end good answers too.
  private static let adviceOfJobs =
    "Nobody waits for the run: choose a time that its slowest good answer keeps (a large file takes minutes), below the limit of the job, where it has one."

  private static let adviceOfFiles =
    "The limit counts the body too: choose a time that the largest file keeps, or end it once the headers are there."

  /// What a proxy passes on as it comes takes as long as the slowest of its callers.
  private static let adviceOfStreams = """
    Bodies pass through here as they come, so a limit for the whole call would end slow uploads and downloads too. Let \
    an `AbortController` end the call when no headers have come in time, clear its timer once they are there, and end \
    it with the caller's own `request.signal`.
    """

  /// A few seconds would end every long query that a run is there for.
  private static let adviceOfQuery = """
    The answer takes as long as the query that the caller wrote. Set a short deadline for connecting and a long one \
    for the answer: the time that the run itself may take (the limit of the job, where it has one), handed down to \
    this call.
    """

  private static let adviceWithoutOption = """
    The library takes no deadline. Stop waiting for it (`Promise.race` with a timer, `asyncio.timeout`), hand the work \
    to a queue whose worker may wait, or ask the service over an HTTP client that takes one.
    """

  /// The limit at the client, or at each of the calls that are told together.
  private func repair(
    _ first: SourceEdit?,
    of facts: [DeadlineFact],
    at place: SourcePlace,
    _ isAtClient: Bool,
    _ isLong: Bool,
    in program: Program
  ) -> Repair? {
    // What a server or role may limit already is for a person to decide.
    let isElsewhere = facts.contains { $0.rule.isSettableElsewhere }
    let safety: Repair.Safety = isElsewhere ? .unsafe : .safe
    if isAtClient, let first { return program.repair([first], safety) }
    var edits = isAtClient ? [] : [first].compactMap(\.self)
    if !isAtClient, edits.isEmpty { return nil }
    for fact in facts {
      let other = program.call(at: fact.call).place
      guard other != place else { continue }
      let options = isLong ? fact.rule.options.map(\.forJobs) : fact.rule.options
      guard let edit = program.edit(of: other, adding: options) else { return nil }
      edits.append(edit)
    }
    return edits.isEmpty ? nil : program.repair(edits, safety)
  }

  private func advice(
    _ options: [DeadlineRule.OptionRule],
    _ added: [String],
    _ isAtClient: Bool
  ) -> String {
    let suggested = added.map { "`\($0.prefix { $0 != ":" })`" }.joined(separator: ", ")
    let key = suggested.isEmpty ? options.first?.keys.first.map { "`\($0)`" } : suggested
    guard let key else { return options.isEmpty ? Self.adviceWithoutOption : Self.about.fix }
    let options = isAtClient ? "the client's options" : "the call's options"
    return "Set \(key) in \(options). " + Self.about.fix
  }

  private func steps(
    _ facts: [DeadlineFact],
    _ place: SourcePlace,
    _ approach: Approach?,
    _ program: Program
  ) -> [(place: SourcePlace, note: String)] {
    var steps = approach?.steps(in: program) ?? []
    for fact in facts {
      let site = program.call(at: fact.call)
      guard site.place != place else { continue }
      steps.append((site.place, "waits without a limit: `\(site.calleeText)`"))
    }
    return steps
  }
}
