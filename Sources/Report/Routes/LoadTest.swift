// The command lines that put the load target on the application.

import Findings

/// One load test, in the words of two tools.
struct LoadTest {
  let target: LoadTargetFigures
  /// The most expensive route that can be asked as it stands.
  private let route: RouteCost?
  /// Where such a server listens unless PORT says otherwise.
  private let port: Int

  init(target: LoadTargetFigures, routes: [RouteCost], port: Int = 3000) {
    self.target = target
    self.port = port
    route = routes.byCost.first {
      $0.method == "GET" && $0.path.utf8.allSatisfy(\.isPlainInCommand)
    }
  }

  /// Why this path.
  var reason: String {
    route == nil ? "" : " (its most expensive GET route without parameters)"
  }

  var autocannon: String {
    "npx autocannon -c \(target.users) -R \(whole(target.requestsPerSecond)) "
      + "-d \(whole(target.durationSeconds)) \"\(url)\""
  }

  var plimsoll: String {
    "plimsoll load \"\(url)\" --vus \(target.users) --rate \(whole(target.requestsPerSecond)) "
      + "--duration \(duration)"
  }

  /// A sign of life.
  var smoke: String { "plimsoll load \"\(url)\" --vus 1 --duration 30s" }

  /// The highest rate that holds.
  var limit: String { "plimsoll load \"\(url)\" --find-limit --duration 30s" }

  /// The target's rate, long enough for a leak to show.
  var soak: String {
    "plimsoll soak \"\(url)\" --pid PID --rate \(whole(target.requestsPerSecond)) --duration 4h"
  }

  private var url: String { "http://localhost:${PORT:-\(port)}\(route?.path ?? "/")" }

  private var duration: String {
    let seconds = whole(target.durationSeconds)
    return seconds.isMultiple(of: 60) ? "\(seconds / 60)m" : "\(seconds)s"
  }

  private func whole(_ value: Double) -> Int { Int(min(max(value, 1), 1e9).rounded()) }
}
