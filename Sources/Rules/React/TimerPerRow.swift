// As many clocks as the list has rows, each of which renders its row.

import Capacity
import Findings
import SemanticModel

/// Reports rows that set state by a timer of their own.
struct TimerPerRow: Rule {
  static let about = RuleDescription(
    name: "timer-per-row",
    category: .renderStorm,
    worst: .medium,
    title: "Each row renders itself by its own timer",
    problem: """
      Every row that is shown has a timer that sets its state, also where nobody sees it: the page renders as many times \
      in each period as the list has rows, at moments of their own, for as long as it is open.
      """,
    verify: """
      Show 200 rows, touch nothing and record ten seconds with the performance panel: the page must be idle.
      """,
    fix: """
      Let one timer in the list tell the rows, or let the style sheet move what only looks different (an animation), and \
      stop what is out of view.
      """,
    tradeOff: "The list knows what its rows show.",
    effort: Effort(low: 0.5, high: 2)
  )

  func findings(in program: Program, under target: LoadTarget) -> [Finding] {
    program.rowTimers.map { timer in
      let rate = 200 / timer.seconds
      return finding(
        Diagnosis(
          place: timer.site.place,
          because: [(timer.list.site.place, "builds the rows")],
          function: timer.component,
          title:
            "Each row `\(program.name(of: timer.component))` sets `\(timer.cell.name)` every \(Figure.duration(timer.seconds))",
          problem: Self.about.problem,
          severity: .monitor,
          tier: .suspicious,
          confidence: .medium,
          impact: Impact(
            estimate:
              "200 rows ÷ \(Figure.duration(timer.seconds)) = \(Figure.grouped(rate)) renders/s of an idle page; "
              + "assuming 200 rows are shown",
            confidence: .low
          ),
          verify: Verify(steps: Self.about.verify),
          fix: Remedy(
            Self.about.fix,
            before: Excerpt.short(program.source(of: timer.site.place), keeping: "setInterval")
          ),
          confirm: "Check how many rows are shown at once.",
          threshold: "200 rows on one page"
        ),
        in: program
      )
    }
  }
}
