// Anyone may try passwords, or have mails sent, as fast as the server can.

import Capacity
import Findings
import SemanticModel
import SourceText

/// Reports routes that take credentials, or do expensive work for strangers, without a limit.
struct MissingRateLimit: Rule {
  static let about = RuleDescription(
    name: "missing-rate-limit",
    category: .abuseControl,
    worst: .high,
    title: "No rate limit",
    problem: """
      Nothing bounds how often one caller may ask: one machine tries passwords, fills the mail queue or takes every \
      connection of the pool, and all other users wait behind it.
      """,
    verify: """
      Send 200 requests to the route from one address within a minute: all but the first few must be answered with \
      429, and a second address must still be served.
      """,
    fix: """
      Put a limiter in front of the route: per address and per account, with a shared store where several processes \
      run, a tight one for credentials and mails and a wide one for the whole API.
      """,
    tradeOff:
      "Users behind one address share a limit: count by account too, and answer 429 with Retry-After.",
    effort: Effort(low: 0.5, high: 2)
  )

  func findings(in program: Program, under target: LoadTarget) -> [Finding] {
    var protection = Protection(of: program)
    var open: [Purpose: [Route]] = [:]
    var isSure = true
    var checks = ReachedPlaces(of: program.passwordChecks, in: program)
    var hashes = ReachedPlaces(of: program.passwordHashes, in: program)
    for route in program.routes where program.isServed(route) {
      guard
        let purpose = Purpose(of: route)
          ?? purpose(of: route, &checks, &hashes, &protection, in: program)
      else {
        continue
      }
      if route.handlers.contains(where: program.refusesByCount) { continue }
      if program.isForDemonstration(route) { continue }
      switch protection.limiting(of: route) {
      case .limited: continue
      case .unknown: isSure = false
      case .unlimited: break
      }
      open[purpose, default: []].append(route)
    }
    let events = openEvents(in: program, checks, protection)
      .compactMap { event($0.event, isSure: $0.isSure, in: program, target) }
    let routes = Purpose.allCases.flatMap { open[$0] ?? [] }
    guard let first = routes.first else {
      return events + (rest(in: program, &protection, target).map { [$0] } ?? [])
    }
    return [finding(first, routes, checks, isSure, Set(open.keys), in: program, target)]
      + events
  }

  /// A route may check a password whatever its name; one that asks for sign-in counts where others like it are limited.
  private func purpose(
    of route: Route,
    _ checks: inout ReachedPlaces,
    _ hashes: inout ReachedPlaces,
    _ protection: inout Protection,
    in program: Program
  ) -> Purpose? {
    guard ["POST", "PUT", "PATCH"].contains(route.verb) else { return nil }
    guard checks.count(for: route) > 0 else {
      // Strangers who may have passwords hashed register, whatever the path is called.
      let isOpen =
        route.verb == "POST" && Purpose.makesPeople(route) && hashes.count(for: route) > 0
      return isOpen && !protection.asksForSignIn(route) && !program.asksWhoCalls(route)
        ? .register : nil
    }
    return protection.isUsedAtRoutes || !protection.asksForSignIn(route) ? .check : nil
  }

  /// What a route does that nobody should do often, the most urgent first.
  enum Purpose: Int, CaseIterable {
    case signIn, code, recovery, register, check, upload

    init?(of route: Route) {
      guard ["POST", "PUT", "PATCH", "ALL", "MUTATION"].contains(route.verb) else { return nil }
      let parts = route.path.lowercased().pieces(between: "/").suffix(2)
      let words = parts.map { part in part.filter { $0 != "-" && $0 != "_" && $0 != "." } }
      guard let last = words.last else { return nil }
      let found: Purpose? =
        if Self.signIns.contains(last) { .signIn } else if Self.codes.contains(last) {
          .code
        } else if Self.recoveries.contains(last) || words == ["password", "reset"] {
          .recovery
        } else if Self.registrations.contains(last) { .register } else { nil }
      guard let found else { return nil }
      self = found
    }

    static let signIns: Set<String> = [
      "login", "signin", "authenticate", "logon", "accesstoken", "credentials",
    ]
    private static let codes: Set<String> = [
      "otp", "verifyotp", "sendotp", "requestotp", "resendotp", "verifycode", "sendcode", "2fa",
      "mfa", "magiclink", "verify2fa", "sendverificationemail", "resendverification",
      "resendconfirmation", "resendverificationemail",
    ]
    private static let recoveries: Set<String> = [
      "forgotpassword", "forgot", "passwordemail", "resetpassword", "passwordreset",
      "recoverpassword", "passwordrecovery", "requestpasswordreset", "resetpasswordrequest",
    ]
    /// Whether the path is one of people: `POST /users`.
    static func makesPeople(_ route: Route) -> Bool {
      let last = route.path.lowercased().pieces(between: "/").last.map(String.init) ?? ""
      return ["users", "user", "accounts", "account", "members", "customers"].contains(last)
    }

    private static let registrations: Set<String> = ["register", "signup", "registration"]
  }

