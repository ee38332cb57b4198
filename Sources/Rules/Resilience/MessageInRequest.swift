// The answer waits for a message that it does not need.

import Capacity
import Findings
import SemanticModel

/// Reports messages that requests wait for, although their failure is caught.
struct MessageInRequest: Rule {
  static let about = RuleDescription(
    name: "message-in-request",
    category: .asyncJobs,
    worst: .medium,
    title: "Message that is sent while the request waits",
    problem: """
      The failure of the message is caught, so the answer does not need it; it waits for it all the same. Each request \
      takes as long as the mail server likes, and what fails is never sent again.
      """,
    verify: "Let the mail server answer after 10 s: the route must answer within its usual time.",
    fix:
      "Put the message into a queue and answer at once; a worker sends it, tries again with backoff, and parks what fails for good.",
    tradeOff: "A queue delivers later and sometimes twice: make the work idempotent.",
    effort: Effort(low: 1, high: 4)
  )

  /// The first call on the way whose name says that a message is sent: what stands around it says what its failure is
  /// worth.
  private static func sending(_ dependency: Dependency) -> CallSite {
    dependency.approach.calls.first { call in
      let name = call.calledName.lowercased()
      return ["send", "notify", "deliver"].contains { name.hasPrefix($0) }
        && ["mail", "notif", "sms", "message"].contains { name.contains($0) }
    } ?? dependency.crossing
  }

  func findings(in program: Program, under target: LoadTarget) -> [Finding] {
    let waits = program.serviceDependencies.filter { dependency in
      !dependency.failsRequest && dependency.purpose == .messages
        && dependency.approach.entry.kind == .request
    }
    .map { (dependency: $0, site: Self.sending($0)) }
    .sorted { $0.site.place < $1.site.place }
    guard let (first, site) = waits.first else { return [] }
    var seen: Set<SourcePlace> = [site.place]
    let others = waits.filter { seen.insert($0.site.place).inserted }
    let before = program.source(of: site.place)
    let remedy = DependencyRemedy(site, in: program)
    let wait = 0.5
    let load = LittlesLaw(arrivalsPerSecond: target.requestsPerSecond / 10, secondsHeld: wait)
    return [
      finding(
        Diagnosis(
          place: site.place,
          because: first.approach.steps(in: program)
            + (first.site.place == site.place
              ? [] : [(first.site.place, "sends it: `\(first.site.calleeText)`")])
            + others.prefix(10).map { ($0.site.place, "waits for its message too") },
          function: site.function,
          title: "The answer waits for `\(site.calleeText)`, whose failure does not matter to it",
          problem: Self.about.problem,
          severity: .medium,
          tier: .suspicious,
          confidence: .medium,
          impact: Impact(
            estimate:
              "\(load.sentence(of: "requests")) wait for the mail server at any time, \(Figure.duration(wait)) each; "
              + "assuming a tenth of the requests and \(Figure.duration(wait)) for one message",
            confidence: .low
          ),
          verify: Verify(steps: Self.about.verify, command: first.approach.command(in: program)),
          fix: Remedy(
            Self.about.fix,
            before: Excerpt.short(before, keeping: before),
            after: before.utf8.count < 400 ? remedy?.queued : nil
          ),
          routes: first.approach.routeLabels(in: program),
          confirm: "Check how long one message takes, and how often the route is asked."
        ),
        in: program
      )
    ]
  }
}
