// A run as programs read it.

import Statistics

/// The JSON of a run; times are milliseconds, shares are from 0 to 1.
package struct LoadDocument: Encodable, Sendable {
  private let result: LoadResult
  private let verdict: LoadVerdict
  private let version: String
  /// What a soak test adds.
  private let soak: JSONValue?

  package init(of result: LoadResult, verdict: LoadVerdict, version: String) {
    self.init(of: result, verdict: verdict, version: version, soak: nil)
  }

  init(of result: LoadResult, verdict: LoadVerdict, version: String, soak: JSONValue?) {
    self.result = result
    self.verdict = verdict
    self.version = version
    self.soak = soak
  }

  package func encode(to encoder: any Encoder) throws { try value.encode(to: encoder) }

  private var value: JSONValue {
    let figures = result.figures
    return JSONValue.object(
      [
        ("schema", .string("plimsoll-load/1")), ("version", .string(version)),
        ("target", .string(result.plan.url.text)), ("address", .string(result.endpoint.text)),
        ("plan", plan), ("seconds", .number(result.seconds)),
        ("interrupted", .bool(result.wasInterrupted)),
        ("verdict", .string(name)), ("objection", result.objection.map(JSONValue.string) ?? .null),
        ("thresholds", .array(verdict.thresholds.map(threshold))),
        ("requests", requests), ("requestsPerSecond", .number(result.requestsPerSecond)),
        ("latency", latency(of: figures.durations)), ("serviceTime", latency(of: figures.service)),
        ("waiting", latency(of: figures.waiting)), ("connecting", latency(of: figures.connecting)),
        ("handshaking", latency(of: figures.handshaking)),
        ("refusals", latency(of: figures.refusals)),
        ("statuses", counts(figures.statuses.map { (String($0.key), $0.value) })),
        ("errors", counts(figures.errors.map { ($0.key.rawValue, $0.value) })),
        ("tlsReasons", counts(figures.tlsReasons.map { ($0.key, $0.value) })),
        ("checks", .array(figures.checks.map(check))), ("steps", .array(figures.steps.map(step))),
        ("tags", .array(figures.groups.map { tag($0.key, $0.value, $0.figures) })),
        ("remarks", .array(result.remarks.map(JSONValue.string))),
        ("intervals", .array(result.rows.map(interval))), ("generator", generator),
      ] + (soak.map { [("soak", $0)] } ?? [])
    )
  }

  private var name: String {
    switch verdict.outcome {
    case .passed: "passed"
    case .failed: "failed"
    case .invalid: "invalid"
    }
  }

  private var plan: JSONValue {
    let members = members(of: result.plan)
    guard !result.plan.beside.isEmpty else { return .object(members) }
    let all = result.plan.scenarios.map { scenario in
      JSONValue.object(
        [("name", .string(scenario.name ?? ""))] + self.members(of: scenario)
      )
    }
    return .object(members + [("scenarios", .array(all))])
  }

  private func members(of plan: LoadPlan) -> [(String, JSONValue)] {
    [
      ("model", .string(plan.pacing.isOpen ? "open" : "closed")),
      ("seconds", .number(plan.pacing.curve.seconds)),
      ("peak", .number(plan.pacing.curve.maximum)),
      ("connections", .integer(plan.slots)), ("threads", .integer(plan.threads)),
      ("warmupSeconds", .number(plan.warmup)),
    ]
  }

  private var requests: JSONValue {
    let figures = result.figures
    return .object([
      ("sent", .integer(figures.sent)), ("answered", .integer(figures.answered)),
      ("failed", .integer(figures.failed)), ("unsent", .integer(figures.unsent)),
      ("unfinished", .integer(figures.unfinished)), ("queued", .integer(figures.queued)),
      ("resent", .integer(figures.resent)), ("resumed", .integer(figures.resumed)),
      ("bytesSent", .integer(figures.bytesSent)),
      ("bytesReceived", .integer(figures.bytesReceived)),
    ])
  }

  private var generator: JSONValue {
    .object([
      ("load", .number(result.health.load)),
      ("processorSeconds", .number(result.health.processorSeconds)),
      ("starvedSeconds", .number(result.health.starvedSeconds)),
      ("lag", latency(of: result.health.lag)),
    ])
  }

  private func threshold(_ verdict: ThresholdVerdict) -> JSONValue {
    .object([
      ("threshold", .string(verdict.threshold.text)),
      ("measured", verdict.measured.map(JSONValue.number) ?? .null),
      ("holds", .bool(verdict.holds)),
      ("reason", verdict.reason.map(JSONValue.string) ?? .null),
    ])
  }

  private func check(_ check: CheckFigures) -> JSONValue {
    .object([
      ("name", .string(check.name)), ("passed", .integer(check.passed)),
      ("failed", .integer(check.failed)),
    ])
  }

  private func step(_ step: StepFigures) -> JSONValue {
    .object([
      ("name", .string(step.name)), ("answered", .integer(step.answered)),
      ("failed", .integer(step.failed)), ("latency", latency(of: step.durations)),
      (
        "tags",
        .object(step.tags.sorted { $0.key < $1.key }.map { ($0.key, .string($0.value)) })
      ),
    ])
  }

  private func tag(_ key: String, _ value: String, _ figures: StepFigures) -> JSONValue {
    guard case .object(let members) = step(figures) else { return .null }
    return .object(
      [("tag", .string(key)), ("value", .string(value))] + members.dropFirst().dropLast()
    )
  }

  private func interval(_ row: IntervalRow) -> JSONValue {
    .object([
      ("second", .integer(row.second)), ("sent", .integer(row.sent)),
      ("answered", .integer(row.answered)), ("failed", .integer(row.failed)),
      ("ended", .integer(row.ended)),
      ("p50", milliseconds(row.p50)), ("p95", milliseconds(row.p95)),
      ("p99", milliseconds(row.p99)), ("max", milliseconds(row.maximum)),
    ])
  }

  private func latency(of values: CensoredHistogram) -> JSONValue {
    guard case .object(let members) = latency(of: values.all) else { return .null }
    let bound = values.isLowerBound(values.all.quantile(0.95))
    return .object(
      members + [("censored", .integer(Int(values.censored))), ("p95IsLowerBound", .bool(bound))]
    )
  }

  private func latency(of values: Histogram) -> JSONValue {
    guard !values.isEmpty else { return .null }
    let shares: [(String, Double)] = [
      ("p50", 0.5), ("p90", 0.9), ("p95", 0.95), ("p99", 0.99), ("p99.9", 0.999),
    ]
    return .object(
      [("count", .integer(Int(values.count))), ("min", milliseconds(values.minimum))]
        + [("mean", .number(values.mean / 1e6))]
        + shares.map { ($0.0, milliseconds(values.quantile($0.1))) }
        + [("max", milliseconds(values.maximum))]
        + shares.map { ("\($0.0)Interval", interval(of: values, $0.1)) }
    )
  }

  /// Between what a quantile lies with 95 % confidence; no upper end where too few values bound it.
  private func interval(of values: Histogram, _ share: Double) -> JSONValue {
    let interval = values.interval(of: share)
    return .array([milliseconds(interval.lower), interval.upper.map(milliseconds) ?? .null])
  }

  private func milliseconds(_ nanoseconds: UInt64) -> JSONValue {
    .number(Double(nanoseconds / 10) / 1e5)
  }

  private func counts(_ pairs: [(String, Int)]) -> JSONValue {
    .object(pairs.sorted { $0.0 < $1.0 }.map { ($0.0, .integer($0.1)) })
  }
}
