// A run as k6's `--summary-export` writes it, for programs that read that.

import Digests
import Statistics

/// Metrics by k6's names, with its odd thresholds: `true` says that one does *not* hold.
package struct K6Summary: Encodable, Sendable {
  private let result: LoadResult
  private let verdict: LoadVerdict

  package init(of result: LoadResult, verdict: LoadVerdict) {
    self.result = result
    self.verdict = verdict
  }

  package func encode(to encoder: any Encoder) throws {
    try JSONValue.object([("metrics", .object(metrics)), ("root_group", group)])
      .encode(to: encoder)
  }

  private var metrics: [(String, JSONValue)] {
    let figures = result.figures
    let rounds = Int(figures.rounds.count)
    let ended = figures.ended + figures.unfinished
    let failed = figures.failed + figures.unfinished
    let passed = figures.checks.reduce(0) { $0 + $1.passed }
    let unheld = figures.checks.reduce(0) { $0 + $1.failed }
    var metrics: [(String, [(String, JSONValue)])] = [
      ("http_req_duration", trend(figures.durations.all)),
      ("http_req_waiting", trend(figures.waiting)),
      ("http_req_connecting", trend(figures.connecting)),
      ("iteration_duration", trend(figures.rounds)),
      ("http_reqs", counter(figures.ended)), ("iterations", counter(rounds)),
      ("data_sent", counter(figures.bytesSent)),
      ("data_received", counter(figures.bytesReceived)),
      ("http_req_failed", rate(failed, ended - failed)),
    ]
    if figures.unsent > 0 { metrics.append(("dropped_iterations", counter(figures.unsent))) }
    if passed + unheld > 0 { metrics.append(("checks", rate(passed, unheld))) }
    for step in figures.steps where figures.steps.count > 1 {
      metrics.append(("http_req_duration{name:\(step.name)}", trend(step.durations.all)))
    }
    return metrics.map { name, values in (name, .object(values + thresholds(of: name))) }
  }

  private func trend(_ values: Histogram) -> [(String, JSONValue)] {
    func time(_ share: Double) -> JSONValue { .number(Double(values.quantile(share)) / 1e6) }
    return [
      ("avg", .number(values.mean / 1e6)), ("min", .number(Double(values.minimum) / 1e6)),
      ("med", time(0.5)), ("max", .number(Double(values.maximum) / 1e6)), ("p(90)", time(0.9)),
      ("p(95)", time(0.95)), ("p(99)", time(0.99)),
    ]
  }

  private func counter(_ count: Int) -> [(String, JSONValue)] {
    [("count", .integer(count)), ("rate", .number(Double(count) / result.countedSeconds))]
  }

  private func rate(_ passes: Int, _ fails: Int) -> [(String, JSONValue)] {
    let share = Double(passes) / Double(max(1, passes + fails))
    return [("passes", .integer(passes)), ("fails", .integer(fails)), ("value", .number(share))]
  }

  private func thresholds(of metric: String) -> [(String, JSONValue)] {
    let found = verdict.thresholds.filter { $0.threshold.key == metric }
    guard !found.isEmpty else { return [] }
    return [
      ("thresholds", .object(found.map { ($0.threshold.expression, .bool(!$0.holds)) }))
    ]
  }

  private var group: JSONValue {
    let checks = result.figures.checks.map { check -> (String, JSONValue) in
      let path = "::\(check.name)"
      let members: [(String, JSONValue)] = [
        ("name", .string(check.name)), ("path", .string(path)), ("id", .string(Self.id(path))),
        ("passes", .integer(check.passed)), ("fails", .integer(check.failed)),
      ]
      return (check.name, .object(members))
    }
    return .object([
      ("name", .string("")), ("path", .string("")), ("id", .string(Self.id(""))),
      ("groups", .object([])), ("checks", .object(checks)),
    ])
  }

  private static func id(_ path: String) -> String {
    Digest.hexadecimal(Digest.md5.hash(Array(path.utf8)))
  }
}

extension Threshold {
  /// The metric, with its tag.
  fileprivate var key: String { metric.rawValue + (tag.map { "{\($0.key):\($0.value)}" } ?? "") }
}
