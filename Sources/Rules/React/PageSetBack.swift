// A page that is set back one render too late: the old page is asked for with the new filter first.

import Capacity
import Findings
import SemanticModel

/// Reports effects that set the number of a page back when a filter changes.
struct PageSetBack: Rule {
  static let about = RuleDescription(
    name: "page-set-back-late",
    category: .fetchLoop,
    worst: .monitor,
    title: "Each change of a filter asks for two pages",
    problem: """
      The render with the new filter still has the old page, and asks for it. Only then does the effect set the page back, \
      and the first page is asked for as well. The answer to the first request is thrown away, or shown if it comes last.
      """,
    verify: """
      Go to the third page, change the filter, and look at the network panel: one request must go out, for the first page.
      """,
    fix:
      "Set the page back in the handler that changes the filter, so that both change in one render.",
    tradeOff: "Every handler that changes a filter has to set the page back as well.",
    effort: Effort(low: 0.1, high: 0.5)
  )

  func findings(in program: Program, under target: LoadTarget) -> [Finding] {
    program.pageResets.compactMap { reset in
      guard let place = program.place(reset.effect.call) else { return nil }
      return finding(
        Diagnosis(
          place: place,
          because: [(reset.asked, "asks for `\(reset.page.name)` of `\(reset.filter.name)`")],
          function: reset.effect.component,
          title:
            "A change of `\(reset.filter.name)` asks for the old page, then sets `\(reset.page.name)` back",
          problem: Self.about.problem,
          severity: .monitor,
          tier: .suspicious,
          confidence: .medium,
          impact: Impact(
            estimate:
              "2 requests, not 1, for each change of `\(reset.filter.name)` on a later page",
            confidence: .medium
          ),
          verify: Verify(steps: Self.about.verify),
          fix: Remedy(
            Self.about.fix,
            before: Excerpt.short(program.source(of: place), keeping: reset.page.name)
          ),
          confirm: "Check how often users change `\(reset.filter.name)` on a later page.",
          threshold: "1 of 10 requests of the list"
        ),
        in: program
      )
    }
  }
}
