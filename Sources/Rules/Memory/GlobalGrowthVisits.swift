// Sessions and codes in process memory that go only when their owner comes back.

import Capacity
import Findings
import SemanticModel

extension GlobalGrowth {
  /// What each visitor leaves behind in the process, and only his own next request takes out again: who closes the
  /// browser never comes back.
  func visit(
    of container: ContainerFact,
    in program: Program,
    under target: LoadTarget
  ) -> Finding? {
    guard container.owner == .process, !container.shrinkers.isEmpty, !container.isMeasured,
      Growth.words(of: container.name).contains(where: Self.visitWords.contains),
      container.shrinkers.allSatisfy({ isAskedByOne($0, in: program) })
    else { return nil }
    let growth = container.growths.first { growth in
      growth.key != .fixed && Novelty(of: growth.key) == .many && !program.isSwitched(growth.place)
        && !program.isOfBrowsers(growth.function)
        && program.kinds(reaching: growth.function).contains(anyOf: [EntryKinds(.request)])
    }
    guard let growth else { return nil }
    let approach = program.approach(to: growth.function, from: Audience.requests.entries)
    let memory = GrowingMemory(
      target: target,
      share: .assumed(0.1, because: "that one request in ten leaves an entry"),
      entry: .assumed(1_000, because: "entries of 1 kB")
    )
    let before = program.source(of: growth.place)
    return finding(
      Diagnosis(
        place: container.place,
        because: (approach?.steps(in: program) ?? []) + [(growth.place, "adds to it")],
        function: program.function(at: container.place) ?? growth.function,
        title: "An entry of `\(container.name)` goes only when its owner comes back",
        problem: """
          What a visitor leaves in `\(container.name)` is taken out by a later request of his own, as when he signs \
          out or returns with what has expired. Who never comes back stays for ever, a restart forgets all, and each \
          further process knows nothing of them.
          """,
        severity: .medium,
        tier: .suspicious,
        confidence: .medium,
        impact: Impact(estimate: memory.sentence, confidence: .low),
        verify: Verify(steps: Self.about.verify, command: approach?.command(in: program)),
        fix: Remedy(
          "Keep it where all processes find it and where it expires by itself: Redis with a lifetime, a signed cookie, "
            + "or a table that a job purges.",
          before: Excerpt.short(before, keeping: container.name)
        ),
        routes: approach?.routeLabels(in: program) ?? [],
        confirm: "Check whether something else ends old entries, and how many processes serve."
      ),
      in: program
    )
  }

  private static let visitWords: Set<String> = [
    "session", "otp", "token", "code", "captcha", "nonce", "verification", "login",
  ]

  /// Whether requests alone run a function, and it looks at one entry: a sweep walks all.
  private func isAskedByOne(_ function: FunctionRef, in program: Program) -> Bool {
    let kinds = program.kinds(reaching: function)
    return !kinds.isDisjoint(with: EntryKinds(.request))
      && kinds.isDisjoint(with: [EntryKinds(.job), EntryKinds(.socket)])
      && !program.walks(function)
  }
}
