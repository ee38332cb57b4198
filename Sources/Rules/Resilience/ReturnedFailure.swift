// A failure is caught and given back as a result: whoever asked goes on as though it had worked.

import Capacity
import Findings
import SemanticModel

/// Reports functions of request paths that return the exception they caught.
struct ReturnedFailure: Rule {
  static let about = RuleDescription(
    name: "returned-failure",
    category: .errorObservability,
    worst: .medium,
    title: "A failure is returned as a result",
    problem: """
      An exception that is returned is a value like any other: no error handler sees it, nothing is logged, and the \
      caller answers success although nothing was done, or fails later at a place that says nothing of the cause.
      """,
    verify: """
      Let the call fail (a wrong key, a stopped service): the log must name the cause, and the answer must not say \
      that it worked.
      """,
    fix: """
      Throw it, or do not catch it: where the work may fail without harm, log the failure there and return nothing.
      """,
    tradeOff: "Requests that only seemed to work answer with a failure.",
    effort: Effort(low: 0.25, high: 1)
  )

  func findings(in program: Program, under target: LoadTarget) -> [Finding] {
    program.returnedErrors.compactMap { finding(of: $0, in: program) }
  }

  private func finding(of returned: ReturnedError, in program: Program) -> Finding? {
    let handler = returned.handler
    guard handler.work.isReached(from: Audience.requests.entries),
      handler.work.audience == .requests, !handler.logs, !handler.isSelective
    else { return nil }
    let approach = handler.work.approach
    let heedless = returned.heedless.first
    let call =
      heedless.map { "`\($0.calleeText)` is called and its result is not looked at. " } ?? ""
    return finding(
      Diagnosis(
        place: returned.place,
        because: (approach?.steps(in: program) ?? [])
          + returned.heedless.prefix(8).map { ($0.place, "does not look at the result") },
        function: handler.function,
        title: "A failure of `\(handler.work.calleeText)` is returned as a result",
        problem: call + Self.about.problem,
        severity: .medium,
        tier: heedless == nil ? .suspicious : .finding,
        confidence: heedless == nil ? .medium : .high,
        impact: Impact(
          estimate:
            "While `\(handler.work.calleeText)` fails, every request that comes here is answered without it, "
            + "and no line of the log says so",
          confidence: .medium
        ),
        verify: Verify(steps: Self.about.verify, command: approach?.command(in: program)),
        fix: Remedy(Self.about.fix, before: program.source(of: returned.place)),
        routes: approach?.routeLabels(in: program) ?? [],
        confirm: heedless == nil ? "Check that every caller asks whether it got an exception." : nil
      ),
      in: program
    )
  }
}
