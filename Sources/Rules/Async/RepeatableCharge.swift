// Money that moves twice when a request is sent twice.

import Capacity
import Findings
import SemanticModel

/// Reports calls of a payment service that move money and carry no idempotency key.
struct RepeatableCharge: Rule {
  static let about = RuleDescription(
    name: "repeatable-charge",
    category: .checkThenAct,
    worst: .high,
    title: "Payment without an idempotency key",
    problem: """
      A client that got no answer in time sends the request again, a user clicks twice, two people decide at once: the \
      payment service takes each call for a new order, for nothing tells it that it is the same. The key that its kit \
      makes up for its own retries is another one for each call.
      """,
    verify: """
      In test mode, send the request twice at the same time: the dashboard of the payment service must show one \
      payment.
      """,
    fix: """
      Hand a key that is the same for the same intent, such as the id of the order with what is done to it, and keep \
      the state of the order in step: mark it in one conditional update before the call.
      """,
    tradeOff:
      "A key must not be used again for another amount: the service refuses that for as long as it knows the key.",
    effort: Effort(low: 0.5, high: 3)
  )

  /// What a call moves, by the last words of what is called.
  private static let resources: [String: String] = [
    "paymentintents": "makes a second payment", "payment_intents": "makes a second payment",
    "paymentintent": "makes a second payment",
    "charges": "charges twice", "charge": "charges twice",
    "refunds": "refunds twice", "refund": "refunds twice",
    "transfers": "transfers twice", "transfer": "transfers twice",
    "payouts": "pays out twice", "payout": "pays out twice",
    "subscriptions": "makes a second subscription", "subscription": "makes a second subscription",
  ]

  func findings(in program: Program, under target: LoadTarget) -> [Finding] {
    var groups: [String: [CallSite]] = [:]
    for site in program.calls(with: [.external])
    where site.library == "Stripe" && site.unit.isRunning && site.audience == .requests
      && site.isReached(from: Audience.requests.entries) && lacksKey(site)
    {
      guard let deed = Self.deed(of: site) else { continue }
      groups[deed, default: []].append(site)
    }
    return groups.map { deed, sites in
      finding(of: sites.sorted { $0.place < $1.place }, deed, in: program)
    }
    .sorted {
      ($0.location.file, $0.location.startLine) < ($1.location.file, $1.location.startLine)
    }
  }

  private static func deed(of site: CallSite) -> String? {
    let links = site.calleeText.split(separator: ".").map { $0.lowercased() }
    guard links.count > 1, links.last == "create" else { return nil }
    return resources[links[links.count - 2]]
  }

  /// Whether nothing that the call is given can hold a key.
  private func lacksKey(_ site: CallSite) -> Bool {
    guard site.option(["idempotencyKey", "idempotency_key"]) == nil else { return false }
    let arguments = site.arguments
    // Keywords of Python hold parameters and options alike.
    let options = site.unit.isPython ? arguments.suffix(1) : arguments.dropFirst().prefix(1)
    return options.allSatisfy { option in
      option.isObject && option.properties.allSatisfy { !$0.name.isEmpty }
    }
  }

  private func finding(of sites: [CallSite], _ deed: String, in program: Program) -> Finding {
    let site = sites[0]
    let approach = site.approach
    let before = program.source(of: site.place)
    return finding(
      Diagnosis(
        place: site.place,
        because: (approach?.steps(in: program) ?? [])
          + sites.dropFirst().prefix(12).map { ($0.place, "no key here either") },
        function: site.function,
        title: "`\(site.calleeText)` has no idempotency key: a retry or a double click \(deed)",
        problem: Self.about.problem,
        severity: .medium,
        tier: .suspicious,
        confidence: .medium,
        impact: Impact(
          estimate:
            "One request in a thousand that is sent again moves, at one payment a second, money twice 86 times a day; "
            + "assuming that 0.1 % are repeated",
          confidence: .low
        ),
        verify: Verify(steps: Self.about.verify, command: approach?.command(in: program)),
        fix: Remedy(Self.about.fix, before: Excerpt.short(before, keeping: site.calleeText)),
        routes: approach?.routeLabels(in: program) ?? [],
        confirm:
          "Check whether a state of the order that is changed in one conditional update keeps the second request out."
      ),
      in: program
    )
  }

  static let examples: [Example] = [
    .reported(
      "a deposit that is paid back",
      handler("await ↓stripe.refunds.create({ payment_intent: rental.payment, amount: 500 });"),
      fixed: handler(
        "await stripe.refunds.create({ payment_intent: rental.payment }, { idempotencyKey: `refund:${rental.id}` });"
      )
    ),
    .reported(
      "a payment with a limit of time and no key",
      handler(
        "await ↓stripe.paymentIntents.create({ amount: 500, currency: \"eur\" }, { timeout: 5000 });"
      ),
      fixed: handler(
        """
        await stripe.paymentIntents.create(
            { amount: 500, currency: "eur" },
            { timeout: 5000, idempotencyKey: `rental:${rental.id}` }
          );
        """
      )
    ),
    .silent(
      "options that are made elsewhere",
      handler("await stripe.refunds.create({ payment_intent: rental.payment }, optionsOf(rental));")
    ),
    .silent(
      "a customer who is known twice costs nobody money",
      handler("await stripe.customers.create({ email: rental.mail });")
    ),
    .silent(
      "a payment that is only looked at",
      handler("await stripe.paymentIntents.retrieve(rental.payment);")
    ),
  ]

  private static func handler(_ call: String) -> String {
    """
    const express = require("express");
    const Stripe = require("stripe");
    const { optionsOf } = require("./options");
    const stripe = new Stripe(process.env.STRIPE_KEY, { timeout: 5000 });
    const app = express();
    app.post("/rentals/:id/end", async (req, res) => {
      const rental = { id: req.params.id, payment: req.body.payment, mail: req.body.mail };
      \(call)
      res.end();
    });
    """
  }
}
