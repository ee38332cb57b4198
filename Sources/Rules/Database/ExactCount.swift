// A page that is counted exactly and skipped to: both cost more the more rows there are.

import Capacity
import Findings
import Queries
import SemanticModel

/// Reports functions that count all matching rows for every page that they skip to.
struct ExactCount: Rule {
  static let about = RuleDescription(
    name: "exact-count",
    category: .indexGap,
    worst: .medium,
    title: "Exact count and skipping for each page",
    problem: """
      Each page view walks all rows that match to count them, and all rows before the page to skip them, although the \
      page itself has a few rows. The first page of a large table is slow for the count, a late one for both, and \
      whoever asks for page 100,000 makes the database read that far.
      """,
    verify: """
      Fill the table with 1,000,000 rows and request the first and the last page: explain the count and the page, and \
      compare how many rows each reads.
      """,
    fix: """
      Page by the last key seen (WHERE created_at < … ORDER BY created_at LIMIT n), and show an estimate, a capped \
      count, or only whether there is a next page.
      """,
    tradeOff: "Nobody can jump to page 57 any more, and the total is an estimate.",
    effort: Effort(low: 2, high: 6)
  )

  func findings(in program: Program, under target: LoadTarget) -> [Finding] {
    PagedCounts(in: program).found.compactMap { finding(of: $0, in: program, under: target) }
      + listingFindings(in: program, under: target)
  }

  private func finding(of paged: PagedCount, in program: Program, under target: LoadTarget)
    -> Finding?
  {
    let site = program.call(at: paged.count.call)
    let growth = Growth(of: paged.count.model)
    guard growth > .slow else { return nil }
    let load = ScanLoad(
      target: target.at(site.rareUse),
      rows: .rows(growth.rows, of: paged.count.model),
      share: program.share()
    )
    let approach = site.approach
    let page = program.call(at: paged.page.call)
    let places =
      page.position == site.position ? [] : [(place: page.place, note: "skips to the page")]
    return finding(
      Diagnosis(
        place: site.place,
        because: (approach?.steps(in: program) ?? []) + places,
        function: site.function,
        title:
          "`\(site.calleeText)` counts every matching row of `\(paged.count.model)` for each page",
        problem:
          "The page of `\(paged.count.model)` is reached by skipping, and its total is counted exactly. \(Self.about.problem)",
        severity: growth == .endless ? .medium : .monitor,
        tier: .suspicious,
        confidence: .medium,
        impact: Impact(estimate: load.sentence, confidence: .low),
        verify: Verify(steps: Self.about.verify, command: approach?.command(in: program)),
        fix: Remedy(
          Self.about.fix,
          before: Excerpt.short(program.source(of: site.place), keeping: site.calleeText)
        ),
        routes: approach?.routeLabels(in: program) ?? [],
        confirm:
          "Check how many rows of `\(paged.count.model)` one filter can match, and how deep callers page.",
        threshold: "\(Figure.grouped(load.rowsAtTarget / 10)) matching rows"
      )
      .priced(for: site.rareUse, under: target),
      in: program
    )
  }
}

/// The functions of requests that count and skip on one model.
struct PagedCounts {
  private(set) var found: [PagedCount] = []

  init(in program: Program) {
    var byFunction: [FunctionRef: [Query]] = [:]
    var order: [FunctionRef] = []
    var seen: Set<SourcePlace> = []
    let serving: EntryKinds = [EntryKinds(.request), EntryKinds(.socket)]
    for query in program.queries {
      let site = program.call(at: query.call)
      guard query.action == .count || query.skips, site.unit.isRunning,
        site.isReached(from: serving)
      else { continue }
      if byFunction[site.function] == nil { order.append(site.function) }
      byFunction[site.function, default: []].append(query)
    }
    for function in order {
      let queries = byFunction[function] ?? []
      for count in queries where Self.counts(count, program) {
        let page = queries.first { page in
          page.skips && page.model == count.model
            && (page.action == .read || page.call == count.call)
        }
        guard let page else { continue }
        let place = program.call(at: count.call).place
        if seen.insert(place).inserted { found.append(PagedCount(count: count, page: page)) }
        break
      }
    }
  }

  /// Whether a query counts, or reads a page and counts in one call.
  private static func counts(_ query: Query, _ program: Program) -> Bool {
    // The rows of one owner are few enough to count.
    guard query.shapes.contains(where: { !isOwned($0) }) || isOfTalk(query) else { return false }
    if query.action == .count { return true }
    let site = program.call(at: query.call)
    if site.unit.isPython, !program.pagesTable(site) { return false }
    return site.effects.contains { $0.verb == "count" || $0.verb == "page" }
  }

  /// Whether it counts what is said in one place, which goes on for as long as people talk there.
  private static func isOfTalk(_ query: Query) -> Bool {
    query.action == .count && Growth.isStream(query.model)
      && query.shapes.allSatisfy { shape in
        shape.predicates.contains { predicate in
          predicate.isEquality && !predicate.isOptional
            && UnboundedRead.talks.contains(
              UnboundedRead.noun(predicate.path.joined(separator: "."))
            )
        }
      }
  }

  private static func isOwned(_ shape: QueryShape) -> Bool {
    shape.predicates.contains { predicate in
      predicate.isEquality && !predicate.isOptional && !predicate.isConstant
    }
  }
}
