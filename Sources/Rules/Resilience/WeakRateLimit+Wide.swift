// One wide limit for a whole API, which its sign-in shares.

import Capacity
import Findings
import SemanticModel

extension WeakRateLimit {
  /// So many requests in one window are meant for pages and their parts, not for passwords.
  private static let wide = 1_000.0

  /// Services whose limits all let so many requests through that passwords can be tried behind them.
  func wideFindings(
    _ limiters: [CallSite],
    in program: Program,
    under target: LoadTarget
  ) -> [Finding] {
    var protection = Protection(of: program)
    let folders = Dictionary(grouping: limiters) { program.packageFolder(of: $0.place.unit) }
    return folders.keys.sorted().compactMap { folder in
      guard let own = folders[folder], let first = own.first else { return nil }
      let limits = own.compactMap(Self.requestsPerWindow)
      guard limits.count == own.count, let least = limits.min(), least >= Self.wide else {
        return nil
      }
      let routes = program.routes.filter { route in
        program.packageFolder(of: route.place.unit) == folder && program.isServed(route)
          && MissingRateLimit.Purpose(of: route) != nil
          && protection.limiting(of: route) == .limited
          && !route.handlers.contains(where: program.refusesByCount)
      }
      return routes.first.map { finding(first, least, $0, routes, in: program, under: target) }
    }
  }

  private static func requestsPerWindow(_ site: CallSite) -> Double? {
    guard case .number(let count)? = site.option(["max", "limit"]) else { return nil }
    return count
  }

  private func finding(
    _ site: CallSite,
    _ count: Double,
    _ route: Route,
    _ routes: [Route],
    in program: Program,
    under target: LoadTarget
  ) -> Finding {
    let before = program.source(of: site.place)
    return finding(
      Diagnosis(
        place: site.place,
        because: routes.prefix(10).map { ($0.place, "\($0.label) has no limit of its own") },
        function: site.function,
        aspect: "wide",
        title:
          "`\(route.label)` shares a limit of \(Figure.grouped(count)) requests with the whole API",
        problem: """
          The only limit in front of the routes that take credentials is the one for all routes: it is wide enough for \
          pages that ask for many things, and so for whoever tries passwords or makes accounts. \(Self.about.problem)
          """,
        severity: .medium,
        tier: .suspicious,
        confidence: .medium,
        impact: Impact(
          estimate:
            "One address tries \(Figure.grouped(count)) passwords in each window, each with the price of its hash",
          confidence: .medium
        ),
        verify: Verify(
          steps:
            "Send 50 sign-ins with a wrong password from one address within a minute: all but the first few must be answered with 429."
        ),
        fix: Remedy(
          "Give the routes that take credentials a limiter of their own: a few tries a minute per address and per account. A GraphQL server counts in the resolver or by a directive, because all fields share one address.",
          before: Excerpt.short(before, keeping: before)
        ),
        routes: routes.prefix(20).map(\.label),
        confirm: "Check whether a proxy or the store of the accounts limits failed sign-ins itself."
      ),
      in: program
    )
  }

  static let wideExamples: [Example] = [
    .reported(
      "sign-in behind the wide limit of the whole API",
      signIn(
        "app.use(↓rateLimit({ windowMs: 60_000, limit: 5000, keyGenerator: (req) => req.ip }));"
      ),
      fixed: signIn(
        """
        app.use(rateLimit({ windowMs: 60_000, limit: 5000, keyGenerator: (req) => req.ip }));
        app.use("/login", rateLimit({ windowMs: 60_000, limit: 10, keyGenerator: (req) => req.ip }));
        """
      )
    ),
    .silent(
      "a limit for all routes that is tight enough for sign-in",
      signIn("app.use(rateLimit({ windowMs: 60_000, limit: 60, keyGenerator: (req) => req.ip }));")
    ),
  ]

  private static func signIn(_ limits: String) -> String {
    """
    const express = require("express");
    const { rateLimit } = require("express-rate-limit");
    const { check } = require("./accounts");
    const app = express();
    \(limits)
    app.post("/login", async (req, res, next) => {
      try {
        res.json(await check(req.body.name, req.body.password));
      } catch (error) {
        next(error);
      }
    });
    app.listen(3000);
    """
  }
}
