// A request whose answer nobody looks at.

import Capacity
import Findings
import SemanticModel

/// Reports state that a request fills and that nothing reads.
struct UnusedAnswer: Rule {
  static let about = RuleDescription(
    name: "unused-response",
    category: .fetchLoop,
    worst: .medium,
    title: "Data is fetched and never used",
    problem: """
      The page asks for data, keeps it in state, and shows none of it. Each time it asks, the server pays for the query and \
      the answer, and the page for a further render.
      """,
    verify: "Delete the state and the request: nothing on the page may change.",
    fix: "Remove the request and the state that keeps its answer.",
    tradeOff: "None.",
    effort: Effort(low: 0.1, high: 0.5)
  )

  func findings(in program: Program, under target: LoadTarget) -> [Finding] {
    var seen: Set<CellID> = []
    let cells = program.loadedCells
    // A request that fills something else as well is not in vain.
    let useful = Set(
      cells.filter { program.react[$0.cell]?.isNeverRead == false }
        .map(\.request.first.resolved.place)
    )
    return cells.compactMap { loaded in
      guard let cell = program.react[loaded.cell], cell.isNeverRead, loaded.effect != nil,
        !useful.contains(loaded.request.first.resolved.place),
        let place = program.place(loaded.write.call), seen.insert(loaded.cell).inserted
      else { return nil }
      return finding(of: loaded, cell, place, in: program, under: target)
    }
  }

  private func finding(
    of loaded: LoadedCell,
    _ cell: StateCell,
    _ place: SourcePlace,
    in program: Program,
    under target: LoadTarget
  ) -> Finding {
    let pages = Input.openPages(of: target)
    let path = program.path(of: loaded.request)
    let asked = path.map { "\($0.verb) \($0.path)" } ?? "`\(loaded.request.first.calleeText)`"
    let isSometimes = program.isConditional(loaded.request.first.resolved.place)
    let when =
      isSometimes
      ? "1 request in vain each time that its condition holds"
      : "1 request in vain for each mount of `\(program.name(of: cell.component))`: "
        + "\(Figure.grouped(pages.value)) open pages that are loaded once a minute send "
        + "\(Figure.grouped(pages.value / 60)) requests/s for nothing; assuming \(pages.source)"
    return finding(
      Diagnosis(
        place: place,
        because: [(loaded.request.first.place, "asks \(asked)")],
        function: cell.component,
        title: "`\(cell.name)` is fetched and never used",
        problem: Self.about.problem,
        severity: isSometimes ? .monitor : .medium,
        confidence: .high,
        impact: Impact(estimate: when, confidence: .medium),
        verify: Verify(steps: Self.about.verify),
        fix: Remedy(
          Self.about.fix,
          before: Excerpt.short(program.source(of: place), keeping: program.source(of: place))
        )
      ),
      in: program
    )
  }
}
