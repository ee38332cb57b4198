// A job that hangs keeps its worker for ever.

import Capacity
import Findings
import SemanticModel

/// Reports workers whose jobs wait for other services without a time limit of their own.
struct EndlessJob: Rule {
  static let about = RuleDescription(
    name: "endless-job",
    category: .asyncJobs,
    worst: .medium,
    title: "Jobs without a time limit",
    problem: """
      Nothing ends a job. One that hangs (a service that does not answer, a child process, an endless loop) keeps its \
      worker for ever; when as many hang as there are workers, the queue stands still and nobody is told. Jobs that are \
      acknowledged late are delivered a second time meanwhile.
      """,
    verify:
      "Let a job sleep for an hour: after the limit its worker must take the next one, and the failure must be seen.",
    fix: """
      Set `task_time_limit` and, some seconds below it, `task_soft_time_limit` to twice the longest good run, and keep \
      the broker's visibility timeout above the limit.
      """,
    tradeOff: "A job that is ended half way must be able to run again.",
    effort: Effort(low: 0.25, high: 1)
  )

  func findings(in program: Program, under target: LoadTarget) -> [Finding] {
    guard let jobs = program.endlessJobs else { return [] }
    let site = jobs.creation
    return [
      finding(
        Diagnosis(
          place: site.place,
          because: jobs.work.prefix(5).map { ($0.place, "a job waits here: `\($0.calleeText)`") },
          function: site.function,
          title: "Nothing ends a job of `\(site.calleeText)` that hangs",
          problem: Self.about.problem,
          severity: .medium,
          tier: .suspicious,
          confidence: .medium,
          impact: Impact(
            estimate:
              "With n workers, n jobs that hang stop all others: in one outage at \(Figure.grouped(target.requestsPerSecond / 100)) "
              + "jobs/s that is a matter of seconds; assuming that one request in a hundred adds a job",
            confidence: .low
          ),
          verify: Verify(steps: Self.about.verify),
          fix: Remedy(
            Self.about.fix,
            before: Excerpt.short(program.source(of: site.place), keeping: site.calleeText),
            after: "app.conf.update(task_soft_time_limit=270, task_time_limit=300)"
          ),
          confirm:
            "Check whether the command of the workers sets a limit (`--time-limit`), or something watches them."
        ),
        in: program
      )
    ]
  }
}
