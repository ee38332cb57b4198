// Rows of which each sends a request of its own.

import Capacity
import Findings
import SemanticModel

/// Reports rows of which each sends a request to a server elsewhere.
struct RequestPerRow: Rule {
  static let about = RuleDescription(
    name: "request-per-row",
    category: .fetchLoop,
    worst: .high,
    title: "Each row of a list sends a request",
    problem: """
      The list is one request, and each row sends one more when it is shown. The browser sends six at a time, so the \
      last rows wait for all before them, and the server answers N + 1 requests for one page.
      """,
    verify:
      "Open the page with 20 rows and the network panel: the number of requests must not depend on the rows.",
    fix: "Ask once for all rows, in the component of the list, and hand each row its part.",
    tradeOff: "The rows come together, when the one answer has come.",
    effort: Effort(low: 1, high: 4)
  )

  func findings(in program: Program, under target: LoadTarget) -> [Finding] {
    program.rowRequests.filter(\.routes.isEmpty).map {
      let about = Self.about
      return finding(
        $0.diagnosis(about.problem, about.verify, about.fix, in: program, under: target),
        in: program
      )
    }
  }
}
