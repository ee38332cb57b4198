// What a cache keeps without an end is served when it is long out of date.

import Capacity
import Findings
import SemanticModel

/// Reports entries of a cache server that are set without a lifetime.
struct EndlessCacheEntry: Rule {
  static let about = RuleDescription(
    name: "endless-cache-entry",
    category: .caching,
    worst: .medium,
    title: "Cache entry without a lifetime",
    problem: """
      The entry is set without a lifetime: a change that does not clear it is never seen again, and the keys of all \
      that was ever asked for fill the memory of the cache server until it evicts by its own rules or refuses writes.
      """,
    verify:
      "Set an entry, and ask the cache server for its lifetime (`TTL key`): it must not be -1.",
    fix:
      "Give each entry a lifetime with a small random part (`EX`, `ex=`), and clear it where its row changes.",
    tradeOff: "Entries are computed anew from time to time: bound how many do so at once.",
    effort: Effort(low: 0.1, high: 0.5)
  )

  func findings(in program: Program, under target: LoadTarget) -> [Finding] {
    program.endlessCacheEntries.map { site in
      let share = Input.tenthOfRequests
      let keys = target.requestsPerSecond * share.value * 3_600
      let before = program.source(of: site.place)
      return finding(
        Diagnosis(
          place: site.place,
          because: site.approach?.steps(in: program) ?? [],
          function: site.function,
          title: "`\(site.calleeText)` keeps what it is given for ever",
          problem: Self.about.problem,
          severity: .medium,
          tier: .suspicious,
          confidence: .medium,
          impact: Impact(
            estimate:
              "Up to \(Figure.grouped(keys)) keys an hour that nothing ends; assuming \(share.source), each with a key of its own",
            confidence: .low
          ),
          verify: Verify(steps: Self.about.verify, command: site.approach?.command(in: program)),
          fix: Remedy(Self.about.fix, before: Excerpt.short(before, keeping: before)),
          routes: site.approach?.routeLabels(in: program) ?? [],
          confirm:
            "Check whether the cache server evicts by itself, and whether every change clears the entry."
        ),
        in: program
      )
    }
  }
}
