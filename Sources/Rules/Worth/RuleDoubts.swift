// What a rule's page says of findings that are only suspected although the pattern is there.

/// The reasons for which a finding of a rule is no sure one, in the words of its page.
package enum RuleDoubts {
  /// The sentences for one rule; empty where the rule says all of them itself.
  package static func of(_ rule: String) -> [String] {
    var sentences = [own[rule]].compactMap(\.self)
    if Worth.pricedByUse.contains(rule) {
      sentences.append(
        "Where all routes that lead to it are such as one user asks once or now and then (sign-up, confirming an address, "
          + "a forgotten password, a consent, keys, settings, exports), it is a suspicion: nothing says that the load comes so."
      )
    }
    if Worth.manyRoutes[rule] != nil {
      sentences.append(
        "The same holds where so many routes seem to lead to it that they must share a helper which runs what each hands in."
      )
    }
    if Worth.chosen.contains(rule) {
      sentences.append(
        "What runs only where a setting chooses it (one of several transports, a feature that is turned on) is a suspicion too."
      )
    }
    return sentences
  }

  private static let own: [String: String] = [
    "missing-request-telemetry":
      "Always a suspicion: a proxy or a platform before the server may number, time and count the requests.",
    "missing-fallback":
      "Always a suspicion: a user may wait for the result on purpose, and then a deadline is enough.",
    "missing-shutdown":
      "A suspicion where no file of a deployment (an image, Kubernetes, a platform) is in the repository.",
    "unbounded-read":
      "Sure only for rows that use makes by their word (orders, messages, users) or that are offered (products, books); all other tables may be short lists made by hand.",
    "lazy-relation":
      "A suspicion for rows that a few people set up: rules, actions of workflows, accounts for mail, snippets, templates.",
    "missing-index":
      "A suspicion for tables of which each user has a handful (folders, accounts for sign-in, widgets).",
    "event-loop-block":
      "A hash at sign-in is a suspicion where the program has a limiter, and so is one row read by its key on one route.",
    "floating-promise":
      "A suspicion under a comparison with a constant, and where the function called leaves a promise alone itself.",
    "held-connection":
      "A suspicion under a comparison with a constant or a test for a list.",
    "check-then-act":
      "A suspicion where the read is an update that found no row: the next one changes all copies alike.",
    "await-waterfall": "A suspicion where less than 20 ms would be saved.",
    "stale-response": "A suspicion where the effect asks after a pause.",
    "unlimited-upload":
      "A suspicion where a validator of the handler looks at the size, though only after the file was taken.",
  ]
}
