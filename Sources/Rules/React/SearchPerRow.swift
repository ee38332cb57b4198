// Rows that each search another list: rows × rows for one render.

import Capacity
import Findings
import SemanticModel

/// Reports searches through one list from the server for each row of another.
struct SearchPerRow: Rule {
  static let about = RuleDescription(
    name: "search-per-row",
    category: .renderStorm,
    worst: .medium,
    title: "Each row searches another list",
    problem: """
      Every row goes through the other list until it finds its partner, so one render costs the product of both \
      lengths, and the component renders again at each change of its state.
      """,
    verify:
      "Fill both lists with 2,000 rows and record one render: the time must grow with the sum, not the product.",
    fix: "Make a `Map` by id once (`useMemo`), and look each row's partner up in it.",
    tradeOff: "A few bytes for each entry of the map.",
    effort: Effort(low: 0.1, high: 0.5)
  )

  /// Nanoseconds in which one element is compared.
  private static let perElement = Input.assumed(10, because: "10 ns to compare one element")

  func findings(in program: Program, under target: LoadTarget) -> [Finding] {
    program.rowSearches.compactMap { search in
      let other = Growth(of: search.path.noun)
      guard search.list.growth != .small, other != .small else { return nil }
      return finding(of: search, other, in: program)
    }
  }

  private func finding(of search: RowSearch, _ other: Growth, in program: Program) -> Finding {
    let rows = Input.rows(search.list.rows, of: search.list.noun)
    let partners = Input.rows(other.rows, of: search.path.noun)
    // A share, or what one owner has, may be a handful.
    let isSure = search.isSure && search.list.confirm == nil && search.list.confirmLength == nil
    let seconds = rows.value * partners.value * Self.perElement.value / 1e9
    return finding(
      Diagnosis(
        place: search.site.place,
        because: [(search.list.list.site.place, "builds a row for each")]
          + search.list.steps(in: program),
        function: search.site.function,
        title: "`\(search.site.calleeText)` goes through \(search.path.shown) once for each row",
        problem: Self.about.problem,
        severity: seconds >= 1 ? .medium : .monitor,
        tier: isSure ? .finding : .suspicious,
        confidence: isSure ? .high : .medium,
        impact: Impact(
          estimate:
            "\(Figure.grouped(rows.value)) rows × \(Figure.grouped(partners.value)) elements × "
            + "\(Figure.grouped(Self.perElement.value)) ns = up to \(Figure.duration(seconds)) for each render; assuming "
            + "\(rows.source), \(partners.source) and \(Self.perElement.source)",
          confidence: .low
        ),
        verify: Verify(steps: Self.about.verify),
        fix: Remedy(Self.about.fix, before: program.source(of: search.site.place)),
        routes: search.list.routes,
        confirm: isSure
          ? nil
          : "Check how many rows \(search.list.path.shown) and \(search.path.shown) answer with.",
        threshold: "1,000 rows in each list: 10 ms for each render"
      ),
      in: program
    )
  }
}
