// One change that throws away all that the page knows.

import Capacity
import Findings
import SemanticModel

/// Reports calls that make every query of the page load again.
struct BroadInvalidation: Rule {
  static let about = RuleDescription(
    name: "invalidate-everything",
    category: .fetchLoop,
    worst: .monitor,
    title: "One change reloads every query",
    problem: """
      Without a key, all entries of the cache are out of date: every query that the page shows is asked again, although \
      the change concerns one of them.
      """,
    verify:
      "Make the change with the network panel open: only what it concerns may be asked for again.",
    fix: "Name the key that the change concerns: `invalidateQueries({ queryKey: [\"items\"] })`.",
    tradeOff: "Each new query that depends on the change must be named.",
    effort: Effort(low: 0.1, high: 0.25)
  )

  func findings(in program: Program, under target: LoadTarget) -> [Finding] {
    program.broadInvalidations.map { site in
      finding(
        Diagnosis(
          place: site.place,
          function: site.function,
          title: "`\(site.calleeText)()` makes every query of the page load again",
          problem: Self.about.problem,
          severity: .monitor,
          confidence: .high,
          impact: Impact(
            estimate:
              "1 change = 1 request for each query that is shown, not 1; at 1 change a minute of a tenth of "
              + "\(Figure.grouped(Double(target.users))) users and 3 queries that is "
              + "\(Figure.grouped(Double(target.users) / 10 / 60 * 2)) requests/s for nothing; assuming 3 queries on a page",
            confidence: .low
          ),
          verify: Verify(steps: Self.about.verify),
          fix: Remedy(Self.about.fix, before: program.source(of: site.place)),
          threshold: "5 queries on the page that makes the change"
        ),
        in: program
      )
    }
  }
}
