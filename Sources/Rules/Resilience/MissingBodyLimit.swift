// A body of any size is read into memory.

import Capacity
import Findings
import SemanticModel

/// Reports services of frameworks without a limit of their own that set none either.
struct MissingBodyLimit: Rule {
  static let about = RuleDescription(
    name: "missing-body-limit",
    category: .abuseControl,
    worst: .medium,
    title: "No limit for request bodies",
    problem: """
      The framework has no largest size for a request body: one of a gigabyte is read into memory before anything \
      looks at it, and a few of them at once end the process, for everybody.
      """,
    verify:
      "Send a body of 100 MB to a route that takes JSON: it must be refused with 413 before it has been read.",
    fix: """
      Refuse large bodies where they come in: `MAX_CONTENT_LENGTH` in Flask's configuration, a middleware that looks \
      at `Content-Length` and counts what it reads in ASGI applications, or the proxy's own setting.
      """,
    tradeOff: "Uploads that are meant to be large need a route of their own with a larger limit.",
    effort: Effort(low: 0.1, high: 0.5)
  )

  func findings(in program: Program, under target: LoadTarget) -> [Finding] {
    guard !program.isBodyBoundedByProxy else { return [] }
    return parserFindings(in: program, under: target)
      + program.services.filter { isOpen($0, program) }.map { service in
        finding(
          ServiceGap(
            service: service,
            place: service.creation,
            title: "Request bodies may be of any size",
            problem: Self.about.problem,
            tier: .suspicious,
            estimate: Self.estimate(target),
            fix: remedy(service, program),
            confirm: "Check whether a proxy in front of it refuses large bodies."
          ),
          in: program
        )
      }
  }

  /// The parsers of Django's REST framework, which Django's own limit does not reach.
  private func parserFindings(in program: Program, under target: LoadTarget) -> [Finding] {
    guard let place = program.openJSONBodies, !isLimited(program) else { return [] }
    return [
      finding(
        Diagnosis(
          place: place,
          function: program.module(of: place.unit),
          title: "JSON bodies may be of any size: the parser reads past Django's limit",
          problem: """
            The parsers of the REST framework read the stream themselves, and `DATA_UPLOAD_MAX_MEMORY_SIZE` is only \
            looked at where code asks for `request.body`: a JSON body of a gigabyte is read and parsed in memory \
            before a serializer sees it, and a few of them at once end the worker.
            """,
          severity: .medium,
          tier: .suspicious,
          confidence: .medium,
          impact: Impact(estimate: Self.estimate(target), confidence: .medium),
          verify: Verify(steps: Self.about.verify),
          fix: Remedy(
            "Refuse large bodies at the proxy (`client_max_body_size`), or in a parser of your own: `DEFAULT_PARSER_CLASSES` names a `JSONParser` that looks at `Content-Length` before it reads."
          ),
          confirm: "Check whether a proxy in front of it refuses large bodies."
        ),
        in: program
      )
    ]
  }

  private func remedy(_ service: Service, _ program: Program) -> Remedy {
    let before = program.source(of: service.creation.place)
    guard let part = program.framework(named: service.creation.library)?.bodyLimitPart else {
      return Remedy(Self.about.fix, before: before)
    }
    let added = ServicePartRepair(part, for: service, in: program)
    return Remedy(
      Self.about.fix + added.text.note,
      before: before,
      after: added.text.after,
      repair: added.repair
    )
  }

  private func isOpen(_ service: Service, _ program: Program) -> Bool {
    program.takesAnyBody(service)
      && program.routes.contains { ["POST", "PUT", "PATCH"].contains($0.verb) }
      && !isLimited(program)
  }

  private func isLimited(_ program: Program) -> Bool {
    program.mentions { NameWords.holds($0, Self.limits) }
  }

  /// Settings of Flask, the header that a middleware asks for, and names of middleware for it.
  private static let limits = [
    "max_content_length", "content-length", "content_length", "max_body", "maxbody", "body_limit",
    "bodylimit", "bodysize", "body_size", "max_request", "max_upload", "maxupload", "max_file_size",
    "largest_upload", "limitupload", "max_form_memory",
  ]

  private static func estimate(_ target: LoadTarget) -> String {
    let size = 100.0
    let inFlight = LittlesLaw(
      arrivalsPerSecond: target.requestsPerSecond,
      secondsHeld: target.p95Milliseconds / 1_000
    )
    let share = inFlight.held / 100
    return "If one request in a hundred has a body of \(Figure.grouped(size)) MB (assumed), "
      + "\(Figure.grouped(max(1, share))) of \(target.inFlight) hold \(Figure.grouped(max(1, share) * size)) MB"
  }
}
