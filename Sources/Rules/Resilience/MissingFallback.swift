// A request fails whenever another service does.

import Capacity
import Findings
import SemanticModel
import SourceText

/// Reports services of others that a request waits for with neither breaker, fallback nor queue.
struct MissingFallback: Rule {
  static let about = RuleDescription(
    name: "missing-fallback",
    category: .noBreaker,
    worst: .high,
    title: "Request that fails whenever another service does",
    problem: """
      Nothing between the request and the other service degrades the answer, stops asking it when it fails, or does \
      the work later. While it is slow or away, every request that comes this way waits and fails, and the routes \
      beside it lose the connections and the memory that the waiting ones hold.
      """,
    verify: """
      Let the other service refuse connections, then let it answer after 30 s: the route must answer with something \
      useful within its deadline, and the other routes must not slow down. With the client pointed at port 18080, \
      `plimsoll chaos http://localhost:3000/ --proxy other=18080,HOST:PORT --fault 'at: 10s, proxy: other, down: 30s'` \
      does the first, and `--fault 'at: 10s, for: 30s, proxy: other, toxic: latency, attributes: {latency: 30000}'` the second.
      """,
    fix: """
      For what the answer needs, add a deadline, a breaker that opens after a few failures, and an answer without it: \
      a cached value, a default, or "pending".
      """,
    tradeOff:
      "A degraded answer must be told as such, and a queue delivers later and sometimes twice: make the work idempotent.",
    effort: Effort(low: 1, high: 6)
  )

  func findings(in program: Program, under target: LoadTarget) -> [Finding] {
    var groups: [Group: [Dependency]] = [:]
    for dependency in program.serviceDependencies where isJudged(dependency, program) {
      groups[Group(of: dependency, in: program), default: []].append(dependency)
    }
    // Several services behind one call are one finding: `gateway.pay()` asks whom the customer chose.
    var places: [SourcePlace: [Dependency]] = [:]
    for group in groups.values {
      let sorted = group.sorted(by: Self.comesFirst)
      places[sorted[0].crossing.place, default: []] += sorted
    }
    let sorted = places.keys.sorted().compactMap { places[$0]?.sorted(by: Self.comesFirst) }
    // The message that tells the defect best speaks for those of other files.
    let messages = sorted.map { $0[0] }.filter { $0.purpose == .messages }
    let usual = messages.filter { $0.crossing.rareUse == nil }
    let speaking = (usual.isEmpty ? messages : usual).min(by: Self.comesFirst)
    return sorted.map { dependencies in
      let speaker = dependencies[0].purpose == .messages ? speaking : nil
      let isEcho = speaker.map { $0.crossing.place != dependencies[0].crossing.place } ?? false
      return finding(of: dependencies, isEcho: isEcho, in: program, under: target)
    }
  }

  /// What writes before it asks shows the damage best.
  private static func comesFirst(_ left: Dependency, _ right: Dependency) -> Bool {
    if isRare(left) != isRare(right) { return isRare(right) }
    let order = (left.writtenBefore == nil ? 1 : 0, right.writtenBefore == nil ? 1 : 0)
    if order.0 != order.1 { return order.0 < order.1 }
    return (left.crossing.place, left.site.place) < (right.crossing.place, right.site.place)
  }

  /// Whether it is asked only when something else has failed.
  private static func isRare(_ dependency: Dependency) -> Bool {
    dependency.crossing.standsInHandler
      || dependency.approach.calls.contains(where: \.standsInHandler)
  }

  /// One queue mends all messages, but each file has to hand its own over; what an answer needs is replaced differently where it is read and where it is
  /// written.
  private struct Group: Hashable {
    let service: ServiceKey
    let isRead: Bool

    init(of dependency: Dependency, in program: Program) {
      let isMessage = dependency.purpose == .messages
      service =
        isMessage
        ? ServiceKey(library: "", address: "messages \(dependency.crossing.place.unit)")
        : dependency.service
      isRead = !isMessage && Self.reads(dependency, program)
    }

    private static func reads(_ dependency: Dependency, _ program: Program) -> Bool {
      let label = program.label(of: dependency.approach.entry)
      return label.hasPrefix("GET ") || label.hasPrefix("QUERY ")
    }
  }

  private func isJudged(_ dependency: Dependency, _ program: Program) -> Bool {
    guard dependency.failsRequest else { return false }
    switch dependency.purpose {
    // Whoever tries whether mails go out asks for nothing else.
    case .messages:
      let label = program.label(of: dependency.approach.entry).lowercased()
      let last = label.split(separator: "/").last ?? ""
      return !["test", "check", "try", "validate"].contains { last.contains($0) }
    // An answer that is a file is nothing without it.
    case .storage: return false
    case nil:
      let words =
        program.label(of: dependency.approach.entry) + " " + dependency.service.address + " "
        + dependency.crossing.calleeText
      return !Self.needing.contains { words.lowercased().contains($0) }
    }
  }

