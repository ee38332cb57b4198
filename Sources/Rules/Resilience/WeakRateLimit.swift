// A limiter that counts the wrong requests, or takes all callers for one.

import Capacity
import Findings
import SemanticModel

/// Reports limiters that let the expensive requests through, or that a proxy turns against all users.
struct WeakRateLimit: Rule {
  static let about = RuleDescription(
    name: "weak-rate-limit",
    category: .abuseControl,
    worst: .high,
    title: "Rate limit that does not limit what it should",
    problem: """
      The limiter is there, but what it counts is not what costs: callers get through whom it should stop, or callers \
      are stopped who did nothing.
      """,
    verify: """
      Send 200 successful requests from one address within a minute, and single requests from two addresses through \
      the proxy: the first must meet 429, the second must not share a counter.
      """,
    fix: "Count every request to expensive routes, by the caller's real address and by account.",
    tradeOff: "A user who repeats a form often meets the limit: tell when to try again.",
    effort: Effort(low: 0.25, high: 1)
  )

  func findings(in program: Program, under target: LoadTarget) -> [Finding] {
    let limiters = program.calls(playing: [.rateLimiter]).filter {
      $0.unit.isRunning && $0.isReached(from: .running) && !$0.arguments.isEmpty
        && $0.arguments.contains(where: \.isObject)
    }
    return limiters.filter(skipsSuccesses).map { skipping($0, program, target) }
      + sharing(limiters, program, target) + wideFindings(limiters, in: program, under: target)
      + program.forwardedKeys.map { chosen($0, program, target) }
      + headerFindings(in: program, under: target)
  }

  /// The first address of the header is whatever the caller wrote into it.
  private func chosen(_ key: CallerKey, _ program: Program, _ target: LoadTarget) -> Finding {
    finding(
      Diagnosis(
        place: key.place,
        function: key.function,
        title: "The limit counts by `X-Forwarded-For`, which callers write themselves",
        problem: """
          The first address of the header comes from the caller; proxies add theirs behind it. A different value in \
          each request is a new counter each time, so nobody who means it is ever stopped. \(Self.about.problem)
          """,
        severity: .medium,
        tier: .suspicious,
        confidence: .medium,
        impact: Impact(
          estimate:
            "One caller that sends \(Figure.grouped(target.requestsPerSecond)) req/s with as many addresses is never "
            + "stopped: \(Figure.grouped(target.requestsPerSecond * 3_600)) requests an hour, and as many counters",
          confidence: .medium
        ),
        verify: Verify(
          steps:
            "Send 200 requests from one address, each with another X-Forwarded-For: they must meet 429."
        ),
        fix: Remedy(
          "Tell the framework how many proxies stand in front (`trust proxy` of Express, ProxyFix of Flask) and count by the address that it gives; or take the entry that your own proxy appended, counted from the right.",
          before: program.source(of: key.place)
        ),
        confirm: "Check whether the proxy in front overwrites the header instead of adding to it."
      ),
      in: program
    )
  }

  private func skipsSuccesses(_ site: CallSite) -> Bool {
    site.arguments.contains { $0["skipSuccessfulRequests"].map(\.isTrue) ?? false }
  }

  private func skipping(_ site: CallSite, _ program: Program, _ target: LoadTarget) -> Finding {
    let before = program.source(of: site.place)
    return finding(
      Diagnosis(
        place: site.place,
        function: site.function,
        title: "`\(site.calleeText)` does not count requests that succeed",
        problem: """
          Only failures count: whoever registers, asks for a mail or signs in with good credentials does so without \
          bound. Each of these hashes a password, writes a row or sends a mail. \(Self.about.problem)
          """,
        severity: .high,
        confidence: .high,
        impact: Impact(
          estimate:
            "One caller that sends \(Figure.grouped(target.requestsPerSecond)) successful req/s is never stopped: "
            + "\(Figure.grouped(target.requestsPerSecond * 3_600)) rows, hashes or mails an hour",
          confidence: .medium
        ),
        verify: Verify(steps: Self.about.verify),
        fix: Remedy(
          "Take `skipSuccessfulRequests` away, or give registration and mails a limiter of their own that counts all.",
          before: Excerpt.short(before, keeping: before)
        )
      ),
      in: program
    )
  }

  /// Behind a proxy all callers have its address, unless the application trusts its header.
  private func sharing(_ limiters: [CallSite], _ program: Program, _ target: LoadTarget)
    -> [Finding]
  {
    let own = limiters.filter { site in
      !site.arguments.contains { $0["keyGenerator"] != nil || $0["validate"] != nil }
    }
    let services = program.services.filter { $0.listening != nil }
    guard program.frameworkTrustsNoProxy, let first = services.first else { return [] }
    guard services.count > 1 else {
      return own.first.flatMap { sharing($0, of: first, program, target) }.map { [$0] } ?? []
    }
    // Each service stands behind a proxy of its own, or behind none.
    return services.compactMap { service in
      own.first { program.packageFolder(of: $0.place.unit) == service.folder }
        .flatMap { sharing($0, of: service, program, target) }
    }
  }

  private func sharing(
    _ site: CallSite,
    of service: Service,
    _ program: Program,
    _ target: LoadTarget
  ) -> Finding? {
    guard
      !program.mentions(
        service,
        {
          NameWords.holds(
            $0,
            ["trust proxy", "trustproxy", "x-forwarded-for", "x-real-ip", "cf-connecting-ip"]
          )
        }
      )
    else { return nil }
    let before = program.source(of: site.place)
    return finding(
      Diagnosis(
        place: site.place,
        because: [(service.creation.place, "`trust proxy` would be set here")],
        function: site.function,
        title: "`\(site.calleeText)` sees one address behind a proxy: `trust proxy` is not set",
        problem: """
          Without `trust proxy` the address of a request is that of the proxy in front of it, so all users share one \
          counter: a few of them use it up, and everybody is answered with 429. \(Self.about.problem)
          """,
        severity: .high,
        tier: .suspicious,
        confidence: .medium,
        impact: Impact(
          estimate:
            "At \(Figure.grouped(target.requestsPerSecond)) req/s a counter of 100 requests is used up after "
            + "\(Figure.duration(100 / target.requestsPerSecond)), by all \(Figure.grouped(Double(target.users))) users together",
          confidence: .medium
        ),
        verify: Verify(steps: Self.about.verify),
        fix: Remedy(
          "Set `trust proxy` to the number of proxies in front of the process, and count by `req.ip` and by account.",
          before: Excerpt.short(before, keeping: before)
        ),
        confirm: "Check whether a proxy or balancer stands in front of the process."
      ),
      in: program
    )
  }
}
