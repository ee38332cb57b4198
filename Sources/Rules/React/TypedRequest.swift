// A request for each key that is pressed.

import Capacity
import Findings
import SemanticModel

/// Reports fields that ask the server at each key stroke.
struct TypedRequest: Rule {
  static let about = RuleDescription(
    name: "request-per-keystroke",
    category: .renderStorm,
    worst: .high,
    title: "Each key stroke sends a request",
    problem: """
      A word of eight letters is eight requests, of which the first seven are for nothing. They reach the server at \
      typing speed from everyone who types.
      """,
    verify:
      "Type a word of eight letters with the network panel open: one request must go out, after the last letter.",
    fix: """
      Wait until nothing was typed for 300 ms: a timer that the effect's cleanup clears, or a copy of the text that \
      follows so late.
      """,
    tradeOff: "Results come a third of a second later.",
    effort: Effort(low: 0.25, high: 1)
  )

  func findings(in program: Program, under target: LoadTarget) -> [Finding] {
    program.typedRequests.map { finding(of: $0, in: program, under: target) }
  }

  private func finding(
    of change: FastChange,
    in program: Program,
    under target: LoadTarget
  ) -> Finding {
    let path = program.dataRequests(behind: change.site).first.flatMap(program.path)
    let callee = "`\(change.site.calleeText)`"
    let isHook = change.site.calledName.hasPrefix("use")
    let asked =
      path.map { "\($0.verb) \($0.shown)" } ?? (isHook ? "a request through \(callee)" : callee)
    let isWrite = path.map { ["POST", "PUT", "PATCH", "DELETE"].contains($0.verb) } ?? false
    let audience = program.doubt(ofAudience: change.component, asking: path)
    let load = TypedLoad(
      isSearch: !isWrite,
      isOfFew: audience != nil,
      isDrawn: change.isSliding,
      under: target
    )
    return finding(
      Diagnosis(
        place: change.site.place,
        because: [
          (
            change.listener,
            change.isSliding
              ? "runs for each step of the slider" : "runs for each key that is pressed"
          )
        ],
        function: change.site.function,
        title: "Each \(change.isSliding ? "step of a slider" : "key stroke") sends \(asked)",
        problem: (change.isSliding ? Self.drawn : Self.about.problem)
          + consequence(isHook: isHook, isWrite: isWrite),
        severity: load.severity,
        tier: audience == nil ? .finding : .suspicious,
        confidence: audience == nil ? .high : .medium,
        impact: Impact(estimate: load.sentence, confidence: .low),
        verify: Verify(steps: Self.about.verify),
        fix: remedy(change, in: program),
        confirm: audience
      ),
      in: program
    )
  }

  private static let drawn = """
    A slider that is drawn over its length hands on dozens of values within a second, of which only the last is wanted. \
    They reach the server as fast from everyone who draws.
    """

  /// What else comes of it: a hook with a cache keeps its answers by the text, and nothing is overwritten.
  private func consequence(isHook: Bool, isWrite: Bool) -> String {
    if isWrite { return " What is stored in between is what nobody meant." }
    return isHook
      ? " The cache keeps an answer for each of the texts."
      : " A slow answer to an early one may overwrite a newer one."
  }

  private func remedy(_ change: FastChange, in program: Program) -> Remedy {
    if change.isSliding {
      return Remedy(
        """
        Ask when the slider is let go: set what is asked for in `onChangeCommitted` (`onPointerUp` of a plain field), and \
        what is shown in `onChange`.
        """,
        before: Excerpt.short(program.source(of: change.listener), keeping: "(")
      )
    }
    if let waiting = TypedRequestRepair(change.site, in: program).remedy {
      return Remedy(
        Self.about.fix,
        before: Excerpt.short(waiting.before, keeping: change.site.calleeText),
        after: Excerpt.short(waiting.after, keeping: "setTimeout"),
        repair: waiting.repair
      )
    }
    let asked = program.source(of: change.site.place)
    if change.site.calledName.hasPrefix("use"), let text = change.cell?.name {
      return waiting(asked, text)
    }
    return Remedy(
      Self.about.fix,
      before: Excerpt.short(asked, keeping: asked),
      after: Excerpt.short(
        """
        useEffect(() => {
          const timer = setTimeout(async () => { await \(asked) }, 300);
          return () => clearTimeout(timer);
        }, [\(typed(change, in: program))]);
        """,
        keeping: asked
      )
    )
  }

  /// The hook, with a copy of the text that follows when nobody types any more.
  private func waiting(_ asked: String, _ text: String) -> Remedy {
    let name = "ebounced" + text.prefix(1).uppercased() + text.dropFirst()
    let late = "d" + name
    let after = """
      const [\(late), setD\(name)] = useState(\(text));
      useEffect(() => {
        const timer = setTimeout(() => setD\(name)(\(text)), 300);
        return () => clearTimeout(timer);
      }, [\(text)]);
      \(Words.renamed(text, to: late, in: asked))
      """
    return Remedy(
      Self.about.fix,
      before: Excerpt.short(asked, keeping: text),
      after: Excerpt.short(after, keeping: late)
    )
  }

  /// The name of what is typed, as far as the request says it.
  private func typed(_ change: FastChange, in program: Program) -> String {
    let names = change.site.arguments.compactMap { argument -> String? in
      guard case .path = argument.shape else { return nil }
      return program.source(of: SourcePlace(unit: change.site.place.unit, span: argument.span))
    }
    return names.first { !$0.contains(".") } ?? "text"
  }
}
