// Queries that a change of one thing sends again.

import Capacity
import Findings
import SemanticModel

/// Reports documents that a mutation asks for again although nothing shows them, or although they grow with use.
struct RefetchAfterChange: Rule {
  static let about = RuleDescription(
    name: "refetch-after-change",
    category: .fetchLoop,
    worst: .medium,
    title: "One change loads a whole list again",
    problem: """
      The mutation gives back what it changed, and then the page asks for all of the list once more: each change costs \
      as much as opening the page, and more with each row that was ever added.
      """,
    verify:
      "Make the change with the network panel open: the answer behind it must not depend on how many rows there are.",
    fix: """
      Let the mutation give back what it changed (`id` and the fields that are shown): the cache puts changed rows in \
      place itself; add or remove a row with `update(cache, …)`.
      """,
    tradeOff: "What the server works out for the whole list must be asked for where it is shown.",
    effort: Effort(low: 0.25, high: 1)
  )

  func findings(in program: Program, under target: LoadTarget) -> [Finding] {
    var order: [String] = []
    var groups: [String: [Refetch]] = [:]
    for refetch in program.refetches where refetch.readers.isEmpty || isWhole(refetch) {
      let key = refetch.document.field
      if groups[key] == nil { order.append(key) }
      groups[key, default: []].append(refetch)
    }
    return order.compactMap { finding(of: groups[$0] ?? [], in: program) }
  }

  /// Whether what is loaded again grows as long as people use the application.
  private func isWhole(_ refetch: Refetch) -> Bool {
    let noun = refetch.document.noun
    return !refetch.isPaged && noun.hasSuffix("s") && Growth.isStream(noun)
  }

  private func finding(of refetches: [Refetch], in program: Program) -> Finding? {
    guard let first = refetches.first else { return nil }
    let field = first.document.field
    let change = program.document(of: first.mutation).map { "`\($0.field)`" } ?? "The mutation"
    let isUnread = first.readers.isEmpty
    return finding(
      Diagnosis(
        place: first.place,
        because: refetches.dropFirst().prefix(8).map { ($0.place, "asks for it as well") }
          + first.readers.prefix(4).map { ($0.place, "shows it") },
        function: first.mutation.function,
        aspect: field,
        title: isUnread
          ? "\(change) asks for `\(field)` again, which no component reads"
          : "\(change) loads all of `\(field)` again",
        problem: isUnread
          ? """
          The query is sent after each change, and no hook and no call of the application asks for the same document: \
          its answer goes into the cache, and what the page shows stays as it was.
          """
          : Self.about.problem,
        severity: .medium,
        tier: .suspicious,
        confidence: .medium,
        impact: Impact(
          estimate: isUnread
            ? "1 request in vain for each change"
            : "1,000 rows read, sent and compared for each change of one; assuming 1,000 of them",
          confidence: .low
        ),
        verify: Verify(steps: Self.about.verify),
        fix: Remedy(
          isUnread
            ? "Name the document that is shown, or let the mutation give back what it changed."
            : Self.about.fix,
          before: Excerpt.short(program.source(of: first.place), keeping: "query")
        ),
        confirm: isUnread
          ? "Check that no query with other fields takes its rows from the cache."
          : "Check how many rows `\(field)` answers with."
      ),
      in: program
    )
  }
}
