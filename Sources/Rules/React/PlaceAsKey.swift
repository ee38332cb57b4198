// Rows that take over what belongs to others when an entry leaves.

import Capacity
import Findings
import SemanticModel

/// Reports lists with the index as key whose entries leave or enter before others.
struct PlaceAsKey: Rule {
  static let about = RuleDescription(
    name: "index-key",
    category: .unvirtualizedList,
    worst: .monitor,
    title: "Rows of a list that changes have their place as key",
    problem: """
      React knows a row by its key. When an entry leaves or enters before others, every row behind it gets the key of \
      its neighbour: all of them render with other data, and what they keep themselves (typed text, open menus, loaded \
      pictures) stays where it was.
      """,
    verify:
      "Type into the second row, remove the first one: the text must move with its row.",
    fix: "Give each row a key that belongs to its entry: its id.",
    tradeOff: "Entries that have no id need one when they are made.",
    effort: Effort(low: 0.1, high: 0.5)
  )

  func findings(in program: Program, under target: LoadTarget) -> [Finding] {
    program.placeKeys.map { key in
      let name = key.list.name.isEmpty ? key.list.site.calleeText : key.list.name
      return finding(
        Diagnosis(
          place: key.place,
          because: [
            (
              key.change,
              key.isOfForm ? "keeps the rows" : "takes an entry out, or puts one in front"
            )
          ],
          function: key.list.component,
          title:
            "Rows of `\(name)` are known by their place, and entries leave or enter before others",
          problem: Self.about.problem,
          severity: .monitor,
          tier: .suspicious,
          confidence: .medium,
          impact: Impact(
            estimate: "1 removal at the front × all rows of `\(name)` rendered with other data",
            confidence: .medium
          ),
          verify: Verify(steps: Self.about.verify),
          fix: Remedy(
            key.isOfForm
              ? "Use the `id` that the hook gives each row as its key." : Self.about.fix,
            before: program.source(of: key.place)
          ),
          confirm:
            "Check that a row other than the last can leave while rows hold something of their own.",
          threshold: "50 rows"
        ),
        in: program
      )
    }
  }
}
