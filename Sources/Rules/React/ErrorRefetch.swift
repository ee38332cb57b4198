// A request that is sent again at once because it has failed.

import Capacity
import Findings
import SemanticModel

/// Reports effects that depend on the failure of their own request and clear it.
struct ErrorRefetch: Rule {
  static let about = RuleDescription(
    name: "refetch-on-error",
    category: .fetchLoop,
    worst: .high,
    title: "A failed request is sent again at once, without end",
    problem: """
      The failure is among what the effect depends on, and the effect clears it: each failure runs the effect twice, once \
      for the failure and once for its end, and each run asks again. While the server answers with errors, every open \
      page asks as fast as it answers: the load grows just when the server is down.
      """,
    verify: """
      Let the endpoint answer 500 and watch the network panel for ten seconds: the request must go out once.
      """,
    fix: """
      Ask in an effect of its own that depends on what is asked for alone, and tell of the failure in another: \
      `useEffect(() => { dispatch(load(id)) }, [dispatch, id])`.
      """,
    tradeOff: "None.",
    effort: Effort(low: 0.1, high: 0.5)
  )

  func findings(in program: Program, under target: LoadTarget) -> [Finding] {
    program.errorLoops.compactMap { finding(of: $0, under: target, in: program) }
  }

  private func finding(
    of loop: ErrorLoop,
    under target: LoadTarget,
    in program: Program
  ) -> Finding? {
    guard let place = program.place(loop.effect.call) else { return nil }
    let pages = Input.openPages(of: target)
    let rate = pages.value * 1_000 / target.p95Milliseconds
    let callee = "`\(loop.load.site.calleeText)`"
    return finding(
      Diagnosis(
        place: place,
        because: [
          (loop.load.site.place, "asks at each run"),
          (loop.load.request.place, "goes out, and tells the store when it fails"),
          (loop.cleared, "clears `\(loop.name)`, which runs the effect once more"),
        ],
        function: loop.effect.component,
        title: "When \(callee) fails, the effect that depends on `\(loop.name)` sends it again",
        problem: Self.about.problem,
        severity: rate >= target.requestsPerSecond ? .high : .medium,
        tier: loop.keeper == nil ? .suspicious : .finding,
        confidence: loop.keeper == nil ? .medium : .high,
        impact: Impact(
          estimate: "\(Figure.grouped(pages.value)) open pages × 1 request for each failure of "
            + "\(Figure.grouped(target.p95Milliseconds)) ms = \(Figure.grouped(rate)) requests/s while the server "
            + "fails; assuming \(pages.source)",
          confidence: .low
        ),
        verify: Verify(steps: Self.about.verify),
        fix: Remedy(Self.about.fix),
        confirm: loop.keeper == nil
          ? "Check that `\(loop.name)` is what a failure of \(callee) sets in the store." : nil
      ),
      in: program
    )
  }
}
