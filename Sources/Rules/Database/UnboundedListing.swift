// A view that lists its query, with nothing that pages it.

import Capacity
import Findings
import SemanticModel

extension UnboundedRead {
  /// The rows of a class that a library lists by itself.
  func finding(
    of listing: OpenListing,
    _ routes: [Route],
    in program: Program,
    under target: LoadTarget
  ) -> Finding? {
    let growth = Growth(of: listing.subject)
    guard growth != .small, let first = routes.first else { return nil }
    // A filter mostly selects what belongs to the caller: few rows, but for what never ends.
    guard !listing.isFiltered || Growth.isStream(listing.subject) else { return nil }
    let rows = listing.isFiltered ? growth.rows / 20 : growth.rows
    // Master data is made by hand: it may be ten rows for ever.
    // So are rows that only administrators make.
    let isSure =
      !listing.isFiltered && growth != .slow
      && (program.hasNoMakers(tableOf: listing.subject)
        || program.growsWithUse(tableOf: listing.subject))
    let load = ReadLoad(target: target, rows: .rows(rows, of: listing.subject))
    let before = program.source(of: listing.place)
    return finding(
      Diagnosis(
        place: listing.place,
        because: [(first.place, "entry: \(first.label)")],
        function: listing.function,
        title: "\(first.label) lists `\(listing.subject)` without pages",
        problem:
          "Neither the view nor the settings page what it lists, so each request reads and serialises all rows of `\(before)`. "
          + Self.about.problem,
        severity: load.breaksLatencyTarget && !listing.isFiltered ? .high : .medium,
        tier: isSure ? .finding : .suspicious,
        confidence: isSure ? .high : .medium,
        impact: Impact(estimate: load.sentence, confidence: .low),
        verify: Verify(steps: Self.about.verify),
        fix: Remedy(
          "Page the listing: a class of pagination with a page size and a maximum, for this view or in the settings for all.",
          before: "queryset = \(before)",
          after:
            "queryset = \(before)\npagination_class = StandardPagination  # page_size = 50, max_page_size = 100"
        ),
        routes: routes.prefix(20).map(\.label),
        confirm: isSure
          ? nil
          : listing.isFiltered
            ? "Check how many rows of `\(listing.subject)` pass the filter."
            : "Check how many rows `\(listing.subject)` has."
      )
      .priced(for: program.rareUse(of: listing), under: target),
      in: program
    )
  }
}
