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
    let isPartial = program.isBehindComparison(request.first)
    let isSure = !isCached && !isPartial
    return Diagnosis(
      place: request.first.place,
      because: [(list.site.place, "shows the component once for each row")]
        + answers.prefix(1).map { ($0.place, "answers \($0.label)") },
      function: request.first.function,
      title: "Each row of `\(list.site.calleeText)` sends \(asked)",
      problem: problem,
      severity: rate >= target.requestsPerSecond ? .high : .medium,
      tier: isSure ? .finding : .suspicious,
      confidence: isSure ? .high : .medium,
      impact: Impact(
        estimate:
          "\(Figure.grouped(pages)) page views/s × \(Figure.grouped(rows.value)) rows = \(Figure.grouped(rate)) requests/s against a target of "
          + "\(Figure.grouped(target.requestsPerSecond)) req/s for all; a browser sends 6 at a time over HTTP/1.1; assuming \(rows.source) "
          + "and one page view in ten requests",
        confidence: .medium
      ),
      verify: Verify(steps: verify),
      fix: Remedy(fix, before: program.source(of: request.first.place)),
      routes: answers.map(\.label),
      confirm: isPartial
        ? "A comparison lets some rows ask only: check how many of one page do."
        : isCached
          ? "Check whether each row shows the component at once: what opens with a click asks only then."
          : nil
    )
  }
}
