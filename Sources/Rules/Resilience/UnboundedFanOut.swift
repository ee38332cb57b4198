// As many calls of another service at once as there are rows.

import Capacity
import Findings
import SemanticModel

/// Reports calls of other services that are all started at once, one per element of something that grows.
struct UnboundedFanOut: Rule {
  static let about = RuleDescription(
    name: "unbounded-fan-out",
    category: .noBackpressure,
    worst: .high,
    title: "As many calls at once as there are elements",
    problem: """
      One request starts a call for every element before the first has answered. The other side refuses the flood or \
      slows down for everybody, the process runs out of sockets and memory, and one caller with a long list is enough.
      """,
    verify: """
      Send a list of 10 elements, then one of 1,000: the number of open sockets to the other service (`ss -tn`) must \
      stay the same.
      """,
    fix:
      "Start a few at a time (a limiter of concurrency, batches), ask for many elements with one call where the other side can, or put them into a queue.",
    tradeOff:
      "Few at a time take longer for a long list: answer before it is done, or limit the list.",
    effort: Effort(low: 0.5, high: 2)
  )

  func findings(in program: Program, under target: LoadTarget) -> [Finding] {
    var seen: Set<SourcePlace> = []
    return program.repeatedCalls(with: [.external]).compactMap { call in
      guard call.site.unit.isRunning, call.isConcurrent(in: program),
        call.site.isReached(from: [EntryKinds(.request), EntryKinds(.job), EntryKinds(.socket)]),
        !program.isForBrowser(call.site), !program.isLimited(call),
        !program.isCountedUpload(call.repetition), !program.isRefusedAboveFew(call.repetition),
        seen.insert(call.repetition.place).inserted
      else { return nil }
      return finding(of: call, in: program, under: target)
    }
  }

  /// What must be checked; nil where nothing must.
  private func doubt(
    _ call: RepeatedCall,
    _ subject: String,
    _ approach: Approach?,
    in program: Program
  ) -> String? {
    if program.isSplitText(call.repetition) {
      return "Check how many parts the text that makes the list can have."
    }
    let names = [subject] + (approach?.calls.suffix(3).map(\.calleeText) ?? [])
    let isBatch = names.map { $0.lowercased() }.contains { name in
      ["batch", "chunk", "slice"].contains { name.contains($0) }
    }
    if isBatch { return "Check how many elements one batch has." }
    // What stands deep in the callee is often skipped: for what is known already, or is not meant for others.
    let isDirect = call.path.count <= 1 && call.path.allSatisfy { !$0.isConditional }
    // Who asks rarely asks for a short list as well as for a long one.
    if isDirect { return call.site.rareUse.flatMap { $0.errand == .schedule ? nil : $0.question } }
    let last = call.path.last?.calleeText ?? call.site.calleeText
    return
      "Check for how many elements `\(call.site.calleeText)` comes to `\(last)`: conditions stand on the way."
  }

  /// The same calls, five at a time; nil where they are not started by a `map` over something with a name.
  private static func batches(_ text: String, of subject: String) -> String? {
    guard !subject.isEmpty, !subject.contains("…"), text.hasPrefix("\(subject).map(") else {
      return nil
    }
    let few = "\(subject).slice(start, start + 5)\(text.dropFirst(subject.count))"
    return """
      for (let start = 0; start < \(subject).length; start += 5) {
        await Promise.all(\(Excerpt.short(few, keeping: few)));
      }
      """
  }

  private static let estimateOfJob = """
    One run over 1,000 elements opens 1,000 sockets at once: the other side gets all of them together, and the \
    requests of this process wait for sockets, memory and the event loop meanwhile
    """

  private func finding(
    of call: RepeatedCall,
    in program: Program,
    under target: LoadTarget
  ) -> Finding {
    let approach = call.site.approach
    let subject = call.repetition.subject
    let each = subject.isEmpty || subject.contains("…") ? "element" : "element of `\(subject)`"
    let before = program.source(of: call.repetition.place)
    let rows = Input.rowsOfOnePage
    let rare = call.site.rareUse
    let rate = target.at(rare).requestsPerSecond
    let calls = rate * rows.value
    let doubt = self.doubt(call, subject, approach, in: program)
    let isSure = doubt == nil
    return finding(
      Diagnosis(
        place: call.site.place,
        because: (approach?.steps(in: program) ?? [])
          + [(call.repetition.place, "starts all of them at once")],
        function: call.site.function,
        title: "`\(call.site.calleeText)` is called at once for every \(each)",
        problem: Self.about.problem,
        severity: isSure && call.site.audience == .requests ? .high : .medium,
        tier: isSure ? .finding : .suspicious,
        confidence: isSure ? .high : .medium,
        impact: Impact(
          estimate: call.site.audience == .jobs
            ? Self.estimateOfJob
            : "\(Figure.grouped(rate)) req/s × \(Figure.grouped(rows.value)) calls = "
              + "\(Figure.grouped(calls)) calls/s, and as many sockets as one list is long; assuming \(rows.source)",
          confidence: .medium
        ),
        verify: Verify(steps: Self.about.verify, command: approach?.command(in: program)),
        fix: Remedy(
          Self.about.fix,
          before: Excerpt.short(before, keeping: before),
          after: Self.batches(before, of: subject)
        ),
        routes: approach.map { [program.label(of: $0.entry)] } ?? [],
        confirm: doubt
      )
      .priced(for: rare, under: target),
      in: program
    )
  }
}
