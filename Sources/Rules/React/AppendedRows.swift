// A list that becomes longer with each page: what was scrolled past stays in the page.

import Capacity
import Findings
import SemanticModel

/// Reports lists that add page after page and show all rows of them.
struct AppendedRows: Rule {
  static let about = RuleDescription(
    name: "appended-list",
    category: .unvirtualizedList,
    worst: .monitor,
    title: "List that keeps every page that was loaded",
    problem: """
      Each page that is loaded adds its rows to those before, and none of them leaves. Whatever renders the list builds \
      all of them again, and the browser keeps their elements and pictures, however far away they are.
      """,
    verify: """
      Scroll through twenty pages and look at the number of DOM nodes and at the longest task: neither may grow with the pages.
      """,
    fix: """
      Show only the rows in view (a windowed list such as `@tanstack/react-virtual` or `react-virtuoso`), or replace the \
      rows by the next page.
      """,
    tradeOff: "The browser's own search finds only the rows that are shown.",
    effort: Effort(low: 1, high: 4)
  )

  func findings(in program: Program, under target: LoadTarget) -> [Finding] {
    program.appendedLists.map { list in
      let name = list.list.name.isEmpty ? list.list.site.calleeText : list.list.name
      return finding(
        Diagnosis(
          place: list.list.site.place,
          because: [(list.growth, "keeps the pages before")],
          function: list.list.component,
          title: "`\(name)` grows by each page that is loaded, and shows all of them",
          problem: Self.about.problem,
          severity: .monitor,
          tier: .suspicious,
          confidence: .medium,
          impact: Impact(
            estimate: "20 pages × 20 rows = 400 rows kept and rendered; assuming pages of 20 rows",
            confidence: .low
          ),
          verify: Verify(steps: Self.about.verify),
          fix: Remedy(
            Self.about.fix,
            before: Excerpt.short(program.source(of: list.list.site.place), keeping: name)
          ),
          confirm: "Check how many pages of `\(name)` a visitor loads before leaving.",
          threshold: "500 rows"
        ),
        in: program
      )
    }
  }
}
