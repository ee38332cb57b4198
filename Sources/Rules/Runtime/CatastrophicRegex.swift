// A regular expression that one text can keep busy for seconds or for minutes.

import Capacity
import Findings
import SemanticModel

/// Reports expressions whose repetitions share the same characters, and that meet texts of users on the server.
struct CatastrophicRegex: Rule {
  static let about = RuleDescription(
    name: "catastrophic-regex",
    category: .eventLoopBlock,
    worst: .critical,
    title: "Regular expression that one text keeps busy",
    problem: """
      \(nested) Two repetitions behind one another that take the same characters need the square of the length: seconds \
      for a text as long as a body may be.
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
    let uses = program.costlyPatterns.filter { use in
      isServing(use) && seen.insert(use.place).inserted
    }
    // The same expression is copied from file to file, and one limit of the length is the mend of each.
    var copies: [String: [PatternUse]] = [:]
    for use in uses where use.growth == .quadratic && isLong(use) {
      copies[use.source, default: []].append(use)
    }
    return uses.filter { $0.growth == .exponential }.map {
      finding(of: $0, in: program, under: target)
    }
      + copies.keys.sorted().compactMap { source in
        copies[source].flatMap { slowFinding(of: $0, in: program) }
      }
  }

  /// Whether the text may be as long as a body: addresses of requests are short, and a limit beside it ends the matter.
  private func isLong(_ use: PatternUse) -> Bool {
    guard !use.isLimited, use.site.calledName != "Matches" else { return false }
    if use.isValidator { return true }
    return Self.comesFromClient(use.subject)
      && Self.addressWords.isDisjoint(with: NameSplit.words(of: use.subject))
  }

  private static let addressWords: Set<String> = [
    "query", "params", "param", "url", "path", "header", "headers", "search", "cookie", "cookies",
    "host", "hostname",
  ]

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
        problem: Self.nested,
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

  private static let nested = """
    Two repetitions in one another can split the same text in exponentially many ways. When the text does not match \
    in the end, all of them are tried, on the thread that serves every request: one short text stops the process.
    """

  /// One expression that takes seconds for a text as long as a body may be.
  private func slowFinding(of uses: [PatternUse], in program: Program) -> Finding? {
    guard let use = uses.first(where: { !$0.isValidator }) ?? uses.first else { return nil }
    let approach = use.isValidator ? nil : use.site.approach
    let whole = "/\(use.source)/"
    let shown = whole.count > 60 ? "\(whole.prefix(58))…" : whole
    let others = uses.filter { $0.place != use.place }.map(\.place).sorted()
    let subject = use.isValidator ? "the text" : "`\(use.subject)`"
    return finding(
      Diagnosis(
        place: use.place,
        because: (approach?.steps(in: program) ?? [])
          + (use.isValidator ? [] : [(use.site.place, "tests `\(use.subject)`")])
          + others.prefix(10).map { ($0, "the same expression") },
        function: program.function(at: use.place) ?? use.site.function,
        title: "A long text keeps `\(shown)` busy for seconds",
        problem: Self.dividing,
        severity: .medium,
        tier: .suspicious,
        confidence: .medium,
        impact: Impact(estimate: Self.dividingEstimate, confidence: .medium),
        verify: Verify(steps: Self.dividingVerify),
        fix: Remedy(Self.dividingFix, before: whole),
        routes: approach?.routeLabels(in: program) ?? [],
        confirm:
          "Check how long \(subject) may be when it comes here: a limit of some hundred characters before it ends the matter."
      ),
      in: program
    )
  }

  private static let dividing = """
    Two repetitions behind one another take the same characters. Where the match fails in the end, every way to \
    divide the text between them is tried, on the thread that serves every request: the time rises with the square of \
    the length. What people type takes no time; a text as long as the body may be holds all others for seconds.
    """
  private static let dividingEstimate = """
    100,000 characters can be divided in 100,000²/2 = 5,000,000,000 steps, 17 s at 3.5 ns each, in which one event \
    loop answers nobody; 254 characters take 0.1 ms; assuming 3.5 ns a step (Node 20, measured) and a body of 100 kB, \
    the limit of Express
    """
  private static let dividingVerify = """
    Test the expression with a beginning that fits, 10,000 of a character that both repetitions take, and one behind \
    them that nothing takes, then with 20,000: the time must not rise fourfold.
    """
  private static let dividingFix = """
    Limit the length before the test (an e-mail address has at most 254 characters), or keep the character that parts \
    two pieces out of the first: `[^\\s@.]+(\\.[^\\s@.]+)+` behind the `@` of an address.
    """

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
