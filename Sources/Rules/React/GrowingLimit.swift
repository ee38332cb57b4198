// More rows by asking for all of them again.

import Capacity
import Findings
import SemanticModel

/// Reports lists that load more by a larger limit, from the first row on.
struct GrowingLimit: Rule {
  static let about = RuleDescription(
    name: "growing-limit",
    category: .fetchLoop,
    worst: .medium,
    title: "Loading more asks for everything again",
    problem: """
      Each step asks for all rows so far and a few more. The rows that the page has are read, sent and rendered again, so \
      the work grows with the square of the steps.
      """,
    verify: """
      Scroll or click through ten steps with the network panel open: each answer must be as large as the first.
      """,
    fix: """
      Ask for the next rows only, by a cursor or an offset, and add them to those that are there \
      (`useInfiniteQuery` keeps the pages).
      """,
    tradeOff: "What has changed in earlier rows is seen only when they are loaded anew.",
    effort: Effort(low: 1, high: 4)
  )

  func findings(in program: Program, under target: LoadTarget) -> [Finding] {
    program.steppedLimits.map { limit in
      let name = limit.cell.name
      return finding(
        Diagnosis(
          place: limit.asked.place,
          because: [(limit.growth, "makes `\(name)` larger")],
          function: limit.component,
          title: "Each larger `\(name)` asks for all rows again, from the first one",
          problem: Self.about.problem,
          severity: .medium,
          tier: .suspicious,
          confidence: .medium,
          impact: Impact(
            estimate: "10 steps = 1 + 2 + … + 10 = 55 pages of rows read and sent, not 10",
            confidence: .medium
          ),
          verify: Verify(steps: Self.about.verify),
          fix: Remedy(
            Self.about.fix,
            before: Excerpt.short(program.source(of: limit.asked.place), keeping: name)
          ),
          confirm: "Check how many steps a visitor takes.",
          threshold: "5 steps: three times the rows"
        ),
        in: program
      )
    }
  }
}
