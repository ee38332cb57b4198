// A job starts before the row that it works on is there.

import Capacity
import Findings
import SemanticModel

/// Reports jobs that are put into a queue before the transaction of their row has ended.
struct JobBeforeCommit: Rule {
  static let about = RuleDescription(
    name: "job-before-commit",
    category: .asyncJobs,
    worst: .high,
    title: "Job that starts before its row is committed",
    problem: """
      The queue does not take part in the transaction: a worker can take the job before the row is visible to it, and \
      finds nothing; and when the transaction is rolled back, the job runs for something that never was.
      """,
    verify:
      "Let the transaction wait 2 s in front of its commit: the job must not run before the row can be read.",
    fix:
      "Put the job into the queue behind the commit (a hook of the commit where there is one), or write it into a table of the same transaction, which a worker empties.",
    tradeOff:
      "A crash between commit and queue loses the job: only the table of the same transaction rules that out.",
    effort: Effort(low: 0.5, high: 3)
  )

  func findings(in program: Program, under target: LoadTarget) -> [Finding] {
    program.earlyJobs.map { finding(of: $0, in: program, under: target) }
  }

  private func finding(
    of job: EarlyJob,
    in program: Program,
    under target: LoadTarget
  ) -> Finding {
    let site = job.site
    let approach = site.approach
    let window = 0.01
    let share = target.requestsPerSecond / 10
    let before = program.source(of: site.place)
    return finding(
      Diagnosis(
        place: site.place,
        because: (approach?.steps(in: program) ?? []) + [
          (
            job.around,
            job.isInsideTransaction ? "the transaction is open" : "commits only afterwards"
          )
        ],
        function: site.function,
        title: "`\(site.calleeText)` is sent before the transaction of its row has ended",
        problem: Self.about.problem,
        severity: .medium,
        confidence: .high,
        impact: Impact(
          estimate:
            "Each job has \(Figure.duration(window)) (assumed) in which a free worker finds nothing: at "
            + "\(Figure.grouped(share)) jobs/s a worker that polls at once meets it in most runs",
          confidence: .low
        ),
        verify: Verify(steps: Self.about.verify),
        fix: Remedy(
          Self.about.fix,
          before: Excerpt.short(before, keeping: before),
          after: site.unit.isPython && before.utf8.count < 200
            ? "transaction.on_commit(lambda: \(before))" : nil
        ),
        routes: approach?.routeLabels(in: program) ?? []
      ),
      in: program
    )
  }
}
