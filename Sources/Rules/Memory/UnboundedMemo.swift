// A function that remembers the answer to every question it was ever asked.

import Capacity
import Findings
import SemanticModel

/// Reports memoized functions without a largest size, whose parameters come from requests.
struct UnboundedMemo: Rule {
  static let about = RuleDescription(
    name: "unbounded-memo",
    category: .globalGrowth,
    worst: .high,
    title: "Memoized function without a largest size",
    problem: """
      Each new argument leaves its result in memory until the process ends. Arguments that come from requests never \
      stop being new: memory rises until the garbage collector takes most of the time, and the process ends.
      """,
    verify: """
      Send the load for ten minutes with different arguments and watch the memory of the process: it must not rise with \
      the number of requests.
      """,
    fix:
      "Give the cache a largest size (`lru_cache(maxsize=1024)`, `max` of an LRU cache) and a lifetime.",
    tradeOff: "What was dropped is computed again: choose the size by the hits that you need.",
    effort: Effort(low: 0.25, high: 1)
  )

  func findings(in program: Program, under target: LoadTarget) -> [Finding] {
    program.unboundedMemos.compactMap { finding(of: $0, in: program, under: target) }
  }

  private func finding(
    of memo: UnboundedMemoFact,
    in program: Program,
    under target: LoadTarget
  ) -> Finding? {
    let entries: EntryKinds = [EntryKinds(.request), EntryKinds(.socket)]
    guard let approach = program.approach(to: memo.function, from: entries) else { return nil }
    let words = memo.parameters.flatMap(NameSplit.words)
    let isSure = words.contains(where: Self.manyWords.contains)
    let before = program.source(of: memo.place)
    return finding(
      Diagnosis(
        place: memo.place,
        because: approach.steps(in: program),
        function: memo.function,
        title:
          "`\(program.name(of: memo.function))` keeps a result for each of its arguments, without end",
        problem: Self.about.problem,
        severity: .medium,
        tier: isSure ? .finding : .suspicious,
        confidence: isSure ? .high : .medium,
        impact: Impact(estimate: GrowingMemory(target: target).sentence, confidence: .low),
        verify: Verify(steps: Self.about.verify, command: approach.command(in: program)),
        fix: remedy(before, at: memo.place, in: program),
        routes: approach.routeLabels(in: program),
        confirm: isSure
          ? nil
          : "Check how many different values \(memo.parameters.map { "`\($0)`" }.joined(separator: ", ")) can have."
      ),
      in: program
    )
  }

  /// A size, where the code says that there is none: what falls out is worked out again.
  private func remedy(_ before: String, at place: SourcePlace, in program: Program) -> Remedy {
    let endless = ["maxsize=None", "maxsize = None", "lru_cache(None"]
    guard let text = endless.first(where: before.contains) else {
      return Remedy(Self.about.fix, before: Excerpt.short(before, keeping: before))
    }
    let after = before.replacing(
      text,
      with: text.hasPrefix("lru") ? "lru_cache(maxsize=1024" : "maxsize=1024"
    )
    return Remedy(
      Self.about.fix,
      before: before,
      after: after,
      repair: program.repair(replacing: place, with: after, .safe)
    )
  }

  private static let manyWords: Set<String> = [
    "id", "ids", "uid", "uuid", "token", "ip", "email", "url", "session", "phone", "address",
    "query", "user", "username", "search", "term", "text", "body", "request", "req",
  ]
}
