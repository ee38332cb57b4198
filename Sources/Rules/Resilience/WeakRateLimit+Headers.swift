// Limits of Django's REST framework that count strangers by a header which these write themselves.

import Capacity
import Findings
import SemanticModel

extension WeakRateLimit {
  /// One finding for all throttles that ask the framework for the address of a caller.
  func headerFindings(in program: Program, under target: LoadTarget) -> [Finding] {
    guard let place = program.throttledByHeader else { return [] }
    return [
      finding(
        Diagnosis(
          place: place,
          function: program.module(of: place.unit),
          title: "Throttles count strangers by `X-Forwarded-For`, which callers write themselves",
          problem: """
            `NUM_PROXIES` is not set, so the REST framework takes the whole `X-Forwarded-For` header for the address \
            of whoever is not signed in. A different value in each request is a new counter each time; and behind a \
            proxy that sends no such header all strangers share one counter and lock each other out.
            """,
          severity: .medium,
          tier: .suspicious,
          confidence: .medium,
          impact: Impact(
            estimate:
              "One caller that sends \(Figure.grouped(target.requestsPerSecond)) req/s with as many addresses is never "
              + "stopped: \(Figure.grouped(target.requestsPerSecond * 3_600)) requests an hour, and as many counters",
            confidence: .medium
          ),
          verify: Verify(
            steps:
              "Send 200 requests without credentials, each with another X-Forwarded-For: they must meet 429."
          ),
          fix: Remedy(
            "Set `NUM_PROXIES` in `REST_FRAMEWORK` to the number of proxies in front of the process.",
            before: program.source(of: place)
          ),
          confirm: "Check whether the proxy in front overwrites the header instead of adding to it."
        ),
        in: program
      )
    ]
  }
}
