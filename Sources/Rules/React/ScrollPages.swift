// Pages that scrolling asks for faster than they come.

import Capacity
import Findings
import SemanticModel

/// Reports handlers of scrolling that ask for a further page at each event near the end of a list.
struct ScrollPages: Rule {
  static let about = RuleDescription(
    name: "page-per-scroll-event",
    category: .fetchLoop,
    worst: .medium,
    title: "Each scroll event near the end asks for a further page",
    problem: """
      Scrolling sends events at each frame. Until the next rows are there the end stays in sight, and every event counts \
      the page up: several pages are asked for at once, where one was wanted.
      """,
    verify: """
      Slow the network down, scroll to the end once, and look at the network panel: one page must be asked for.
      """,
    fix: """
      Do nothing while a page is on its way (`if (isLoading) return`), or let an `IntersectionObserver` of the last row \
      ask for the next page.
      """,
    tradeOff: "Readers who scroll fast wait for each page.",
    effort: Effort(low: 0.2, high: 1)
  )

  func findings(in program: Program, under target: LoadTarget) -> [Finding] {
    program.pagesPerScroll.map { turn in
      finding(
        Diagnosis(
          place: turn.write,
          because: [(turn.asked, "asks for each `\(turn.page.name)`")],
          function: turn.component,
          title: "Each scroll event near the end makes `\(turn.page.name)` larger and asks for it",
          problem: Self.about.problem,
          severity: .medium,
          tier: .suspicious,
          confidence: .medium,
          impact: Impact(
            estimate:
              "60 events/s × 0.2 s until the rows are there = 12 pages asked for, not 1; assuming answers in 200 ms",
            confidence: .low
          ),
          verify: Verify(steps: Self.about.verify),
          fix: Remedy(
            Self.about.fix,
            before: Excerpt.short(program.source(of: turn.write), keeping: turn.page.name)
          ),
          confirm:
            "Check that nothing else keeps a second page from being asked for while one is on its way.",
          threshold: "2 pages on their way at once"
        ),
        in: program
      )
    }
  }
}
