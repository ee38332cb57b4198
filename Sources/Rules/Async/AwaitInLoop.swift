// One call of another service after another, where all could be on their way at once.

import Capacity
import Findings
import SemanticModel

/// Reports loops that wait for an independent call in each turn, on paths on which somebody waits.
struct AwaitInLoop: Rule {
  static let about = RuleDescription(
    name: "await-in-loop",
    category: .awaitWaterfall,
    worst: .high,
    title: "A loop that waits in each turn",
    problem: """
      Each turn starts its call only when the one before has answered, although it needs nothing of it. The request \
      takes as many round trips as the list is long, and one slow answer delays all that come behind.
      """,
    verify: "Send a list of 2 elements, then one of 20: the time must not grow tenfold.",
    fix:
      "Start a few calls at a time and await them together (`Promise.all` over batches, a limiter of concurrency, `asyncio.gather` with a semaphore), or ask for all elements with one call.",
    tradeOff:
      "The other side gets several calls at once: bound how many, and decide what one failure means for the rest.",
    effort: Effort(low: 0.5, high: 2)
  )

  func findings(in program: Program, under target: LoadTarget) -> [Finding] {
    program.awaitLoops.compactMap { finding(of: $0, in: program, under: target) }
  }

  private static let waiting: EntryKinds = [
    EntryKinds(.request), EntryKinds(.socket), EntryKinds(.render),
  ]

  /// What must be checked; nil where whoever sends the request says how long users wait.
  private func doubt(of loop: AwaitLoop, on approach: Approach?, in program: Program) -> String? {
    let site = loop.site
    if program.repetition(of: site).map(program.isSplitText) ?? false {
      return "Check how many parts the text that makes the list can have."
    }
    if site.audience != .requests || site.isOfFewWaiting {
      return "Check how many turns there are: one page waits for them, or nobody does."
    }
    if let call = approach?.callKnownByName {
      return
        "Check whether `\(call.calleeText)` leads here: only its name says so, not what it is called on."
    }
    return loop.isOfRequest
      ? nil : "Check how many elements the list has in practice: with one or two, nothing is won."
  }

  private func finding(
    of loop: AwaitLoop,
    in program: Program,
    under target: LoadTarget
  ) -> Finding? {
    let site = loop.site
    guard site.isReached(from: Self.waiting), site.audience != .jobs,
      !program.isInUnusedFile(site)
    else { return nil }
    let rows = Input.rowsOfOnePage
    let load = WaitChain(target: target, queries: 0, calls: rows.value)
    let approach = site.approach
    let rare = site.rareUse
    let doubt = doubt(of: loop, on: approach, in: program)
    let isSure = doubt == nil
    let isNamed = !loop.subject.isEmpty && !loop.subject.contains("…")
    return finding(
      Diagnosis(
        place: loop.place,
        because: (approach?.steps(in: program) ?? []) + [(site.place, "each turn waits for it")],
        function: site.function,
        title:
          "`\(site.calleeText)` is awaited for one element after another\(isNamed ? " of `\(loop.subject)`" : "")",
        problem: Self.about.problem,
        severity: isSure && site.audience != .browsers ? .high : .medium,
        tier: isSure ? .finding : .suspicious,
        confidence: isSure ? .high : .medium,
        impact: Impact(estimate: load.sentence + " and " + rows.source, confidence: .low),
        verify: Verify(steps: Self.about.verify, command: approach?.command(in: program)),
        fix: Remedy(
          Self.about.fix,
          before: Excerpt.short(
            program.source(of: loop.place),
            keeping: program.source(of: loop.head)
          )
        ),
        routes: approach?.routeLabels(in: program) ?? [],
        confirm: doubt
      )
      .priced(for: rare, under: target),
      in: program
    )
  }
}
