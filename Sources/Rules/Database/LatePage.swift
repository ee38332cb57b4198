// An aggregation joins every row that matches, and drops all but a page of them afterwards.

import Capacity
import Findings
import Queries
import SemanticModel

/// Reports aggregations of requests whose limit stands behind their joins, where it could stand in front.
struct LatePage: Rule {
  static let about = RuleDescription(
    name: "late-page",
    category: .indexGap,
    worst: .high,
    title: "Page cut out behind the joins",
    problem: """
      Stages run in their order: every row that matches is joined, sorted and carried through all stages before the \
      limit drops all but a page. The first page costs as much as the whole list, and no index can end the sort early.
      """,
    verify: """
      Fill the collection with 100,000 matching documents and explain the aggregation with executionStats: the look-up \
      must run for the documents of one page, not for all.
      """,
    fix: """
      Put $sort, $skip and $limit in front of the first $lookup, behind the $match, with an index on the columns of \
      the match and the sort.
      """,
    tradeOff: "A sort by a joined column must stay behind its join.",
    effort: Effort(low: 0.25, high: 2)
  )

  func findings(in program: Program, under target: LoadTarget) -> [Finding] {
    let models = Dictionary(
      program.queries.filter { $0.action != .read }.map { ($0.call, $0.model) }
    ) { first, _ in first }
    return program.latePages.compactMap { page in
      guard page.site.unit.isRunning, page.site.audience == .requests,
        page.site.isReached(from: Audience.requests.entries)
      else { return nil }
      let model = models[page.site.position] ?? program.subject(of: page.site)
      let growth = Growth(of: model)
      guard growth > .slow else { return nil }
      return finding(of: page, model, growth, in: program, under: target)
    }
  }

  private func finding(
    of page: LatePaging,
    _ model: String,
    _ growth: Growth,
    in program: Program,
    under target: LoadTarget
  ) -> Finding {
    let site = page.site
    let approach = site.approach
    // What passes a filter is a part of the rows.
    let rows = growth.rows / 10
    let lookUps = Figure.counted(rows * Double(page.joins), "look-up")
    return finding(
      Diagnosis(
        place: site.place,
        because: approach?.steps(in: program) ?? [],
        function: site.function,
        title: "`\(site.calleeText)` joins every matching row before it cuts out the page",
        problem:
          "`\(page.barrier)` stands between the first `$lookup` and `$limit`. \(Self.about.problem)",
        severity: .medium,
        tier: .suspicious,
        confidence: .medium,
        impact: Impact(
          estimate:
            "\(lookUps) for each page, where \(Figure.grouped(rows)) rows of `\(model)` match [assumed]",
          confidence: .low
        ),
        verify: Verify(steps: Self.about.verify, command: approach?.command(in: program)),
        fix: Remedy(
          Self.about.fix,
          before: Excerpt.short(program.source(of: site.place), keeping: site.calleeText)
        ),
        routes: approach?.routeLabels(in: program) ?? [],
        confirm: "Check how many rows of `\(model)` pass the stages in front of the joins.",
        threshold: "a few thousand matching rows"
      )
      .priced(for: site.rareUse, under: target),
      in: program
    )
  }
}
