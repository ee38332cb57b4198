// A script's run as k6's users read it, and as k6's `handleSummary` gets it.

import ConfigSyntax
import Statistics

/// The summary of a script's run.
package struct ScriptReport: Sendable {
  let result: ScriptResult
  private let name: String
  private let isColoured: Bool

  package init(of result: ScriptResult, name: String, isColoured: Bool = false) {
    self.result = result
    self.name = name
    self.isColoured = isColoured
  }

  package enum Outcome: Sendable, Hashable {
    case passed
    case failed(String)
    /// The generator was the limit: the figures say nothing about the server.
    case invalid(String)
  }

  /// What follows from the run.
  package var outcome: Outcome {
    if let objection { return .invalid(objection) }
    if let abortion = result.abortion { return .failed("aborted: \(abortion)") }
    let failed = result.verdicts.count { !$0.holds }
    if failed > 0 {
      return .failed("\(failed) of \(result.verdicts.count) thresholds do not hold")
    }
    if result.isMarkedFailed { return .failed("the script marked the test as failed") }
    let rounds = Int(result.metrics[.rounds].sink.value)
    if result.exceptions > 0, result.exceptions >= rounds {
      return .failed("every round ended with an exception")
    }
    return .passed
  }

  /// The exit code of the contract, or k6's.
  package func exitCode(asK6: Bool) -> Int32 { outcome == .passed ? 0 : asK6 ? 99 : 1 }

  /// Short runs are all start: how busy the generator is tells nothing of them.
  private var objection: String? {
    let health = result.health
    if result.seconds >= 2, health.load > 0.95 {
      return
        "the generator was busy \(Int(health.load * 100)) % of the time: let users sleep, or use an "
        + "arrival rate below what the server carries"
    }
    guard result.options.isOpen, health.lag.quantile(0.99) > 10_000_000 else { return nil }
    return
      "the generator began 1 % of its rounds \(health.lag.quantile(0.99) / 1_000_000) ms late or "
      + "later with users free: give a lower rate, or a machine of its own"
  }

  // MARK: - Text

  /// The text, with a line end behind it.
  package func text() -> String {
    var lines: [String] = []
    if !result.verdicts.isEmpty {
      lines += ["", "  █ THRESHOLDS", ""] + thresholds
    }
    lines += ["", "  █ TOTAL RESULTS", ""] + checks
    for (title, metrics) in blocks where !metrics.isEmpty {
      if !title.isEmpty { lines.append("    \(title)") }
      lines += metrics.flatMap(self.lines) + [""]
    }
    lines += notes
    switch outcome {
    case .passed: lines.append(colour("PASSED", 32))
    case .failed(let reason): lines.append(colour("FAILED", 31) + ": \(reason)")
    case .invalid(let reason): lines.append(colour("INVALID", 31) + ": \(reason)")
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private var notes: [String] {
    var notes: [String] = []
    if result.exceptions > 0 {
      notes.append("    \(Quantity.count(result.exceptions)) rounds ended with an exception")
    }
    if result.interrupted > 0 {
      notes.append("    \(Quantity.count(result.interrupted)) rounds were cut off at the end")
    }
    let dropped = result.metrics[.dropped].sink.value
    if dropped > 0 {
      notes.append(
        "    \(Quantity.count(Int(dropped))) rounds were due and never began: all users were busy"
      )
    }
    return notes.isEmpty ? [] : notes + [""]
  }

  private var thresholds: [String] {
    var lines: [String] = []
    var key = ""
    for verdict in result.verdicts {
      if verdict.threshold.key != key {
        key = verdict.threshold.key
        lines += [lines.isEmpty ? nil : "", "    \(key)"].compactMap(\.self)
      }
      let metric = result.metrics.metric(named: verdict.threshold.metric)
      let left = verdict.threshold.text.prefix { !"<>=!".contains($0) }.filter { $0 != " " }
      let measured = verdict.measured.map { value in
        " \(left)=\(metric.map { Self.amount(value, of: $0) } ?? "\(value)")"
      }
      let reason = verdict.reason.map { " (\($0))" } ?? ""
      lines.append(
        "    \(mark(verdict.holds)) '\(verdict.threshold.text)'\(measured ?? "")\(reason)"
      )
    }
    return lines + [""]
  }

  private var checks: [String] {
    let sink = result.metrics[.checks].sink
    guard sink.count > 0 else { return [] }
    let passed = Int(sink.value)
    let rate = Quantity.fixed(Double(sink.count) / max(0.001, result.seconds), places: 2)
    let share = { (part: Int) in Quantity.fixed(Double(part) / Double(sink.count) * 100, places: 2)
    }
    var lines = [
      row("checks_total", "\(sink.count)   \(rate)/s"),
      row("checks_succeeded", "\(share(passed))%  \(passed) out of \(sink.count)"),
      row(
        "checks_failed",
        "\(share(sink.count - passed))%  \(sink.count - passed) out of \(sink.count)"
      ),
      "",
    ]
    lines += Self.lines(ofGroup: result.groups, indent: "    ", mark: mark)
    return lines + [""]
  }

  private static func lines(
    ofGroup group: ConfigValue,
    indent: String,
    mark: (Bool) -> String
  ) -> [String] {
    var lines: [String] = []
    for check in group["checks"]?.items ?? [] {
      let name = check.value["name"]?.string ?? ""
      let passes = Int(check.value["passes"]?.number ?? 0)
      let fails = Int(check.value["fails"]?.number ?? 0)
      lines.append("\(indent)\(mark(fails == 0)) \(name)")
      if fails > 0 {
        let share = Int(Double(passes) / Double(passes + fails) * 100)
        lines.append("\(indent) ↳  \(share)% — ✓ \(passes) / ✗ \(fails)")
      }
    }
    for inner in group["groups"]?.items ?? [] {
      lines += ["", "\(indent)█ \(inner.value["name"]?.string ?? "")", ""]
      lines += Self.lines(ofGroup: inner.value, indent: indent + "  ", mark: mark)
    }
    return lines
  }

  /// Metrics that measured something, in k6's blocks.
  private var blocks: [(String, [ScriptMetric])] {
    let known = ScriptMetrics.Known.allCases.count
    let own = result.metrics.list.dropFirst(known).filter { $0.sink.count > 0 }
    func some(_ members: [ScriptMetrics.Known]) -> [ScriptMetric] {
      members.map { result.metrics[$0] }.filter { $0.sink.count > 0 }
    }
    return [
      ("CUSTOM", Array(own)),
      (
        "HTTP",
        some([
          .duration, .failed, .requests, .blocked, .connecting, .sending, .waiting, .receiving,
        ])
      ),
      ("EXECUTION", some([.dropped, .groups, .roundDuration, .rounds, .users, .mostUsers])),
      ("NETWORK", some([.received, .sent])),
    ]
  }

  private func lines(of metric: ScriptMetric) -> [String] {
    let parts = metric.parts.map { part in
      let tags = part.text.drop { $0 != "{" }
      return row("  \(tags)", values(of: part.sink, metric))
    }
    return [row(metric.name, values(of: metric.sink, metric))] + parts
  }

  private func values(of sink: ScriptSink, _ metric: ScriptMetric) -> String {
    switch sink.kind {
    case .trend:
      return statistics(of: sink).map { name, value in
        "\(name)=\(sink.isLowerBound(value) ? "≥" : "")\(Self.amount(value, of: metric))"
      }.joined(separator: " ")
    case .counter:
      let rate = sink.value / max(0.001, result.seconds)
      let isData = metric.contains == "data"
      let total = isData ? Quantity.bytes(sink.value) : Quantity.fixed(sink.value, places: 3)
      let each = isData ? Quantity.bytes(rate) : Quantity.fixed(rate, places: 2)
      return "\(total)  \(each)/s"
    case .rate:
      let share = Quantity.fixed(sink.value / Double(max(1, sink.count)) * 100, places: 2)
      return "\(share)%  \(Int(sink.value)) out of \(sink.count)"
    case .gauge:
      let values = [sink.value, sink.least, sink.most].map { Quantity.fixed($0, places: 3) }
      return "\(values[0])  min=\(values[1]) max=\(values[2])"
    }
  }

  /// The statistics of a trend that the options ask for.
  func statistics(of sink: ScriptSink) -> [(String, Double)] {
    result.options.trendStatistics.compactMap { name in
      switch name {
      case "avg": return (name, sink.values.mean)
      case "min": return (name, sink.values.minimum)
      case "max": return (name, sink.values.maximum)
      case "med": return (name, sink.values.quantile(0.5))
      case "count": return (name, Double(sink.count))
      default:
        guard name.hasPrefix("p("), let share = Double(name.dropFirst(2).dropLast()) else {
          return nil
        }
        return (name, sink.values.quantile(share / 100))
      }
    }
  }

  /// A value in the unit of its metric.
  private static func amount(_ value: Double, of metric: ScriptMetric) -> String {
    switch (metric.contains, metric.sink.kind) {
    case ("time", _): time(value)
    case (_, .rate): Quantity.fixed(value * 100, places: 2) + "%"
    default: Quantity.fixed(value, places: 3)
    }
  }

  /// Milliseconds as k6 writes them: `1.23ms`, `2.5s`.
  private static func time(_ milliseconds: Double) -> String {
    if milliseconds == 0 { return "0s" }
    if milliseconds < 1 { return Quantity.fixed(milliseconds * 1_000, places: 2) + "µs" }
    if milliseconds < 1_000 { return Quantity.fixed(milliseconds, places: 2) + "ms" }
    let seconds = milliseconds / 1_000
    if seconds < 60 { return Quantity.fixed(seconds, places: 2) + "s" }
    let minutes = (seconds / 60).rounded(.down)
    return "\(Int(minutes))m\(Int(seconds - minutes * 60))s"
  }

  private func row(_ name: String, _ text: String) -> String {
    let dots = String(repeating: ".", count: max(1, 31 - name.count))
    return "    \(name)\(dots): \(text)"
  }

  private func mark(_ holds: Bool) -> String { holds ? colour("✓", 32) : colour("✗", 31) }

  private func colour(_ text: String, _ code: Int) -> String {
    isColoured ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
  }
}
