// What a reviewer asks of a change, with the names of this project.

import Findings

struct ReviewChecklist {
  private let audit: Audit

  init(of audit: Audit) { self.audit = audit }

  var text: String {
    let target = audit.loadTarget
    let rate = Amount.figure(target?.requestsPerSecond ?? 100)
    var page = MarkdownPage()
    page.heading(2, "Performance & scalability")
    page.paragraph(
      "For a load of \(rate) requests a second and \(Amount.grouped(target?.users ?? 1_000)) users."
    )
    page.list("The gate", boxes(gate))
    page.list("Database", boxes(database))
    page.list("Calls and resources", boxes(resources))
    page.list("Evidence", boxes(evidence))
    return page.text
  }

  private func boxes(_ items: [String]) -> [Inline] {
    items.map { .verbatim("[ ] ") + Inline($0) }
  }

  private var gate: [String] {
    [
      "`plimsoll gate` passes, or each new finding is accepted with a reason that will still be true next year",
      "`plimsoll-baseline.json` has only lost entries",
    ]
  }

  private var database: [String] {
    [
      "No query runs once for each row of another one",
      "Each list has a limit, and each new way to select or sort has an index",
      "No transaction waits for another service",
    ]
  }

  private var resources: [String] {
    [
      "Each call of another service has a deadline and a bounded number of tries\(services)",
      "What a request adds to the memory of the process is taken out again",
      "Nothing blocks the event loop, or a worker, for longer than a request may take",
    ]
  }

  private var evidence: [String] {
    let routes = (audit.routes ?? []).byCost.prefix(3).map { "`\($0.method) \($0.path)`" }
    let dear = routes.isEmpty ? "" : "; the dearest so far: \(routes.joined(separator: ", "))"
    return [
      "The smoke test passes: `k6 run load/k6_smoke.js`",
      "A route that became dearer was measured before and after\(dear)",
    ]
  }

  private var services: String {
    let fact = audit.environment?.first { $0.aspect == "external services" }
    guard let fact, fact.status == .inferred else { return "" }
    return "; so far: \(fact.value)"
  }
}
