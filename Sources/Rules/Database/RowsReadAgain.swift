// Rows that a commit has expired are read again one by one.

import Capacity
import Findings
import SemanticModel

/// Reports lists of new rows that a request reads behind its commit.
struct RowsReadAgain: Rule {
  static let about = RuleDescription(
    name: "rows-read-again",
    category: .nPlusOne,
    worst: .high,
    title: "Committed rows are read again one by one",
    problem: """
      A commit expires all rows of the session, those that were just made too. The first member that is read of each \
      row afterwards asks the database for that row alone: writing the answer costs one query per row.
      """,
    verify:
      "Send a request that makes 10 rows, then one that makes 50: the number of SELECT statements must not rise by 40.",
    fix: """
      Build the answer between `flush()` and `commit()`, when keys and defaults are known; or make the sessions with \
      `expire_on_commit=False`; or read all rows again with one query.
      """,
    tradeOff:
      "An answer that is built before the commit must be thrown away when the commit fails.",
    effort: Effort(low: 0.25, high: 1)
  )

  func findings(in program: Program, under target: LoadTarget) -> [Finding] {
    program.expiredRows.filter { $0.commit.isReached(from: Audience.requests.entries) }
      .map { finding(of: $0, in: program, under: target) }
  }

  private func finding(
    of expired: ExpiredRows,
    in program: Program,
    under target: LoadTarget
  ) -> Finding {
    let commit = expired.commit
    let approach = commit.approach
    return finding(
      Diagnosis(
        place: expired.use,
        because: (approach?.steps(in: program) ?? []) + [
          (commit.place, "expires the rows of the session")
        ],
        function: commit.function,
        title: "Each row of `\(expired.name)` is read again behind `\(commit.calleeText)`",
        problem: expired.isAnswered
          ? "The framework writes every row of `\(expired.name)` into the answer. \(Self.about.problem)"
          : Self.about.problem,
        severity: .medium,
        tier: .suspicious,
        confidence: .medium,
        impact: Impact(
          estimate: "One query for each row that the request makes: 50 rows, 50 queries",
          confidence: .medium
        ),
        verify: Verify(steps: Self.about.verify, command: approach?.command(in: program)),
        fix: Remedy(
          Self.about.fix,
          before: Excerpt.short(program.source(of: expired.use), keeping: "")
        ),
        routes: approach?.routeLabels(in: program) ?? [],
        confirm: "Check how many rows one request makes."
      )
      .priced(for: commit.rareUse, under: target),
      in: program
    )
  }
}
