// Nothing tells a balancer whether the process can serve.

import Capacity
import Findings
import SemanticModel
import SourceText

/// Reports services without an endpoint that says whether they are alive and ready.
struct MissingHealthCheck: Rule {
  static let about = RuleDescription(
    name: "missing-health-check",
    category: .errorObservability,
    worst: .medium,
    title: "No health or readiness endpoint",
    problem: """
      Nothing tells a balancer or an orchestrator whether the process has its database: a process that has lost it \
      keeps its port open, takes its share of the requests, and answers all of them with errors.
      """,
    verify: """
      Stop the database and wait for the balancer's next probe: the instance must leave the rotation, and come back \
      once the database does.
      """,
    fix: """
      Answer a liveness path without any work, and a readiness path with one cheap statement that has a deadline; \
      point the balancer's probe at the second.
      """,
    tradeOff:
      "A probe that asks the database takes a connection each time, and one that is too strict takes all instances out at once.",
    effort: Effort(low: 0.5, high: 2)
  )

  func findings(in program: Program, under target: LoadTarget) -> [Finding] {
    let unseen = program.services.filter { isUnseen($0, program) }
    let probe = unseen.isEmpty ? nil : program.fileOfImageProbe
    return unseen.map { service in
      finding(
        ServiceGap(
          service: service,
          place: service.mounting ?? service.creation,
          title: "No health or readiness endpoint",
          problem: Self.about.problem,
          tier: probe == nil ? .finding : .suspicious,
          estimate: Self.estimate(under: target),
          fix: Remedy(Self.about.fix),
          confirm: probe.map {
            "Check what `HEALTHCHECK` in \($0) asks: if its answer is a failure once the database is away, that is the readiness check."
          }
        ),
        in: program
      )
    }
  }

  private func isUnseen(_ service: Service, _ program: Program) -> Bool {
    // Routers inside others name the rest of a path: `/status` under `/orders` is the status of an order.
    let isOfRows = program.routes.contains(where: Self.tellsStatusOfRows)
    return !program.has(.healthCheck, service)
      && !program.mentions(service) { Self.isProbe($0) || !isOfRows && Self.isStatus($0) }
      && !hasRoutedProbe(program)
      && !program.files(of: service).contains(where: isProbeFile)
  }

  private static func estimate(under target: LoadTarget) -> String {
    let rate = Figure.grouped(target.requestsPerSecond / 2)
    let seconds = 30.0
    let failed = Figure.grouped(target.requestsPerSecond / 2 * seconds)
    return "With two instances, the broken one fails \(rate) req/s: \(failed) requests in the "
      + "\(Figure.duration(seconds)) until somebody notices; assuming these \(Figure.duration(seconds)), and half of the traffic each"
  }

  /// The last part of a path that balancers ask.
  private static let endings = [
    "health", "healthz", "healthcheck", "health-check", "health_check", "_health", "ready",
    "readyz", "readiness", "live", "livez", "liveness", "alive", "ping", "heartbeat",
  ]

  /// Whether a text is the path of a probe: `/healthz`, `/api/health`.
  private static func isProbe(_ text: ArraySlice<UInt8>) -> Bool {
    guard text.first == UInt8(ascii: "/"), text.count < 80 else { return false }
    if text.elementsEqual("/up".utf8) { return true }
    let path = text.last == UInt8(ascii: "/") ? text.dropLast() : text
    let last = path.lastIndex(of: UInt8(ascii: "/")).map { path[($0 + 1)...] } ?? path
    return endings.contains { $0.utf8.elementsEqual(last.lazy.map(NameWords.small)) }
      || NameWords.holds(text, ["/health"])
  }

  private static func isStatus(_ text: ArraySlice<UInt8>) -> Bool {
    text.elementsEqual("/status".utf8)
  }

  private static func tellsStatusOfRows(_ route: Route) -> Bool {
    route.path.pieces(between: "/").last?.lowercased() == "status" && !isTopLevel(route.path)
  }

  /// Controllers and their methods name their paths in parts: `@Get("health")`.
  private func hasRoutedProbe(_ program: Program) -> Bool {
    program.routes.contains { Self.isProbe($0) || Self.tellsOfItself($0, program) }
  }

  /// Whether a route in front of all others answers that the process is well: `res.json({ status: "ok" })` under `/`.
  static func tellsOfItself(_ route: Route, _ program: Program) -> Bool {
    guard ["GET", "HEAD", "ALL"].contains(route.verb), isTopLevel("\(route.path)/status"),
      let handler = route.handler
    else { return false }
    return program.calls(in: handler).contains { position in
      program.call(at: position).arguments.contains { argument in
        guard case .text(let word)? = argument["status"]?.shape else { return false }
        return ["ok", "up", "healthy", "running", "alive"].contains(word.lowercased())
      }
    }
  }

  /// Whether balancers ask a route.
  static func isProbe(_ route: Route) -> Bool {
    let last = route.path.pieces(between: "/").last.map { $0.lowercased() } ?? ""
    return ["GET", "HEAD", "ALL"].contains(route.verb)
      && (endings.contains(last) || last.hasPrefix("health")
        || last == "status" && isTopLevel(route.path))
  }

  /// `/api/v1/status`, but not the status of an order or of subscriptions.
  private static func isTopLevel(_ path: String) -> Bool {
    path.pieces(between: "/").dropLast().allSatisfy { part in
      let word = part.lowercased()
      // A prefix that the settings give.
      if part.hasPrefix("…") || part.hasPrefix("$") { return true }
      return ["api", "internal", "public", "rest", "system", "app", "server"].contains(word)
        || word.hasPrefix("v") && word.dropFirst().allSatisfy(\.isNumber)
    }
  }

  /// Frameworks that route by files: `app/api/health/route.ts`.
  private func isProbeFile(_ unit: Unit) -> Bool {
    unit.path.pieces(between: "/").suffix(2).contains { part in
      Self.endings.contains(String(part.split(separator: ".").first ?? "").lowercased())
    }
  }
}
