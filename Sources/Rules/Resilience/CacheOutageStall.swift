// While the cache is away, every request waits for it.

import Capacity
import Findings
import SemanticModel

/// Reports cache servers in front of many routes whose client neither gives up soon nor is given a deadline.
struct CacheOutageStall: Rule {
  static let about = RuleDescription(
    name: "cache-outage-stall",
    category: .noBreaker,
    worst: .medium,
    title: "Requests that wait for the cache while it is away",
    problem: """
      While the client cannot reach the server it keeps commands in a queue and tries anew, many times for each; only \
      then does the command fail, and whatever the code does instead begins. Each request that comes this way waits \
      for that first.
      """,
    verify: """
      Stop the cache server and ask a route: the answer must come within its usual time. Under load, with the client \
      pointed at port 16379: `plimsoll chaos http://localhost:3000/ --proxy cache=16379,6379 --fault 'at: 10s, proxy: cache, down: 30s'`.
      """,
    fix:
      "Let the client fail at once while it is not connected, and give each command a deadline of a few round trips; decide what a request does without the answer.",
    tradeOff:
      "A short break of the connection is felt: requests go on without the cache, and its protection, for that time.",
    effort: Effort(low: 0.25, high: 1)
  )

  func findings(in program: Program, under target: LoadTarget) -> [Finding] {
    program.cacheOutages.map { outage in
      let site = outage.site
      let count = outage.routes.count
      let load = HungDependency(
        target: target,
        givesUpAfter: .assumed(10, because: "20 tries of half a second each"),
        deadline: 0.1
      )
      return finding(
        Diagnosis(
          place: site.place,
          because: (site.approach?.steps(in: program) ?? [])
            + (outage.creation.map { [($0.place, "the client is made without a limit")] } ?? []),
          function: site.function,
          title:
            "`\(site.calleeText)` is waited for in front of \(count) routes, also while the server is away",
          problem: Self.about.problem,
          severity: .medium,
          tier: .suspicious,
          confidence: .medium,
          impact: Impact(estimate: load.sentence, confidence: .medium),
          verify: Verify(steps: Self.about.verify),
          fix: Remedy(
            Self.about.fix,
            before: outage.creation.map {
              Excerpt.short(program.source(of: $0.place), keeping: program.source(of: $0.place))
            },
            after: outage.creation == nil || site.unit.isPython
              ? nil : "maxRetriesPerRequest: 1, enableOfflineQueue: false, commandTimeout: 100"
          ),
          routes: outage.routes.prefix(20).map(\.label),
          confirm:
            "Check whether the address or a wrapper of the client limits its tries and the time of a command."
        ),
        in: program
      )
    }
  }
}
