// Routes by which strangers report what happens elsewhere: events, metrics, hooks of other services.

extension Program {
  private static let reports: Set<String> = [
    "track", "tracking", "event", "events", "collect", "metric", "metrics", "ingest", "report",
    "reports", "beacon", "hook", "hooks", "webhook", "webhooks", "inbox", "batch", "telemetry",
    "hit", "pageview",
  ]

  /// Whether a route takes reports, by a word of its path, from those who have not signed in.
  package func takesReports(_ route: Route) -> Bool {
    guard !PathWords(route.path).words.isDisjoint(with: Self.reports) else { return false }
    var protection = Protection(of: self)
    return !protection.asksForSignIn(route)
  }
}
