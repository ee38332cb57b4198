// A key stroke that builds a whole list anew.

import Capacity
import Findings
import SemanticModel

/// Reports text fields whose state lives in the component that shows a list without pages.
struct TypedRender: Rule {
  static let about = RuleDescription(
    name: "render-per-keystroke",
    category: .renderStorm,
    worst: .medium,
    title: "Each key stroke renders a whole list",
    problem: """
      The text is state of the component that shows the list, so each key stroke runs the component, builds all rows \
      and compares them with those before. Typing lags as soon as the list is long.
      """,
    verify: """
      Fill the list with 2,000 rows, type ten letters with the performance panel recording, and read the interaction \
      times: each must stay below 200 ms.
      """,
    fix: """
      Keep the text in a component of its own, hand the list a deferred or debounced copy (`useDeferredValue(search)`), \
      filter in `useMemo`, and make the row a memoised component.
      """,
    tradeOff: "The list follows the text a moment later.",
    effort: Effort(low: 0.5, high: 2)
  )

  func findings(in program: Program, under target: LoadTarget) -> [Finding] {
    let typed = program.typedBesideLists.filter { $0.list.mayGrow && !$0.list.isUnfelt }
    var searching: Set<FunctionRef> = []
    var writing: Set<FunctionRef> = []
    return typed.filter { $0.filter != nil }.compactMap { finding(of: $0, in: program, &searching) }
      + typed.filter { $0.filter == nil && $0.list.answer != nil }
      .compactMap { finding(of: $0, in: program, &writing) }
  }

  /// The filter with a copy of the text that follows when there is time.
  private func remedy(_ typed: TypedBesideList, _ name: String, in program: Program) -> Remedy {
    guard let filter = typed.filter else { return Remedy(Self.about.fix) }
    let before = program.source(of: filter)
    let deferred = "deferred" + name.prefix(1).uppercased() + name.dropFirst()
    let words = before.split(omittingEmptySubsequences: false) { !($0.isLetter || $0.isNumber) }
    let after =
      words.contains { $0 == name }
      ? "const \(deferred) = useDeferredValue(\(name));\n"
        + Words.renamed(name, to: deferred, in: before) : nil
    return Remedy(
      Self.about.fix,
      before: Excerpt.short(before, keeping: name),
      after: after.map { Excerpt.short($0, keeping: deferred) }
    )
  }

  /// One for each component and manner: a search, and a form.
  private func finding(
    of typed: TypedBesideList,
    in program: Program,
    _ seen: inout Set<FunctionRef>
  )
    -> Finding?
  {
    let component = typed.list.list.component
    let isSearch = typed.filter != nil
    guard seen.insert(component).inserted,
      let cell = program.react[typed.cell]
    else { return nil }
    let load = typed.list.load()
    let rows = typed.list.list.site
    var because: [(place: SourcePlace, note: String)] = []
    if let filter = typed.filter { because.append((filter, "filters all rows again")) }
    because.append((rows.place, "builds all rows again"))
    let isSure = isSearch && typed.list.doubt(in: program) == nil
    return finding(
      Diagnosis(
        place: typed.handler.place,
        because: because + typed.list.steps(in: program),
        function: component,
        title: isSearch
          ? "Typing in `\(cell.name)` filters and renders all rows at each key stroke"
          : "Typing in `\(cell.name)` renders the whole list beside it at each key stroke",
        problem: Self.about.problem,
        severity: isSearch && typed.list.growth != .slow && load.milliseconds >= 1_000
          ? .medium : .monitor,
        tier: isSure ? .finding : .suspicious,
        confidence: isSure ? .high : .medium,
        impact: Impact(estimate: load.sentence, confidence: .low),
        verify: Verify(steps: Self.about.verify),
        fix: remedy(typed, cell.name, in: program),
        routes: typed.list.routes,
        confirm: isSure
          ? nil
          : "Check how many rows of `\(typed.list.noun)` the list has, and who opens the page.",
        threshold: "\(Figure.grouped(load.rowsAtBudget)) rows: what takes 200 ms to render"
      ),
      in: program
    )
  }
}
