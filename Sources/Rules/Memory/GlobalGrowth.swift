// Process memory that requests fill and nothing empties.

import Capacity
import Findings
import SemanticModel
import SourceText

/// Reports collections of the process that grow with the requests.
struct GlobalGrowth: Rule {
  static let about = RuleDescription(
    name: "global-growth",
    category: .globalGrowth,
    worst: .high,
    title: "Collection of the process that only grows",
    problem: """
      Requests put something into a collection that lives as long as the process, and nothing takes it out again: no \
      deletion, no size limit, no expiry. Memory rises with every request until the garbage collector takes most of \
      the time, and the process ends with an out-of-memory error.
      """,
    verify: """
      Send the load for ten minutes with different keys, take a heap snapshot before and after: the collection must \
      not have grown with the number of requests.
      """,
    fix:
      "Bound the collection: a cache with a largest size and a lifetime, or a store outside the process.",
    tradeOff:
      "What was dropped is computed or read again: choose size and lifetime by the hits that you need.",
    effort: Effort(low: 0.5, high: 3)
  )

  func findings(in program: Program, under target: LoadTarget) -> [Finding] {
    (program.containers.compactMap {
      finding(of: $0, in: program, under: target) ?? visit(of: $0, in: program, under: target)
    }
      + caches(in: program, under: target) + agingCaches(in: program, under: target))
      .sorted {
        ($0.location.file, $0.location.startLine) < ($1.location.file, $1.location.startLine)
      }
  }

  private static let entries: EntryKinds = [
    EntryKinds(.request), EntryKinds(.socket), EntryKinds(.job),
  ]

  private func finding(
    of container: ContainerFact,
    in program: Program,
    under target: LoadTarget
  ) -> Finding? {
    guard container.shrinkers.isEmpty || container.isOnlyExpired, !container.isMeasured,
      program.outlivesRequests(container)
    else { return nil }
    let growths = container.growths.filter { growth in
      growth.key != .fixed && !program.isSwitched(growth.place)
        && !program.isOfBrowsers(growth.function)
        && program.kinds(reaching: growth.function).contains(anyOf: Self.entries)
    }
    let news = growths.filter { Novelty(of: $0.key) != .few }
    guard let first = news.first(where: { Novelty(of: $0.key) == .many }) ?? news.first else {
      return nil
    }
    let isExpiring = container.isOnlyExpired
    let switched = program.ownSwitch(around: first.place, in: first.function)
    let isSure = Novelty(of: first.key) == .many && !isExpiring && switched == nil
    let kinds = program.kinds(reaching: first.function)
    let isJob = !kinds.contains(anyOf: Audience.requests.entries)
    let approach =
      program.approach(to: first.function, from: isJob ? Self.entries : Audience.requests.entries)
    let memory = GrowingMemory(target: target)
    return finding(
      Diagnosis(
        place: container.place,
        because: steps(news, approach, in: program) + Self.vain(container),
        function: program.function(at: container.place) ?? first.function,
        title:
          "\(called(container)) grows with every \(isJob ? "run" : "request"), and "
          + (isExpiring ? "only its age takes an entry out" : Self.outlook(container)),
        problem: Self.about.problem,
        severity: isJob || !isSure ? .medium : .high,
        tier: isSure ? .finding : .suspicious,
        confidence: isSure ? .high : .medium,
        impact: Impact(
          estimate: isJob ? Self.estimateOfJob : memory.sentence,
          confidence: .low
        ),
        verify: Verify(steps: Self.about.verify, command: approach?.command(in: program)),
        fix: remedy(container, news, in: program),
        routes: approach?.routeLabels(in: program) ?? [],
        confirm: isSure
          ? nil
          : isExpiring
            ? "Check how long an entry stays, and how large it is: entries = new keys a second × lifetime."
            : switched.map { "Check whether `\($0)` is turned on where users are served." }
              ?? confirm(first.key)
      ),
      in: program
    )
  }

  private static func outlook(_ container: ContainerFact) -> String {
    container.vainDeletion == nil ? "nothing empties it" : "its `delete` asks for another key"
  }

  /// The deletion that finds nothing.
  private static func vain(_ container: ContainerFact) -> [(place: SourcePlace, note: String)] {
    guard let place = container.vainDeletion else { return [] }
    let note = "finds nothing: the key was set as a text, and a map compares objects by identity"
    return [(place, note)]
  }

  private func remedy(
    _ container: ContainerFact,
    _ growths: [ContainerFact.Growth],
    in program: Program
  ) -> Remedy {
    let bounded = GrowthRepair(container, growths, in: program).remedy
    return Remedy(
      Self.about.fix,
      before: Excerpt.short(program.source(of: growths[0].place), keeping: container.name),
      after: bounded.map { Excerpt.short($0.after, keeping: container.name) },
      repair: bounded?.repair
    )
  }

