// State that repeats what the component knows, one render late.

import Capacity
import Findings
import SemanticModel

/// Reports state that an effect computes from other state, where that renders rows twice.
struct StateFromState: Rule {
  static let about = RuleDescription(
    name: "derived-state",
    category: .renderStorm,
    worst: .medium,
    title: "State derived in an effect",
    problem: """
      The component renders with the old value, the effect computes the new one, and setting it renders everything \
      once more. What could be computed while rendering costs each change a second render, and shows what is out of \
      date in between.
      """,
    verify: "Record one change in the profiler of React: it must be one commit, not two.",
    fix:
      "Compute it while rendering, in `useMemo` where that goes through many rows, and remove the state.",
    tradeOff: "None.",
    effort: Effort(low: 0.1, high: 0.5)
  )

  func findings(in program: Program, under target: LoadTarget) -> [Finding] {
    var seen: Set<FunctionRef> = []
    return program.derivedStates.compactMap { state in
      if case .list(let list) = state.cost, list.growth == .small { return nil }
      guard seen.insert(state.cell.component).inserted else { return nil }
      return finding(of: state, in: program)
    }
  }

  private func finding(of state: DerivedState, in program: Program) -> Finding {
    let place = program.place(state.effect.call) ?? state.write
    let estimate: String
    var because = [(place: state.write, note: "sets `\(state.cell.name)`: a second render")]
    switch state.cost {
    case .list(let list):
      estimate = "2 renders for each change, not 1: \(list.load().sentence)"
      because.append((list.list.site.place, "builds the rows"))
    case .row(let list):
      estimate =
        "2 renders for each row and change, not 1: 100 rows render 200 times; assuming 100 rows are shown"
      because.append((list.site.place, "builds the rows"))
    case .context(let readers):
      estimate = "2 renders of \(readers) readers of the context for each change, not 1"
    }
    let name = state.cell.name
    return finding(
      Diagnosis(
        place: place,
        because: because,
        function: state.cell.component,
        title: "`\(name)` is computed in an effect: each change renders twice",
        problem: Self.about.problem,
        severity: .monitor,
        tier: .suspicious,
        confidence: .medium,
        impact: Impact(estimate: estimate, confidence: .low),
        verify: Verify(steps: Self.about.verify),
        fix: Remedy(
          "Compute `\(name)` with `useMemo` while rendering, and remove its state and the effect."
        ),
        confirm:
          "Check in the profiler how long one render takes: a second one of few elements is nothing.",
        threshold: "200 ms for one change: the budget of an input"
      ),
      in: program
    )
  }
}
