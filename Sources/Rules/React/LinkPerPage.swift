// A pager with a link for each page: it grows with the table, although one page of it is shown.

import Capacity
import Findings
import SemanticModel

/// Reports pagers that show all page numbers.
struct LinkPerPage: Rule {
  static let about = RuleDescription(
    name: "link-per-page",
    category: .unvirtualizedList,
    worst: .medium,
    title: "The pager has a link for each page",
    problem: """
      The rows come in pages, but the numbers of all pages are shown: with the table, the pager becomes the long list \
      that paging was to prevent, and it is built anew at each turn of a page.
      """,
    verify: """
      Make 50,000 rows of what is listed, open the page and count the links below the list: they may not grow with the rows.
      """,
    fix: """
      Show the first and the last page and a few around the current one (`Pagination` of your component library does), or \
      only a way forward and back.
      """,
    tradeOff: "Pages far away are reached by typing their number.",
    effort: Effort(low: 0.25, high: 1)
  )

  private static let rows = 50_000.0
  private static let rowsPerPage = 10.0

  func findings(in program: Program, under target: LoadTarget) -> [Finding] {
    var order: [String] = []
    var groups: [String: [PageLinks]] = [:]
    for links in program.pageLinks {
      // One client writes its pagers alike: what mends one is copied to the others.
      let client = program.packageFolder(of: links.site.place.unit)
      if groups[client] == nil { order.append(client) }
      groups[client, default: []].append(links)
    }
    return order.compactMap { finding(of: groups[$0] ?? [], in: program) }
  }

  private func finding(of pagers: [PageLinks], in program: Program) -> Finding? {
    guard let links = pagers.first else { return nil }
    let load = RenderLoad(
      rows: .assumed(Self.rows / Self.rowsPerPage, because: "50,000 rows in pages of 10"),
      elementsPerRow: links.elementsPerLink
    )
    return finding(
      Diagnosis(
        place: links.site.place,
        because: pagers.dropFirst().prefix(12).map {
          ($0.site.place, "has a link for each as well")
        },
        function: links.component,
        title: "The pager shows a link for each of `\(links.count)` pages",
        problem: Self.about.problem,
        severity: .monitor,
        tier: .suspicious,
        confidence: .medium,
        impact: Impact(estimate: load.sentence, confidence: .low),
        verify: Verify(steps: Self.about.verify),
        fix: Remedy(
          Self.about.fix,
          before: Excerpt.short(program.source(of: links.site.place), keeping: links.count)
        ),
        confirm: "Check how many pages there can be.",
        threshold: "\(Figure.grouped(load.rowsAtBudget)) pages: what takes 200 ms to show"
      ),
      in: program
    )
  }
}
