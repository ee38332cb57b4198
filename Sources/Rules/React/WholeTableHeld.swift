// All rows in the browser, for a page of them, for the entries of a field, or for one figure.

import Capacity
import Findings
import SemanticModel

/// Reports tables that are loaded whole to be paged, chosen from or added up by the page.
struct WholeTableHeld: Rule {
  static let about = RuleDescription(
    name: "whole-table-held",
    category: .stateBloat,
    worst: .medium,
    title: "Whole table loaded for a part of it",
    problem: """
      Every visit loads and keeps all rows, although the page needs one page of them, a few entries or a figure. The \
      answer, the time until something is seen and the memory of the tab grow with the table.
      """,
    verify: """
      Fill the table with 5,000 rows and open the page: the size of the answer in the network panel must not depend on \
      the number of rows.
      """,
    fix: """
      Let the server do it: `?page=1&limit=50` for a page, a search that answers with twenty matches for a field, and a \
      count or a sum for a figure.
      """,
    tradeOff: "Each page and each search is a request of its own.",
    effort: Effort(low: 1, high: 4)
  )

  func findings(in program: Program, under target: LoadTarget) -> [Finding] {
    var order: [String] = []
    var lists: [String: [HeldList]] = [:]
    for held in program.heldLists where isWorth(held) {
      // One endpoint is one finding, however many components take a part of what it brings; a page that works out figures
      // needs none of the rows, and is mended by itself.
      let own = held.rows.list.component
      let key =
        held.use == .figure
        ? "\(own.unit) \(program.name(of: own))" : "\(held.rows.path.verb) \(held.rows.path.shown)"
      if lists[key] == nil { order.append(key) }
      lists[key, default: []].append(held)
    }
    return order.compactMap { finding(of: lists[$0] ?? [], in: program) }
  }

  /// Whether use makes rows, and the server is seen to give all of them; who cuts pages of unknown rows expects many.
  private func isWorth(_ held: HeldList) -> Bool {
    let rows = held.rows
    guard rows.mayGrow, rows.growth >= .steady else { return false }
    switch rows.answer?.read.reach {
    case nil: return held.use == .pages
    case .owned: return Growth.isStream(rows.noun)
    default: return true
    }
  }

  private func finding(of lists: [HeldList], in program: Program) -> Finding? {
    guard let held = lists.first else { return nil }
    let list = held.rows
    let rows = Input.rows(list.rows, of: list.noun)
    let load = ReadLoad(rows: rows)
    let others = lists.dropFirst().filter { $0.place != held.place }.prefix(12)
    let place = list.list.source.hooks.first?.place ?? list.request.first.place
    return finding(
      Diagnosis(
        place: place,
        because: [(held.place, Self.note(held.use))] + list.steps(in: program)
          + others.map { ($0.place, Self.note($0.use)) },
        function: list.list.component,
        title: "The browser loads every row of \(list.path.shown) \(Self.purpose(held.use))",
        problem: Self.about.problem,
        severity: list.rows < 5_000 ? .monitor : .medium,
        tier: .suspicious,
        confidence: .medium,
        impact: Impact(
          estimate:
            "\(Figure.grouped(rows.value)) rows × \(Figure.grouped(load.bytesPerRow.value)) bytes = "
            + "\(Figure.grouped(load.megabytes)) MB for each visit, sent and kept in the tab; assuming "
            + "\(rows.source) and \(load.bytesPerRow.source)",
          confidence: .low
        ),
        verify: Verify(steps: Self.about.verify),
        fix: Remedy(
          Self.about.fix,
          before: Excerpt.short(program.source(of: held.place), keeping: list.path.noun)
        ),
        routes: list.routes,
        confirm: list.doubt(in: program)
          ?? "Check how many rows \(list.path.verb) \(list.path.shown) answers with.",
        threshold: "1,000 rows: about 1 MB for each visit"
      ),
      in: program
    )
  }

  private static func purpose(_ use: HeldList.Use) -> String {
    switch use {
    case .pages: "and cuts its pages itself"
    case .choices: "for the entries of a field"
    case .figure: "to work out a figure"
    }
  }

  private static func note(_ use: HeldList.Use) -> String {
    switch use {
    case .pages: "cuts a page out of all rows"
    case .choices: "offers all of them"
    case .figure: "counts or adds them up"
    }
  }
}
