// One write is open to anyone, and the writes beside it are not.

import Findings
import Capacity
import SemanticModel

/// Reports routes that write without sign-in in files whose other writing routes ask for it.
struct UnguardedWrite: Rule {
  static let about = RuleDescription(
    name: "unguarded-write",
    category: .abuseControl,
    worst: .high,
    title: "Write that anyone may do",
    problem: """
      The routes beside it ask who is there, and this one does not: anyone who knows the path can write as fast as the \
      network allows, and fill the table or take the connections of the pool.
      """,
    verify:
      "Send the request without credentials: it must be answered with 401, and nothing may be written.",
    fix:
      "Put the guard of the routes beside it in front of this one, or of the whole router, and leave out what is public by name.",
    tradeOff: "Callers that relied on the open route need credentials.",
    effort: Effort(low: 0.1, high: 0.5)
  )

  func findings(in program: Program, under target: LoadTarget) -> [Finding] {
    writeFindings(in: program, under: target) + viewFindings(in: program, under: target)
  }

  private func writeFindings(in program: Program, under target: LoadTarget) -> [Finding] {
    program.openWrites.map { open in
      let route = open.route
      return finding(
        Diagnosis(
          place: route.place,
          because: open.guarded.prefix(4).map { ($0.place, "\($0.label) asks who is there") },
          function: route.handler ?? program.module(of: route.place.unit),
          title:
            "`\(route.label)` writes for anyone; \(open.guarded.count) routes beside it ask who is there",
          problem: Self.about.problem,
          severity: .high,
          tier: .suspicious,
          confidence: .medium,
          impact: Impact(
            estimate: "One caller that sends the whole target writes "
              + "\(Figure.grouped(target.requestsPerSecond * 3_600)) rows an hour",
            confidence: .medium
          ),
          verify: Verify(steps: Self.about.verify),
          fix: Remedy(Self.about.fix, before: program.line(of: route)),
          routes: [route.label],
          confirm: "Check whether \(route.label) is meant for strangers."
        ),
        in: program
      )
    }
  }
}
