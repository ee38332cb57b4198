// Pages that ask for all rows by a number that is large enough.

import Capacity
import Findings
import SemanticModel

/// Reports requests of pages for so many rows that nobody looks at them.
struct LargePageAsked: Rule {
  static let about = RuleDescription(
    name: "large-page-asked",
    category: .stateBloat,
    worst: .medium,
    title: "The page asks for hundreds of rows at once",
    problem: """
      The number stands for "all of them": the answer, the memory of the tab and the time to show or filter the rows grow \
      with the table until the number is reached, and from there on rows are missing without a word.
      """,
    verify: """
      Fill the table with as many rows as the number and open the page: the size of the answer in the network panel \
      must not depend on the number of rows.
      """,
    fix: "Ask for one page of 20 to 50 rows, and let the server search, filter and sort.",
    tradeOff: "Turning a page and each search are requests.",
    effort: Effort(low: 1, high: 4)
  )

  func findings(in program: Program, under target: LoadTarget) -> [Finding] {
    // What one component asks for is mended in one change.
    var groups: [FunctionRef: [LargeLimit]] = [:]
    for limit in program.largeLimits { groups[limit.component, default: []].append(limit) }
    return groups.keys.sorted().compactMap { component in
      guard let all = groups[component], let limit = all.first else { return nil }
      let asked = limit.path.map { "\($0.verb) \($0.shown)" } ?? "`\(limit.site.calleeText)`"
      let rows = Figure.grouped(limit.rows)
      return finding(
        Diagnosis(
          place: limit.site.place,
          because: all.dropFirst().map { other in
            (other.site.place, "asks for \(Figure.grouped(other.rows)) rows, too")
          },
          function: limit.component,
          title: "`\(program.name(of: limit.component))` asks \(asked) for \(rows) rows at once",
          problem: Self.about.problem,
          severity: limit.rows >= 1_000 ? .medium : .monitor,
          tier: .suspicious,
          confidence: .medium,
          impact: Impact(
            estimate: "Up to \(rows) rows for each visit, of which about 20 are in view",
            confidence: .medium
          ),
          verify: Verify(steps: Self.about.verify),
          fix: Remedy(
            Self.about.fix,
            before: Excerpt.short(program.source(of: limit.site.place), keeping: "")
          ),
          confirm: "Check how many rows the table will hold.",
          threshold: "\(rows) rows: later ones are not shown at all"
        ),
        in: program
      )
    }
  }
}
