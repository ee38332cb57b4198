// All rows in the browser, so that a few of them can be picked there.

import Capacity
import Findings
import SemanticModel

/// Reports state that holds a whole table only to be filtered by what the user types or picks.
struct ClientFilter: Rule {
  static let about = RuleDescription(
    name: "client-side-filter",
    category: .stateBloat,
    worst: .medium,
    title: "Whole table held and filtered in the browser",
    problem: """
      The page loads every row and keeps it, to show the few that match. The answer, the memory of the tab and the time \
      of each filter grow with the table, and what others change meanwhile is not seen.
      """,
    verify: """
      Fill the table with 5,000 rows and open the page: the size of the answer in the network panel must not depend on \
      the number of rows.
      """,
    fix:
      "Send the search text and the filters to the server, and keep the page of matches that it answers with.",
    tradeOff: "Each search is a request: debounce the text, and drop answers that are out of date.",
    effort: Effort(low: 1, high: 4)
  )

  func findings(in program: Program, under target: LoadTarget) -> [Finding] {
    var seen: Set<SourcePlace> = []
    return program.unpagedLists.compactMap { list in
      guard list.mayGrow, let (filter, test) = test(of: list, in: program) else {
        return nil
      }
      let place = keeping(list, in: program) ?? list.request.first.place
      guard seen.insert(place).inserted else { return nil }
      return finding(of: list, test, place, filter, in: program)
    }
  }

  /// Where the rows are stored, if the component does that itself.
  private func keeping(_ list: UnpagedList, in program: Program) -> SourcePlace? {
    for id in list.list.source.cells where program.react[id]?.component == list.list.component {
      let write = program.loadedCells.first { $0.cell == id }?.write
      if let place = write.flatMap({ program.place($0.call) }) { return place }
    }
    return nil
  }

  /// The filter of the rows by other state, and the name of that.
  private func test(of list: UnpagedList, in program: Program)
    -> (SourcePlace, String)?
  {
    for call in list.list.source.filters {
      if let name = program.choices(of: call).first?.name, let place = program.place(call) {
        return (place, name)
      }
    }
    return nil
  }

  /// The filter as it is, and the request that filters.
  private func remedy(
    _ list: UnpagedList,
    _ test: String,
    _ filter: SourcePlace,
    in program: Program
  ) -> Remedy {
    let before = program.source(of: filter)
    return Remedy(
      Self.about.fix,
      before: Excerpt.short(before, keeping: test),
      after: "fetch(`\(list.path.shown)?\(test)=${encodeURIComponent(\(test))}&limit=50`)"
    )
  }

  private func finding(
    of list: UnpagedList,
    _ test: String,
    _ place: SourcePlace,
    _ filter: SourcePlace,
    in program: Program
  ) -> Finding {
    let rows = Input.rows(list.rows, of: list.noun)
    let load = ReadLoad(rows: rows)
    let confirm = list.doubt(in: program)
    return finding(
      Diagnosis(
        place: place,
        because: list.steps(in: program) + [(filter, "filters by `\(test)` in the browser")],
        function: list.list.component,
        title:
          "The page holds every row of \(list.path.shown), and `\(test)` picks among them in the browser",
        problem: Self.about.problem,
        severity: list.rows < 5_000 ? .monitor : .medium,
        tier: confirm == nil ? .finding : .suspicious,
        confidence: confirm == nil ? .high : .medium,
        impact: Impact(
          estimate:
            "\(Figure.grouped(rows.value)) rows × \(Figure.grouped(load.bytesPerRow.value)) bytes = "
            + "\(Figure.grouped(load.megabytes)) MB for each visit, sent and kept in the tab; assuming "
            + "\(rows.source) and \(load.bytesPerRow.source)",
          confidence: .low
        ),
        verify: Verify(steps: Self.about.verify),
        fix: remedy(list, test, filter, in: program),
        routes: list.routes,
        confirm: confirm,
        threshold: "1,000 rows: about 1 MB for each visit"
      ),
      in: program
    )
  }
}
