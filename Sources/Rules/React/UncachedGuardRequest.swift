// A route that asks for what the cache of the page holds, before it shows anything.

import Capacity
import Findings
import SemanticModel

/// Reports requests of routes that go past the cache which loads the same.
struct UncachedGuardRequest: Rule {
  static let about = RuleDescription(
    name: "uncached-guard",
    category: .fetchLoop,
    worst: .medium,
    title: "A route asks for what the cache holds",
    problem: """
      The router waits for the answer before it shows the page, on every navigation. The page's own hooks load the \
      same and keep it, but the route asks past their cache: each navigation is one more request, and the hooks of the \
      page begin only when it is answered.
      """,
    verify: "Go to the page twice with the network panel open: the second time must not ask again.",
    fix: "Ask through the cache: `await queryClient.ensureQueryData({ queryKey, queryFn })`.",
    tradeOff: "What the route decides on may be as old as the cache's stale time.",
    effort: Effort(low: 0.25, high: 0.5)
  )

  func findings(in program: Program, under target: LoadTarget) -> [Finding] {
    program.uncachedGuards.map { found in
      let pages = Input.openPages(of: target)
      return finding(
        Diagnosis(
          place: found.site.place,
          because: [(found.hook.place, "loads the same into the cache")],
          function: found.site.function,
          title: "\(found.asked) is asked for at each navigation, past the cache",
          problem: Self.about.problem,
          severity: .monitor,
          confidence: .high,
          impact: Impact(
            estimate:
              "1 navigation = 1 request more and 1 round trip before the page: \(Figure.grouped(pages.value)) open pages, "
              + "1 navigation a minute = \(Figure.grouped(pages.value / 60)) requests/s for what is known; assuming "
              + pages.source,
            confidence: .low
          ),
          verify: Verify(steps: Self.about.verify),
          fix: Remedy(
            Self.about.fix,
            before: Excerpt.short(
              program.source(of: found.site.place),
              keeping: found.site.calleeText
            )
          ),
          threshold: "10 navigations a minute for each user"
        ),
        in: program
      )
    }
  }
}
