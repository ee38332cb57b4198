// A regular expression that one text can keep busy for minutes.

import Capacity
import Findings
import SemanticModel

/// Reports expressions with nested repetition that meet texts of users on the server.
struct CatastrophicRegex: Rule {
  static let about = RuleDescription(
    name: "catastrophic-regex",
    category: .eventLoopBlock,
    worst: .critical,
    title: "Regular expression with exponential time",
    problem: """
      Two repetitions in one another can split the same text in exponentially many ways. When the text does not match \
      in the end, all of them are tried, on the thread that serves every request: one short text stops the process.
      """,
    verify: """
      Test the expression with 28 equal characters that the inner repetition accepts, and one behind them that \
      nothing accepts; add two characters: the time must not rise fourfold.
      """,
    fix: """
      Rewrite it so that each character can be read in one way only: take one of the repetitions out, or make what \
      parts the repeated pieces obligatory; and limit the length of the text before the test.
      """,
    tradeOff:
      "A stricter expression may refuse texts that the old one took: test it against stored values.",
    effort: Effort(low: 0.5, high: 2)
  )

  func findings(in program: Program, under target: LoadTarget) -> [Finding] {
    var seen: Set<SourcePlace> = []
    return program.exponentialPatterns.compactMap { use in
      guard isServing(use), seen.insert(use.place).inserted else { return nil }
      return finding(of: use, in: program, under: target)
    }
  }

  private func isServing(_ use: PatternUse) -> Bool {
    if use.isValidator { return use.site.isReached(from: .running) }
    return use.site.isReached(from: Audience.requests.entries)
  }

  private func finding(
    of use: PatternUse,
    in program: Program,
    under target: LoadTarget
  ) -> Finding {
    let isSure = use.isValidator || Self.comesFromClient(use.subject)
    let approach = use.isValidator ? nil : use.site.approach
    let whole = "/\(use.source)/"
    let shown = whole.count > 60 ? "\(whole.prefix(58))…" : whole
    return finding(
      Diagnosis(
        place: use.place,
        because: (approach?.steps(in: program) ?? [])
          + (use.isValidator ? [] : [(use.site.place, "tests `\(use.subject)`")]),
        function: program.function(at: use.place) ?? use.site.function,
        title: "One text can keep `\(shown)` busy for minutes",
        problem: Self.about.problem,
        severity: isSure ? .critical : .medium,
        tier: isSure ? .finding : .suspicious,
        confidence: isSure ? .high : .medium,
        impact: Impact(estimate: Self.estimate, confidence: .medium),
        verify: Verify(steps: Self.about.verify),
        fix: Remedy(Self.about.fix, before: whole),
        routes: approach?.routeLabels(in: program) ?? [],
        confirm: isSure
          ? nil
          : "Check whether a client can choose the text of `\(use.subject)`, and how long it may be."
      ),
      in: program
    )
  }

  /// What a client sends, by the names that frameworks and people give it.
  private static func comesFromClient(_ subject: String) -> Bool {
    let words = NameSplit.words(of: subject)
    return words.contains { clientWords.contains($0) }
  }

  private static let clientWords: Set<String> = [
    "req", "request", "ctx", "body", "query", "params", "email", "mail", "url", "username", "phone",
    "input", "password", "search", "header", "headers", "text", "message", "content", "comment",
  ]

  private static let estimate = """
    At least 2^n ways to split n characters: 30 characters make 1,073,741,824 ways, at 10 ns each 10.7 s for one \
    request, in which one event loop answers nobody; assuming 10 ns a step
    """
}
