// A run as its JSON tells of it.

import ConfigSyntax
import Statistics

/// What two runs are compared by.
package struct RunRecord: Sendable {
  struct Second: Sendable {
    let second: Double
    let answered: Double
    let failed: Double
    /// Refusals are answered and failed; what got no answer is failed alone.
    let ended: Double
    let p50: Double
    let p95: Double
    let p99: Double
  }

  /// The file that it was read from.
  let name: String
  let target: String
  let verdict: String
  let isInterrupted: Bool
  /// What was planned, member by member: model, seconds, peak, connections, warm-up.
  let plan: [String: String]
  let steps: [String]
  /// Percentiles of the whole run in milliseconds.
  let latency: [String: Double]
  let requestsPerSecond: Double
  /// Whole seconds behind the warm-up.
  let seconds: [Second]

  private static let schema = "plimsoll-load/1"
  /// What two runs must have in common; threads of the generator are no part of it.
  private static let planned = ["model", "seconds", "peak", "connections", "warmupSeconds"]

  /// Reads a file that `plimsoll load --format json` wrote.
  ///
  /// Throws an error of the plan that names the file and what is wrong with it.
  package init(_ bytes: [UInt8], named name: String) throws(LoadError) {
    func refuse(_ reason: String) -> LoadError {
      .plan("\(name): \(reason); give a file that plimsoll load --format json wrote")
    }
    let document = ConfigDocument(strictJSON: bytes)
    if let problem = document.diagnostics.first {
      throw refuse("line \(problem.line): \(problem.message)")
    }
    let value = document.value
    guard value["schema"]?.string == Self.schema else { throw refuse("it is no run") }
    guard let plan = value["plan"], plan.isObject, let rate = value["requestsPerSecond"]?.number,
      let rows = value["intervals"], rows.isArray
    else { throw refuse("parts are missing") }
    self.name = name
    target = value["target"]?.string ?? ""
    verdict = value["verdict"]?.string ?? ""
    isInterrupted = value["interrupted"]?.bool ?? false
    self.plan = Dictionary(uniqueKeysWithValues: Self.planned.map { ($0, Self.text(plan[$0])) })
    steps = value["steps"]?.items.compactMap { $0.value["name"]?.string } ?? []
    latency = Dictionary(
      (value["latency"]?.members ?? []).compactMap { member in
        member.value.number.map { (member.key, $0) }
      },
      uniquingKeysWith: { $1 }
    )
    requestsPerSecond = rate
    let warmup = plan["warmupSeconds"]?.number ?? 0
    // The last second is no whole one.
    seconds = rows.items.dropLast().compactMap { Self.second($0.value) }
      .filter { $0.second >= warmup }
  }

  private static func second(_ value: ConfigValue) -> Second? {
    func number(_ key: String) -> Double { value[key]?.number ?? 0 }
    guard let second = value["second"]?.number else { return nil }
    return Second(
      second: second,
      answered: number("answered"),
      failed: number("failed"),
      ended: value["ended"]?.number ?? max(number("answered"), number("failed")),
      p50: number("p50"),
      p95: number("p95"),
      p99: number("p99")
    )
  }

  private static func text(_ value: ConfigValue?) -> String {
    value?.string ?? value?.number.map { Quantity.fixed($0, places: 3) } ?? "nothing"
  }

  /// A figure second by second; seconds without an answer have no latency.
  func series(_ name: String, _ unit: String, _ figure: (Second) -> Double?) -> Series {
    Series(
      name: name,
      unit: unit,
      points: seconds.compactMap { second in
        figure(second).map { Series.Point(seconds: second.second, value: $0) }
      }
    )
  }

  /// What was planned otherwise in another run; nothing if both can be compared.
  func differences(to other: RunRecord) -> [String] {
    var found = Self.planned.filter { plan[$0] != other.plan[$0] }.map {
      "\($0) \(plan[$0] ?? "") and \(other.plan[$0] ?? "")"
    }
    if steps != other.steps { found.append("other steps") }
    return found
  }

  /// Why the run says nothing of its server.
  var objection: String? {
    if isInterrupted { return "was interrupted" }
    return verdict == "invalid" ? "is invalid: its generator was the limit" : nil
  }
}
