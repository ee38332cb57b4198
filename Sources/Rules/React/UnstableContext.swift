// A context that makes all its readers render for what they do not read.

import Capacity
import Findings
import SemanticModel

/// Reports values of contexts that are made anew when something else has changed.
struct UnstableContext: Rule {
  static let about = RuleDescription(
    name: "unstable-context",
    category: .renderStorm,
    worst: .medium,
    title: "Context value is another object at each render",
    problem: """
      The object is made while the provider renders, so every change of its state is a new value to everybody who \
      reads the context: all of them render, wherever they stand, also those that read nothing of what has changed.
      """,
    verify: """
      Record one such change in the profiler of React: components that read other parts of the context must not \
      render.
      """,
    fix: """
      Keep the value in `useMemo` with what it is made of, and give what changes often a context of its own.
      """,
    tradeOff: "One more provider around the tree.",
    effort: Effort(low: 0.25, high: 1)
  )

  func findings(in program: Program, under target: LoadTarget) -> [Finding] {
    program.sharedContexts.map { finding(of: $0, in: program) }
  }

  private func finding(of context: SharedContext, in program: Program) -> Finding {
    let readers = context.consumers.prefix(6).map { (place: $0, note: "reads other parts of it") }
    let count = Double(context.consumers.count)
    let name = context.cell.name
    let isSure = context.isFelt && context.cause != nil
    return finding(
      Diagnosis(
        place: context.place,
        because: readers,
        function: context.component,
        title:
          "Each change of `\(name)` renders \(Figure.counted(count, "reader")) of the context for nothing",
        problem: Self.about.problem,
        severity: context.cause == nil ? .monitor : .medium,
        tier: isSure ? .finding : .suspicious,
        confidence: isSure ? .high : .medium,
        impact: Impact(
          estimate:
            "\(Figure.counted(count, "reader")) × \(Self.rate(of: context.cause)) of `\(name)`",
          confidence: .medium
        ),
        verify: Verify(steps: Self.about.verify),
        fix: Remedy(Self.remedy(context)),
        confirm: confirm(context),
        threshold: "20 components that read the context"
      ),
      in: program
    )
  }

  private func confirm(_ context: SharedContext) -> String? {
    if context.cause == nil {
      return "Check how often `\(context.cell.name)` changes while the readers are shown."
    }
    return context.isFelt ? nil : "Check in the profiler how long the readers take to render."
  }

  private static func remedy(_ context: SharedContext) -> String {
    let name = context.cell.name
    let functions = context.freshFunctions.prefix(3).map { "`\($0)`" }.joined(separator: ", ")
    let kept =
      functions.isEmpty
      ? ""
      : " Functions in it (\(functions)) must be kept with `useCallback`, or the value changes all the same."
    guard context.isInside else {
      return "Keep the value in `useMemo` with what it is made of: `\(name)` is no part of it."
        + kept
    }
    return
      "Give `\(name)` a context of its own and keep the rest in `useMemo`, so that readers of the rest stay as "
      + "they are." + kept
  }

  private static func rate(of cause: FrequentCause?) -> String {
    switch cause {
    case .typing: "5 key strokes/s"
    case .event(let event): "60 `\(event)` events/s"
    case .timer: "each turn of the timer that sets it, 1 change"
    case nil: "1 render for each change"
    }
  }
}