  /// Caches of libraries that are made without a size or a lifetime.
  private func caches(in program: Program, under target: LoadTarget) -> [Finding] {
    var entries: [Int: [CallSite]] = [:]
    for site in program.calls(playing: [.memoryCacheEntry]) {
      guard site.arguments.count < 3, site.unit.isRunning, site.isReached(from: Self.entries),
        let maker = site.maker, maker.need == .missing, !program.isOfBrowsers(site.function)
      else { continue }
      entries[maker.position, default: []].append(site)
    }
    return entries.keys.sorted().compactMap { position in
      let maker = program.call(at: position)
      // `new LRU(500)`: the size alone.
      guard let sites = entries[position], let first = sites.first,
        maker.arguments.first?.isNumber != true, maker.isReached(from: EntryKinds(.startup))
      else { return nil }
      return finding(of: maker, filledBy: first, in: program, under: target)
    }
  }

  private func finding(
    of maker: CallSite,
    filledBy site: CallSite,
    in program: Program,
    under target: LoadTarget
  ) -> Finding {
    let approach = site.approach
    let before = program.source(of: maker.place)
    return finding(
      Diagnosis(
        place: maker.place,
        because: (approach?.steps(in: program) ?? []) + [(site.place, "adds to it")],
        function: maker.function,
        title: "The cache from `\(maker.calleeText)` has neither a largest size nor a lifetime",
        problem: Self.about.problem,
        severity: .medium,
        confidence: .high,
        impact: Impact(estimate: GrowingMemory(target: target).sentence, confidence: .low),
        verify: Verify(steps: Self.about.verify, command: approach?.command(in: program)),
        fix: Remedy(Self.about.fix, before: Excerpt.short(before, keeping: before)),
        routes: approach?.routeLabels(in: program) ?? []
      ),
      in: program
    )
  }

  private static let estimateOfJob =
    "Each run adds entries, and each entry stays until the process ends; the rate follows the data that the job reads"

  private func called(_ container: ContainerFact) -> String {
    container.name.isEmpty || container.name.contains("…")
      ? "A collection of the process" : "`\(container.name)`"
  }

  private func confirm(_ key: ContainerFact.Key) -> String {
    guard case .named(let text) = key, !text.contains("…") else {
      return "Check how many different keys the collection can get."
    }
    return "Check how many different values `\(text)` can have."
  }

  private func steps(
    _ growths: [ContainerFact.Growth],
    _ approach: Approach?,
    in program: Program
  ) -> [(place: SourcePlace, note: String)] {
    var steps = approach?.steps(in: program) ?? []
    for growth in growths { steps.append((growth.place, "adds to it")) }
    return steps
  }
}

/// How many different keys there will be.
enum Novelty {
  /// A name of something of which there are few: languages, regions, models.
  case few
  case unknown
  /// A name of something that each user or request brings anew.
  case many

  init(of key: ContainerFact.Key) {
    switch key {
    case .absent: self = .many
    case .fixed: self = .few
    case .named(let text):
      let words = NameSplit.words(of: text)
      if words.contains(where: Self.inputWords.contains) {
        self = .many
      } else if words.last.map(Self.fewWords.contains) ?? false {
        self = .few
      } else if words.contains(where: Self.fewWords.contains) {
        self = .unknown
      } else {
        self = words.contains(where: Self.manyWords.contains) ? .many : .unknown
      }
    }
  }

  /// What a client sends, whatever it is called.
  private static let inputWords: Set<String> = ["req", "request", "params", "body"]

  private static let manyWords: Set<String> = [
    "id", "ids", "uid", "uuid", "guid", "token", "jti", "ip", "email", "mail",
    "session", "sid", "phone", "address", "nonce", "hash", "fingerprint", "user",
    "username", "socket", "query", "cursor", "otp", "search", "term",
  ]

  private static let fewWords: Set<String> = [
    "locale", "lang", "language", "type", "kind", "role", "region", "model", "env", "mode",
    "method", "status", "level", "provider", "driver", "event", "namespace", "theme", "format",
    "currency", "country", "timezone", "plugin", "extension", "constructor", "class", "schema",
    "field", "column", "table", "queue", "channel", "version", "feature", "flag", "environment",
  ]
}

extension EntryKinds {
  /// Whether both sets have a kind in common.
  func contains(anyOf other: EntryKinds) -> Bool { !isDisjoint(with: other) }
}
