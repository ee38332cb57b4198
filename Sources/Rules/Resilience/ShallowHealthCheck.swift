// The probe answers "well" whatever the database does.

import Capacity
import Findings
import SemanticModel

/// Reports services all of whose probes answer without a look at the database that they need.
struct ShallowHealthCheck: Rule {
  static let about = RuleDescription(
    name: "shallow-health-check",
    category: .errorObservability,
    worst: .medium,
    title: "Health check that never asks the database",
    problem: """
      The probe answers as long as the process runs, and no other says whether it can serve: a process that has lost \
      its database, or whose pool is used up, stays in rotation and fails its share of the requests.
      """,
    verify:
      "Stop the database and ask the probe: one of the endpoints must answer with 503 within its deadline.",
    fix:
      "Keep this one for liveness, and add a readiness path with one cheap statement that has a deadline; point the balancer at that.",
    tradeOff:
      "A probe that asks the database takes a connection each time, and one that is too strict takes all instances out at once.",
    effort: Effort(low: 0.25, high: 1)
  )

  func findings(in program: Program, under target: LoadTarget) -> [Finding] {
    let served = program.routes.filter(program.isServed)
    let named = served.filter(MissingHealthCheck.isProbe)
    let probes =
      named.isEmpty ? served.filter { MissingHealthCheck.tellsOfItself($0, program) } : named
    guard let first = probes.first, let handler = first.handler,
      probes.allSatisfy({ $0.isHandlerKnown && asksNobody($0, program) }),
      program.routes.contains(where: { asksDatabase($0, program) }),
      !program.services.contains(where: { program.has(.healthCheck, $0) })
    else { return [] }
    let prober = probes.lazy.compactMap { program.fileProbing($0.path) }.first
    let rate = Figure.grouped(target.requestsPerSecond / 2)
    let failed = Figure.grouped(target.requestsPerSecond / 2 * 30)
    return [
      finding(
        Diagnosis(
          place: first.place,
          because: [(program.body(of: handler), "answers without asking anybody")]
            + probes.dropFirst().prefix(6).map { ($0.place, "\($0.label) asks nobody either") },
          function: handler,
          title: "`\(first.label)` answers well whatever the database does",
          problem: Self.about.problem,
          severity: .monitor,
          tier: prober == nil ? .suspicious : .finding,
          confidence: prober == nil ? .medium : .high,
          impact: Impact(
            estimate:
              "With two instances, the broken one keeps failing \(rate) req/s: \(failed) requests in the "
              + "30 s until somebody notices; assuming these 30 s, and half of the traffic each",
            confidence: .medium
          ),
          verify: Verify(steps: Self.about.verify),
          fix: Remedy(Self.about.fix, before: program.line(of: first)),
          routes: [first.label],
          confirm: prober == nil
            ? "Check whether a balancer or an orchestrator routes by `\(first.label)`: no file of a deployment here names it."
            : nil,
          threshold: "as soon as a balancer or orchestrator routes by this probe"
        ),
        in: program
      )
    ]
  }

  private func asksDatabase(_ route: Route, _ program: Program) -> Bool {
    program.cost(of: route).terms.contains { $0.kind.isDatabase }
  }

  /// Whether a probe only answers; what cannot be followed may ask somebody.
  private func asksNobody(_ route: Route, _ program: Program) -> Bool {
    program.cost(of: route).terms.allSatisfy { $0.kind == .log }
      && route.handlers.allSatisfy { program.callsKnown(in: $0) }
  }
}
