// One row is removed, and the mapper loads and removes all that refer to it.

import Capacity
import Findings
import SemanticModel
import SourceText

/// Reports removals that the mapper hands on to rows of which one owner gathers many.
struct CascadingDelete: Rule {
  static let about = RuleDescription(
    name: "cascading-delete",
    category: .nPlusOne,
    worst: .high,
    title: "Related rows are loaded to be deleted",
    problem: """
      The relation hands the removal of a row on to all rows that refer to it, and leaves nothing of it to the \
      database: the mapper reads every one of them into memory with all its columns, those behind them in turn, and \
      deletes each by its key, in one transaction, while the request holds its connection and the locks.
      """,
    verify:
      "Delete a row that 10 rows refer to, then one that 1,000 refer to: the statements and the time must not grow.",
    fix: """
      Leave it to the database: `ForeignKey(…, ondelete="CASCADE")` with an index on the column, and \
      `passive_deletes=True` on the relation.
      """,
    tradeOff: """
      Listeners of the mapper no longer hear of each row that goes. Where they count, count with one statement; where \
      one row can have very many, delete in batches behind the request.
      """,
    effort: Effort(low: 0.5, high: 2)
  )

  func findings(in program: Program, under target: LoadTarget) -> [Finding] {
    var seen: Set<String> = []
    return program.rowCascades.compactMap { cascade in
      let children = cascade.children.filter { gathers($0, of: cascade.owner, in: program) }
      let site = program.call(at: cascade.call)
      guard !children.isEmpty, site.unit.isRunning,
        site.isReached(from: Audience.requests.entries), seen.insert(cascade.owner).inserted
      else { return nil }
      return finding(of: cascade, children, at: site, in: program, under: target)
    }
  }

  /// Whether one row gathers more and more of them.
  private func gathers(_ child: RowCascade.Child, of owner: String, in program: Program) -> Bool {
    let name = child.subject
    guard !Growth.isClosed(owner), Growth(of: name) > .slow, !Growth.areStaff(name),
      !UnboundedRead.isHandful(name, of: owner),
      !UnboundedRead.isHandful(child.relation, of: owner)
    else { return false }
    let isLasting = Growth.lasts(owner) || UnboundedRead.talks.contains(UnboundedRead.noun(owner))
    if Growth.isEcho(name) { return true }
    // What belongs to one event (the payments of a bill) is soon complete, unless more stands behind it.
    if Growth.isStream(name) {
      return isLasting || Growth(of: owner) != .endless && !child.behind.isEmpty
    }
    return isLasting && program.growsWithUse(tableOf: name)
  }

  private func finding(
    of cascade: RowCascade,
    _ children: [RowCascade.Child],
    at site: CallSite,
    in program: Program,
    under target: LoadTarget
  ) -> Finding {
    let names = LazyRelationWords.list(children.map { "`\($0.relation)`" })
    let behind = Set(children.flatMap(\.behind)).sorted()
    let approach = site.approach
    let depth =
      behind.isEmpty ? "" : " Behind them go \(LazyRelationWords.list(behind.map { "`\($0)`" }))."
    let rows = 1_000
    return finding(
      Diagnosis(
        place: site.place,
        because: (approach?.steps(in: program) ?? [])
          + children.prefix(8).map { ($0.place, "hands the removal on to `\($0.subject)`") },
        function: site.function,
        aspect: cascade.owner,
        title: "`\(site.calleeText)` loads \(names) of the `\(cascade.owner)` to delete them",
        problem: Self.about.problem + depth,
        severity: behind.isEmpty ? .medium : .high,
        tier: .suspicious,
        confidence: .medium,
        impact: Impact(
          estimate:
            "A row with \(Figure.grouped(Double(rows))) of them costs a read of \(Figure.grouped(Double(rows))) rows "
            + "and as many deletions by key in one request",
          confidence: .low
        ),
        verify: Verify(steps: Self.about.verify, command: approach?.command(in: program)),
        fix: Remedy(
          Self.about.fix,
          before: children.first.map { Excerpt.short(program.source(of: $0.place), keeping: "") }
        ),
        routes: approach?.routeLabels(in: program) ?? [],
        confirm: "Check how many \(names) one `\(cascade.owner)` can have."
      )
      .priced(for: site.rareUse, under: target),
      in: program
    )
  }
}
