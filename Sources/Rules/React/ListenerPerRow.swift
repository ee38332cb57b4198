// As many listeners on the page as the list has rows.

import Capacity
import Findings
import SemanticModel

/// Reports rows that each add a listener to the document or the window.
struct ListenerPerRow: Rule {
  static let about = RuleDescription(
    name: "listener-per-row",
    category: .renderStorm,
    worst: .medium,
    title: "Each row listens to the whole page",
    problem: """
      Every row that is shown adds its own listener, so one click anywhere runs as many functions as the list has rows. \
      Where the listener is given anew at each render, each row also takes it off and puts it on again.
      """,
    verify: """
      Show 200 rows and call `getEventListeners(document)` in the console of Chrome: the number may not grow with the rows.
      """,
    fix: """
      Listen once, in the list, and only while something is open: keep the id of the open row there, and return early \
      from the effect while there is none.
      """,
    tradeOff: "The list knows which row is open.",
    effort: Effort(low: 0.25, high: 1)
  )

  func findings(in program: Program, under target: LoadTarget) -> [Finding] {
    program.rowListeners.map { finding(of: $0, in: program) }
  }

  private func finding(of listener: RowListener, in program: Program) -> Finding {
    let count = Double(listener.count)
    let name = program.symbol(around: listener.component)
    let row = name == "" ? "row" : "`\(name)`"
    let added = listener.sites.filter { $0.place != listener.place }.prefix(4)
    return finding(
      Diagnosis(
        place: listener.place,
        because: [(listener.list.site.place, "builds the rows")]
          + added.map { ($0.place, "adds the listener") },
        function: listener.component,
        title:
          "Each row \(row) adds \(Figure.counted(count, "listener")) for `\(listener.event)` to the page",
        problem: Self.about.problem,
        severity: .monitor,
        tier: .suspicious,
        confidence: .medium,
        impact: Impact(
          estimate:
            "200 rows × \(Figure.counted(count, "listener")) = \(Figure.grouped(200 * count)) functions that run for "
            + "each `\(listener.event)`; assuming 200 rows are shown",
          confidence: .low
        ),
        verify: Verify(steps: Self.about.verify),
        fix: Remedy(
          Self.about.fix,
          before: Excerpt.short(program.source(of: listener.place), keeping: "(")
        ),
        confirm: "Check how many rows are shown at once.",
        threshold: "200 rows on one page"
      ),
      in: program
    )
  }
}
