// A request that creates something twice when it is sent twice.

import Capacity
import Findings
import SemanticModel

/// Reports POST routes that make a row which nothing keeps from being made again.
struct RepeatableCreate: Rule {
  static let about = RuleDescription(
    name: "repeatable-create",
    category: .checkThenAct,
    worst: .high,
    title: "A request that is sent twice creates twice",
    problem: """
      A client that got no answer in time sends the request again, a proxy retries it, a user clicks twice: each makes \
      a row of its own, for neither a unique key nor an idempotency key says that it is the same request.
      """,
    verify: "Send one request twice at the same time, with the same body: there must be one row.",
    fix:
      "Let the client send a key of its own (`Idempotency-Key`), store it with the row under a unique constraint, and answer the second request with the first row.",
    tradeOff: "Clients must make the key once for each intent, and keep it for their retries.",
    effort: Effort(low: 2, high: 6)
  )

  func findings(in program: Program, under target: LoadTarget) -> [Finding] {
    let creations = program.repeatableCreations
    let dear = creations.filter { Self.isDear($0.table) }
    if !dear.isEmpty { return dear.map { finding(of: $0, others: [], in: program) } }
    let declared = creations.filter { $0.isDeclared && !Self.isRare($0.route.path) }
    guard let first = declared.first else { return [] }
    return [finding(of: first, others: Array(declared.dropFirst()), in: program)]
  }

  /// Whether only few people send it, seldom, or it is no order to create something.
  private static func isRare(_ path: String) -> Bool {
    let rare: Set<String> = [
      "admin", "import", "upload", "login", "auth", "search", "webhook", "webhooks", "logout",
      "reset", "verify", "token", "setup", "install", "register", "signup", "callback", "graphql",
    ]
    return NameSplit.words(of: path).contains(where: rare.contains)
  }

  /// Whether a second row costs somebody money or goods.
  private static func isDear(_ table: String) -> Bool {
    [
      "order", "payment", "purchase", "invoice", "booking", "reservation", "transfer",
      "transaction",
      "charge", "subscription", "donation", "withdrawal", "checkout", "refund", "ticket", "payout",
      "deposit", "enrollment", "appointment",
    ].contains { table.hasSuffix($0) }
  }

  private func finding(
    of creation: RepeatableCreation,
    others: [RepeatableCreation],
    in program: Program
  )
    -> Finding
  {
    let site = creation.site
    let isDear = Self.isDear(creation.table)
    return finding(
      Diagnosis(
        place: site.place,
        because: [(creation.route.place, "answers `\(creation.route.label)`")]
          + others.prefix(12).map { ($0.site.place, "`\($0.route.label)` creates twice as well") },
        function: site.function,
        title:
          "`\(creation.route.label)` is not idempotent: a retry or a double click creates a second row with `\(site.calleeText)`",
        problem: Self.about.problem,
        severity: isDear ? .medium : .monitor,
        tier: .suspicious,
        confidence: .medium,
        impact: Impact(
          estimate:
            "One request in a thousand that is sent again makes, at 10 such requests a second, 36 rows too many "
            + "each hour; assuming that 0.1 % are repeated",
          confidence: .low
        ),
        verify: Verify(steps: Self.about.verify),
        fix: Remedy(Self.about.fix),
        routes: [creation.route.label],
        confirm:
          "Check whether clients or proxies send the request again (retries, double clicks), and whether the database has a unique key for it.",
        threshold: "rows with the same content appear within seconds"
      ),
      in: program
    )
  }
}
