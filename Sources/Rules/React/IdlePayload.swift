// Rows that bring along what the page never shows.

import Capacity
import Findings
import SemanticModel

/// Reports state that keeps related rows which nothing of the page reads.
struct IdlePayload: Rule {
  static let about = RuleDescription(
    name: "idle-payload",
    category: .stateBloat,
    worst: .medium,
    title: "The page keeps related rows that it never reads",
    problem: """
      The endpoint reads and sends the related rows with every row, and the page keeps them in its state, although \
      nothing there reads them: the query, the answer and the memory of the tab pay for each.
      """,
    verify:
      "Compare the answer in the network panel with what the page shows, and leave the relation out of the query.",
    fix:
      "Let the endpoint select the fields that the page shows, or give this page an endpoint of its own.",
    tradeOff: "Other callers that need the relation must ask for it.",
    effort: Effort(low: 0.5, high: 2)
  )

  func findings(in program: Program, under target: LoadTarget) -> [Finding] {
    // What one request fills twice is mended once.
    var seen: Set<SourcePlace> = []
    return program.idleRelations.compactMap { found in
      guard seen.insert(found.loaded.request.first.place).inserted else { return nil }
      let subject = found.read.subject.isEmpty ? found.path.noun : found.read.subject
      let growth = min(Growth(of: found.path.noun), Growth(of: subject))
      guard growth != .small, let cell = program.react[found.loaded.cell],
        let place = program.place(found.loaded.write.call)
      else { return nil }
      return finding(of: found, cell, place, growth, subject, in: program)
    }
  }

  private func finding(
    of found: IdleRelation,
    _ cell: StateCell,
    _ place: SourcePlace,
    _ growth: Growth,
    _ subject: String,
    in program: Program
  ) -> Finding {
    let names = found.relations.map { "`\($0.name)`" }.joined(separator: ", ")
    let rows = Input.rows(growth.rows, of: subject)
    let count = found.relations.count
    let confirm =
      program.doubt(ofAudience: cell.component, asking: found.path)
      ?? (growth == .slow
        ? "Check how many rows `\(subject)` has: they are made by hand, one by one." : nil)
    return finding(
      Diagnosis(
        place: place,
        because: [(found.loaded.request.first.place, "asks \(found.path.verb) \(found.path.path)")]
          + found.relations.prefix(6).map { ($0.place, "includes `\($0.name)`") },
        function: cell.component,
        title: "`\(cell.name)` keeps \(names) of every row, which nothing of the page reads",
        problem: Self.about.problem,
        severity: confirm == nil ? .medium : .monitor,
        tier: confirm == nil ? .finding : .suspicious,
        confidence: confirm == nil ? .high : .medium,
        impact: Impact(
          estimate:
            "\(Figure.grouped(rows.value)) rows × \(Figure.counted(Double(count), "relation")) read, sent and kept "
            + "for nothing on each visit; assuming \(rows.source)",
          confidence: .low
        ),
        verify: Verify(steps: Self.about.verify),
        fix: Remedy(Self.about.fix),
        routes: [found.route.label],
        confirm: confirm,
        threshold: "1,000 rows: about 1 MB for each visit and relation"
      ),
      in: program
    )
  }
}
