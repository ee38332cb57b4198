// How much there is to win where waits that follow one another could wait together.

import Queries
import SemanticModel
import SourceText

/// What is known of the waits of a program: look-ups of one row, lists, calls of other services.
struct WaitWeights {
  private let program: Program
  /// By the position of a call: whether the query that it sends gives one row at most.
  private let lookUps: [Int: Bool]

  init(in program: Program) {
    self.program = program
    lookUps = Dictionary(
      program.queries.map { ($0.call, $0.isSingle) },
      uniquingKeysWith: { first, second in first && second }
    )
  }

  /// Whether each of the waits looks up one row.
  func areLookUps(_ run: AwaitRun) -> Bool {
    run.steps.allSatisfy { lookUps[$0.site.position] == true }
  }

  /// Whether a wait looks up one row, itself or in the function that it calls.
  func isLookUp(_ step: AwaitStep) -> Bool {
    if let known = lookUps[step.site.position] { return known }
    guard step.site.resolved.targets.count == 1, let target = step.site.resolved.targets.first
    else { return false }
    let asked = program.calls(in: target).compactMap { lookUps[$0] }
    return asked.count == 1 && asked[0]
  }

  /// Whether a wait is a question to another service, and nothing else.
  func asksService(_ step: AwaitStep) -> Bool { step.kinds == [.external] }

  /// What must be checked before anybody mends it; nil where nothing must.
  func doubt(of run: AwaitRun, on approach: Approach?) -> String? {
    if run.isIngredients {
      return
        "Check that the second may be written even when the first fails: together, both start."
    }
    if run.pastRefusal != nil {
      return
        "Check how often the refusal between them is the answer: only then is the second asked in vain, which costs one "
        + (run.steps.allSatisfy(asksService) ? "call of the service." : "look-up.")
    }
    if run.isConditional {
      return "Check how many requests ask for the second: only they wait for one after the other."
    }
    if let approach, !approach.isWaitedFor {
      return "Check who waits for it: on the way here, somebody starts it and goes on."
    }
    if run.steps.contains(where: { $0.site.poolSize?.connections == 1 }) {
      return
        "Check how many connections the pool has: with one, the reads wait in line together too."
    }
    guard !areLookUps(run), run.steps.allSatisfy(isHeavy) else {
      return
        "Measure how long each of them takes: look-ups by key take a millisecond or two, and what is kept in memory nothing."
    }
    let calls = run.steps.count { $0.kinds.contains(.external) }
    guard calls > 1 || run.steps.count > 2 else {
      return
        "Measure what the shorter of the two takes: that is all that is won, at the price of a second connection."
    }
    return approach.flatMap { doubt(ofWay: $0, run) }
  }

  /// What leaves open whether users wait for all of them each time.
  private func doubt(ofWay approach: Approach, _ run: AwaitRun) -> String? {
    if run.isSends {
      return
        "Check whether the order in which they arrive matters, and what the second means where the first fails."
    }
    if let call = approach.callKnownByName {
      return
        "Check whether `\(call.calleeText)` leads here: only its name says so, not what it is called on."
    }
    if (run.steps.map(\.site) + approach.calls.suffix(3)).contains(where: \.isAskedOnMiss) {
      return "Check how often an answer that is kept is missing: only then are they asked."
    }
    if !approach.calls.isEmpty, run.steps.allSatisfy(\.site.isForNothingGivenBack) {
      return "Check who needs the answers: the function around them gives nothing back."
    }
    if run.steps.allSatisfy({ $0.site.isOfFewWaiting })
      || run.steps.contains(where: { $0.site.asksOwnFile })
    {
      return "Check whether a user waits for them: the way here is taken by others, or rarely."
    }
    return nil
  }

  /// Whether a wait is known to take more than a look-up: a list, a count, another service.
  private func isHeavy(_ step: AwaitStep) -> Bool {
    if step.kinds.contains(.query), step.site.isHandedList { return true }
    guard step.site.resolved.targets.isEmpty else { return false }
    return step.kinds.contains(.external) || lookUps[step.site.position] == false
  }
}

extension CallSite {
  /// Whether it is handed SQL that gives more than one row by key.
  fileprivate var isHandedList: Bool {
    guard let first = arguments.first else { return false }
    switch first.shape {
    case .text, .template: break
    default: return false
    }
    let text = program.source(of: SourcePlace(unit: place.unit, span: first.span)).lowercased()
    return text.contains("select") && text.contains("from") && !text.contains("limit 1")
  }
}
