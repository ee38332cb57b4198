// Rows that are built anew because their key changes.

import Capacity
import Findings
import SemanticModel

/// Reports rows whose key is another at each render.
struct FreshKey: Rule {
  static let about = RuleDescription(
    name: "random-key",
    category: .unvirtualizedList,
    worst: .medium,
    title: "Rows get a new key at each render",
    problem: """
      The key tells React which row is which. A key that is made while rendering fits no row of before: each render \
      takes all rows out of the page and builds them anew, with their state, their focus and their effects.
      """,
    verify:
      "Type into a field of a row, or select text in it, and make the list render: the focus must stay.",
    fix: "Use what identifies the row in the data: `key={row.id}`.",
    tradeOff: "None.",
    effort: Effort(low: 0.1, high: 0.25)
  )

  func findings(in program: Program, under target: LoadTarget) -> [Finding] {
    program.unstableKeys.map { key in
      let load = RenderLoad(rows: .rowsOfOnePage, elementsPerRow: key.list.elementsPerRow)
      return finding(
        Diagnosis(
          place: key.place,
          because: [(key.list.site.place, "builds all rows anew at each render")],
          function: key.list.site.function,
          title: "The rows of `\(key.list.site.calleeText)` get a new key at each render",
          problem: Self.about.problem,
          severity: .medium,
          confidence: .high,
          impact: Impact(estimate: "at each render " + load.sentence, confidence: .low),
          verify: Verify(steps: Self.about.verify),
          fix: Remedy(Self.about.fix, before: "key={\(program.source(of: key.place))}")
        ),
        in: program
      )
    }
  }
}
