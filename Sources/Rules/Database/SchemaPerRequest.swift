// A description of the interface that is put together anew for each request.

import Capacity
import Findings
import SemanticModel

/// Reports routes whose answer walks all routes and serializers and is the same until the next deployment.
struct SchemaPerRequest: Rule {
  static let about = RuleDescription(
    name: "schema-per-request",
    category: .caching,
    worst: .medium,
    title: "Interface description made for each request",
    problem: """
      The view walks every route, view and serializer of the application and writes megabytes of text, hundreds of \
      milliseconds of one worker, for an answer that is the same until the next deployment. Anyone may ask for it as \
      often as they like, and each page of the documentation does.
      """,
    verify:
      "Send 20 requests to the route: only the first may take longer than a few milliseconds.",
    fix:
      "Wrap the view in `cache_page`, write the description to a file when the image is built (`manage.py spectacular --file`), or give it to administrators only.",
    tradeOff: "A cached description lags behind until it expires or the cache is emptied.",
    effort: Effort(low: 0.1, high: 0.5)
  )

  func findings(in program: Program, under target: LoadTarget) -> [Finding] {
    let places = program.uncachedSchemas
    guard let first = places.first else { return [] }
    let before = program.source(of: first)
    return [
      finding(
        Diagnosis(
          place: first,
          because: places.dropFirst().prefix(12).map { ($0, "another one") },
          function: program.module(of: first.unit),
          title: "The description of the interface is made anew for each request",
          problem: Self.about.problem,
          severity: .medium,
          tier: .suspicious,
          confidence: .medium,
          impact: Impact(
            estimate:
              "300 ms of a processor for each request (assumed): four callers a second keep one busy",
            confidence: .low
          ),
          verify: Verify(steps: Self.about.verify),
          fix: Remedy(Self.about.fix, before: before, after: "cache_page(3600)(\(before))"),
          confirm: "Check whether the route can be reached from outside in production."
        ),
        in: program
      )
    ]
  }
}
