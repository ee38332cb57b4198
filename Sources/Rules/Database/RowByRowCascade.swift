// Rows that the mapper loads and deletes one by one, because their owner is deleted.

import Capacity
import Findings
import Queries
import SemanticModel

/// Reports deletions of a row whose related rows the mapper deletes, not the database.
struct RowByRowCascade: Rule {
  static let about = RuleDescription(
    name: "row-by-row-cascade",
    category: .nPlusOne,
    worst: .high,
    title: "Related rows deleted row by row",
    problem: """
      The relation cascades in the process: before the row itself is deleted, the mapper loads all rows that belong to \
      it, looks for what belongs to each of those in turn, and sends a DELETE for every single one, in one transaction \
      inside of the request. Its time, its memory and the locks that it holds grow with everything that was ever added.
      """,
    verify: """
      Delete an owner of 1,000 rows with the statements echoed: the log must show one DELETE for the owner, not a \
      thousand for its rows.
      """,
    fix: """
      Let the database do it: `ForeignKey(…, ondelete="CASCADE")` with an index on the column, a migration that changes \
      the constraint, and `passive_deletes=True` beside `cascade` at the relation. Or delete the rows of many owners \
      with one statement (`delete(Comment).where(…)`) before the owner.
      """,
    tradeOff: "Listeners and hooks of the mapper do not run for rows that the database deletes.",
    effort: Effort(low: 1, high: 4)
  )

  func findings(in program: Program, under target: LoadTarget) -> [Finding] {
    let deletions = program.cascadeDeletes.filter {
      $0.site.audience == .requests && $0.site.isReached(from: Audience.requests.entries)
    }
    let groups = Dictionary(grouping: deletions, by: \.owner)
    return groups.keys.sorted().compactMap { owner in
      finding(of: groups[owner] ?? [], owner, in: program, under: target)
    }
  }

  private func finding(
    of deletions: [CascadeDelete],
    _ owner: String,
    in program: Program,
    under target: LoadTarget
  ) -> Finding? {
    guard let usual = deletions.first(where: { $0.site.rareUse == nil }) ?? deletions.first else {
      return nil
    }
    let grown = usual.relations.filter { Self.gathers($0, of: owner, in: program) }
    let ordered = grown.filter(\.isDeep) + grown.filter { !$0.isDeep }
    guard let first = ordered.first else { return nil }
    let site = usual.site
    let approach = site.approach
    let others = ordered.dropFirst()
    let names = ordered.prefix(3).map { "`\($0.name)`" }.joined(separator: ", ")
    let isDeep = ordered.contains(where: \.isDeep)
    let load = ReadLoad(
      target: target,
      rows: .assumed(1_000, because: "1,000 rows of `\(first.target)` for one `\(owner)`")
    )
    return finding(
      Diagnosis(
        place: site.place,
        because: (approach?.steps(in: program) ?? [])
          + ordered.prefix(6).map { ($0.place, "cascades in the process: `\($0.name)`") }
          + deletions.filter { $0.site.position != site.position }.prefix(4)
          .map { ($0.site.place, "deletes such rows too") },
        function: site.function,
        title: others.isEmpty
          ? "Deleting a `\(owner)` loads and deletes its \(names) row by row"
          : "Deleting a `\(owner)` loads and deletes its \(names)\(ordered.count > 3 ? " and more" : "") row by row",
        problem: (isDeep
          ? "Rows of `\(first.target)` have rows of their own that cascade too: each of them is looked for by statements of its own. "
          : "") + Self.about.problem,
        severity: isDeep ? .high : .medium,
        tier: .suspicious,
        confidence: .medium,
        impact: Impact(estimate: load.sentence, confidence: .low),
        verify: Verify(steps: Self.about.verify, command: approach?.command(in: program)),
        fix: Remedy(
          Self.about.fix,
          before: Excerpt.short(program.source(of: first.place), keeping: first.name)
        ),
        routes: approach?.routeLabels(in: program) ?? [],
        confirm:
          "Check how many rows of `\(first.target)` one `\(owner)` can have when it is deleted.",
        threshold: "1,000 rows of one `\(owner)`"
      )
      .priced(for: site.rareUse, under: target),
      in: program
    )
  }

  /// Whether one owner gathers rows with use; a reference that is unique leads to one row.
  private static func gathers(_ relation: CascadeRelation, of owner: String, in program: Program)
    -> Bool
  {
    guard let table = program.schema.table(meaning: relation.target),
      program.growsWithUse(tableOf: relation.target), isMany(relation, of: owner)
    else { return false }
    let parent = program.schema.table(meaning: owner)?.name
    let keys = table.foreignKeys.filter { key in
      key.table == owner || program.schema.table(meaning: key.table)?.name == parent
    }
    return !keys.isEmpty
      && !keys.allSatisfy { key in
        table.indexes.contains { $0.isUnique && $0.columns == key.columns }
      }
  }

  /// Whether one owner gathers hundreds: what others add to it, a story that goes on, or all that one person has. The
  /// lines of an order are a handful.
  private static func isMany(_ relation: CascadeRelation, of owner: String) -> Bool {
    if Growth.isEcho(relation.target) { return true }
    let isPerson = Growth.words(of: owner).last.map(people.contains) ?? false
    return isPerson || relation.isDeep && Growth.isStream(relation.target)
  }

  private static let people: Set<String> = ["user", "customer", "member", "author", "account"]
}
