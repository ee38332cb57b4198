// A failed job that is put into the queue twice.

import Capacity
import Findings
import SemanticModel

/// Reports jobs whose handler asks for a second try of what already asked for one.
struct DoubledRetryOfJob: Rule {
  static let about = RuleDescription(
    name: "doubled-retry",
    category: .retryStorm,
    worst: .high,
    title: "One failure puts two tries into the queue",
    problem: """
      `retry()` puts the next try into the queue at once and then throws, so that the function ends. Here a handler \
      of all exceptions catches that too and calls `retry()` again: each failed try makes two, and three rounds make \
      eight, while what they ask is down already.
      """,
    verify:
      "Let what the job asks fail, and count the runs of one job: 1, 2, 4 and 8 instead of one in each round.",
    fix: """
      Throw an exception of your own inside of the block and call `retry()` in the handler alone, or let celery's own \
      exception through first: `except Retry: raise`.
      """,
    tradeOff: "None: the number of tries is then what the options say.",
    effort: Effort(low: 0.1, high: 0.5)
  )

  func findings(in program: Program, under target: LoadTarget) -> [Finding] {
    // The jobs of one file are written after one pattern, and mended together.
    let groups = Dictionary(grouping: program.doubledRetries) { $0.first.place.unit }
    return groups.keys.sorted().compactMap { unit in
      (groups[unit] ?? []).first.map { finding(of: $0, groups[unit] ?? [], in: program) }
    }
  }

  private func finding(
    of doubled: DoubledRetry,
    _ all: [DoubledRetry],
    in program: Program
  ) -> Finding {
    let before = program.source(of: doubled.first.place)
    return finding(
      Diagnosis(
        place: doubled.first.place,
        because: [(doubled.second.place, "catches that, and asks for another try")]
          + all.dropFirst().prefix(10).map { ($0.first.place, "does the same") },
        function: doubled.function,
        title: "A failure of `\(program.name(of: doubled.function))` puts two tries into the queue",
        problem: Self.about.problem,
        severity: .medium,
        confidence: .high,
        impact: Impact(
          estimate:
            "Each round doubles the jobs that wait: 2, 4 and 8 runs of one job with three tries",
          confidence: .medium
        ),
        verify: Verify(steps: Self.about.verify),
        fix: Remedy(Self.about.fix, before: Excerpt.short(before, keeping: before))
      ),
      in: program
    )
  }
}
