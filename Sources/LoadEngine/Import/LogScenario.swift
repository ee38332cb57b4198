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

/// How much traffic a log shows.
package struct LoggedTraffic: Sendable {
  package private(set) var requests = 0
  private var first = Double.infinity
  private var last = -Double.infinity
  private var seconds: [Int: (reads: Int, writes: Int)] = [:]
  private var minutes: [Int: Int] = [:]
  private var largest = 0.0
  /// Seconds of work that requests took, by second in which they ended; nil without times.
  private var work: [Int: Double] = [:]

  /// Seconds with requests, of which nothing is known beyond.
  private static let mostSeconds = 5_000_000

  mutating func take(_ entry: LogLine) {
    requests += 1
    largest = max(largest, entry.bytes)
    guard let time = entry.time, seconds.count < Self.mostSeconds else { return }
    first = min(first, time)
    last = max(last, time)
    let second = Int(time.rounded(.down))
    if entry.isWrite {
      seconds[second, default: (0, 0)].writes += 1
    } else {
      seconds[second, default: (0, 0)].reads += 1
    }
    minutes[second / 60, default: 0] += 1
    if let duration = entry.duration { work[second, default: 0] += duration }
  }

  /// Requests a second from the first to the last; 0 without times.
  var mean: Double { last >= first ? Double(requests) / max(1, last - first) : 0 }
  /// Requests a second in the busiest minute, or in the mean of a shorter log.
  var peakOfMinute: Double {
    let peak = Double(minutes.values.max() ?? 0)
    return last - first < 60 ? max(mean, peak / 60) : peak / 60
  }
  var peakOfSecond: Double {
    Double(seconds.values.map { $0.reads + $0.writes }.max() ?? 0)
  }

  /// `traffic_profile.csv`: what is measured now; the target is the reader's to decide.
  package var profile: String {
    func figure(_ value: Double?) -> String {
      value.map { Quantity.fixed($0, places: 2).filter { $0 != "," } } ?? "Needs Confirmation"
    }
    let reads = seconds.values.map { Double($0.reads) }.max()
    let writes = seconds.values.map { Double($0.writes) }.max()
    // Little's law, second by second: the work that ended in a second was that much concurrency.
    let sorted = work.values.sorted()
    let concurrency = sorted.isEmpty ? nil : sorted[min(sorted.count - 1, sorted.count * 9 / 10)]
    let rows = [
      ("peak_rps_read", figure(reads)), ("peak_rps_write", figure(writes)),
      ("concurrency_p90", figure(concurrency)),
      ("largest_payload_kb", figure(largest > 0 ? largest / 1_024 : nil)),
    ]
    return (["metric,current,target"] + rows.map { "\($0.0),\($0.1),Needs Confirmation" })
      .map { $0 + "\r\n" }.joined()
  }
}
