// A comparison of properties that never finds them the same.

import Capacity
import Findings
import SemanticModel

/// Reports memoised components of lists that are handed something new at each render.
struct DefeatedMemo: Rule {
  static let about = RuleDescription(
    name: "defeated-memo",
    category: .renderStorm,
    worst: .medium,
    title: "A memoised component is handed something new each time",
    problem: """
      `memo` skips a render where all properties are the same as before. One function or object that is made while the \
      component around it renders is another one each time: everything is compared, and rendered all the same.
      """,
    verify: """
      Record a change in the profiler of React that has nothing to do with the rows: they must not render.
      """,
    fix: """
      Keep the function with `useCallback` where it is made, also in the hook that gives it, or take `memo` away.
      """,
    tradeOff: "The dependencies of the kept function must be right, or it sees old values.",
    effort: Effort(low: 0.1, high: 0.5)
  )

  func findings(in program: Program, under target: LoadTarget) -> [Finding] {
    program.idleMemos.map { finding(of: $0, in: program) }
  }

  private func finding(of memo: IdleMemo, in program: Program) -> Finding {
    let symbol = program.symbol(around: memo.component)
    let owner = symbol == "" ? "its owner" : "`\(symbol)`"
    return finding(
      Diagnosis(
        place: memo.place,
        because: [
          (memo.made, "made anew each time"), (memo.list.site.place, "builds the rows"),
        ],
        function: memo.component,
        title:
          "`\(memo.property)` is new at each render of \(owner), so `memo` of `\(memo.name)` saves nothing",
        problem: Self.about.problem,
        severity: .monitor,
        tier: .suspicious,
        confidence: .medium,
        impact: Impact(
          estimate:
            "1 render of \(owner) = 1 render of each row; assuming that the rows memoise nothing below",
          confidence: .low
        ),
        verify: Verify(steps: Self.about.verify),
        fix: Remedy(Self.about.fix),
        confirm: "Check how often \(owner) renders while the rows stay as they are.",
        threshold: "100 rows, or 4 ms for one render of them"
      ),
      in: program
    )
  }
}
