// A component that renders at every action, because its selector never gives the same thing twice.

import Capacity
import Findings
import SemanticModel

/// Reports selectors of stores that make a list or an object anew each time.
struct FreshSelectionRead: Rule {
  static let about = RuleDescription(
    name: "fresh-selection",
    category: .renderStorm,
    worst: .medium,
    title: "Selector gives another list or object each time",
    problem: """
      A store asks every selector again after each action and compares what it gives with what it gave before. A list \
      or an object that is made on the spot is never the same, so the component renders at every action of the whole \
      application, also where nothing that it shows has changed.
      """,
    verify: """
      Record an action that has nothing to do with the component in the profiler of React: the component must not \
      render.
      """,
    fix:
      "Select what the store holds and derive the rest with `useMemo`, or make the selector with `createSelector`.",
    tradeOff: "A derived value is kept in memory until what it is made of changes.",
    effort: Effort(low: 0.1, high: 0.5)
  )

  func findings(in program: Program, under target: LoadTarget) -> [Finding] {
    var order: [Int] = []
    var byFile: [Int: [FreshSelection]] = [:]
    for selection in program.freshSelections {
      if byFile[selection.site.place.unit] == nil { order.append(selection.site.place.unit) }
      byFile[selection.site.place.unit, default: []].append(selection)
    }
    return order.compactMap { finding(of: byFile[$0] ?? [], in: program) }
  }

  /// One for each file: the other selectors in it are further places.
  private func finding(of selections: [FreshSelection], in program: Program) -> Finding? {
    guard
      let first = selections.first(where: { $0.row != nil || $0.readers > 2 }) ?? selections.first
    else { return nil }
    let others = selections.filter { $0.site.place != first.site.place }.prefix(8)
    let made = first.maker.isEmpty ? "an object" : "what `\(first.maker)` gives"
    let name = program.name(of: first.component)
    let isOften = first.row != nil || first.readers > 2
    return finding(
      Diagnosis(
        place: first.site.place,
        because: (first.row.map { [(place: $0, note: "shows it in each row")] } ?? [])
          + others.map { ($0.site.place, "makes something new as well") },
        function: first.component,
        title: "Each action of the store renders `\(name)`, whose selector makes \(made) anew",
        problem: Self.about.problem,
        severity: isOften ? .medium : .monitor,
        tier: .suspicious,
        confidence: .medium,
        impact: Impact(
          estimate: first.readers > 1
            ? "\(Figure.counted(Double(first.readers), "component")) × 1 render for each action of the "
              + "application"
            : "1 render for each action of the application",
          confidence: .medium
        ),
        verify: Verify(steps: Self.about.verify),
        fix: Remedy(
          Self.about.fix,
          before: Excerpt.short(program.source(of: first.site.place), keeping: first.maker)
        ),
        confirm: "Check how many actions the application sends while `\(name)` is shown.",
        threshold: "10 actions a second"
      ),
      in: program
    )
  }
}
