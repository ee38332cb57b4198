// Classes of pagination that give a request as many rows as it asks for.

import Capacity
import Findings
import SemanticModel
import SourceText

extension UncappedPageSize {
  /// One finding for each class of pagination, whatever it pages.
  func pagerFindings(in program: Program, under target: LoadTarget) -> [SourcePlace: Finding] {
    var uses: [SourcePlace: [Listed]] = [:]
    for (listing, routes) in program.servedListings {
      // Without a size of its own the class does not page at all, which is told for itself.
      guard let pager = listing.paging.pager, pager.hasSize, !pager.isCapped, pager.asked != nil,
        let listed = Listed(listing, routes, in: program), listing.selection != .asked
      else { continue }
      uses[pager.place, default: []].append(listed)
    }
    var result: [SourcePlace: Finding] = [:]
    for (place, listed) in uses {
      result[place] = finding(of: listed, at: place, in: program, under: target)
    }
    return result
  }

  private func finding(
    of all: [Listed],
    at place: SourcePlace,
    in program: Program,
    under target: LoadTarget
  ) -> Finding? {
    // Tables that a few people fill by hand are short, however much is asked for.
    let long = all.filter { Growth(of: $0.listing.subject) > .slow }
    let usual = long.filter(\.isUsual)
    guard let first = usual.first(where: \.isSure) ?? usual.first ?? long.first,
      let pager = first.listing.paging.pager, let asked = pager.asked
    else { return nil }
    let isSure = first.isSure && first.isUsual
    let load = ReadLoad(target: target, rows: .rows(first.rows, of: first.listing.subject))
    let others = long.filter { $0.listing.place != first.listing.place }
    let word = program.source(of: pager.place)
    return finding(
      Diagnosis(
        place: place,
        because: [
          (first.route.place, "entry: \(first.route.label)"),
          (first.listing.place, "gives as many of these rows"),
        ]
          + others.prefix(8).map { ($0.listing.place, "paged the same way: \($0.route.label)") },
        function: first.listing.function,
        title:
          "`\(asked)` of \(first.route.label) has no maximum: `\(pager.name)` sets no `\(pager.rule.maximum)`",
        problem:
          "`\(pager.name)` takes the size of a page from `\(asked)` of the request, and nothing caps it. "
          + Self.about.problem,
        severity: load.breaksLatencyTarget ? .high : .medium,
        tier: isSure ? .finding : .suspicious,
        confidence: isSure ? .high : .medium,
        impact: Impact(estimate: load.sentence, confidence: .low),
        verify: Verify(steps: Self.about.verify),
        fix: Remedy(
          "Give the class of pagination a `\(pager.rule.maximum)`: larger sizes are then cut to it.",
          before: pager.isOwn ? "class \(pager.name)(\(word)):" : word,
          after: pager.isOwn
            ? "class \(pager.name)(\(word)):\n    \(pager.rule.maximum) = 100"
            : "class StandardPagination(\(pager.name)):\n    \(pager.rule.maximum) = 100"
        ),
        routes: long.flatMap(\.routes).prefix(20).map(\.label),
        confirm: isSure ? nil : "Check how many rows `\(first.listing.subject)` has."
      )
      .priced(for: program.rareUse(of: first.listing), under: target),
      in: program
    )
  }
}
