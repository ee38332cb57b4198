// Anyone can tell the application that something was paid.

import Capacity
import Findings
import SemanticModel

/// Reports endpoints for deliveries of other systems that write without asking who sent them.
struct UnverifiedWebhook: Rule {
  static let about = RuleDescription(
    name: "unverified-webhook",
    category: .abuseControl,
    worst: .high,
    title: "Webhook that takes deliveries from anyone",
    problem: """
      Nothing checks a signature or a secret: anyone who knows the address can send deliveries, change what they \
      speak of, and drive writes to the database as fast as the network allows.
      """,
    verify:
      "Send a delivery without a signature: it must be answered with 401 or 400, and nothing may be written.",
    fix:
      "Verify the sender's signature over the raw body (with a comparison in constant time), and refuse what is older than a few minutes.",
    tradeOff:
      "The raw body must be kept for the check: mount the parser of raw bodies on this route only.",
    effort: Effort(low: 1, high: 3)
  )

  func findings(in program: Program, under target: LoadTarget) -> [Finding] {
    var protection = Protection(of: program)
    return program.routes.compactMap { route in
      guard route.verb == "POST", program.isServed(route), Self.isDelivery(route.path),
        program.writes(route), !protection.asksForSignIn(route), !program.checksSender(route)
      else { return nil }
      return finding(
        Diagnosis(
          place: route.place,
          function: route.handler ?? program.module(of: route.place.unit),
          title: "`\(route.label)` writes what anyone sends",
          problem: Self.about.problem,
          severity: .high,
          confidence: .high,
          impact: Impact(
            estimate: "One caller that sends the whole target writes "
              + "\(Figure.grouped(target.requestsPerSecond * 60)) false deliveries a minute",
            confidence: .medium
          ),
          verify: Verify(steps: Self.about.verify),
          fix: Remedy(Self.about.fix, before: program.line(of: route)),
          routes: [route.label]
        ),
        in: program
      )
    }
  }

  /// `/webhooks/payments`; not the management of webhooks (`/api/webhooks`, `/webhooks/:id`).
  private static func isDelivery(_ path: String) -> Bool {
    let parts = path.lowercased().split(separator: "/")
    guard let last = parts.last, !last.hasPrefix(":"), !last.hasPrefix("$") else { return false }
    if last == "webhook" || last == "ipn" || last.hasSuffix("-webhook") { return true }
    return parts.dropLast().contains { $0 == "webhook" || $0 == "webhooks" }
  }
}
