// An effect that sets itself off again.

import Capacity
import Findings
import SemanticModel

/// Reports effects that ask the server again because of the answer they got.
struct EffectRefetch: Rule {
  static let about = RuleDescription(
    name: "effect-loop",
    category: .fetchLoop,
    worst: .critical,
    title: "An effect asks the server without end",
    problem: """
      The answer sets state, the state renders the component, and the render runs the effect again: each open page sends \
      requests as fast as the server answers them, for as long as it is open.
      """,
    verify:
      "Open the page and watch the network panel for ten seconds: the request must go out once.",
    fix:
      "Name what the request really depends on: ids and texts, not what it sets and not what each render makes anew.",
    tradeOff: "None.",
    effort: Effort(low: 0.25, high: 1)
  )

  func findings(in program: Program, under target: LoadTarget) -> [Finding] {
    requests(in: program, under: target) + renders(in: program)
  }

  private func requests(in program: Program, under target: LoadTarget) -> [Finding] {
    program.effectLoops.compactMap { loop in
      guard let place = program.place(loop.effect.call), let write = program.place(loop.write.call)
      else { return nil }
      let pages = Input.openPages(of: target)
      let rate = pages.value * 1_000 / target.p95Milliseconds
      return finding(
        Diagnosis(
          place: place,
          because: [(write, "renders the component, which runs the effect again")]
            + (loop.test.map { [($0, "holds again when the answer has come")] } ?? []),
          function: loop.effect.component,
          title: Self.title(of: loop),
          problem: Self.about.problem,
          severity: rate >= target.requestsPerSecond ? .critical : .high,
          tier: loop.test == nil ? .finding : .suspicious,
          confidence: loop.test == nil ? .high : .medium,
          impact: Impact(
            estimate: "\(Figure.grouped(pages.value)) open pages × 1 request for each answer of "
              + "\(Figure.grouped(target.p95Milliseconds)) ms = \(Figure.grouped(rate)) requests/s against a target of "
              + "\(Figure.grouped(target.requestsPerSecond)) req/s; assuming \(pages.source)",
            confidence: .medium
          ),
          verify: Verify(steps: Self.about.verify),
          fix: Remedy(Self.about.fix),
          confirm: loop.test.map {
            "Check whether `\(program.source(of: $0))` still holds once `\(loop.cell.name)` is set."
          }
        ),
        in: program
      )
    }
  }

  private static func title(of loop: EffectLoop) -> String {
    switch loop.reason {
    case .everyRender:
      "The effect names no dependencies, and sets `\(loop.cell.name)` from a request at each render"
    case .ownState: "The effect depends on `\(loop.cell.name)`, which it sets from its own request"
    case .fresh(let name):
      "The effect depends on `\(name)`, which each render makes anew, and sets `\(loop.cell.name)` from a request"
    }
  }
}
