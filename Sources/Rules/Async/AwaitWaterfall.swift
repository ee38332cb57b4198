// Waits in line: reads that need nothing of one another are awaited one by one.

import Capacity
import Findings
import SemanticModel

/// Reports independent awaited reads of one block, on paths on which somebody waits.
struct AwaitWaterfall: Rule {
  static let about = RuleDescription(
    name: "await-waterfall",
    category: .awaitWaterfall,
    worst: .high,
    title: "Independent waits one after another",
    problem: """
      Each read starts only when the one before it has answered, although it needs nothing of it. The request takes \
      the sum of the waits instead of the longest, and holds its memory and its place in line all that time.
      """,
    verify:
      "Log the time of the whole block: started together, it must take as long as its slowest read.",
    fix: "Start them together and await them together, with `Promise.all`.",
    tradeOff:
      "One request takes several connections at once for a shorter time, and the first failure ends all of them.",
    effort: Effort(low: 0.25, high: 1)
  )

  func findings(in program: Program, under target: LoadTarget) -> [Finding] {
    // Handlers that begin alike wait alike: the same functions of the project in line are one habit.
    var groups: [[FunctionRef]: Int] = [:]
    var runs: [(run: AwaitRun, others: [AwaitRun])] = []
    for run in program.awaitRuns + program.ingredientRuns {
      let targets = run.steps.compactMap { $0.site.resolved.targets.first }
      let isHabit =
        Set(targets).count == run.steps.count && run.steps[0].site.audience == .requests
      if isHabit, let known = groups[targets] {
        runs[known].others.append(run)
      } else {
        if isHabit { groups[targets] = runs.count }
        runs.append((run, []))
      }
    }
    guard !runs.isEmpty else { return [] }
    let weights = WaitWeights(in: program)
    return runs.compactMap { finding(of: $0.run, $0.others, weights, in: program, under: target) }
  }

  private func finding(
    of run: AwaitRun,
    _ others: [AwaitRun],
    _ weights: WaitWeights,
    in program: Program,
    under target: LoadTarget
  ) -> Finding? {
    // The hooks of a model run in the requests that save or remove.
    guard isWorthwhile(run, weights, in: program) else { return nil }
    let waiting = run.isSends ? Self.waiting.union(EntryKinds(.escaped)) : Self.waiting
    guard let first = run.steps.first, first.site.isReached(from: waiting),
      !program.isInUnusedFile(first.site)
    else { return nil }
    let audience = first.site.audience
    let isHook = run.isSends && !first.site.isReached(from: EntryKinds(.job))
    guard audience != .jobs || isHook else { return nil }
    let calls = run.steps.count { $0.kinds.contains(.external) }
    let load = WaitChain(
      target: target,
      queries: Double(run.steps.count - calls),
      calls: Double(calls),
      query: weights.areLookUps(run) ? .queryRoundTrip : .listQuery
    )
    let approach = first.site.approach
    let doubt = weights.doubt(of: run, on: approach) ?? Self.doubt(ofSaved: load.saved)
    let names = Self.names(of: run)
    let rare = first.site.rareUse
    return finding(
      Diagnosis(
        place: first.whole,
        because: (approach?.steps(in: program) ?? [])
          + run.steps.dropFirst().map {
            ($0.whole, "waits although it needs nothing of those before")
          }
          + others.compactMap { $0.steps.first.map { ($0.whole, "the same wait in line here") } },
        function: first.site.function,
        title: names.count == 1
          ? "\(run.steps.count) calls of `\(first.site.calleeText)` wait in line"
          : "\(names.dropLast().joined(separator: ", ")) and \(names[names.count - 1]) wait in line",
        problem: Self.about.problem,
        severity: rare?.severity(ofDelay: load.saved, under: target) ?? severity(load, run),
        tier: doubt == nil ? .finding : .suspicious,
        confidence: doubt == nil ? .high : .medium,
        impact: Impact(estimate: load.sentence, confidence: .low),
        verify: Verify(steps: Self.about.verify, command: approach?.command(in: program)),
        fix: remedy(run, others, in: program),
        routes: approach?.routeLabels(in: program) ?? [],
        confirm: doubt,
        threshold: "these waits together take \(Figure.duration(target.p95Milliseconds / 4_000)): "
          + "a quarter of the p95 target"
      )
      .priced(for: rare, under: target),
      in: program
    )
  }