  private func finding(
    _ first: Route,
    _ routes: [Route],
    _ checks: ReachedPlaces,
    _ isSure: Bool,
    _ purposes: Set<Purpose>,
    in program: Program,
    _ target: LoadTarget
  ) -> Finding {
    let others = routes.count - 1
    let more =
      others == 0 ? "" : others == 1 ? " and one more route" : " and \(others) more routes"
    return finding(
      Diagnosis(
        place: first.place,
        because: steps(routes, checks, in: program),
        function: first.handler ?? program.module(of: first.place.unit),
        title: "No rate limit in front of `\(first.label)`\(more)",
        problem: "\(first.label) takes what strangers send. " + Self.about.problem,
        severity: .high,
        tier: isSure ? .finding : .suspicious,
        confidence: isSure ? .high : .medium,
        impact: Impact(
          estimate: Self.estimate(
            target,
            Purpose.allCases.first { purposes.contains($0) },
            isHashed: routes.contains { !checks.sites(for: $0).isEmpty }
          ),
          confidence: .medium
        ),
        verify: Verify(steps: Self.about.verify),
        fix: remedy(first, routes, in: program),
        routes: routes.prefix(20).map(\.label),
        confirm: isSure
          ? nil
          : "Something in the program or its proxy speaks of limits: check whether it covers \(first.label)."
      ),
      in: program
    )
  }

  private func remedy(_ route: Route, _ routes: [Route], in program: Program) -> Remedy {
    if let limited = RateLimitRepair(routes, in: program)?.remedy {
      return Remedy(
        Self.about.fix + limited.note,
        before: limited.before,
        after: limited.after,
        repair: limited.repair
      )
    }
    guard let mended = program.limited(route) else {
      return Remedy(Self.about.fix, before: program.line(of: route))
    }
    return Remedy(Self.about.fix, before: mended.before, after: mended.after)
  }

  private func steps(_ routes: [Route], _ checks: ReachedPlaces, in program: Program)
    -> [(place: SourcePlace, note: String)]
  {
    // Limits by account stand where the name of the account is known.
    let places = Set(routes.prefix(20).flatMap { checks.sites(for: $0) }.map(\.place)).sorted()
    return routes.dropFirst().prefix(20).map { ($0.place, "\($0.label) has no limit either") }
      + Set(routes.prefix(5).flatMap(\.mounts)).sorted().prefix(5)
      .map { ($0, "is mounted here: a limiter for the whole router would stand in front") }
      + places.prefix(5).map { ($0, "checks the password as often as it is asked") }
      + program.services.prefix(1).map {
        ($0.creation.place, "a limiter for all routes would stand here")
      }
  }

  /// What one caller can do; nil: tries passwords.
  static func estimate(
    _ target: LoadTarget,
    _ purpose: Purpose? = nil,
    isHashed: Bool = true
  ) -> String {
    let rate = target.requestsPerSecond
    let hash = 0.1
    let busy = Figure.grouped(rate * hash)
    let all = "One caller that sends the whole target (\(Figure.grouped(rate)) req/s)"
    let day = Figure.grouped(rate * 86_400)
    switch purpose {
    case .code: return "\(all) has \(day) codes a day sent, or tries as many"
    case .recovery:
      return
        "\(all) sets off \(day) mails a day where a route sends them; where it takes the new password, it tries as many codes, and keeps \(busy) processors busy if it hashes before it looks the code up"
    case .register: return "\(all) makes \(day) accounts a day, each with its row and its mail"
    case .upload: return "\(all) sends \(day) files a day"
    case .signIn where !isHashed:
      return "\(all) signs in, or tries to, \(day) times a day"
    case .signIn, .check, nil: break
    }
    return "One caller that sends the whole target (\(Figure.grouped(rate)) req/s) tries "
      + "\(Figure.grouped(rate * 86_400)) passwords a day, and keeps \(busy) processors busy "
      + "(\(Figure.grouped(rate))/s × \(Figure.duration(hash))), assuming a hash of 100 ms (bcrypt at cost 10, by its README)"
  }

  /// Limits stand in front of some routes, and most of those that ask the database have none.
  private func rest(
    in program: Program,
    _ protection: inout Protection,
    _ target: LoadTarget
  ) -> Finding? {
    guard protection.isUsedAtRoutes, let service = program.services.first else { return nil }
    var open: [Route] = []
    var limited = 0
    for route in program.routes where program.isServed(route) {
      guard !program.cost(of: route).terms.isEmpty else { continue }
      if protection.limiting(of: route) == .unlimited { open.append(route) } else { limited += 1 }
    }
    guard limited > 0, open.count >= 3, let first = open.first else { return nil }
    return finding(
      ServiceGap(
        service: service,
        place: service.mounting ?? service.creation,
        title: "\(open.count) routes that ask the database have no rate limit",
        problem: "Limits stand in front of other routes only. " + Self.about.problem,
        tier: .suspicious,
        estimate: "One caller that sends the whole target takes the \(target.inFlight)",
        fix: Remedy(Self.about.fix),
        because: open.prefix(20).map { ($0.place, "\($0.label) has no limit") },
        confirm: "Check whether a proxy limits what reaches \(first.label)."
      ),
      in: program
    )
  }
}
