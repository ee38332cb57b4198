// An image that starts the server which a framework has for one developer.

import Capacity
import Findings
import SemanticModel
import SourceText

/// Reports images whose command is a development server, in repositories that have no other.
struct DevelopmentServerDeployed: Rule {
  static let about = RuleDescription(
    name: "development-server",
    category: .noBackpressure,
    worst: .critical,
    title: "Development server in the image",
    problem: """
      The server that frameworks start for a developer is one process under one interpreter lock, with a new thread, \
      and with it a database connection, for each connection that comes: nothing bounds how many, nothing queues, \
      nothing restarts a worker, and a stop cuts off what is in flight. It also watches all source files.
      """,
    verify:
      "Hold the load target for a minute against the image: threads and connections must stay bounded, and a stop must finish what is in flight.",
    fix:
      "Start a server for production with several workers: `gunicorn PROJECT.wsgi --workers 4 --threads 4 --timeout 30`, or uvicorn for ASGI.",
    tradeOff: "Static files need WhiteNoise or a proxy, and code is not reloaded.",
    effort: Effort(low: 0.5, high: 1)
  )

  func findings(in program: Program, under target: LoadTarget) -> [Finding] {
    guard let server = program.developmentServer,
      let service = program.services.first(where: { $0.creation.unit.isPython })
    else { return [] }
    let bytes = program.bytes(ofFile: server.path)
    let line = String(
      decoding: bytes[Int(server.span.start)..<Int(server.span.end)],
      as: UTF8.self
    )
    var result = finding(
      Diagnosis(
        place: service.creation.place,
        because: [(service.creation.place, "the application that it serves")],
        function: service.creation.function,
        title: "The image starts `\(server.command)`, a development server",
        problem: Self.about.problem,
        severity: .high,
        tier: .suspicious,
        confidence: .medium,
        impact: Impact(
          estimate:
            "\(target.inFlight) are as many threads and as many database connections, in one process",
          confidence: .medium
        ),
        verify: Verify(steps: Self.about.verify),
        fix: Remedy(Self.about.fix, before: line),
        confirm: "Check whether production overrides the command of the image."
      ),
      in: program
    )
    result.location = Location(
      file: server.path,
      span: server.span,
      in: bytes,
      lines: LineIndex(of: bytes)
    )
    return [result]
  }
}
