// What a reviewer goes through, with the boxes that the audit can decide.

import Findings

/// One box.
struct ChecklistItem {
  enum State {
    /// Decided: it holds.
    case holds
    /// Decided: it does not, for these findings.
    case broken([Finding])
    /// To be decided by somebody else, and how.
    case open(String)
    /// The folder has nothing that it could be said of, and why.
    case notApplicable(String)
  }

  let text: String
  let state: State
}

extension Audit {
  /// The boxes: what reading the code decides, what a measurement does, and what people do.
  var checklist: [ChecklistItem] {
    codeItems
      + objectives.map { objective in
        ChecklistItem(text: "\(objective.name) \(objective.target)", state: state(of: objective))
      } + processItems
  }

  private func state(of objective: Objective) -> ChecklistItem.State {
    switch objective.verdict {
    case .pass: .holds
    case .fail: .open("measured \(objective.measured?.caption ?? ""), which is not enough")
    case .open: .open("Needs Confirmation: \(objective.command)")
    }
  }

  private var codeItems: [ChecklistItem] {
    let stack = Stack(of: self)
    return Self.claims.map { category, claim in
      let found = findings.filter { $0.category == category && $0.suppressed == nil }
      if !found.isEmpty { return ChecklistItem(text: claim, state: .broken(found)) }
      if let reason = stack.absence(of: category) {
        return ChecklistItem(text: claim, state: .notApplicable(reason))
      }
      // Without a score too little was asked or understood: silence proves nothing.
      guard score != nil else {
        return ChecklistItem(
          text: claim,
          state: .open("Needs Confirmation: `plimsoll audit .`, with every rule")
        )
      }
      if let figure = Self.measured[category] {
        return ChecklistItem(text: claim, state: .open("Needs Confirmation: \(figure)"))
      }
      return ChecklistItem(text: "\(claim): nothing was found by reading the code", state: .holds)
    }
  }

  private var processItems: [ChecklistItem] {
    let asked = (environment ?? []).filter { $0.status == .needsConfirmation }
    let urgent = findings(of: summary?.fixNow ?? [])
    let ownerless = urgent.filter { $0.owner == nil }
    let unread = stats.skipped.contains { $0.reason.hasPrefix("syntax error") }
    return [
      ChecklistItem(
        text: "The environment is known",
        state: asked.isEmpty && environment != nil
          ? .holds : .open("Needs Confirmation: \(asked.map(\.aspect).joined(separator: ", "))")
      ),
      ChecklistItem(
        text: "Everything under Fix Now has an owner",
        state: ownerless.isEmpty
          ? .holds : .open("Needs Confirmation: `owners` in plimsoll.yml, or CODEOWNERS")
      ),
      ChecklistItem(
        text: "Every source file was understood whole",
        state: unread ? .open("see the list of what was not read") : .holds
      ),
      ChecklistItem(
        text: "The alerts of section 6 are switched on, and one was seen to fire",
        state: .open("Needs Confirmation: the alerting system")
      ),
    ]
  }

  /// What the silence of the rules does not decide, and what does.
  private static let measured: [Category: String] = [
    .caching: "the hottest statements of section 2",
    .bundleShape: "the sizes of section 3",
  ]

  private static let claims: [(Category, String)] = [
    (.nPlusOne, "No query is sent once per element of a collection"),
    (.unboundedFetch, "Every read of a list has a limit"),
    (.indexGap, "Every filter and sort of a hot query has an index"),
    (.poolExhaustion, "Pools are sized for all processes, and no connection is held across a wait"),
    (.caching, "What is read often and changes seldom is cached, with a lifetime"),
    (.leakedHandle, "Every handle, timer and listener is released"),
    (.globalGrowth, "Nothing global grows with the number of requests"),
    (.logFlooding, "No log line is written per element or per byte of data"),
    (.largeBuffering, "Large data is streamed, not held in memory"),
    (.missingTimeout, "Every call to another service has a deadline"),
    (.retryStorm, "Retries are few, spaced, and spread at random"),
    (.checkThenAct, "What is checked and then changed is changed atomically"),
    (.awaitWaterfall, "What does not depend on each other waits together"),
    (.eventLoopBlock, "Nothing blocks the event loop or a worker"),
    (.abuseControl, "Rates, sizes and uploads are limited"),
    (.noBreaker, "The application lives on while a service of others is away"),
    (.noBackpressure, "Work that comes in faster than it is done is turned away or held back"),
    (.errorObservability, "Errors are seen: logged, counted and answered with the right status"),
    (.asyncJobs, "Slow work is done behind the answer, by jobs that may be repeated"),
    (.renderStorm, "One event renders only what it changes"),
    (.unvirtualizedList, "Long lists are paged or virtual"),
    (.fetchLoop, "No effect fetches in a loop"),
    (.stateBloat, "State holds only what is shown"),
    (.bundleShape, "The first page loads only what it shows"),
  ]
}
