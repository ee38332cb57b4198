// A job is delivered a second time while the first worker still runs it.

import Capacity
import Findings
import SemanticModel

/// Reports brokers that take jobs for lost sooner than twice the time that jobs may take.
struct EarlyRedelivery: Rule {
  static let about = RuleDescription(
    name: "early-redelivery",
    category: .asyncJobs,
    worst: .high,
    title: "Jobs that are delivered again while they run",
    problem: """
      A job is acknowledged only when it is done, and the broker delivers it again when no acknowledgement has come \
      in time. A job that takes longer, as it does under load, is run by a second worker beside the first: what it \
      does happens twice, and the queue grows by its own copies.
      """,
    verify:
      "Let one job sleep longer than the visibility timeout: its log must show one start, not two.",
    fix:
      "Set the visibility timeout to more than twice the longest time that a job may take, end jobs by a time limit, and make them idempotent.",
    tradeOff: "A job whose worker was killed waits that long until another worker takes it.",
    effort: Effort(low: 0.1, high: 0.5)
  )

  /// Without a limit nobody knows how long a job takes; an outage of what it asks makes it minutes.
  private static let shortest = 300.0

  func findings(in program: Program, under target: LoadTarget) -> [Finding] {
    program.shortRedeliveries.filter { redelivery in
      redelivery.longest.map { redelivery.seconds < 2 * $0 }
        ?? (redelivery.seconds < Self.shortest)
    }
    .map { finding(of: $0, in: program, under: target) }
  }

  private func finding(
    of redelivery: Redelivery,
    in program: Program,
    under target: LoadTarget
  ) -> Finding {
    let wait = Figure.duration(redelivery.seconds)
    let isSure = redelivery.longest.map { redelivery.seconds <= $0 } ?? false
    let before = program.source(of: redelivery.place)
    let limit = redelivery.longest.map { "jobs may run for \(Figure.duration($0))" }
    return finding(
      Diagnosis(
        place: redelivery.place,
        function: program.module(of: redelivery.place.unit),
        title: "Jobs are delivered again after \(wait), and \(limit ?? "nothing ends one")",
        problem: Self.about.problem,
        severity: isSure ? .high : .medium,
        tier: isSure ? .finding : .suspicious,
        confidence: isSure ? .high : .medium,
        impact: Impact(
          estimate:
            "A job of \(Figure.duration(redelivery.longest ?? 2 * redelivery.seconds)) is started "
            + "\(Figure.grouped(max(2, ((redelivery.longest ?? 2 * redelivery.seconds) / redelivery.seconds).rounded(.up)))) times",
          confidence: isSure ? .medium : .low
        ),
        verify: Verify(steps: Self.about.verify),
        fix: Remedy(Self.about.fix, before: Excerpt.short(before, keeping: before)),
        confirm: isSure
          ? nil
          : "Check how long the longest job takes while what it asks is slow: it must be less than half of \(wait)."
      ),
      in: program
    )
  }
}
