// Rows of which each has the own server look for it.

import Capacity
import Findings
import SemanticModel

/// Reports rows of which each asks a route of the same repository.
struct QueryPerRow: Rule {
  static let about = RuleDescription(
    name: "query-per-row",
    category: .nPlusOne,
    worst: .high,
    title: "Each row of a list asks the server for itself",
    problem: """
      The list is one request, and each row sends one more when it is shown, each with a query of its own: N + 1 \
      requests and N + 1 queries for one page.
      """,
    verify:
      "Open the page with 20 rows and the network panel: the number of requests must not depend on the rows.",
    fix:
      "Give the list what its rows show: join it in the route of the list, or ask once with all ids.",
    tradeOff: "The answer of the list is larger.",
    effort: Effort(low: 1, high: 4)
  )

  func findings(in program: Program, under target: LoadTarget) -> [Finding] {
    program.rowRequests.filter { !$0.routes.isEmpty }.map {
      let about = Self.about
      return finding(
        $0.diagnosis(about.problem, about.verify, about.fix, in: program, under: target),
        in: program
      )
    }
  }
}
