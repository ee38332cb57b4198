// State that is set at each event of scrolling, resizing or moving the pointer.

import Capacity
import Findings
import SemanticModel

/// Reports setters that run sixty times a second and more.
struct StreamRender: Rule {
  static let about = RuleDescription(
    name: "render-per-event",
    category: .renderStorm,
    worst: .medium,
    title: "Each scroll or move renders a component",
    problem: """
      The browser sends such events for every frame and more, and each sets another value: the component and all that \
      it shows render at each of them, on the thread that should scroll.
      """,
    verify: """
      Record two seconds of scrolling in the profiler of React: the component may render a few times, not a hundred.
      """,
    fix: """
      Store only what the page shows (`setCompact(window.scrollY > 80)`), or wait for the next frame with \
      `requestAnimationFrame`, or throttle the listener.
      """,
    tradeOff: "The page follows the event a frame later.",
    effort: Effort(low: 0.25, high: 1)
  )

  func findings(in program: Program, under target: LoadTarget) -> [Finding] {
    var seen: Set<FunctionRef> = []
    return program.streamedChanges.compactMap { change in
      guard isFelt(change, in: program), seen.insert(change.component).inserted else { return nil }
      return finding(of: change, in: program)
    }
  }

  /// Windows are seldom resized: only a list makes that felt; what is dragged must follow, and may where it is small.
  private func isFelt(_ change: FastChange, in program: Program) -> Bool {
    if change.event == "resize" {
      return program.renderedLists.contains { $0.component == change.component && !$0.isFixed }
    }
    return !change.event.hasPrefix("on") || program.isLarge(change.component)
  }

  private func finding(of change: FastChange, in program: Program) -> Finding {
    let lists = program.renderedLists.filter { $0.component == change.component && !$0.isFixed }
    let name = change.cell?.name ?? ""
    let isRare = change.event == "resize"
    let list = lists.first.map { [($0.site.place, "builds its rows at each of them")] } ?? []
    return finding(
      Diagnosis(
        place: change.site.place,
        because: [(change.listener, "listens to `\(change.event)`")] + list,
        function: change.site.function,
        title: "Each `\(change.event)` event sets `\(name)` and renders the component",
        problem: Self.about.problem,
        severity: lists.isEmpty || isRare ? .monitor : .medium,
        confidence: .high,
        impact: Impact(
          estimate:
            "60 events/s × 1 render = 60 renders/s while it lasts; each may take 16 ms less what the browser needs itself",
          confidence: .medium
        ),
        verify: Verify(steps: Self.about.verify),
        fix: Remedy(
          Self.about.fix,
          before: program.source(of: change.site.place),
          after: "requestAnimationFrame(() => \(program.source(of: change.site.place)))"
        ),
        threshold: "4 ms for one render of the component: a quarter of a frame"
      ),
      in: program
    )
  }
}
