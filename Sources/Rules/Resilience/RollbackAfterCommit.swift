// An exception behind a commit runs into the rollback of what is done already.

import Capacity
import Findings
import SemanticModel

/// Reports exceptions that are thrown behind a commit, under a handler that rolls the same transaction back.
struct RollbackAfterCommit: Rule {
  static let about = RuleDescription(
    name: "rollback-after-commit",
    category: .errorObservability,
    worst: .medium,
    title: "A committed transaction is rolled back",
    problem: """
      The transaction has ended when the exception comes, so the rollback in the handler fails, and its failure takes \
      the place of the exception: the caller gets a 500 instead of the reason, and the log names the wrong cause.
      """,
    verify:
      "Take the branch that throws: the answer must carry the reason, and the log no error of a transaction.",
    fix:
      "Throw behind the handler, or roll back only while the transaction is active.",
    tradeOff: "The outcome is carried in a variable from the block to what stands behind it.",
    effort: Effort(low: 0.25, high: 1)
  )

  func findings(in program: Program, under target: LoadTarget) -> [Finding] {
    program.lateRollbacks.filter { $0.commit.isReached(from: .running) }.map { late in
      let approach = late.commit.approach
      let commit = program.source(of: late.commit.place)
      let thrown = program.source(of: late.thrown)
      return finding(
        Diagnosis(
          place: late.thrown,
          because: (approach?.steps(in: program) ?? []) + [
            (late.commit.place, "has committed by then"),
            (late.rollback.place, "fails: the transaction has ended"),
          ],
          function: late.commit.function,
          title:
            "The exception behind `\(late.commit.calleeText)` runs into `\(late.rollback.calleeText)`",
          problem: Self.about.problem,
          severity: .medium,
          confidence: .high,
          impact: Impact(
            estimate:
              "Every request that takes this branch is answered with 500, and its reason is lost",
            confidence: .high
          ),
          verify: Verify(steps: Self.about.verify, command: approach?.command(in: program)),
          fix: Remedy(
            Self.about.fix,
            before: Excerpt.short("\(commit)\n\(thrown)", keeping: commit)
          ),
          routes: approach?.routeLabels(in: program) ?? []
        ),
        in: program
      )
    }
  }
}
