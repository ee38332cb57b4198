// One request may ask for as much work as fits into its body.

import Capacity
import Findings
import SemanticModel

/// Reports lists of requests without a largest length, each element of which costs statements or calls.
struct UnlimitedList: Rule {
  static let about = RuleDescription(
    name: "unlimited-list",
    category: .abuseControl,
    worst: .high,
    title: "List of a request without a largest length",
    problem: """
      The caller decides how much work one request is: nothing says how many elements the list may have, and each costs \
      round trips. One body of 100 kB holds a thousand of them, and keeps a connection for seconds.
      """,
    verify:
      "Send a list of 1,000 elements: it must be answered with 400 before the first statement.",
    fix:
      "Give the list a largest length where the request is validated, one that real users never reach, and work in batches below it.",
    tradeOff: "Callers with more must send several requests: say the limit in the error.",
    effort: Effort(low: 0.25, high: 0.5)
  )

  func findings(in program: Program, under target: LoadTarget) -> [Finding] {
    let lists = program.submittedLists.sorted { left, right in
      left.weight != right.weight
        ? left.weight > right.weight : left.call.repetition.place < right.call.repetition.place
    }
    return lists.isEmpty ? [] : [finding(of: lists, in: program, under: target)]
  }

  /// What validates requests is one habit of the application: the costliest list stands for all.
  private func finding(
    of lists: [SubmittedList],
    in program: Program,
    under target: LoadTarget
  ) -> Finding {
    let list = lists[0]
    let site = list.call.site
    let approach = site.approach
    let name = list.name.isEmpty ? "the body" : "`\(list.name)`"
    let head = program.head(of: list.call.repetition)
    return finding(
      Diagnosis(
        place: head,
        because: (approach?.steps(in: program) ?? []) + [
          (site.place, "costs each time: `\(site.calleeText)`")
        ]
          + lists.dropFirst().prefix(12).map {
            (program.head(of: $0.call.repetition), "`\($0.name)` has no largest length either")
          },
        function: site.function,
        title:
          "\(name) of the request has no largest length, and each element costs `\(site.calleeText)`",
        problem: Self.about.problem,
        severity: .medium,
        tier: .suspicious,
        confidence: .medium,
        impact: Impact(
          estimate:
            "One body of 100 kB holds 1,000 elements of 100 bytes: 1,000 round trips of 1 ms keep one connection for "
            + "1 s, and ten such requests a pool of ten; assuming one statement of 1 ms for each",
          confidence: .low
        ),
        verify: Verify(steps: Self.about.verify),
        fix: remedy(list, program),
        routes: approach?.routeLabels(in: program) ?? [],
        confirm:
          "Check who may send \(name), and how many elements honest callers send: a largest length must not cut those off."
      )
      .priced(for: site.rareUse, under: target),
      in: program
    )
  }

  private func remedy(_ list: SubmittedList, _ program: Program) -> Remedy {
    let subject = list.call.repetition.subject
    guard !subject.isEmpty, !subject.contains("…") else { return Remedy(Self.about.fix) }
    let isPython = list.call.site.unit.isPython
    return Remedy(
      Self.about.fix,
      before: program.source(of: program.head(of: list.call.repetition)),
      after: isPython
        ? "if len(\(subject)) > 100:\n    raise ValueError(\"at most 100 elements\")"
        : "if (\(subject).length > 100) throw new RangeError(\"at most 100 elements\");"
    )
  }
}
