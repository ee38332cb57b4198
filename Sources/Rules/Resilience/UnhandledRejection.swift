// An asynchronous handler rejects, and the framework does not look at its promise.

import Capacity
import Findings
import SemanticModel

/// Reports handlers, middlewares and listeners of sockets whose rejections reach nobody.
struct UnhandledRejection: Rule {
  static let about = RuleDescription(
    name: "unhandled-rejection",
    category: .errorObservability,
    worst: .high,
    title: "Rejection of a handler that nobody handles",
    problem: """
      The framework does not look at the promise that the handler returns. When it rejects, no error handler runs and \
      no answer is sent: the client waits until it gives up, and a rejection that nobody handles ends a Node.js \
      process, with every other request that it serves.
      """,
    verify: """
      Stop the database and send the request: it must be answered with a 5xx at once, and the process must go on.
      """,
    fix: """
      Wrap each asynchronous handler so that its rejection goes to `next`, import a patch that does so for all of \
      them, or move to a version of the framework that looks after promises.
      """,
    tradeOff:
      "A patch changes every handler at once, and a wrapper must not be forgotten: let a linter ask for it.",
    effort: Effort(low: 0.5, high: 3)
  )

  func findings(in program: Program, under target: LoadTarget) -> [Finding] {
    handlerFindings(in: program, under: target)
      + [listenerFinding(in: program, under: target)].compactMap(\.self)
  }

  private func handlerFindings(in program: Program, under target: LoadTarget) -> [Finding] {
    let lost = FailureMap(of: program).lostHandlers(in: program)
    let places = Dictionary(grouping: lost.handlers, by: \.function).keys.sorted()
    // Where only some versions lose them, one handler proves no habit.
    guard places.count >= (lost.isVersionUnknown ? Self.fewestUnderAny : 1) else { return [] }
    // Where others are wrapped, each that is not is an oversight; where none is, the wrapper is what lacks.
    guard lost.othersAreHandled, places.count <= Self.oversights else {
      return [finding(of: places, lost, in: program, under: target)]
    }
    return places.map { finding(of: [$0], lost, in: program, under: target) }
  }

  private static let oversights = 5
  private static let fewestUnderAny = 3

  private func finding(
    of functions: [FunctionRef],
    _ lost: LostHandlers,
    in program: Program,
    under target: LoadTarget
  ) -> Finding {
    let first = functions[0]
    let handler = lost.handlers.first { $0.function == first }
    let routes = lost.handlers.filter { functions.contains($0.function) }.map(\.route)
    let origin = handler?.origin
    let isHeard = program.services.contains { service in
      program.processListeners(of: service).contains { $0.event == "unhandledRejection" }
    }
    return finding(
      Diagnosis(
        place: program.head(of: first),
        because: steps(functions, origin, program),
        function: first,
        title: title(functions, program),
        problem: problem(origin, isHeard),
        severity: isHeard ? .medium : .high,
        tier: lost.isVersionUnknown ? .suspicious : .finding,
        confidence: lost.isVersionUnknown ? .medium : .high,
        impact: Impact(estimate: Self.estimate(routes, target), confidence: .medium),
        verify: Verify(steps: Self.about.verify),
        fix: remedy(functions, in: program),
        routes: Array(Set(routes)).sorted(),
        confirm: lost.isVersionUnknown
          ? "Check which version of the framework is installed, for no manifest says it: Express looks after promises from version 5 on."
          : nil
      ),
      in: program
    )
  }

  private func remedy(_ functions: [FunctionRef], in program: Program) -> Remedy {
    guard let wrapped = RejectionRepair(functions, in: program).remedy else {
      return Remedy(Self.about.fix, before: program.source(of: program.head(of: functions[0])))
    }
    return Remedy(
      Self.about.fix,
      before: wrapped.before,
      after: wrapped.after,
      repair: wrapped.repair
    )
  }

  private func title(_ functions: [FunctionRef], _ program: Program) -> String {
    guard functions.count == 1 else {
      return "Rejections of \(functions.count) asynchronous handlers reach no error handler"
    }
    let name = program.symbol(around: functions[0])
    return name.isEmpty
      ? "A rejection of this handler reaches no error handler"
      : "A rejection of `\(name)` reaches no error handler"
  }

  private func problem(_ origin: CallSite?, _ isHeard: Bool) -> String {
    let cause = origin.map { "`\($0.calleeText)` can fail at any time. " } ?? ""
    guard isHeard else { return cause + Self.about.problem }
    return cause
      + "The framework does not look at the promise that the handler returns. When it rejects, a listener of the "
      + "process takes note, but no error handler runs and no answer is sent: the client waits until it gives up."
  }

  private static func estimate(_ routes: [String], _ target: LoadTarget) -> String {
    let rate = Figure.grouped(target.requestsPerSecond)
    let seconds = Double(target.users) / target.requestsPerSecond
    let count = Figure.counted(Double(Set(routes).count), "route")
    return
      "\(count): while the database is away, \(rate) req/s leave \(rate) more requests without an answer each "
      + "second, and all \(Figure.grouped(Double(target.users))) users wait after \(Figure.duration(seconds))"
  }

  private func steps(
    _ functions: [FunctionRef],
    _ origin: CallSite?,
    _ program: Program
  ) -> [(place: SourcePlace, note: String)] {
    var steps: [(place: SourcePlace, note: String)] = []
    if let origin { steps.append((origin.place, "can fail: `\(origin.calleeText)`")) }
    for function in functions.dropFirst().prefix(40) {
      steps.append((program.head(of: function), "the same here"))
    }
    return steps
  }
}
