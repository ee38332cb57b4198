// Timers and listeners that each request or each mounted component adds, and nothing takes away.

import Capacity
import Findings
import SemanticModel

/// Reports timers, listeners and subscriptions that nothing ends.
struct LeakedSubscription: Rule {
  static let about = RuleDescription(
    name: "leaked-subscription",
    category: .leakedHandle,
    worst: .high,
    title: "Timer or listener that nothing ends",
    problem: """
      Each one keeps what its function captures, the request and the response with it, and goes on working when nobody \
      needs it any more. Their number only rises: the process grows slower and larger until it is restarted.
      """,
    verify: """
      Send a few hundred requests (or mount and unmount the component as often) and count the active timers and \
      listeners (`process.getActiveResourcesInfo()`, `emitter.listenerCount(event)`): the count must come back.
      """,
    fix:
      "End it when what it serves ends: on the `close` event of the request or socket, or in the effect's cleanup.",
    tradeOff: "None: what is ended was of no use any more.",
    effort: Effort(low: 0.25, high: 1)
  )

  func findings(in program: Program, under target: LoadTarget) -> [Finding] {
    program.endlessSubscriptions.map { finding(of: $0, in: program, under: target) }
  }

  private func finding(
    of subscription: Subscription,
    in program: Program,
    under target: LoadTarget
  ) -> Finding {
    let site = subscription.site
    let approach = site.approach
    let text = Wording(subscription, site, target)
    return finding(
      Diagnosis(
        place: site.place,
        because: approach?.steps(in: program) ?? [],
        function: site.function,
        title: text.title,
        problem: text.problem,
        severity: text.severity,
        tier: text.doubt == nil ? .finding : .suspicious,
        confidence: text.doubt == nil ? .high : .medium,
        impact: Impact(estimate: text.estimate, confidence: .medium),
        verify: Verify(steps: Self.about.verify, command: approach?.command(in: program)),
        fix: Remedy(
          text.fix,
          before: Excerpt.short(
            program.source(of: site.place),
            keeping: program.source(of: site.place)
          ),
          repair: SubscriptionRepair(subscription, in: program).repair
        ),
        routes: approach?.routeLabels(in: program) ?? [],
        confirm: text.doubt
      ),
      in: program
    )
  }
}

/// What is said of each kind.
private struct Wording {
  let title: String
  let problem: String
  let severity: Severity
  let estimate: String
  let fix: String
  /// What must be checked; nil where nothing must.
  var doubt: String?

  init(_ subscription: Subscription, _ site: CallSite, _ target: LoadTarget) {
    let about = LeakedSubscription.about
    let share = Input.tenthOfRequests
    let rate = Figure.grouped(target.requestsPerSecond * share.value)
    let hour = Figure.grouped(target.requestsPerSecond * share.value * 3_600)
    switch subscription.kind {
    case .interval:
      title = "Each call starts `\(subscription.subject)`, and nothing clears it"
      problem = about.problem
      severity = .high
      estimate =
        "\(rate) req/s × 3,600 s = \(hour) timers after an hour, all of them running; assuming \(share.source)"
      fix =
        "Keep what it returns, and call `clearInterval` with it when the request or the socket closes."
    case .listener:
      title = "Each call adds a listener to `\(subscription.subject)`, and nothing removes it"
      problem = about.problem
      severity = .high
      estimate =
        "\(rate) req/s × 3,600 s = \(hour) listeners after an hour, all of them called for each event; "
        + "assuming \(share.source)"
      fix =
        "Listen once, where `\(subscription.subject)` is made, or remove the listener when the request closes."
    case .effect, .ownElement:
      let isInterval = subscription.kind == .effect(interval: true)
      let what = isInterval ? "timer" : "listener"
      if subscription.kind == .ownElement {
        doubt =
          "The listener goes with its element: check whether the effect runs again while the same element is shown."
      }
      title = "The effect starts `\(site.calleeText)` and returns no cleanup"
      problem =
        "React calls the effect each time that the component is mounted or its dependencies change, and each "
        + "call adds one more \(what) to those before. " + about.problem
      severity = .medium
      estimate =
        "One more \(what) for each mount: 100 changes of the page leave 100 of them in one user's tab; "
        + "assuming 100 mounts in one visit"
      fix = "Return a function from the effect that ends what it began."
    case .lostTimer:
      title =
        "The effect's cleanup clears `\(subscription.subject)`, which never holds what `\(site.calleeText)` gives"
      problem =
        "The timer runs on when the component is gone or the effect runs again, and what its function captures "
        + "stays in memory until then. " + about.problem
      severity = .monitor
      estimate =
        "One timer for each mount outlives it: 100 changes of the page run 100 of them for nothing; assuming 100 "
        + "mounts in one visit"
      fix = "Store what `\(site.calleeText)` gives in `\(subscription.subject)`."
    case .objectURL(let isRendered): self = .objectURL(of: site, isRendered)
    }
  }

  private init(
    title: String,
    problem: String,
    severity: Severity,
    estimate: String,
    fix: String,
    doubt: String? = nil
  ) {
    self.title = title
    self.problem = problem
    self.severity = severity
    self.estimate = estimate
    self.fix = fix
    self.doubt = doubt
  }

  private static func objectURL(of site: CallSite, _ isRendered: Bool) -> Wording {
    Wording(
      title: "`\(site.calleeText)` keeps the file in memory, and nothing revokes it",
      problem:
        "An object URL keeps its whole file until the page is closed or `URL.revokeObjectURL` is called: each "
        + "further file adds to the memory of the tab.",
      severity: .monitor,
      estimate: isRendered
        ? "10 renders leave 10 URLs of one file, which stays in memory until the page is closed; assuming 10 of them "
          + "in one visit"
        : "10 files of 5 MB keep 50 MB in one user's tab; assuming 10 of them in one visit",
      fix: isRendered
        ? "Make the URL once for each file, in an effect whose cleanup calls `URL.revokeObjectURL` with it."
        : "Call `URL.revokeObjectURL` once the file was downloaded or shown, and when it is replaced.",
      doubt: isRendered
        ? "All URLs of one file keep the same bytes: check how large the files are, and how many one visit shows."
        : "One is made for each thing that a user does: check how large the files are, and how many one visit makes."
    )
  }
}
