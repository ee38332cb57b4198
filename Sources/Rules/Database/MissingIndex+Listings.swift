// Listings that a library pages in the order that the model asks for: each page sorts the whole table.

import Capacity
import Findings
import Queries
import SemanticModel

extension MissingIndex {
  /// One finding for each table that a view lists by pages in an order that no index has.
  func listingFindings(
    in program: Program,
    besides told: Set<String>,
    by assembly: IndexFindings,
    under target: LoadTarget
  ) -> [Finding] {
    let reading = DemandReading(program.schema)
    var seen = told
    // A filter of the request may leave few rows to sort.
    let listings = program.servedListings.filter {
      $0.listing.selection != .asked && !$0.listing.paging.isOpen
        && !$0.listing.isOrdered
    }
    .map { ($0.listing, $0.routes, program.rareUse(of: $0.listing)) }
    // What users wait for first: one index is told once.
    .sorted { ($0.2 == nil ? 0 : 1, $0.0.view) < ($1.2 == nil ? 0 : 1, $1.0.view) }
    return listings.compactMap { listing, routes, rare in
      let page = Query(call: 0, action: .read, model: listing.subject, isLimited: true)
      guard let route = routes.first, let demand = reading.demands(of: page).first,
        let gap = demand.gap(isLimited: true), gap.reason == .sort,
        Growth(of: demand.table.label) > .slow,
        demand.table.growth != .reference || Growth.comesWithUse(demand.table.label),
        // Administrators wait: only what grows without end makes them wait for long.
        rare == nil || Growth(of: demand.table.label) == .endless,
        let site = IndexGapIdentity.site(of: gap.lead, in: demand.table),
        seen.insert(Self.key(demand.table, gap.lead)).inserted
      else { return nil }
      let finding = finding(
        self.diagnosis(of: listing, route, demand.table, gap, in: program, under: target)
          .priced(for: rare, under: target),
        in: program
      )
      return assembly.placed(
        finding,
        at: site,
        rule: Self.about.name,
        demand.table.name,
        gap.lead
      )
    }
  }

  /// One index is told once.
  static func key(_ table: Table, _ lead: String) -> String { "\(table.name) \(lead)" }

  private func diagnosis(
    of listing: OpenListing,
    _ route: Route,
    _ table: Table,
    _ gap: IndexGap,
    in program: Program,
    under target: LoadTarget
  ) -> Diagnosis {
    let model = table.models.first ?? table.name
    let columns = gap.keys.map { table.column($0.column)?.property ?? $0.column }
    // Lists in the order of a name are mostly short; what is listed by its time goes on.
    let isOfTime = gap.keys.first.flatMap { table.column($0.column) }.map {
      [.timestamp, .date].contains($0.type)
    }
    let isSure =
      listing.selection == .most && table.isComplete && program.growsWithUse(table)
      && isOfTime ?? false
    let load = ScanLoad(
      target: target,
      rows: .rows(Growth(of: table.label).rows, of: table.name),
      share: program.share()
    )
    let declaration = IndexDeclaration(
      table: table.name,
      keys: gap.keys,
      properties: columns,
      isSpatial: false
    )
    return Diagnosis(
      place: listing.place,
      because: [
        (route.place, "entry: \(route.label)"), (listing.place, "the rows that are listed"),
      ],
      function: listing.function,
      title:
        "`\(model)` is sorted by \(columns.map { "`\($0)`" }.joined(separator: ", ")) without an index",
      problem:
        "\(route.label) shows a page of `\(model)` in the model's own order, and no index of `\(table.name)` has it: "
        + "each page sorts all rows to give the first few. \(Self.about.problem)",
      severity: min(.high, Severity(load.consequence)),
      tier: isSure ? .finding : .suspicious,
      confidence: isSure ? .high : .medium,
      impact: Impact(estimate: load.sentence, confidence: .low),
      verify: Verify(steps: Self.about.verify),
      fix: Remedy(Self.about.fix, after: declaration.text(for: "Django")),
      routes: [route.label],
      confirm: isSure ? nil : "Check how many rows `\(table.name)` has.",
      threshold: "\(Figure.grouped(load.rowsAtTarget / 10)) rows in `\(table.name)`"
    )
  }
}
