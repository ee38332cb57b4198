// A load scenario made of the routes that an audit has found.

package import Findings

/// The YAML of a scenario that sends each route as often as a mix of reads and writes says.
///
/// Routes that can be asked as they stand are live; those that need an id or a body stand in comments, for nobody
/// but the application's people knows good values.
package struct AuditScenario {
  /// How reads and writes are mixed, and how long.
  package enum Mix: String, CaseIterable, Sendable {
    case readHeavy = "read-heavy"
    case writeHeavy = "write-heavy"
    case mixed
    /// The mixed load at 0.6 of the target's rate for two hours: leaks need time.
    case soak

    package var shareOfWrites: Double {
      switch self {
      case .readHeavy: 0.05
      case .writeHeavy: 0.7
      case .mixed, .soak: 0.2
      }
    }
  }

  package let text: String
  /// Routes that are asked, and routes that wait in comments.
  package let live: Int
  package let left: Int

  /// More journeys make a test no better.
  private static let most = 60

  /// `target` is the address of the server.
  package init(of audit: Audit, mix: Mix, target: String) {
    let routes = (audit.routes ?? []).byCost.compactMap(Step.init).uniqued.prefix(Self.most)
    let writes = routes.filter { $0.method != "get" }
    let reads = routes.filter { $0.method == "get" }
    let shares = (reads: 1 - mix.shareOfWrites, writes: mix.shareOfWrites)
    let figures = audit.loadTarget
    let isSoak = mix == .soak
    let rate = (figures?.requestsPerSecond ?? 100) * (isSoak ? 0.6 : 1)
    var lines = [
      "# Load scenario (\(mix.rawValue)), made by plimsoll load --from-audit of the routes of an audit, dearest first.",
      "# What needs an id or a body stands in comments: give it good values, and take the # away.",
      "target: \(target)",
      "rate: \(MachineText.plain(rate))",
      "users: \(figures?.users ?? 1_000)",
      "duration: \(isSoak ? 7_200 : Int(figures?.durationSeconds ?? 300))s",
      "thresholds:",
      "  http_req_duration: [\"p(95)<\(MachineText.plain(figures?.p95Milliseconds ?? 500))\", "
        + "\"p(99)<\(MachineText.plain(figures?.p99Milliseconds ?? 800))\"]",
      "  http_req_failed: rate<\(MachineText.plain((figures?.errorRate ?? 0.01) * 100))%",
      "journeys:",
    ]
    for (steps, share) in [(reads, shares.reads), (writes, shares.writes)] {
      let weight = (share / Double(max(1, steps.count)) * 10_000).rounded() / 100
      lines += steps.flatMap { $0.lines(weight: max(0.01, weight)) }
    }
    text = lines.joined(separator: "\n") + "\n"
    live = routes.count(where: \.isLive)
    left = routes.count - live
  }

  /// One route as a journey.
  fileprivate struct Step {
    let method: String
    let path: String
    let isLive: Bool

    /// Nil for a route that no client asks by its method and path.
    init?(_ route: RouteCost) {
      let method = route.method.lowercased()
      guard ["get", "post", "put", "patch", "delete"].contains(method), route.path.hasPrefix("/"),
        route.path.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && $0 != 0x22 && $0 != 0x5C })
      else { return nil }
      self.method = method
      path = route.path
      isLive = method == "get" && route.path.utf8.allSatisfy(\.isPlainInCommand)
    }

    func lines(weight: Double) -> [String] {
      let name = "\(method.uppercased()) \(path)"
      var lines = [
        "  \"\(name)\":", "    weight: \(MachineText.plain(weight))", "    steps:",
        "      - \(method): \"\(path)\"",
      ]
      if method != "get" {
        lines.append("        headers: { Idempotency-Key: \"${unique}\" }")
        if method != "delete" { lines.append("        body: {}") }
      }
      return isLive ? lines : lines.map { "#" + $0 }
    }
  }
}

extension [AuditScenario.Step] {
  /// Each route once, in order.
  fileprivate var uniqued: [AuditScenario.Step] {
    var seen: Set<String> = []
    return filter { seen.insert("\($0.method) \($0.path)").inserted }
  }
}