  /// Sign-in at another service cannot go on without it; deliveries and clocks come again after a failure.
  private static let needing = [
    "oauth", "sso", "saml", "oidc", "callback", "webhook", "cron", "proxy", "health", "login",
    "signin", "authoriz", "credential", "token", "captcha",
  ]

  private func finding(
    of dependencies: [Dependency],
    isEcho: Bool,
    in program: Program,
    under target: LoadTarget
  ) -> Finding {
    let first = dependencies[0]
    let isMessage = first.purpose == .messages
    let isLost = isMessage && first.writtenBefore != nil
    let isRare = Self.isRare(first)
    let isSure = isMessage && first.approach.entry.kind == .request && !isRare && !isEcho
    let isUsual = dependencies.contains { $0.crossing.rareUse == nil }
    let rare = isUsual ? nil : first.crossing.rareUse
    let share = rare == nil ? program.share() : nil
    return finding(
      Diagnosis(
        place: first.crossing.place,
        because: steps(dependencies, program),
        function: first.crossing.function,
        title: title(first, isMessage),
        problem: problem(first, isMessage),
        severity: isLost && !isRare ? .high : .medium,
        tier: isSure ? .finding : .suspicious,
        confidence: isSure ? .high : .medium,
        impact: Impact(
          estimate: HungDependency(target: target.at(rare).at(share: share)).sentence
            + (share.map { "; assuming \($0.source)" } ?? ""),
          confidence: .medium
        ),
        verify: Verify(steps: Self.about.verify, command: first.approach.command(in: program)),
        fix: remedy(first, isMessage, program),
        routes: labels(dependencies, program),
        confirm: isSure
          ? nil : isEcho && !isRare ? Self.echo : confirmation(first, isMessage, isRare, program)
      )
      .priced(for: rare, under: target),
      in: program
    )
  }

  private static let echo =
    "Check whether one queue behind what sends all messages mends this one with the others."

  private func confirmation(
    _ first: Dependency,
    _ isMessage: Bool,
    _ isRare: Bool,
    _ program: Program
  ) -> String {
    if isRare {
      return "It is asked only when something else has failed: check how often that happens."
    }
    if isMessage {
      return
        "Check which requests run `\(program.name(of: first.crossing.function))`, and whether they wait for it."
    }
    return
      "Check whether the answer is of any use without what `\(first.site.calleeText)` gives, and whether something "
      + "outside the code (a mesh, a proxy) stops asking it when it fails."
  }

  private func labels(_ dependencies: [Dependency], _ program: Program) -> [String] {
    var seen: Set<String> = []
    return dependencies.flatMap { $0.approach.routeLabels(in: program) }
      .filter { seen.insert($0).inserted }.prefix(20).map { $0 }
  }

  private func title(_ dependency: Dependency, _ isMessage: Bool) -> String {
    let what = "`\(dependency.crossing.calleeText)`"
    return isMessage
      ? "The request waits for \(what) and fails with it: no queue stands between them"
      : "The request fails whenever \(what) does: neither breaker nor fallback stands between them"
  }

  private func problem(_ dependency: Dependency, _ isMessage: Bool) -> String {
    var text = ""
    if let written = dependency.writtenBefore {
      text =
        "`\(written.calleeText)` has already written when `\(dependency.crossing.calleeText)` fails: the request is "
        + "answered with an error, and what was written stays. "
    }
    if isMessage {
      text += "The answer does not need the message to be sent, only to be sent some time. "
    }
    return text + Self.about.problem
  }

  private func steps(_ dependencies: [Dependency], _ program: Program)
    -> [(place: SourcePlace, note: String)]
  {
    let first = dependencies[0]
    var steps = first.approach.steps(in: program)
    if let written = first.writtenBefore {
      steps.append((written.place, "has been written by then: `\(written.calleeText)`"))
    }
    if first.site.place != first.crossing.place {
      steps.append((first.site.place, "waits for the other service: `\(first.site.calleeText)`"))
    }
    var seen: Set<SourcePlace> = [first.crossing.place]
    for other in dependencies where seen.insert(other.crossing.place).inserted && seen.count < 12 {
      steps.append((other.crossing.place, "depends on it too"))
    }
    return steps
  }

  private func remedy(
    _ dependency: Dependency,
    _ isMessage: Bool,
    _ program: Program
  ) -> Remedy {
    let site = dependency.crossing
    let before = program.source(of: site.place)
    let words = isMessage ? Self.queue : Self.about.fix
    guard before.utf8.count < 400, let edit = DependencyRemedy(site, in: program) else {
      return Remedy(words, before: Excerpt.short(before, keeping: before))
    }
    return Remedy(words, before: before, after: isMessage ? edit.queued : edit.broken)
  }

  private static let queue = """
    Put the message into a queue and answer at once; a worker sends it, tries again with backoff, and parks what \
    fails for good where somebody looks.
    """
}
