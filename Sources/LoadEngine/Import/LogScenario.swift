// A scenario of what an access log tells: `--from-log`.

import ConfigSyntax

/// Reads access logs (common, combined, nginx's, JSON lines) and makes routes, weights and a rate of them.
package enum LogScenario {
  /// The draft of a log, sent to `target`, and the traffic that it shows.
  ///
  /// Throws an error of the plan if no line of it is a request.
  package static func draft(
    of bytes: [UInt8],
    path: String,
    target: TargetURL
  ) throws(LoadError) -> (draft: ScenarioDraft, traffic: LoggedTraffic) {
    var routes = LoggedRoutes()
    var traffic = LoggedTraffic()
    var skipped: [String: Int] = [:]
    for line in bytes.split(separator: 0x0A) {
      guard line.count <= LogLine.longest, let entry = LogLine(line) else {
        skipped["lines that are no request", default: 0] += 1
        continue
      }
      guard entry.isUseful else {
        skipped["requests that no client of yours makes", default: 0] += 1
        continue
      }
      traffic.take(entry)
      if StaticFile.isStatic(entry.path[...]) {
        skipped["static files", default: 0] += 1
      } else if !routes.take(entry) {
        skipped["requests of further routes", default: 0] += 1
      }
    }
    guard traffic.requests > 0 else {
      throw .plan(
        "\(path): no line is a request of an access log; give one in the common or combined format, "
          + "or JSON lines with method, path and time"
      )
    }
    let draft = draft(of: routes.joined(), traffic, target: target, skipped: skipped)
    return (draft, traffic)
  }

  private static let mostRoutes = 60

  private static func draft(
    of all: [LoggedRoute],
    _ traffic: LoggedTraffic,
    target: TargetURL,
    skipped: [String: Int]
  ) -> ScenarioDraft {
    let routes = all.prefix(mostRoutes)
    let total = Double(max(1, routes.reduce(0) { $0 + $1.count }))
    let share = Double(routes.reduce(0) { $0 + $1.count }) / Double(max(1, traffic.requests))
    // Static files are no part of the load, so their share of the peak is none of it either.
    let rate = max(0.01, traffic.peakOfMinute * share)
    func figure(_ value: Double) -> String { Quantity.fixed(value, places: 2).filter { $0 != "," } }
    var variables: [String] = []
    var journeys: [String] = []
    for (number, route) in routes.enumerated() {
      var step = DraftStep(method: route.method, path: route.shape)
      step.name = "\(route.method) \(route.shape)"
      if route.samples != [route.shape] {
        variables.append(
          "  route\(number + 1): [\(route.samples.map { DraftText.quoted($0.dropFirst().description, isTemplate: true) }.joined(separator: ", "))]"
        )
        step.path = "/${route\(number + 1)}"
        step.isTemplate = true
      }
      if !["GET", "HEAD"].contains(route.method) {
        step.obstacle = "a log has no bodies: write one"
      }
      journeys += DraftText.journey(of: step, weight: Double(route.count) / total * 100)
    }
    var lines = [
      "# Load scenario, made by plimsoll load --from-log of \(traffic.requests) requests.",
      "# \(figure(traffic.mean)) requests/s in the mean, \(figure(traffic.peakOfMinute)) in the busiest minute, "
        + "\(Int(traffic.peakOfSecond)) in the busiest second; the rate is that of the busiest minute.",
      "# What needs a body stands in comments: write one, and take the # away.",
      "target: \(target.text)", "rate: \(figure(rate))", "duration: 5m",
    ]
    if !variables.isEmpty { lines += ["variables:"] + variables }
    lines += ["journeys:"] + journeys
    let live = routes.count { ["GET", "HEAD"].contains($0.method) }
    var remarks = skipped.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key) left out" }
    if all.count > routes.count {
      remarks.append("\(all.count - routes.count) rarer routes left out")
    }
    let text = lines.joined(separator: "\n") + "\n"
    return ScenarioDraft(text: text, live: live, left: routes.count - live, remarks: remarks)
  }
}
