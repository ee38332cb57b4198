// A row is written for each request, only to note when it came.

import Capacity
import Findings
import SemanticModel

/// Reports code in front of handlers that stores the time of every request.
struct WritePerVisit: Rule {
  static let about = RuleDescription(
    name: "write-per-visit",
    category: .poolExhaustion,
    worst: .medium,
    title: "Every request writes to the database",
    problem: """
      A request that only reads becomes a transaction that writes: it locks the row, waits for the log on disk, and \
      holds its connection meanwhile. Requests of one user wait for each other, and polls and pictures write as well.
      """,
    verify:
      "Send 100 GET requests of one user and compare the number of UPDATE statements before and after.",
    fix: """
      Write only when the time that is stored is older than some minutes, or note it in a cache and store it now and \
      then.
      """,
    tradeOff: "The stored time is some minutes late.",
    effort: Effort(low: 0.1, high: 0.5)
  )

  func findings(in program: Program, under target: LoadTarget) -> [Finding] {
    program.visitWrites.map { finding(of: $0, in: program, under: target) }
  }

  private func finding(
    of visit: VisitWrite,
    in program: Program,
    under target: LoadTarget
  ) -> Finding {
    let site = visit.write
    let count = visit.routes.count
    let rate = Figure.grouped(target.requestsPerSecond)
    return finding(
      Diagnosis(
        place: site.place,
        because: visit.routes.prefix(1).map { ($0.place, "one of the \(count) routes behind it") },
        function: site.function,
        title: "`\(site.calleeText)` stores `\(visit.field)` in front of \(count) routes",
        problem: Self.about.problem,
        severity: .medium,
        tier: .suspicious,
        confidence: .medium,
        impact: Impact(
          estimate:
            "Up to \(rate) writes a second at the target's \(rate) requests a second, if all come this way",
          confidence: .low
        ),
        verify: Verify(steps: Self.about.verify),
        fix: Remedy(Self.about.fix, before: program.source(of: site.place)),
        routes: Array(visit.routes.prefix(5).map(\.label)),
        confirm:
          "Check what share of the requests comes this way, and who needs `\(visit.field)` to the second."
      ),
      in: program
    )
  }
}
