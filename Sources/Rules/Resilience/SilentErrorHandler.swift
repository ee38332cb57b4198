// Errors are answered, and nobody is told of them.

import Capacity
import Findings
import SemanticModel

/// Reports error handlers that answer with a failure and leave no trace of its cause.
struct SilentErrorHandler: Rule {
  static let about = RuleDescription(
    name: "silent-error-handler",
    category: .errorObservability,
    worst: .medium,
    title: "Error handler that logs nothing",
    problem: """
      The handler answers with a status and drops the error: its message, stack and cause are in no log. When \
      requests fail under load, nobody can tell a full pool from a bug.
      """,
    verify:
      "Make a request fail in the way that production runs: the log must hold one line with the error's stack.",
    fix:
      "Log the error with its stack and the request's id in every environment, at least where the answer is a 5xx, before the answer is sent.",
    tradeOff:
      "An outage writes one line per failed request: log expected 4xx answers at a lower level, or not at all.",
    effort: Effort(low: 0.1, high: 0.5)
  )

  func findings(in program: Program, under target: LoadTarget) -> [Finding] {
    silent(in: program, under: target) + replaced(in: program, under: target)
  }

  private func silent(in program: Program, under target: LoadTarget) -> [Finding] {
    let handlers = program.answeringErrorHandlers
    // One that tells of the error is enough: it stands before or behind the others.
    guard let first = handlers.first, handlers.allSatisfy({ $0.trace != .always }) else {
      return answers(in: program, under: target)
    }
    let guarded = handlers.compactMap { handler -> SourcePlace? in
      if case .onlyInDevelopment(let place) = handler.trace { return place }
      return nil
    }
    return [
      finding(
        Diagnosis(
          place: guarded.first ?? program.head(of: first.function),
          because: guarded.isEmpty
            ? [] : [(program.head(of: first.function), "the handler that answers")],
          function: first.function,
          title: guarded.isEmpty
            ? "Errors are answered and never logged" : "Errors are logged in development only",
          problem: Self.about.problem,
          severity: .medium,
          confidence: .high,
          impact: Impact(estimate: Self.estimate(target), confidence: .medium),
          verify: Verify(steps: Self.about.verify),
          fix: Remedy(Self.about.fix, before: Self.excerpt(of: first.function, in: program))
        ),
        in: program
      )
    ]
  }

  /// The head of the handler, or all of it where its parameters stand on lines of their own.
  private static func excerpt(of function: FunctionRef, in program: Program) -> String {
    let head = program.source(of: program.head(of: function))
    guard head.hasSuffix("(") else { return head }
    let whole = program.source(of: program.place(of: function))
    return Excerpt.short(whole, keeping: head)
  }

  /// So many handlers of exceptions answer alike before it is the application's way.
  private static let fewest = 3

  /// Handlers of exceptions that answer with 500 each for itself: together they are one defect.
  private func answers(in program: Program, under target: LoadTarget) -> [Finding] {
    guard program.calls(playing: [.errorTracking]).isEmpty else { return [] }
    let all = program.handlers().filter {
      $0.answersServerError && !$0.isSelective && $0.work.audience == .requests
        && $0.work.isReached(from: Audience.requests.entries)
    }
    let silent = all.filter { !$0.logs }
    guard silent.count >= Self.fewest, silent.count * 4 >= all.count * 3 else {
      return fileAnswers(all, in: program, under: target)
    }
    return [finding(of: silent, .application, in: program, under: target)]
  }

  /// What a group of handlers that answer alike takes in.
  private enum Extent {
    case application
    /// Handlers of other files log what they answer.
    case file
    /// Handlers beside them log what they answer.
    case some
  }

  /// The file that answers most often so, where others log what they answer.
  private func fileAnswers(
    _ all: [Handler],
    in program: Program,
    under target: LoadTarget
  ) -> [Finding] {
    let own = all.filter { !program.units[$0.place.unit].path.contains("example") }
    let files = Dictionary(grouping: own) { $0.place.unit }.mapValues { handlers in
      (silent: handlers.filter { !$0.logs }, count: handlers.count)
    }
    let habits = files.filter { $0.value.silent.count >= Self.fewest }
      .filter { $0.value.silent.count * 4 >= $0.value.count * 3 }
    let worst = habits.max { ($0.value.silent.count, $1.key) < ($1.value.silent.count, $0.key) }
    if let worst { return [finding(of: worst.value.silent, .file, in: program, under: target)] }
    // One in two or three that are forgotten: which failures leave a trace is chance.
    let silent = own.filter { !$0.logs }
    guard silent.count > Self.fewest, silent.count * 4 >= own.count else { return [] }
    return [finding(of: silent, .some, in: program, under: target)]
  }

  private func finding(
    of silent: [Handler],
    _ extent: Extent,
    in program: Program,
    under target: LoadTarget
  ) -> Finding {
    let first = silent[0]
    let before = program.source(of: first.place)
    let whose = extent == .file ? " of this file" : ""
    let isSure = extent == .application
    return finding(
      Diagnosis(
        place: first.place,
        because: silent.dropFirst().prefix(8).map { ($0.place, "the same here") },
        function: first.function,
        title: "\(silent.count) handlers\(whose) answer with 500, and nothing logs why",
        problem: Self.about.problem,
        severity: .medium,
        tier: isSure ? .finding : .suspicious,
        confidence: isSure ? .high : .medium,
        impact: Impact(estimate: Self.estimate(target), confidence: .medium),
        verify: Verify(steps: Self.about.verify),
        fix: Remedy(Self.together, before: Excerpt.short(before, keeping: before)),
        confirm: isSure ? nil : Self.check(extent)
      ),
      in: program
    )
  }

  private static func check(_ extent: Extent) -> String {
    "Check whether something in front of these routes records why they answer with 500: other "
      + (extent == .file ? "files log it." : "handlers log it.")
  }

  private static let together = """
    Let the failures reach one error handler for the whole application, which logs them with their stack and the \
    request's id and answers with 500; catch only what a handler can mend.
    """

  static func estimate(_ target: LoadTarget) -> String {
    let failed = target.requestsPerSecond * target.durationSeconds * target.errorRate
    return
      "Of \(target.wholeRun), the target lets \(Figure.grouped(failed)) fail: not one of them leaves a cause"
  }
}
