// Everybody computes what a cache has just lost.

import Capacity
import Findings
import SemanticModel

/// Reports caches whose misses all do the same expensive work at once.
struct CacheStampede: Rule {
  static let about = RuleDescription(
    name: "cache-stampede",
    category: .checkThenAct,
    worst: .medium,
    title: "Every request computes anew what a cache has lost",
    problem: """
      While the first request computes what the cache does not hold, all others miss too and do the same work: at the \
      moment of expiry the load falls on what the cache should protect, all at once.
      """,
    verify:
      "Empty the cache under load and count how often the work runs: once is right, once for each request is not.",
    fix:
      "Keep the promise of the work in flight, so that all who miss wait for one (single flight), or take a short lock in the cache (`SET key NX PX`) before computing.",
    tradeOff:
      "If the one that computes fails, all who wait fail with it: forget the promise when it is rejected.",
    effort: Effort(low: 0.5, high: 2)
  )

  func findings(in program: Program, under target: LoadTarget) -> [Finding] {
    program.stampedes.compactMap { finding(of: $0, in: program, under: target) }
  }

  private static let waiting: EntryKinds = [
    EntryKinds(.request), EntryKinds(.socket), EntryKinds(.job),
  ]

  private func finding(
    of stampede: Stampede,
    in program: Program,
    under target: LoadTarget
  ) -> Finding? {
    let site = stampede.work
    guard site.isReached(from: Self.waiting), site.audience != .browsers else { return nil }
    let approach = site.approach
    let wait =
      stampede.isExternal ? Input.serviceCall : .assumed(100, because: "100 ms for the queries")
    // A miss that few come to is worked off by one or two.
    let isBusy = approach != nil && site.audience == .requests && !program.isRare(site)
    let isSure = stampede.isExternal && isBusy
    let together = target.requestsPerSecond * wait.value / 1_000
    return finding(
      Diagnosis(
        place: stampede.place,
        because: (approach?.steps(in: program) ?? []) + [
          (site.place, "every request that finds nothing comes here"),
          (stampede.keeps, "only then is the result kept"),
        ],
        function: site.function,
        title:
          "When `\(stampede.name)` has expired, every request calls `\(site.calleeText)` at once",
        problem: Self.about.problem,
        severity: .monitor,
        tier: isSure ? .finding : .suspicious,
        confidence: isSure ? .high : .medium,
        impact: Impact(
          estimate:
            "\(Figure.grouped(target.requestsPerSecond)) req/s × \(Figure.duration(wait.value / 1_000)) = "
            + "\(Figure.grouped(together)) times the same work at each expiry; assuming \(wait.source)",
          confidence: .low
        ),
        verify: Verify(steps: Self.about.verify, command: approach?.command(in: program)),
        fix: Remedy(Self.about.fix),
        routes: approach?.routeLabels(in: program) ?? [],
        confirm: isSure
          ? nil
          : isBusy
            ? "Check how long the queries behind `\(site.calleeText)` take."
            : "Check how many come here at once: only jobs and rarely used routes are known to.",
        threshold: "the work runs more than \(Figure.grouped(together)) times for one expiry"
      ),
      in: program
    )
  }
}
