// An option that makes a chart or a table set itself up again.

import Capacity
import Findings
import SemanticModel

/// Reports options that a library compares by identity and that every render makes anew.
struct FreshLibraryOption: Rule {
  static let about = RuleDescription(
    name: "fresh-option",
    category: .renderStorm,
    worst: .medium,
    title: "Option is another object at each render",
    problem: """
      The component compares the option with the one before by identity. A literal in the body is another object at \
      each render, so the component sets itself up again although nothing of it has changed.
      """,
    verify: """
      Record the change of the other state with the performance panel: the library's update must not be part of it.
      """,
    fix: "Move the object out of the component, or keep it in `useMemo` with what it is made of.",
    tradeOff: "The list of what it depends on must be kept up to date.",
    effort: Effort(low: 0.1, high: 0.25)
  )

  func findings(in program: Program, under target: LoadTarget) -> [Finding] {
    program.freshOptions.map { option in
      let rate: String
      switch option.cause {
      case .typing: rate = "5 key strokes/s"
      case .event(let event): rate = "60 `\(event)` events/s"
      case .timer: rate = "each turn of the timer"
      case nil: rate = "each time that it sets `\(option.cell.name)` itself"
      }
      return finding(
        Diagnosis(
          place: option.place,
          because: program.place(option.cell.call).map {
            [($0, "this state renders the component")]
          }
            ?? [],
          function: option.component,
          title:
            "Each change of `\(option.cell.name)` gives `\(option.user)` another `\(option.name)`",
          problem: Self.about.problem,
          severity: .monitor,
          confidence: .high,
          impact: Impact(
            estimate:
              "1 update of `\(option.user)` × \(rate); one may take 16 ms less what the browser needs itself",
            confidence: .low
          ),
          verify: Verify(steps: Self.about.verify),
          fix: Remedy(
            "Keep `\(option.name)` in `useMemo` with what it is made of: `\(option.cell.name)` is no part of it."
          ),
          threshold: "16 ms for one update of `\(option.user)`: a frame"
        ),
        in: program
      )
    }
  }
}
