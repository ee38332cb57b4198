// A run with faults as people read it at a terminal.

import LoadEngine
import Statistics

/// The summary of a run; the same result always gives the same text.
package struct ChaosSummary: Sendable {
  private let result: ChaosResult
  private let verdict: ChaosVerdict
  private let isColoured: Bool

  private static let mostKinds = 6

  package init(of result: ChaosResult, verdict: ChaosVerdict, isColoured: Bool = false) {
    self.result = result
    self.verdict = verdict
    self.isColoured = isColoured
  }

  /// The text, with a line end behind it.
  package func text() -> String {
    let load = result.load
    var lines = ["plimsoll chaos  \(load.plan.url.text)  (\(load.endpoint.text))", ""]
    lines += [requests, latency]
    lines += result.faults.proxies.map { "  proxy        \($0.text)" }
    lines.append("")
    for episode in verdict.episodes { lines += text(of: episode) + [""] }
    lines += result.faults.records.compactMap(skipped)
    lines += result.failures.samples.map(sample)
    if !result.failures.samples.isEmpty { lines.append("") }
    lines += verdict.checks.map(line) + ["", outcome]
    return lines.joined(separator: "\n") + "\n"
  }

  private var requests: String {
    let figures = result.load.figures
    var parts = [
      "\(Quantity.count(figures.sent)) sent", "\(Quantity.count(figures.answered)) answered",
      "\(Quantity.count(figures.failed)) failed",
    ]
    if figures.unsent > 0 { parts.append("\(Quantity.count(figures.unsent)) due and never sent") }
    if figures.unfinished > 0 { parts.append("\(Quantity.count(figures.unfinished)) unfinished") }
    let lost = result.failures.lostWrites
    if lost > 0 { parts.append("\(Quantity.count(lost)) writes of unknown outcome") }
    let stop = result.load.wasInterrupted ? ", interrupted" : ""
    return "  requests     " + parts.joined(separator: " · ") + stop
  }

  private var latency: String {
    let durations = result.load.figures.durations
    guard !durations.isEmpty else { return "  latency      no answer to measure" }
    let parts = [("p50", 0.5), ("p95", 0.95), ("p99", 0.99)].map { name, share in
      let value = durations.all.quantile(share)
      return "\(name) \(durations.isLowerBound(value) ? "≥ " : "")\(Quantity.duration(value))"
    }
    return "  latency      " + parts.joined(separator: "   ")
  }

  private func text(of episode: Episode) -> [String] {
    let names = episode.faults.map(\.text).joined(separator: " and ")
    let length = Quantity.digits(episode.ended - episode.began)
    var lines = ["  at \(Quantity.digits(episode.began)) s  \(names), \(length) s"]
    let rows = result.load.rows.filter { episode.seconds.contains($0.second) }
    let answered = rows.reduce(0) { $0 + $1.answered }
    let failed = rows.reduce(0) { $0 + $1.failed }
    let worst = rows.map(\.p95).max() ?? 0
    lines.append(
      "    during     \(Quantity.count(answered)) answered, \(Quantity.count(failed)) failed, "
        + "worst p95 of a second \(Quantity.duration(worst))"
    )
    let span = episode.seconds(until: result.plan.budget.recovery)
    for entry in result.failures.kinds(in: span).prefix(Self.mostKinds) {
      let words = entry.kind.isFriendly ? "" : "   " + colour("unfriendly", 31)
      lines.append("               \(Quantity.count(entry.count)) × \(entry.kind.text)\(words)")
    }
    switch episode.recovery {
    case .after(let seconds): lines.append("    recovered  after \(Quantity.digits(seconds)) s")
    case .notSeen(let reason): lines.append("    recovered  not seen: \(reason)")
    }
    return lines
  }

  private func skipped(_ record: FaultRecord) -> String? {
    if let problem = record.problem { return "  \(record.fault.text): \(problem)" }
    return record.began == nil ? "  \(record.fault.text): did not begin" : nil
  }

  /// A body on one line, without what would move a terminal's cursor.
  private func sample(_ sample: FailureSample) -> String {
    let body = String(
      sample.body.unicodeScalars.map { Self.isShown($0) ? Character($0) : " " }
    )
    return "  first \(sample.kind.text) of \(sample.step): \(body)"
  }

  private static func isShown(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator: false
    default: true
    }
  }

  private func line(_ check: ChaosCheck) -> String {
    "  \(check.holds ? colour("✓", 32) : colour("✗", 31)) \(check.demand)   \(check.measured)"
  }

  private var outcome: String {
    switch verdict.outcome {
    case .passed: colour("PASSED", 32)
    case .failed:
      colour("FAILED", 31) + ": \(verdict.checks.count { !$0.holds }) of "
        + "\(verdict.checks.count) demands are not met"
    case .invalid(let reason): colour("INVALID", 31) + ": \(reason)"
    }
  }

  private func colour(_ text: String, _ code: Int) -> String {
    isColoured ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
  }
}
