// Requests of rows: one finding for those that the same repository answers, another for all else.

import Capacity
import Findings
import SemanticModel

extension RowRequest {
  var asked: String { path.map { "\($0.verb) \($0.path)" } ?? "`\(request.first.calleeText)`" }

  /// What is said of it, but for the words of the rule.
  func diagnosis(
    _ problem: String,
    _ verify: String,
    _ fix: String,
    in program: Program,
    under target: LoadTarget
  )
    -> Diagnosis
  {
    let rows = Input.rowsOfOnePage
    let pages = target.requestsPerSecond / 10
    let rate = pages * rows.value
    let answers = routes.map { program.routes[$0] }
    return Diagnosis(
      place: request.first.place,
      because: [(list.site.place, "shows the component once for each row")]
        + answers.prefix(1).map { ($0.place, "answers \($0.label)") },
      function: request.first.function,
      title: "Each row of `\(list.site.calleeText)` sends \(asked)",
      problem: problem,
      severity: rate >= target.requestsPerSecond ? .high : .medium,
      confidence: .high,
      impact: Impact(
        estimate:
          "\(Figure.grouped(pages)) page views/s × \(Figure.grouped(rows.value)) rows = \(Figure.grouped(rate)) requests/s against a target of "
          + "\(Figure.grouped(target.requestsPerSecond)) req/s for all; a browser sends 6 at a time over HTTP/1.1; assuming \(rows.source) "
          + "and one page view in ten requests",
        confidence: .medium
      ),
      verify: Verify(steps: verify),
      fix: Remedy(fix, before: program.source(of: request.first.place)),
      routes: answers.map(\.label)
    )
  }
}

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
