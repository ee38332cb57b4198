// A request that goes out before each request: for a token that is still good.

import Capacity
import Findings
import SemanticModel

/// Reports clients that ask for something before each of their requests.
struct RequestBeforeEach: Rule {
  static let about = RuleDescription(
    name: "request-before-request",
    category: .fetchLoop,
    worst: .high,
    title: "Each request waits for another one",
    problem: """
      What runs before each request of the client asks the server itself, and nothing keeps the answer: there are twice \
      as many requests, each waits for one round trip more, and those that a page sends side by side ask for the same.
      """,
    verify:
      "Open a page with the network panel: between two requests of the page there must be none for a token.",
    fix: """
      Keep the token and the time until which it is good, ask only when it is out (or after a 401), and let all who \
      wait share one request: `refreshing ??= refresh().finally(() => { refreshing = null })`.
      """,
    tradeOff: "A token that is taken back stays in use until it runs out or is refused.",
    effort: Effort(low: 0.5, high: 2)
  )

  func findings(in program: Program, under target: LoadTarget) -> [Finding] {
    program.requestsBefore.map { found in
      finding(
        Diagnosis(
          place: found.site.place,
          because: [(found.asked.place, "asks each time")],
          function: found.site.function,
          title: "`\(found.asked.calleeText)` asks the server before each request of the client",
          problem: Self.about.problem,
          severity: .high,
          tier: .suspicious,
          confidence: .medium,
          impact: Impact(
            estimate:
              "\(Figure.grouped(target.requestsPerSecond)) req/s × 2 = "
              + "\(Figure.grouped(target.requestsPerSecond * 2)) req/s, and 2 round trips for each answer",
            confidence: .medium
          ),
          verify: Verify(steps: Self.about.verify),
          fix: Remedy(
            Self.about.fix,
            before: Excerpt.short(
              program.source(of: found.asked.place),
              keeping: found.asked.calleeText
            )
          ),
          confirm: "Check that nothing behind `\(found.asked.calleeText)` keeps its answer."
        ),
        in: program
      )
    }
  }
}
