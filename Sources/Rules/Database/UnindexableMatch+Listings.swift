// Searches that a library makes of a client's words, in the columns that a view lists.

import Capacity
import Findings
import Queries
import SemanticModel

extension UnindexableMatch {
  /// One finding for each model that some view lets clients search, unless a query of it was told already.
  func listingFindings(
    in program: Program,
    besides told: Set<String>,
    under target: LoadTarget
  ) -> [Finding] {
    let reading = DemandReading(program.schema)
    var seen: Set<String> = []
    // What administrators search now and then is worth no index of its own.
    let listings = program.servedListings.filter {
      $0.listing.selection != .asked && !$0.listing.searches.isEmpty
        && program.rareUse(of: $0.listing) == nil
    }
    return listings.compactMap { listing, routes in
      guard let route = routes.first, !seen.contains(listing.subject) else { return nil }
      let found = listing.searches.flatMap { search in
        reading.demands(of: query(search, of: listing)).compactMap { demand in
          demand.unservedObstacle.map { (search, demand, $0) }
        }
      }
      .filter { _, demand, obstacle in
        isLong(demand.table, in: program) && !isShort(obstacle.column, of: demand.table)
          && !told.contains("\(demand.table.name).\(obstacle.column)")
      }
      guard let first = found.first(where: { $0.0.path.count == 1 }) ?? found.first else {
        return nil
      }
      seen.insert(listing.subject)
      var columns: [String] = []
      for (_, demand, obstacle) in found where demand.table.name == first.1.table.name {
        let name = demand.table.column(obstacle.column)?.property ?? obstacle.column
        if !columns.contains(name) { columns.append(name) }
      }
      return finding(
        of: listing,
        route,
        Search(place: first.0, demand: first.1, obstacle: first.2, columns: columns),
        in: program,
        under: target
      )
    }
  }

  /// What one listing is searched for.
  private struct Search {
    let place: ListingSearch
    let demand: IndexDemand
    let obstacle: IndexDemand.Obstacle
    let columns: [String]
  }

  private func query(_ search: ListingSearch, of listing: OpenListing) -> Query {
    let comparison: Predicate.Comparison = search.isWhole ? .folded : .contains
    let predicate = Predicate(search.path, comparison, isOptional: true)
    return Query(call: 0, action: .read, model: listing.subject, shapes: [QueryShape([predicate])])
  }

  private func isLong(_ table: Table, in program: Program) -> Bool {
    let isGiven = table.growth == .reference
    return Growth(of: table.label) > .slow && (!isGiven || Growth.comesWithUse(table.label))
      && (program.growsWithUse(table) || Growth.comesWithUse(table.label)
        || Growth.lasts(table.label))
  }

  /// A column of a few letters holds a state or a kind, which many rows share.
  private func isShort(_ column: String, of table: Table) -> Bool {
    let digits = table.column(column)?.typeText.filter { $0 >= "0" && $0 <= "9" } ?? ""
    return Int(digits).map { $0 < 30 } ?? false
  }

  private func finding(
    of listing: OpenListing,
    _ route: Route,
    _ search: Search,
    in program: Program,
    under target: LoadTarget
  ) -> Finding {
    let table = search.demand.table
    let load = ScanLoad(
      target: target.at(program.rareUse(of: listing)),
      rows: .rows(Growth(of: table.label).rows, of: table.name),
      share: .assumed(0.1, because: "a tenth of the requests")
    )
    let model = table.models.first ?? table.name
    let columns = search.columns.prefix(3).map { "`\($0)`" }.joined(separator: ", ")
    let words = Self.words(search.obstacle.comparison)
    let before = program.source(of: search.place.place)
    return finding(
      Diagnosis(
        place: search.place.place,
        because: [
          (route.place, "entry: \(route.label)"), (listing.place, "the rows that are searched"),
        ],
        function: listing.function,
        title: "`\(model)` is searched \(words) \(columns)",
        problem:
          "A request of \(route.label) that searches compares \(columns) of every row, once for the page and once "
          + "more for its count. \(Self.about.problem)",
        severity: Severity(load.consequence),
        tier: .suspicious,
        confidence: .medium,
        impact: Impact(estimate: load.sentence, confidence: .low),
        verify: Verify(steps: Self.about.verify),
        fix: Remedy(
          Self.about.fix,
          before: Excerpt.short(before, keeping: before),
          after: Self.index(search.obstacle, table, .upper)
        ),
        routes: [route.label],
        confirm:
          "Check how many rows `\(table.name)` has, and whether an index of another kind serves the search.",
        threshold: "\(Figure.grouped(load.rowsAtTarget / 10)) rows in `\(table.name)`"
      )
      .priced(for: program.rareUse(of: listing), under: target),
      in: program
    )
  }
}
