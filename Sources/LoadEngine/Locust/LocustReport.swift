// What Locust's workers have counted, as figures of ours.

import ConfigSyntax
import Statistics

/// Reads the report that our locustfile writes in Locust's master when the run ends.
struct LocustReport {
  private var figures: Figures
  private var rows: [IntervalRow] = []
  private var seconds = 0.0
  /// Whether the report says what it should, and its parts agree.
  private(set) var isWhole = false
  var remarks: [String] = []

  init(_ bytes: [UInt8], plan: LoadPlan) {
    figures = Figures(journeys: plan.countedJourneys)
    let report = ConfigDocument(json: bytes).value
    guard let requests = report["requests"]?.number, requests >= 0, requests < 1e12 else { return }
    seconds = max(0, min(1e7, report["seconds"]?.number ?? 0))
    takeTimes(report["times"]) { step, value in step.durations.record(value) }
    takeTimes(report["refusals"]) { step, value in step.refusals.record(value) }
    for (name, count) in Self.counts(report["statuses"]) {
      if let status = Int(name) { figures.statuses[status, default: 0] += count }
    }
    takeErrors(report["errors"])
    takeChecks(report["checks"])
    takeSeconds(report)
    figures.sent = Int(requests)
    figures.bytesReceived = Int(max(0, min(1e15, report["received"]?.number ?? 0)))
    isWhole = true
    if figures.ended != Int(requests) {
      remarks.append(
        "Locust counted \(Int(requests)) requests and reported the times of \(figures.ended)"
      )
    }
    if let p95 = report["p95"]?.number {
      remarks.append(
        "Locust's own p95, of all answers and to two digits: \(Quantity.digits(p95)) ms"
      )
    }
  }

  private static func counts(_ value: ConfigValue?) -> [(name: String, count: Int)] {
    (value?.members ?? []).compactMap { member in
      guard let count = member.value.number, count >= 0, count < 1e9 else { return nil }
      return (member.key, Int(count))
    }
  }

  /// Microseconds by step, as `["GET /", 1230]`.
  private mutating func takeTimes(
    _ value: ConfigValue?,
    record: (inout StepFigures, UInt64) -> Void
  ) {
    for (key, count) in Self.counts(value) {
      let pair = ConfigDocument(json: Array(key.utf8)).value.items
      guard pair.count == 2, let name = pair[0].value.string, let micros = pair[1].value.number,
        micros >= 0, micros < 1e12, let index = figures.steps.firstIndex(where: { $0.name == name })
      else { continue }
      figures.steps[index].answered += count
      for _ in 0..<count { record(&figures.steps[index], UInt64(micros * 1_000)) }
    }
  }

  private mutating func takeErrors(_ value: ConfigValue?) {
    for (key, count) in Self.counts(value) {
      let pair = ConfigDocument(json: Array(key.utf8)).value.items
      guard pair.count == 2, let name = pair[0].value.string, let text = pair[1].value.string,
        let index = figures.steps.firstIndex(where: { $0.name == name })
      else { continue }
      figures.steps[index].unanswered += count
      figures.errors[Self.errorClass(of: text.lowercased()), default: 0] += count
    }
  }

  /// Python's words for what we count by class.
  private static func errorClass(of text: String) -> ErrorClass {
    if text.contains("refused") { return .refused }
    if text.contains("timed out") || text.contains("timeout") { return .totalTimeout }
    if text.contains("reset") { return .reset }
    if text.contains("unreachable") || text.contains("no route") { return .unreachable }
    return .closedWithoutAnswer
  }

  private mutating func takeChecks(_ value: ConfigValue?) {
    for (key, count) in Self.counts(value) {
      let pair = ConfigDocument(json: Array(key.utf8)).value.items
      guard pair.count == 2, let name = pair[0].value.string, let holds = pair[1].value.bool,
        let index = figures.checks.firstIndex(where: { $0.name == name })
      else { continue }
      if holds {
        figures.checks[index].passed += count
      } else {
        figures.checks[index].failed += count
      }
    }
  }

  /// Rate and errors by second; Locust keeps no times by second.
  private mutating func takeSeconds(_ report: ConfigValue) {
    let began = report["began"]?.number ?? 0
    let failures = report["failuresPerSecond"]
    for (key, count) in Self.counts(report["perSecond"]) {
      guard let moment = Double(key), moment >= began - 1, moment - began < 1e6 else { continue }
      let failed = Int(failures?[key]?.number.flatMap { $0 >= 0 && $0 < 1e9 ? $0 : nil } ?? 0)
      rows.append(
        IntervalRow(
          second: max(0, Int(moment - began)),
          sent: count,
          answered: max(0, count - failed),
          failed: failed,
          p50: 0,
          p95: 0,
          p99: 0,
          maximum: 0
        )
      )
    }
    rows.sort { $0.second < $1.second }
  }

  func result(plan: LoadPlan, endpoint: Endpoint, workers: Int) -> LoadResult {
    let model = plan.pacing.isOpen ? "; the rate was spread over waiting users" : ""
    let first =
      "measured by Locust with \(workers) \(workers == 1 ? "worker" : "workers"): a closed model, whose times count "
      + "from when a request was sent; what a stall kept from being sent is in no percentile\(model)"
    return LoadResult(
      plan: plan,
      endpoint: endpoint,
      figures: figures,
      health: GeneratorHealth(),
      rows: rows,
      seconds: seconds,
      wasInterrupted: Interruption.count > 0,
      remarks: [first] + remarks
    )
  }
}
