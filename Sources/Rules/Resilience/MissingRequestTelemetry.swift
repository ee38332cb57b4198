// A slow or failed request leaves nothing behind by which it could be found.

import Capacity
import Findings
import SemanticModel

/// Reports services that give requests no id and measure none of them.
struct MissingRequestTelemetry: Rule {
  static let about = RuleDescription(
    name: "missing-request-telemetry",
    category: .errorObservability,
    worst: .medium,
    title: "No request id, trace or metric",
    problem: """
      Requests carry no id into log lines and to other services, and nothing counts or times them. When one in a \
      hundred fails or is slow under load, its log lines cannot be told from those of the requests beside it, and \
      nobody sees the 95th percentile rise.
      """,
    verify: """
      Send one request with a header `x-request-id` during a load test: its id must stand in the answer and in each \
      log line that it caused, and a metric must show its latency.
      """,
    fix: """
      Give each request an id (take the one that the proxy sends), keep it in asynchronous context so that each log \
      line has it, write log lines as data, and export request counts and latencies by route.
      """,
    tradeOff:
      "Context and metrics cost some microseconds per request, and labels with ids or paths with parameters in them fill the metrics server.",
    effort: Effort(low: 2, high: 6)
  )

  func findings(in program: Program, under target: LoadTarget) -> [Finding] {
    program.services.filter { isUnseen($0, program) }.map { service in
      let isLoggedAsData = program.has(.structuredLogger, service)
      let logger = program.requestLog(of: service)
      let isTraced = isTraced(service, program)
      return finding(
        ServiceGap(
          service: service,
          // Where the log is made or mounted is where the id goes in.
          place: logger ?? service.creation,
          title: isLoggedAsData
            ? "No request id and no metrics" : "No request id, structured log or metrics",
          problem: Self.about.problem,
          tier: isTraced ? .suspicious : .finding,
          estimate: Self.estimate(under: target),
          fix: Remedy(Self.about.fix),
          because: logger == nil ? [] : [(service.creation.place, "the application that answers")],
          confirm: isTraced
            ? "The collector of failures times a share of the requests: check whether logs and metrics of all of them "
              + "are kept elsewhere, by the proxy or the platform."
            : nil
        ),
        in: program
      )
    }
  }

  private func isUnseen(_ service: Service, _ program: Program) -> Bool {
    guard !program.has(.requestIdentity, service), !program.has(.telemetry, service) else {
      return false
    }
    // People ask each other too: the `requestId` of a path is the key of a row.
    let isOfRows = program.routes.contains { Self.namesRow($0.path.lowercased()) }
    return !program.mentions(service) { text in
      Self.isIdentity(text) && !(isOfRows && Self.isPlainName(text))
    }
  }

  private static func namesRow(_ path: String) -> Bool {
    ["requestid", "request_id"].contains { path.contains(":\($0)") || path.contains("{\($0)") }
      || path.contains("[requestid]")
  }

  /// `requestId` alone, in a path or as a name; headers are written otherwise.
  private static func isPlainName(_ text: ArraySlice<UInt8>) -> Bool {
    NameWords.holds(text, ["requestid", "request_id"])
      && !NameWords.holds(
        text,
        ["x-request", "request-id", "correlation", "trace", "/metrics", "asynclocal", "req.id"]
      )
  }

  /// Whether a collector of failures is told to time requests too: `traces_sample_rate=0.1`.
  private func isTraced(_ service: Service, _ program: Program) -> Bool {
    let files = Set(program.files(of: service).map(\.path))
    return program.calls(playing: [.errorTracking]).contains { site in
      guard files.contains(site.unit.path) else { return false }
      let text = program.source(of: site.place).lowercased()
      return ["traces_sample", "tracessample", "enable_tracing", "enabletracing"]
        .contains(where: text.contains)
    }
  }

  private static func estimate(under target: LoadTarget) -> String {
    let total = target.requestsPerSecond * target.durationSeconds
    let failed = Figure.grouped(total * target.errorRate)
    let share = Figure.grouped(target.errorRate * 100)
    return
      "Of \(target.wholeRun), the target lets \(failed) fail (\(share) %): their lines lie among those of "
      + "\(target.inFlight), and nothing ties a line to its request"
  }

  /// Names and texts by which code tells one request from another, or shows its figures.
  private static func isIdentity(_ text: ArraySlice<UInt8>) -> Bool {
    NameWords.holds(
      text,
      [
        "request-id", "correlation-id", "correlationid", "correlation_id", "requestid", "reqid",
        "request_id", "traceparent", "trace-id", "traceid", "/metrics", "asynclocalstorage",
      ]
    )
  }
}
