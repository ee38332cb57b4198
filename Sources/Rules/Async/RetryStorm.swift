// Tries that come at once, or without end, and keep a service down that is already ill.

import Capacity
import Findings
import SemanticModel
import SourceText

/// Reports retries without a wait or without an end.
struct RetryStorm: Rule {
  static let about = RuleDescription(
    name: "retry-storm",
    category: .retryStorm,
    worst: .high,
    title: "Retry without backoff or end",
    problem: """
      A service fails because it is overloaded or restarts, and each caller asks again at once: the load on it \
      multiplies at the worst moment, and it cannot come back. Callers that fail together also return together.
      """,
    verify: """
      Let the other side answer 503 for half a minute and count its requests: they must fall off with time, not \
      multiply.
      """,
    fix:
      "Wait before each try, longer each time, with a random part (`base × 2^attempt × random`), and stop after a few.",
    tradeOff:
      "A caller waits longer for its failure: keep all tries within the deadline of the request.",
    effort: Effort(low: 0.5, high: 2)
  )

  func findings(in program: Program, under target: LoadTarget) -> [Finding] {
    var seen: Set<SourcePlace> = []
    return program.retries.compactMap { retry in
      guard isHarmful(retry), seen.insert(retry.place).inserted else { return nil }
      return finding(of: retry, in: program, under: target)
    }
  }

  private func isHarmful(_ retry: Retry) -> Bool {
    let isServing = retry.site.isReached(from: .serving)
    switch retry.kind {
    case .loop, .recursion:
      // A poll that begins anew at once when it failed.
      if retry.kind == .recursion, retry.isEndless, !retry.waits {
        return retry.site.isReached(from: .running)
      }
      guard isServing else { return false }
      return !retry.waits || retry.sendsAgain
        || retry.isEndless && retry.site.isReached(from: Audience.requests.entries)
    case .worker, .reconnect: return !retry.waits && retry.site.isReached(from: .running)
    }
  }

  private func finding(
    of retry: Retry,
    in program: Program,
    under target: LoadTarget
  ) -> Finding {
    let site = retry.site
    let approach = site.approach
    let called = "`\(site.calleeText)`"
    return finding(
      Diagnosis(
        place: site.place,
        because: (approach?.steps(in: program) ?? []) + [
          (head(of: retry.place, in: program), "tries again")
        ],
        function: site.function,
        title: title(retry, called),
        problem: Self.about.problem,
        severity: retry.isEndless ? .high : .medium,
        confidence: .high,
        impact: Impact(estimate: estimate(retry, under: target), confidence: .medium),
        verify: Verify(steps: Self.about.verify, command: approach?.command(in: program)),
        fix: Remedy(
          Self.about.fix,
          before: Excerpt.short(
            program.source(of: retry.place),
            keeping: program.source(of: head(of: retry.place, in: program))
          )
        ),
        routes: approach?.routeLabels(in: program) ?? []
      ),
      in: program
    )
  }

  private func title(_ retry: Retry, _ called: String) -> String {
    if retry.sendsAgain, retry.waits, !retry.isEndless {
      return "\(called) is sent again although it may have been carried out"
    }
    return switch (retry.kind, retry.waits) {
    case (.reconnect, _): "A lost connection is opened anew at once"
    case (.worker, _): "The loop asks \(called) again at once when it fails"
    case (_, true): "\(called) is tried again without end"
    case (_, false): "\(called) is tried again at once"
    }
  }

  private func estimate(_ retry: Retry, under target: LoadTarget) -> String {
    let share = Input.tenthOfRequests
    let rate = target.requestsPerSecond * share.value
    switch retry.kind {
    case .reconnect, .worker:
      return
        "A refusal takes about 1 ms, so that one process asks up to 1,000 times a second while the other side "
        + "is down; assuming refusals of 1 ms"
    case .loop, .recursion:
      guard retry.isEndless else {
        return
          "\(Figure.grouped(rate)) req/s become up to \(Figure.grouped(rate * 3)) req/s for a service that "
          + "fails; assuming \(share.source) and three tries"
      }
      return
        "\(Figure.grouped(rate)) req/s join the tries each second, and none leaves while the service is down: "
        + "after one minute \(Figure.grouped(rate * 60)) requests ask again and again; assuming \(share.source)"
    }
  }

  /// The first line of a place.
  private func head(of place: SourcePlace, in program: Program) -> SourcePlace {
    let lines = program.units[place.unit].lines
    let line = lines.line(at: place.span.start)
    guard line < lines.lineCount else { return place }
    let end = min(place.span.end, lines.starts[line] - 1)
    return SourcePlace(
      unit: place.unit,
      span: ByteSpan(start: place.span.start, end: max(place.span.start, end))
    )
  }
}
