// An aggregation is handed every document of a collection that grows, each time somebody asks.

import Capacity
import Findings
import Queries
import SemanticModel
import SourceText

/// Reports aggregations of requests that group or join a whole collection.
struct WholeAggregation: Rule {
  static let about = RuleDescription(
    name: "whole-aggregation",
    category: .indexGap,
    worst: .high,
    title: "Aggregation over a whole collection",
    problem: """
      Stages run in their order, and no stage selects documents before the first that works on them. Every document is \
      read, whatever indexes there are, and each new one makes the next request slower.
      """,
    verify: """
      Fill the collection with 100,000 documents and explain the aggregation with executionStats: `totalDocsExamined` \
      must be the documents of one answer, not all.
      """,
    fix: """
      Put a $match that an index serves in front (a span of time, an owner, a state), or keep the sum where it changes \
      (`$inc` beside the insert), or compute it on a timer and keep the answer for a minute.
      """,
    tradeOff: "A kept sum must be changed with every change of what it counts.",
    effort: Effort(low: 0.5, high: 4)
  )

  func findings(in program: Program, under target: LoadTarget) -> [Finding] {
    let models = Dictionary(
      program.queries.filter { $0.action != .read }.map { ($0.call, $0.model) }
    ) { first, _ in first }
    let late = Set(program.latePages.map(\.site.position))
    var reads: [SourcePlace: [WholeCollectionRead]] = [:]
    for read in program.wholeCollectionReads {
      let site = read.site
      guard site.unit.isRunning, site.audience == .requests, !late.contains(site.position),
        site.isReached(from: Audience.requests.entries)
      else { continue }
      reads[read.place, default: []].append(read)
    }
    return reads.keys.sorted().compactMap { place in
      guard let all = reads[place], let first = all.first else { return nil }
      let model = models[first.site.position] ?? program.subject(of: first.site)
      let growth = Growth(of: model)
      guard growth > .slow else { return nil }
      return finding(of: first, all.dropFirst(), model, growth, in: program, under: target)
    }
  }

  private func finding(
    of whole: WholeCollectionRead,
    _ others: ArraySlice<WholeCollectionRead>,
    _ model: String,
    _ growth: Growth,
    in program: Program,
    under target: LoadTarget
  ) -> Finding {
    let site = whole.site
    let approach = site.approach
    let rows = Figure.grouped(growth.rows)
    let isElsewhere = program.function(at: whole.place) != site.function
    let joins = whole.stage == "$lookup" || whole.stage == "$graphLookup"
    return finding(
      Diagnosis(
        // Stages that a function puts together are mended there.
        place: isElsewhere ? whole.place : site.place,
        because: (approach?.steps(in: program) ?? [])
          + (isElsewhere ? [(site.place, "sends it")] : [])
          + others.map { ($0.site.place, "sends it too") },
        function: site.function,
        title: joins
          ? "`\(site.calleeText)` joins every document before it selects any"
          : "`\(site.calleeText)` works through every document for each request",
        problem: "`\(whole.stage)` is handed all documents of `\(model)`"
          + (whole.dropping.map { ", and `\($0)` stands behind it. " } ?? ". ")
          + Self.about.problem,
        severity: .medium,
        tier: .suspicious,
        confidence: .medium,
        impact: Impact(
          estimate:
            "All documents for each request: \(rows), if `\(model)` holds \(rows) [assumed]",
          confidence: .low
        ),
        verify: Verify(steps: Self.about.verify, command: approach?.command(in: program)),
        fix: Remedy(
          Self.about.fix,
          before: Excerpt.short(program.source(of: site.place), keeping: site.calleeText)
        ),
        routes: approach?.routeLabels(in: program) ?? [],
        confirm:
          "Check how many documents `\(model)` holds after a year of use, and how often the route is asked.",
        threshold: "some ten thousand documents"
      )
      .priced(for: site.rareUse, under: target),
      in: program
    )
  }
}
