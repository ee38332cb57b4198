// A run as people read it at a terminal.

import Statistics

/// The summary of a run; the same result always gives the same text.
package struct LoadSummary: Sendable {
  private let result: LoadResult
  private let verdict: LoadVerdict
  private let isColoured: Bool

  private static let shares: [(String, Double)] = [
    ("p50", 0.5), ("p90", 0.9), ("p95", 0.95), ("p99", 0.99), ("p99.9", 0.999),
  ]
  private static let longestChart = 60

  package init(of result: LoadResult, verdict: LoadVerdict, isColoured: Bool = false) {
    self.result = result
    self.verdict = verdict
    self.isColoured = isColoured
  }

  /// The text, with a line end behind it.
  package func text() -> String {
    var lines = [
      "plimsoll load  \(result.plan.url.text)  (\(result.endpoint.text))"
    ]
    lines += result.plan.scenarios.map(pace(of:)) + result.remarks + [""]
    lines += requests
    lines += latencies
    lines += chart
    if result.figures.steps.count > 1 { lines += steps + groups }
    lines += errors
    lines += result.figures.checks.map(check)
    // Of another's generator nothing is known.
    lines += result.health.wallSeconds > 0 ? [generator, ""] : [""]
    lines += verdict.thresholds.map(line)
    if !verdict.thresholds.isEmpty { lines.append("") }
    return (lines + [outcome]).joined(separator: "\n") + "\n"
  }

  // MARK: - What was done

  private func pace(of plan: LoadPlan) -> String {
    let curve = plan.pacing.curve
    let time = Quantity.duration(UInt64(curve.seconds * 1e9))
    let peak = Quantity.digits(curve.maximum)
    let threads = plan.threads == 1 ? "1 thread" : "\(plan.threads) threads"
    let stop = result.wasInterrupted ? ", interrupted" : ""
    let name = plan.name.map { "\($0): " } ?? ""
    switch plan.pacing {
    case .arrivals:
      let connections = Quantity.count(plan.connections)
      let isSingle = plan.journeys.allSatisfy { $0.steps.count == 1 }
      let unit = isSingle ? "requests/s" : "rounds/s"
      return "\(name)open model: \(curve.isConstant ? "" : "up to ")\(peak) \(unit) for \(time), "
        + "at most \(connections) connections, \(threads)\(stop)"
    case .users:
      let unit = peak == "1" ? "user" : "users"
      return
        "\(name)closed model: \(curve.isConstant ? "" : "up to ")\(peak) \(unit) for \(time), \(threads)\(stop)"
    }
  }

  private var requests: [String] {
    let figures = result.figures
    var parts = [
      "\(Quantity.count(figures.sent)) sent", "\(Quantity.count(figures.answered)) answered",
    ]
    parts.append("\(Quantity.count(figures.failed)) failed")
    if figures.unsent > 0 { parts.append("\(Quantity.count(figures.unsent)) due and never sent") }
    if figures.unfinished > 0 { parts.append("\(Quantity.count(figures.unfinished)) unfinished") }
    if figures.queued > 0 {
      parts.append("\(Quantity.count(figures.queued)) waited for a free connection")
    }
    let share = Double(figures.failed + figures.unfinished)
    let rate = share / Double(max(1, figures.ended + figures.unfinished))
    let received = Quantity.bytes(Double(figures.bytesReceived) / result.countedSeconds)
    return [
      label("requests") + parts.joined(separator: " · "),
      label("rate")
        + "\(Quantity.digits(result.requestsPerSecond)) answers/s, \(received)/s received",
      label("errors") + Quantity.percent(rate),
    ]
  }

  // MARK: - Latency

  private var latencies: [String] {
    let durations = result.figures.durations
    guard !durations.isEmpty else { return [label("latency") + "no answer to measure"] }
    var lines = [label("latency") + quantiles(of: durations.all, bounds: durations)]
    let least = Quantity.duration(durations.all.minimum)
    let mean = Quantity.duration(UInt64(durations.all.mean))
    lines.append(
      label("") + "min \(least)   mean \(mean)   max \(bounded(durations.all.maximum, durations))"
    )
    lines.append(label("") + confidence(of: durations.all))
    if result.plan.pacing.isOpen, !result.figures.service.isEmpty {
      let service = quantiles(of: result.figures.service)
      lines.append(label("once sent") + service)
    }
    if !result.figures.handshaking.isEmpty {
      let resumed = result.figures.resumed
      let shorter = resumed > 0 ? "   \(Quantity.count(resumed)) by session" : ""
      lines.append(label("TLS") + quantiles(of: result.figures.handshaking) + shorter)
    }
    if !result.figures.refusals.isEmpty {
      lines.append(label("from 400 on") + quantiles(of: result.figures.refusals))
    }
    return lines
  }

  private func quantiles(of values: Histogram, bounds: CensoredHistogram? = nil) -> String {
    Self.shares.map { name, share in
      let value = values.quantile(share)
      return "\(name) \(bounds.map { bounded(value, $0) } ?? Quantity.duration(value))"
    }.joined(separator: "   ")
  }

  /// A value with `≥` before it if it could be more.
  private func bounded(_ value: UInt64, _ values: CensoredHistogram) -> String {
    (values.isLowerBound(value) ? "≥ " : "") + Quantity.duration(value)
  }

  private func confidence(of values: Histogram) -> String {
    let parts = [("p50", 0.5), ("p95", 0.95), ("p99", 0.99)].map { name, share in
      let interval = values.interval(of: share)
      let upper = interval.upper.map(Quantity.duration) ?? "unknown"
      return "\(name) \(Quantity.duration(interval.lower)) to \(upper)"
    }
    return "with 95 % confidence: " + parts.joined(separator: ", ")
  }

  /// p95 of each second, at most one column for each.
  private var chart: [String] {
    let values = result.rows.map { Double($0.p95) }
    guard values.count > 1, let top = values.max(), top > 0 else { return [] }
    let width = Sparkline.width(of: values.count, most: Self.longestChart)
    let unit = width == 1 ? "second" : "\(width) s"
    return [
      label("p95 by time") + Sparkline.text(of: values, most: Self.longestChart)
        + "  a column a \(unit), top \(Quantity.duration(UInt64(top)))"
    ]
  }

  // MARK: - Parts

  /// Each step; where there are several scenarios, behind the name of its own.
  private var steps: [String] {
    result.figures.steps.map { step in
      let scenario = step.tags["scenario"].map { "\($0): " } ?? ""
      return part(step, named: scenario + step.name)
    }
  }

  /// What the user's groups and tags gather; a journey is a tag that nobody wrote.
  private var groups: [String] {
    result.figures.groups.filter { $0.key != "journey" }.map {
      part($0.figures, named: $0.figures.name)
    }
  }

  private func part(_ step: StepFigures, named name: String) -> String {
    let p95 = bounded(step.durations.all.quantile(0.95), step.durations)
    let p99 = bounded(step.durations.all.quantile(0.99), step.durations)
    return "  \(name)  \(Quantity.count(step.answered)) answered, "
      + "\(Quantity.count(step.failed)) failed, p95 \(p95), p99 \(p99)"
  }

  private var errors: [String] {
    let codes = result.figures.statuses.filter { $0.key >= 400 }.sorted { $0.key < $1.key }
    let classes = result.figures.errors.sorted {
      ($1.value, $0.key.rawValue) < ($0.value, $1.key.rawValue)
    }
    return codes.map { "  \(Quantity.count($0.value)) × status \($0.key)" }
      + classes.map { "  \(Quantity.count($0.value)) × \($0.key.text)\(reasons(of: $0.key))" }
  }

  /// What OpenSSL said, the most frequent first.
  private func reasons(of error: ErrorClass) -> String {
    guard error == .tls else { return "" }
    let reasons = result.figures.tlsReasons.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
    return ": " + reasons.prefix(3).map(\.key).joined(separator: "; ")
  }

  private func check(_ check: CheckFigures) -> String {
    let total = check.passed + check.failed
    let text = "\(check.name)  \(Quantity.count(check.passed)) of \(Quantity.count(total))"
    return "  \(mark(check.failed == 0 && total > 0)) \(text)"
  }

  private var generator: String {
    let health = result.health
    let late = Quantity.duration(health.lag.quantile(0.99))
    let cost = health.processorSeconds * 1e9 / Double(max(1, result.figures.sent))
    return label("generator") + "busy \(Quantity.percent(health.load)), sends late by p99 \(late), "
      + "\(Quantity.duration(UInt64(cost))) of processor a request"
  }

  // MARK: - The verdict

  private func line(_ verdict: ThresholdVerdict) -> String {
    let measured = verdict.measured.map { "measured \(Quantity.fixed($0, places: 3))" }
    let words = [measured, verdict.reason].compactMap(\.self).joined(separator: "; ")
    return "  \(mark(verdict.holds)) \(verdict.threshold.text)   \(words)"
  }

  private var outcome: String {
    switch verdict.outcome {
    case .passed where verdict.thresholds.isEmpty: "DONE: no thresholds were given"
    case .passed: colour("PASSED", 32)
    case .failed:
      colour("FAILED", 31) + ": \(verdict.thresholds.count { !$0.holds }) of "
        + "\(verdict.thresholds.count) thresholds do not hold"
    case .invalid(let reason): colour("INVALID", 31) + ": \(reason)"
    }
  }

  private func mark(_ holds: Bool) -> String { holds ? colour("✓", 32) : colour("✗", 31) }

  private func colour(_ text: String, _ code: Int) -> String {
    isColoured ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
  }

  private func label(_ text: String) -> String {
    "  " + text + String(repeating: " ", count: max(1, 13 - text.count))
  }
}
