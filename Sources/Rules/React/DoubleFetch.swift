// The same data, asked for by a page and by a part of it.

import Capacity
import Findings
import SemanticModel

/// Reports requests that a component and one below it both send when they are shown.
struct DoubleFetch: Rule {
  static let about = RuleDescription(
    name: "double-fetch",
    category: .fetchLoop,
    worst: .medium,
    title: "A page and its part fetch the same data",
    problem: """
      Both ask when they are mounted, and neither knows of the other: the server runs the query twice for each visit, \
      and the two answers may differ.
      """,
    verify: "Open the page with the network panel: the request must go out once.",
    fix:
      "Ask in one of them: hand the data down as a property, or load it through a cache that both share by key.",
    tradeOff: "The part depends on the page, or both on the cache.",
    effort: Effort(low: 0.25, high: 1)
  )

  func findings(in program: Program, under target: LoadTarget) -> [Finding] {
    program.sharedLoads.map { finding(of: $0, in: program) }
      + program.doubleRequests.map { finding(of: $0, in: program, under: target) }
  }

  private func finding(
    of double: DoubleRequest,
    in program: Program,
    under target: LoadTarget
  ) -> Finding {
    let first = double.first.request.asked
    let second = double.second.request.asked
    let pages = Input.openPages(of: target)
    return finding(
      Diagnosis(
        place: first.place,
        because: [
          (second.place, "asks the same, in `\(program.symbol(around: second.function))`")
        ],
        function: first.function,
        title:
          "`\(program.symbol(around: first.function))` and `\(program.symbol(around: second.function))` both ask \(double.path.verb) \(double.path.shown)",
        problem: Self.about.problem,
        severity: .medium,
        confidence: .high,
        impact: Impact(
          estimate:
            "2 requests for each visit, not 1: \(Figure.grouped(pages.value)) pages that are opened once a minute send "
            + "\(Figure.grouped(pages.value / 60)) requests/s too many; assuming \(pages.source)",
          confidence: .low
        ),
        verify: Verify(steps: Self.about.verify),
        fix: Remedy(Self.about.fix, before: program.source(of: second.place))
      ),
      in: program
    )
  }
}
