// Lists that pushed events make longer for as long as a page is open.

import Capacity
import Findings
import SemanticModel

/// Reports state to which each event of a socket or a subscription adds, and from which nothing is dropped.
struct LiveListKept: Rule {
  static let about = RuleDescription(
    name: "live-list",
    category: .stateBloat,
    worst: .medium,
    title: "A list that each pushed event makes longer",
    problem: """
      Pages with live data stay open for days. Each event adds an entry, nothing drops the oldest, and whoever shows the \
      list renders all of it once more for each event: the tab grows and becomes slower with everything that happens.
      """,
    verify:
      "Push 5,000 events to an open page: the number of rows and the heap of the tab must stop growing.",
    fix: "Keep the latest only: `setOrders((before) => [order, ...before].slice(0, 100))`.",
    tradeOff: "Older entries are asked for when somebody scrolls back to them.",
    effort: Effort(low: 0.1, high: 0.5)
  )

  func findings(in program: Program, under target: LoadTarget) -> [Finding] {
    program.liveLists.map { list in
      finding(
        Diagnosis(
          place: list.growth,
          because: [(list.event, "brings an entry with each event")],
          function: list.function,
          title: "`\(list.name)` grows with each pushed event, and nothing drops the oldest",
          problem: Self.about.problem,
          severity: .monitor,
          tier: .suspicious,
          confidence: .medium,
          impact: Impact(
            estimate:
              "1 event/s × 8 hours = 28,800 entries kept and rendered; assuming one event a second",
            confidence: .low
          ),
          verify: Verify(steps: Self.about.verify),
          fix: Remedy(
            Self.about.fix,
            before: Excerpt.short(program.source(of: list.growth), keeping: list.name)
          ),
          confirm: "Check how many events one open page is sent before somebody closes it.",
          threshold: "500 entries"
        ),
        in: program
      )
    }
  }
}
