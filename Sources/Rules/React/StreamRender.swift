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
      it shows render at each of them, on the thread that should follow the hand.
      """,
    verify: """
      Record two seconds of it in the profiler of React: the component may render a few times, not a hundred.
      """,
    fix: """
      Store only what the page shows (`setCompact(window.scrollY > 80)`): state that stays the same renders nothing. What \
      follows the event itself goes to the element's style through a ref, without state.
      """,
    tradeOff: "What is written to an element by hand is out of React's sight.",
    effort: Effort(low: 0.25, high: 1)
  )

  private static let resizing = """
    Measure once per frame (`requestAnimationFrame`) or when the window is left alone, and set state only where what is \
    shown changes; what CSS can lay out needs no measuring.
    """

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

  /// The comparison as state, where that is all that the component asks; else what to do, in words.
  private func remedy(_ change: FastChange, _ name: String, in program: Program) -> Remedy {
    let before = program.source(of: change.site.place)
    guard let threshold = program.threshold(of: change) else {
      return Remedy(
        change.event == "resize" ? Self.resizing : Self.about.fix,
        before: Excerpt.short(before, keeping: name)
      )
    }
    let made = change.cell.flatMap { program.place($0.call) }.map(program.source) ?? "useState(0)"
    let comparison = program.source(of: threshold.comparison)
    let stored = program.source(of: threshold.stored)
    return Remedy(
      "`\(comparison)` is all that the component asks of `\(name)`: keep the answer as state, which changes twice, "
        + "not the position.",
      before: "const [\(name), \(change.site.calleeText)] = \(made);\n\(before)\n\(comparison)",
      after: "const [isBeyond, setBeyond] = useState(false);\n"
        + "setBeyond(\(Words.renamed(name, to: stored, in: comparison)))\nisBeyond"
    )
  }

  private func finding(of change: FastChange, in program: Program) -> Finding {
    let lists = program.renderedLists.filter { $0.component == change.component && !$0.isFixed }
    let name = change.cell?.name ?? ""
    let isRare = change.event == "resize"
    let list = lists.first.map { [($0.site.place, "builds its rows at each of them")] } ?? []
    // Nobody resizes for long, and what else of the page follows the window renders it as often.
    let isSure = program.isCostly(change.component) && !isRare
    return finding(
      Diagnosis(
        place: change.site.place,
        because: [(change.listener, "listens to `\(change.event)`")] + list,
        function: change.site.function,
        title: "Each `\(change.event)` event sets `\(name)` and renders the component",
        problem: Self.about.problem,
        severity: lists.isEmpty || isRare ? .monitor : .medium,
        tier: isSure ? .finding : .suspicious,
        confidence: isSure ? .high : .medium,
        impact: Impact(
          estimate:
            "60 events/s × 1 render = 60 renders/s while it lasts; each may take 16 ms less what the browser needs itself",
          confidence: .medium
        ),
        verify: Verify(steps: Self.about.verify),
        fix: remedy(change, name, in: program),
        confirm: isSure
          ? nil
          : "Check in the profiler how long one render of `\(program.name(of: change.component))` takes"
            + (isRare
              ? ", and whether nothing else that follows the window renders it as well." : "."),
        threshold: "4 ms for one render of the component: a quarter of a frame",
        tradeOff: isRare
          ? "What is shown follows the window a frame later."
          : program.threshold(of: change) != nil ? "None." : nil
      ),
      in: program
    )
  }
}
