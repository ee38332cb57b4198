// Every request looks the same row up before it begins.

import Capacity
import Findings
import SemanticModel

/// Reports sign-in that reads the caller's row from the database for each request.
struct SignInRead: Rule {
  static let about = RuleDescription(
    name: "sign-in-read",
    category: .caching,
    worst: .medium,
    title: "The caller's row is read for every request",
    problem: """
      Sign-in reads the same row again for each request of the same user. The statement is cheap, but it is added to \
      every request, holds a connection for its round trip, and makes every route depend on the database.
      """,
    verify:
      "Count the statements of sign-in in pg_stat_statements during a run: they must be fewer than the requests.",
    fix:
      "Keep what routes need of the user (id, role, state) in the token or in a cache with a TTL of seconds and jitter, keyed by the user, and drop the entry when the user is changed or blocked.",
    tradeOff:
      "A blocked user stays signed in until the entry ends: keep the TTL short, or drop it on the change.",
    effort: Effort(low: 1, high: 4)
  )

  func findings(in program: Program, under target: LoadTarget) -> [Finding] {
    var count: [FunctionRef: Int] = [:]
    for route in program.routes where program.isServed(route) {
      let functions = Set(
        route.chain.filter { $0.roles.contains(.authentication) }.flatMap(\.functions)
      )
      for function in functions where reads(function, program) { count[function, default: 0] += 1 }
    }
    guard let best = count.max(by: { ($0.value, $1.key) < ($1.value, $0.key) }), best.value >= 5,
      let query = program.firstQuery(of: best.key)
    else { return [] }
    let rate = Figure.grouped(target.requestsPerSecond)
    return [
      finding(
        Diagnosis(
          place: query.place,
          because: [(program.body(of: best.key), "runs in front of \(best.value) routes")],
          function: query.function,
          title:
            "`\(query.calleeText)` reads the caller's row for every request of \(best.value) routes",
          problem: Self.about.problem,
          severity: .monitor,
          tier: .suspicious,
          confidence: .medium,
          impact: Impact(
            estimate: "\(rate) req/s × 1 statement = \(rate) statements/s and "
              + LittlesLaw(arrivalsPerSecond: target.requestsPerSecond, secondsHeld: 0.002)
              .sentence(of: "connections") + ", assuming 2 ms for each",
            confidence: .low
          ),
          verify: Verify(steps: Self.about.verify),
          fix: Remedy(
            Self.about.fix,
            before: Excerpt.short(
              program.source(of: query.place),
              keeping: program.source(of: query.place)
            )
          ),
          confirm: "Check whether routes need more of the row than its id, role and state.",
          threshold:
            "as soon as sign-in is a tenth of all statements, or the pool is short of connections"
        ),
        in: program
      )
    ]
  }

  private func reads(_ function: FunctionRef, _ program: Program) -> Bool {
    let kinds = program.cost(of: function).terms.map(\.kind)
    return kinds.contains(.query) && !kinds.contains(.cache)
  }
}
