// Libraries that are told to try again at once, or for ever.

import Capacity
import Findings
import SemanticModel

/// Reports retry policies of libraries without a wait or without an end.
struct WeakRetryPolicy: Rule {
  static let about = RuleDescription(
    name: "weak-retry-policy",
    category: .retryStorm,
    worst: .high,
    title: "Retry policy without backoff or end",
    problem: """
      A service fails because it is overloaded or restarts, and each caller asks again at once: the load on it \
      multiplies at the worst moment, and it cannot come back. Callers that fail together also return together.
      """,
    verify:
      "Let the other side answer 503 for half a minute and count its requests: they must fall off with time, not multiply.",
    fix:
      "Say a largest number of tries and a wait that grows and has a random part, within the deadline of the request.",
    tradeOff: "A caller waits longer for its failure.",
    effort: Effort(low: 0.25, high: 1)
  )

  func findings(in program: Program, under target: LoadTarget) -> [Finding] {
    program.weakRetryPolicies.compactMap { policy in
      policy.site.isReached(from: .running) ? finding(of: policy, in: program, under: target) : nil
    }
  }

  private func finding(
    of policy: RetryPolicy,
    in program: Program,
    under target: LoadTarget
  ) -> Finding {
    let site = policy.site
    let share = Input.tenthOfRequests
    let rate = target.requestsPerSecond * share.value
    let before = program.source(of: policy.saying ?? site.place)
    let estimate =
      policy.isEndless
      ? "\(Figure.grouped(rate)) req/s join the tries each second, and none leaves while the service is down: after "
        + "one minute \(Figure.grouped(rate * 60)) requests ask again and again; assuming \(share.source)"
      : "\(Figure.grouped(rate)) req/s become up to \(Figure.grouped(rate * 4)) req/s for a service that fails; "
        + "assuming \(share.source) and three tries more"
    return finding(
      Diagnosis(
        place: policy.saying ?? site.place,
        because: policy.saying == nil ? [] : [(site.place, "this tries again")],
        function: site.function,
        title: policy.isEndless
          ? "`\(site.calleeText)` tries again without end"
          : "`\(site.calleeText)` tries again at once",
        problem: Self.about.problem,
        severity: policy.isEndless ? .high : .medium,
        confidence: .high,
        impact: Impact(estimate: estimate, confidence: .medium),
        verify: Verify(steps: Self.about.verify),
        fix: Remedy(Self.about.fix, before: Excerpt.short(before, keeping: before))
      ),
      in: program
    )
  }
}
