// A shared cache that trusts no answer.

import Capacity
import Findings
import SemanticModel

/// Reports query caches whose entries are stale at once.
struct EagerRefetch: Rule {
  static let about = RuleDescription(
    name: "zero-stale-time",
    category: .fetchLoop,
    worst: .medium,
    title: "Cached answers are out of date at once",
    problem: """
      The stale time is 0 unless it is set: each component that is mounted asks again for what the cache holds, and \
      each return to the window asks again for all that the page shows. What was meant as a cache multiplies the reads.
      """,
    verify: """
      Open the page, change to another window and back, with the network panel open: data that is a few seconds old \
      must not be asked for again.
      """,
    fix:
      "Set a stale time for all queries, a shorter one where data must be fresh: `staleTime: 60_000`.",
    tradeOff:
      "Data on the page may be as old as the stale time, unless a change invalidates its key.",
    effort: Effort(low: 0.1, high: 0.5)
  )

  func findings(in program: Program, under target: LoadTarget) -> [Finding] {
    program.eagerDocumentClients.map { finding(of: $0.cache, policy: $0.policy, in: program) }
      + program.eagerDocumentHooks.compactMap { told($0.policy, $0.hooks, in: program) }
      + timed(in: program, under: target)
  }

  /// Hooks that are told so themselves.
  private func told(_ policy: String, _ hooks: [CallSite], in program: Program) -> Finding? {
    guard let first = hooks.first else { return nil }
    let asked = program.document(of: first).map { "`\($0.field)`" } ?? "the document"
    let others = hooks.dropFirst()
    return finding(
      Diagnosis(
        place: first.place,
        because: others.prefix(8).map { (place: $0.place, note: "is told the same") },
        function: first.function,
        title: others.isEmpty
          ? "\(asked) is asked for again by each component that reads it: `\(policy)`"
          : "\(hooks.count) queries ask the server again each time that they are shown: `\(policy)`",
        problem: """
          The hook passes over what the cache holds, or asks beside it: each component that is mounted sends the request \
          once more, and each return to the page all of them. What was meant as a cache multiplies the reads.
          """,
        severity: .monitor,
        tier: .suspicious,
        confidence: .medium,
        impact: Impact(
          estimate:
            "\(Figure.counted(Double(hooks.count), "request")) for each time that a page is opened, also for what is known",
          confidence: .low
        ),
        verify: Verify(steps: Self.about.verify),
        fix: Remedy(
          "Leave `cache-first`, and let changes update the cache: a mutation that gives back what it changed, a subscription.",
          before: "fetchPolicy: \"\(policy)\""
        ),
        confirm:
          "Check what of it must be as fresh as the moment, and is not announced by anything else.",
        threshold: "1 request for each mount"
      ),
      in: program
    )
  }

  /// A client that its authors told to ask again.
  private func finding(of cache: EagerCache, policy: String, in program: Program) -> Finding {
    finding(
      Diagnosis(
        place: cache.site.place,
        because: cache.hooks.prefix(8).map { (place: $0.place, note: "asks again each time") },
        function: cache.site.function,
        title: "All queries ask the server again when they are shown: `\(policy)`",
        problem: Self.about.problem,
        severity: .monitor,
        tier: .suspicious,
        confidence: .medium,
        impact: Impact(
          estimate:
            "\(cache.hooks.count) queries × 1 request for each time that they are shown, also for what is known",
          confidence: .low
        ),
        verify: Verify(steps: Self.about.verify),
        fix: Remedy(
          "Leave `cache-first` as the default, and tell the few queries that must be fresh.",
          before: "fetchPolicy: \"\(policy)\""
        ),
        confirm: "Check which of these pages must show what changed a moment ago.",
        threshold: "1 request for each mount"
      ),
      in: program
    )
  }

  private func timed(in program: Program, under target: LoadTarget) -> [Finding] {
    program.eagerCaches.map { cache in
      let queries = Double(min(cache.hooks.count, 10))
      let returns = Double(target.users) / 60
      let places = cache.hooks.prefix(8).map { (place: $0.place, note: "asks again each time") }
      return finding(
        Diagnosis(
          place: cache.site.place,
          because: places,
          function: cache.site.function,
          title: "The query cache runs with a stale time of 0",
          problem: Self.about.problem,
          severity: .medium,
          confidence: .high,
          impact: Impact(
            estimate:
              "\(Figure.grouped(Double(target.users))) users who return to the window once a minute = "
              + "\(Figure.grouped(returns)) returns/s × up to \(Figure.grouped(queries)) queries = "
              + "\(Figure.grouped(returns * queries)) requests/s for what is known, against a target of "
              + "\(Figure.grouped(target.requestsPerSecond)) req/s; assuming one return a minute",
            confidence: .low
          ),
          verify: Verify(steps: Self.about.verify),
          fix: Remedy(
            Self.about.fix,
            before: Excerpt.short(program.source(of: cache.site.place), keeping: "QueryClient"),
            after: "new QueryClient({ defaultOptions: { queries: { staleTime: 60_000 } } })",
            // Pages show what is up to a minute old: a person decides.
            repair: program.edit(
              of: cache.site.place,
              adding: ["defaultOptions: { queries: { staleTime: 60_000 } }"],
              at: 0
            )
            .map { program.repair([$0], .unsafe) }
          )
        ),
        in: program
      )
    }
  }
}
