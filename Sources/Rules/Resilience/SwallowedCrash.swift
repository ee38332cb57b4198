// A failure that nobody handled is written to the log, and the process goes on.

import Capacity
import Findings
import SemanticModel

/// Reports listeners of `unhandledRejection` and `uncaughtException` that let a broken process run on.
struct SwallowedCrash: Rule {
  static let about = RuleDescription(
    name: "swallowed-crash",
    category: .errorObservability,
    worst: .high,
    title: "The process goes on after a failure that nobody handled",
    problem: """
      The request that failed never gets an answer, and what it held (a connection, a lock, a transaction) may never \
      be given back. The process looks alive to every balancer, so each such failure leaves it a little more broken \
      instead of being replaced by a fresh one.
      """,
    verify: """
      Make one promise reject outside every handler: the process must log it, stop taking requests and end with a \
      code other than 0, and be started anew.
      """,
    fix:
      "Log the failure, close the server so that requests in flight finish, and end the process with `process.exit(1)`; the supervisor starts it anew.",
    tradeOff:
      "A bug on a frequent path restarts the process often: run several instances, and fix what the log names.",
    effort: Effort(low: 0.25, high: 1)
  )

  private static let events: Set<String> = ["unhandledRejection", "uncaughtException"]

  func findings(in program: Program, under target: LoadTarget) -> [Finding] {
    program.services.compactMap { finding(in: $0, program, target) }
  }

  private func finding(
    in service: Service,
    _ program: Program,
    _ target: LoadTarget
  ) -> Finding? {
    let listeners = program.processListeners(of: service)
      .filter { Self.events.contains($0.event) }
    // Another listener of the same event may end the process.
    let ending = Set(listeners.filter { !goesOn($0) }.map(\.event))
    let found = listeners.filter { !ending.contains($0.event) }
    guard let first = found.first else { return nil }
    // Who writes the failure down and goes on may have weighed it: work in the background fails alone.
    let isDecided = found.contains { !$0.calls.isEmpty }
    return finding(
      ServiceGap(
        service: service,
        place: first.site,
        title: "The process goes on after `\(first.event)`",
        problem: "The listener only takes note. " + Self.about.problem,
        severity: first.event == "uncaughtException" ? .high : .medium,
        tier: isDecided ? .suspicious : .finding,
        estimate: """
          \(target.inFlight) share the process with the one that broke; each failure leaves one request without \
          an answer until its client gives up
          """,
        fix: remedy(first, program),
        because: found.dropFirst().map { ($0.site.place, "goes on after `\($0.event)`") },
        confirm: isDecided ? Self.question : nil
      ),
      in: program
    )
  }

  private static let question =
    "Check what reaches the listener: where requests have error handlers of their own and only work in the background does, going on may be meant."

  private func goesOn(_ listener: ProcessListener) -> Bool {
    let ends = ["exit", "shutdown", "kill", "terminate", "stop", "close", "abort", "crash", "die"]
    return !listener.throwsErrors
      && !listener.calls.contains { site in
        let name = site.calledName.lowercased()
        return site.plays(.processExit) || site.plays(.shutdown)
          || ends.contains { name.contains($0) }
      }
  }

  private func remedy(_ listener: ProcessListener, _ program: Program) -> Remedy {
    let before = program.source(of: listener.site.place)
    return Remedy(Self.about.fix, before: Excerpt.short(before, keeping: before))
  }
}
