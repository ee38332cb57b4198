// A view that lists its query, with nothing that pages it.

import Capacity
import Findings
import SemanticModel
import SourceText

extension UnboundedRead {
  /// Listings without pages; those that one class of the application should page are one finding, at the class.
  func listingFindings(in program: Program, under target: LoadTarget) -> [Finding] {
    var shared: [SourcePlace: [Listed]] = [:]
    var alone: [Listed] = []
    for (listing, routes) in program.openListings {
      guard let listed = Listed(listing, routes, in: program) else { continue }
      if let pager = listing.paging.pager, pager.isOwn {
        shared[pager.place, default: []].append(listed)
      } else {
        alone.append(listed)
      }
    }
    return alone.map { finding(of: [$0], at: $0.listing.place, in: program, under: target) }
      + shared.keys.sorted().compactMap { place in
        shared[place].map { finding(of: $0, at: place, in: program, under: target) }
      }
  }

  private func finding(
    of all: [Listed],
    at place: SourcePlace,
    in program: Program,
    under target: LoadTarget
  ) -> Finding {
    // What users ask weighs more than what few do, a long table more than a short one.
    let order = all.indices.sorted { left, right in
      all[left].rank != all[right].rank ? all[left].rank > all[right].rank : left < right
    }
    let listed = all[order[0]]
    let listing = listed.listing
    let load = ReadLoad(target: target, rows: .rows(listed.rows, of: listing.subject))
    let others = order.dropFirst().map { all[$0] }
    let more = others.isEmpty ? "" : ", and \(others.count) more like it,"
    return finding(
      Diagnosis(
        place: place,
        because: [(listed.route.place, "entry: \(listed.route.label)")]
          + (place == listing.place ? [] : [(listing.place, "gives all of these rows")])
          + others.prefix(8).map { ($0.listing.place, "listed the same way: \($0.route.label)") },
        function: listing.function,
        title: "\(listed.route.label)\(more) lists `\(listing.subject)` without pages",
        problem: reason(listing, in: program) + " " + Self.about.problem,
        severity: load.breaksLatencyTarget && !listing.isFiltered ? .high : .medium,
        tier: listed.isSure ? .finding : .suspicious,
        confidence: listed.isSure ? .high : .medium,
        impact: Impact(estimate: load.sentence, confidence: .low),
        verify: Verify(steps: Self.about.verify),
        fix: remedy(listing, in: program),
        routes: order.flatMap { all[$0].routes }.prefix(20).map(\.label),
        confirm: listed.isSure
          ? nil
          : listing.selection == .most
            ? "Check how many rows `\(listing.subject)` has."
            : "Check how many rows of `\(listing.subject)` pass the filter."
      )
      .priced(for: program.rareUse(of: listing), under: target),
      in: program
    )
  }

  private func reason(_ listing: OpenListing, in program: Program) -> String {
    let rows = "all rows of `\(program.source(of: listing.place))`"
    guard let pager = listing.paging.pager else {
      return
        "Neither the view nor the settings page what it lists, so each request reads and serialises \(rows)."
    }
    let asked = pager.asked.map { " asks for one by `\($0)`" } ?? " could ask for one"
    return
      "`\(pager.name)` pages the listing, but nothing gives a page its size: neither `\(pager.rule.size)` nor "
      + "`PAGE_SIZE` of the settings. Where no request\(asked), it reads and serialises \(rows)."
  }

  private func remedy(_ listing: OpenListing, in program: Program) -> Remedy {
    let before = program.source(of: listing.place)
    guard let pager = listing.paging.pager else {
      return Remedy(
        "Page the listing: a class of pagination with a page size and a maximum, for this view or in the settings for all.",
        before: "queryset = \(before)",
        after:
          "queryset = \(before)\npagination_class = StandardPagination  # page_size = 50, max_page_size = 100"
      )
    }
    let lines = "    \(pager.rule.size) = 50\n    \(pager.rule.maximum) = 100"
    let word = program.source(of: pager.place)
    return Remedy(
      "Give the class of pagination a size and a maximum"
        + (pager.isOwn ? "." : ", in a class of your own that extends `\(pager.name)`."),
      before: pager.isOwn ? "class \(pager.name)(\(word)):" : "pagination_class = \(word)",
      after: pager.isOwn
        ? "class \(pager.name)(\(word)):\n\(lines)"
        : "class StandardPagination(\(pager.name)):\n\(lines)\n\npagination_class = StandardPagination"
    )
  }
}

/// One listing, with what it weighs.
struct Listed {
  let listing: OpenListing
  let routes: [Route]
  let route: Route
  let rows: Double
  let isSure: Bool
  let isUsual: Bool

  /// The rows of a class that a library lists by itself; `nil` where they are few.
  init?(_ listing: OpenListing, _ routes: [Route], in program: Program) {
    let growth = Growth(of: listing.subject)
    guard growth != .small, let first = routes.first else { return nil }
    // A form or a filter shows such a list as a whole.
    guard growth > .slow || !program.isListOfNames(tableOf: listing.subject) else { return nil }
    // A filter mostly selects what belongs to the caller: few rows, but for what never ends.
    guard !listing.isFiltered || Growth.isStream(listing.subject) else { return nil }
    self.listing = listing
    self.routes = routes
    route = first
    switch listing.selection {
    case .most: rows = growth.rows
    case .share: rows = growth.rows / 4
    case .asked: rows = growth.rows / 20
    }
    // Master data is made by hand: it may be ten rows for ever.
    // So are rows that only administrators make.
    isSure =
      listing.selection == .most && growth != .slow
      && (program.hasNoMakers(tableOf: listing.subject)
        || program.growsWithUse(tableOf: listing.subject))
    isUsual = program.rareUse(of: listing) == nil
  }

  /// What a finding of several is told of.
  fileprivate var rank: Double { (isUsual ? 1e9 : 0) + (isSure ? 1e8 : 0) + rows }
}
