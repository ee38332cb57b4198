// Pages that a library cuts by number: each counts all rows of the listing and skips those before it.

import Capacity
import Findings
import SemanticModel

extension ExactCount {
  /// One finding for each class that pages listings of tables which grow.
  func listingFindings(in program: Program, under target: LoadTarget) -> [Finding] {
    var groups: [SourcePlace: [(listing: OpenListing, routes: [Route])]] = [:]
    for listed in program.servedListings {
      guard let pager = listed.listing.paging.pager, pager.rule.counts, pager.hasSize,
        listed.listing.selection != .asked, Growth(of: listed.listing.subject) > .slow
      else { continue }
      groups[pager.place, default: []].append(listed)
    }
    guard !groups.isEmpty, !program.countsOtherwise else { return [] }
    return groups.keys.sorted().compactMap { place in
      groups[place].flatMap { finding(at: place, of: $0, in: program, under: target) }
    }
  }

  private func finding(
    at place: SourcePlace,
    of group: [(listing: OpenListing, routes: [Route])],
    in program: Program,
    under target: LoadTarget
  ) -> Finding? {
    // The fastest growing table that users list decides.
    let ranked = group.map { (one: $0, rare: program.rareUse(of: $0.listing)) }
      .sorted { Self.rank($0) > Self.rank($1) }
    guard let worst = ranked.first else { return nil }
    let model = worst.one.listing.subject
    let growth = Growth(of: model)
    let load = ScanLoad(
      target: target,
      rows: .rows(growth.rows, of: model),
      share: program.share()
    )
    return finding(
      Diagnosis(
        place: place,
        because: group.prefix(8).map {
          ($0.listing.place, "a listing that is counted and skipped")
        },
        function: program.module(of: place.unit),
        title: "Each page of `\(model)` counts all of its rows and skips to its place",
        problem: """
          The pager counts every row that the listing has for each page, and reaches the page by OFFSET; nothing \
          bounds the number that a client may ask for. \(Self.about.problem)
          """,
        severity: growth == .endless && worst.rare == nil ? .medium : .monitor,
        tier: .suspicious,
        confidence: .medium,
        impact: Impact(estimate: load.sentence, confidence: .low),
        verify: Verify(steps: Self.about.verify),
        fix: Remedy(
          "Give listings of tables that grow `CursorPagination`, or a paginator whose `count` is an estimate or capped.",
          before: program.source(of: place)
        ),
        routes: Array(group.flatMap { $0.routes.prefix(1).map(\.label) }.prefix(8)),
        confirm:
          "Check how many rows of `\(model)` a listing has, and how deep callers page.",
        threshold: "\(Figure.grouped(load.rowsAtTarget / 10)) matching rows"
      )
      .priced(for: worst.rare, under: target),
      in: program
    )
  }

  private static func rank(
    _ listed: (one: (listing: OpenListing, routes: [Route]), rare: RareUse?)
  ) -> (Int, Double, SourcePlace) {
    (
      listed.rare == nil ? 1 : 0, Growth(of: listed.one.listing.subject).rows,
      listed.one.listing.place
    )
  }
}
