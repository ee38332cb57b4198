// What the application must reach, what was measured of it, and whether that is enough.

import Findings

/// One objective of the audit.
struct Objective {
  enum Verdict: String {
    case pass = "Pass"
    case fail = "Fail"
    case open = "Needs Confirmation"
  }

  let name: String
  let target: String
  let measured: Measurement?
  let verdict: Verdict
  /// What measures it; prose with the command between backticks.
  let command: String
}

extension Audit {
  /// The objectives of every audit, and the load test's own.
  var objectives: [Objective] {
    let test = loadTarget.map {
      LoadTest(target: $0, routes: routes ?? [], port: Stack(of: self).port)
    }
    let load = "`\(test?.plimsoll ?? "plimsoll load URL")`"
    let limit = "`\(test?.limit ?? "plimsoll load URL --find-limit")`, divided by the target's rate"
    let soak =
      "`\(test?.soak ?? "plimsoll soak URL --pid PID --duration 4h")`, which reads the memory meanwhile"
    var rows = [
      below("p95 of all requests", .p95, 300, "ms", load),
      below("p99 of all requests", .p99, 800, "ms", load),
      below("Failed requests", .errorRate, 1, "%", load),
      above("Availability", .availability, 99.9, "%", "the uptime monitor, over a month"),
      above("Headroom: highest rate that holds, over the target", .headroom, 2, "x", limit),
      below("Soak: growth of the memory in an hour, flat", .soakGrowth, 1, "%", soak),
    ]
    if let target = loadTarget {
      rows.append(below("The load test itself: p95", .p95, target.p95Milliseconds, "ms", load))
    }
    return rows
  }

  private func below(
    _ name: String,
    _ key: Measurement.Name,
    _ limit: Double,
    _ unit: String,
    _ command: String
  ) -> Objective {
    objective(name, key, "under \(Amount.exact(limit)) \(unit)", unit, command) { $0 < limit }
  }

  private func above(
    _ name: String,
    _ key: Measurement.Name,
    _ limit: Double,
    _ unit: String,
    _ command: String
  ) -> Objective {
    let figure = unit == "x" ? "\(Amount.exact(limit))x" : "\(Amount.exact(limit)) \(unit)"
    return objective(name, key, "at least \(figure)", unit, command) { $0 >= limit }
  }

  /// A figure in another unit is shown and not judged.
  private func objective(
    _ name: String,
    _ key: Measurement.Name,
    _ target: String,
    _ unit: String,
    _ command: String,
    holds: (Double) -> Bool
  ) -> Objective {
    let measured = measurement(key)
    var verdict = Objective.Verdict.open
    if let measured, measured.unit == unit, case .number(let value) = measured.value {
      verdict = holds(value) ? .pass : .fail
    }
    return Objective(
      name: name,
      target: target,
      measured: measured,
      verdict: verdict,
      command: command
    )
  }
}

extension Measurement {
  /// `212 ms`.
  var caption: String {
    let figure =
      switch value {
      case .number(let number): Amount.exact(number)
      case .text(let text): text
      }
    return unit.isEmpty ? figure : "\(figure) \(unit)"
  }
}