  /// What a reader of a page does not notice.
  private static func doubt(ofSaved milliseconds: Double) -> String? {
    guard milliseconds < 20 else { return nil }
    return
      "Side by side these would save \(Figure.grouped(milliseconds)) ms: measure first whether they take longer than is assumed."
  }

  /// What waits, each name once: `Promise.all` over `rows.map` five times is told as such.
  private static func names(of run: AwaitRun) -> [String] {
    var counts: [String: Int] = [:]
    for step in run.steps { counts[step.site.calleeText, default: 0] += 1 }
    return run.steps.compactMap { step in
      guard let count = counts.removeValue(forKey: step.site.calleeText) else { return nil }
      return "`\(step.site.calleeText)`" + (count > 1 ? " (\(count) times)" : "")
    }
  }

  private static let waiting: EntryKinds = [
    EntryKinds(.request), EntryKinds(.socket), EntryKinds(.render),
  ]

  private func severity(_ load: WaitChain, _ run: AwaitRun) -> Severity {
    if load.breaksLatencyTarget { return .high }
    return load.calls > 0 || run.steps.count > 2 ? .medium : .monitor
  }

  /// Behind a refusal only look-ups are worth asking in vain.
  ///
  /// Two of them save a millisecond or two, which counts where
  /// one question would do, or where many routes pass.
  private func isWorthwhile(_ run: AwaitRun, _ weights: WaitWeights, in program: Program) -> Bool {
    guard let first = run.steps.first, run.pastRefusal != nil || run.isConditional else {
      return true
    }
    guard first.site.audience == .requests else { return false }
    guard let start = run.pastRefusal else { return !run.steps.allSatisfy(weights.isLookUp) }
    guard run.steps[start...].allSatisfy({ weights.isLookUp($0) || weights.asksService($0) })
    else { return false }
    if run.steps.count > 2 || run.asksOneTable || !weights.isLookUp(first) { return true }
    return (first.site.approach?.routeLabels(in: program).count ?? 0) >= 5
  }

  /// What is done where the waits stand in different blocks, or a refusal between them.
  private func otherFix(of run: AwaitRun) -> String? {
    if run.isConditional {
      return
        "Start both together and give nothing for the second where it is not asked for: `Promise.all([first, needed ? second : null])`."
    }
    guard run.pastRefusal != nil else { return nil }
    return run.asksOneTable
      ? "Ask once for the rows that match either (`$or`, `OR`) and tell by what came back which refusal is due; or start them together with `Promise.all` and test the answers in the order of now."
      : "Start them together with `Promise.all`, then test what each gave in the order of now: the same refusal wins."
  }

  private func remedy(_ run: AwaitRun, _ others: [AwaitRun], in program: Program) -> Remedy {
    let before = run.steps.map { step in
      let text = program.source(of: step.whole)
      return step.name.map { "const \($0) = \(text);" } ?? "\(text);"
    }
    .joined(separator: "\n")
    let names = run.steps.compactMap(\.name)
    let short = Excerpt.short(before, keeping: before)
    if let fix = otherFix(of: run) { return Remedy(fix, before: short) }
    guard names.count == run.steps.count else { return Remedy(Self.about.fix, before: short) }
    let operands = run.steps.map { "  \(program.source(of: $0.operand))," }.joined(separator: "\n")
    let after = "const [\(names.joined(separator: ", "))] = await Promise.all([\n\(operands)\n]);"
    let edits = ([run] + others).map { WaterfallRepair($0, in: program).edit }
    return Remedy(
      Self.about.fix,
      before: short,
      after: Excerpt.short(after, keeping: after),
      // The first failure ends the wait for all: a person decides.
      repair: edits.contains { $0 == nil }
        ? nil : program.repair(edits.compactMap(\.self), .unsafe)
    )
  }
}

extension AwaitRun {
  /// Whether all that is asked for is asked of one model: `User.findByEmail` and `User.findByPhone`.
  fileprivate var asksOneTable: Bool {
    let models = steps.map {
      $0.site.calleeText.split(separator: ".").dropLast().joined(separator: ".")
    }
    return Set(models).count == 1 && models[0] != "" && models[0] != "this"
  }
}
