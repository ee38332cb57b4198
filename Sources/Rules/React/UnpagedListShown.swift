// A list that shows whatever the server has: it fits today, and stalls the page when the table has grown.

import Capacity
import Findings
import SemanticModel

/// Reports lists of components whose rows come from a request without pages.
struct UnpagedListShown: Rule {
  static let about = RuleDescription(
    name: "unpaged-list",
    category: .unvirtualizedList,
    worst: .medium,
    title: "List that shows every row there is",
    problem: """
      Each row becomes elements that the browser must build, style and lay out before the page answers again, and once \
      more whenever the component renders.
      """,
    verify: """
      Make 5,000 rows of what the list shows, open the page with the performance panel recording, and look at the longest task \
      and the number of DOM nodes: neither may grow with the rows.
      """,
    fix: """
      Ask for a page (`?limit=50` and a cursor) and show that, or show only the rows in view with a windowed list.
      """,
    tradeOff: "The browser's own search finds only the rows that are shown.",
    effort: Effort(low: 1, high: 4)
  )

  func findings(in program: Program, under target: LoadTarget) -> [Finding] {
    var order: [String] = []
    var lists: [String: [UnpagedList]] = [:]
    for list in program.unpagedLists
    where list.mayGrow && !list.isUnfelt && !list.list.source.isCutElsewhere {
      // What several components show of one endpoint is mended there, once.
      let key = "\(list.path.verb) \(list.path.shown)"
      if lists[key] == nil { order.append(key) }
      lists[key, default: []].append(list)
    }
    return order.compactMap { finding(of: lists[$0] ?? [], in: program) }
  }

  /// The request with a page's size behind its path, where the call writes the path itself.
  private func remedy(_ list: UnpagedList, in program: Program) -> Remedy {
    let before = program.source(of: list.request.first.place)
    let path = list.path.path.split(separator: "{").first.map(String.init) ?? ""
    guard path.utf8.count > 1, let range = before.firstRange(of: path),
      let next = before[range.upperBound...].first, ["'", "\"", "`"].contains(next)
    else { return Remedy(Self.about.fix, before: Excerpt.short(before, keeping: before)) }
    var after = before
    after.insert(contentsOf: "?limit=50", at: range.upperBound)
    return Remedy(
      Self.about.fix,
      before: Excerpt.short(before, keeping: path),
      after: Excerpt.short(after, keeping: "?limit=50")
    )
  }

  private func finding(of lists: [UnpagedList], in program: Program) -> Finding? {
    guard
      let list = lists.max(by: { $0.list.elementsPerRow < $1.list.elementsPerRow })
    else { return nil }
    let others = lists.filter { $0.list.site.place != list.list.site.place }.prefix(12)
    let load = list.load()
    let site = list.list.site
    let confirm = list.confirm ?? list.confirmLength ?? list.doubt(in: program)
    return finding(
      Diagnosis(
        place: site.place,
        because: list.steps(in: program)
          + others.map { ($0.list.site.place, "shows all of them as well") },
        function: site.function,
        title: list.held.map {
          "`\(site.calleeText)` shows all `\($0)` that \(list.path.verb) \(list.path.shown) brings"
        } ?? "`\(site.calleeText)` shows every row of \(list.path.verb) \(list.path.shown)",
        problem:
          "Nothing between the request and the list takes a page of it. \(list.growthSentence) \(Self.about.problem)",
        severity: list.growth == .slow || load.milliseconds < 1_000 ? .monitor : .medium,
        tier: confirm == nil ? .finding : .suspicious,
        confidence: confirm == nil ? .high : .medium,
        impact: Impact(estimate: load.sentence, confidence: .low),
        verify: Verify(steps: Self.about.verify),
        fix: remedy(list, in: program),
        routes: list.routes,
        confirm: confirm,
        threshold: "\(Figure.grouped(load.rowsAtBudget)) rows: what takes 200 ms to show"
      ),
      in: program
    )
  }
}
