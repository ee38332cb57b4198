// Answers that arrive in another order than they were asked for.

import Capacity
import Findings
import SemanticModel

/// Reports effects that ask anew when a user changes something, and keep whichever answer comes last.
struct StaleResponse: Rule {
  static let about = RuleDescription(
    name: "stale-response",
    category: .fetchLoop,
    worst: .medium,
    title: "Late answers overwrite newer ones",
    problem: """
      Each change starts another request, and none of those before is given up. Under load their answers come in any \
      order: the page shows the data of a choice that the user has left, and the server works for answers that nobody \
      wants.
      """,
    verify: """
      Throttle the network to slow 3G, change the value twice quickly, and watch the requests: the first must be \
      cancelled, and its answer must not be shown.
      """,
    fix: """
      Give up the request in the effect's cleanup with an AbortController, or ignore answers once the cleanup has run; \
      or load through a library that does so by key.
      """,
    tradeOff: "None: what is given up is of no use any more.",
    effort: Effort(low: 0.25, high: 1)
  )

  func findings(in program: Program, under target: LoadTarget) -> [Finding] {
    program.staleAnswers.filter { !$0.isByAddress || Self.isChosen($0.followed) }
      .compactMap { finding(of: $0, in: program, under: target) }
      + program.staleStores.compactMap { finding(of: $0, in: program, under: target) }
      + program.staleDispatches.filter { !$0.isByAddress || Self.isChosen($0.followed) }.compactMap
    {
      finding(of: $0, in: program, under: target)
    }
      + program.staleThunks.map { finding(of: $0, in: program) }
  }

  /// Whether a name in the address is no key of what the page is about: nobody changes `?orderId=7` on the page.
  private static func isChosen(_ name: String) -> Bool {
    let last = NameSplit.words(of: name).last ?? ""
    return !["id", "ids", "token", "code", "key", "session", "email", "slug"].contains(last)
  }

  /// What the effect calls may wait for a pause itself: `debouncedSearch(term)`.
  private static func doubt(ofPause effect: String) -> String? {
    let text = effect.lowercased()
    guard text.contains("debounce") || text.contains("throttle") else { return nil }
    return
      "The effect asks after a pause, by its names: check whether answers still overtake each other."
  }

  /// A request that is given up rejects, and is no failure.
  private static let givenUp =
    "\n  // … and first in the catch: if (request.signal.aborted) return;"

  private func finding(
    of stale: StaleAnswer,
    in program: Program,
    under target: LoadTarget
  ) -> Finding? {
    guard let loaded = program.react[stale.loaded.cell],
      let place = program.place(stale.effect.call),
      let write = program.place(stale.loaded.write.call)
    else { return nil }
    let followed = stale.followed
    let changes = stale.isDebounced ? "3 pauses while typing" : "3 quick changes"
    let dependencies = stale.dependencies.map(program.source).joined(separator: ", ")
    let pages = Input.openPages(of: target)
    let audience = program.doubt(
      ofAudience: stale.effect.component,
      asking: program.path(of: stale.loaded.request)
    )
    let confirm =
      stale.mayStay || stale.isByAddress
      ? "Check whether `\(followed)` changes again while its request is out."
      : audience ?? Self.doubt(ofPause: program.source(of: place))
    return finding(
      Diagnosis(
        place: place,
        because: [
          (stale.loaded.request.first.place, "asks without a way to give up"),
          (write, "stores whichever answer comes last"),
        ],
        function: stale.effect.component,
        title:
          "Each change of `\(followed)` asks again, and a late answer overwrites `\(loaded.name)`",
        problem: Self.about.problem,
        severity: audience == nil ? .medium : .monitor,
        tier: confirm == nil ? .finding : .suspicious,
        confidence: confirm == nil ? .high : .medium,
        impact: Impact(
          estimate:
            "\(changes) × \(Figure.grouped(pages.value)) open pages = \(Figure.grouped(pages.value * 3)) requests, of which "
            + "\(Figure.grouped(pages.value * 2)) are for nothing; an answer of \(Figure.grouped(target.p95Milliseconds)) ms (p95) "
            + "overtakes any that was asked for in that time; assuming \(pages.source)",
          confidence: .medium
        ),
        verify: Verify(steps: Self.about.verify),
        fix: Remedy(
          Self.about.fix,
          after: """
            useEffect(() => {
              const request = new AbortController();
              // … { signal: request.signal }\(stale.showsFailures ? Self.givenUp : "")
              return () => request.abort();
            }, [\(dependencies)]);
            """
        ),
        confirm: confirm
      ),
      in: program
    )
  }
}
