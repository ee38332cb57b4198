// Profilers of Django that settings put in front of every request.

import Capacity
import Findings
import SemanticModel

extension FullTracing {
  /// One finding for the first middleware that records whatever comes.
  func recorderFindings(in program: Program, under target: LoadTarget) -> [Finding] {
    guard let recorder = program.recorder, let route = program.routes.first else { return [] }
    return [
      finding(
        Diagnosis(
          place: recorder.place,
          because: [(route.place, "serves requests with these settings")],
          function: program.module(of: recorder.place.unit),
          title:
            "\(recorder.name) records every request of the settings that the server starts with",
          problem: """
            The middleware stands in the settings without a condition: each request is measured, its statements are \
            kept with their stack traces, and with Silk its headers, body and answer are written to the application's \
            own database. That costs more than most handlers do, and the tables grow with the traffic.
            """,
          severity: .medium,
          tier: .suspicious,
          confidence: .medium,
          impact: Impact(
            estimate:
              "\(Figure.grouped(target.requestsPerSecond)) req/s × 5 statements (assumed) = \(Figure.grouped(target.requestsPerSecond * 5)) records/s with stack traces",
            confidence: .low
          ),
          verify: Verify(steps: Self.about.verify),
          fix: Remedy(
            "Put it into settings that only developers start with, behind a variable that is off in production; or have it record a share (`SILKY_INTERCEPT_PERCENT`).",
            before: program.source(of: recorder.place)
          ),
          confirm: "Check which module of settings production starts with."
        ),
        in: program
      )
    ]
  }
}
