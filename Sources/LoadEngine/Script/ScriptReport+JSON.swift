// A script's run as k6's `handleSummary` gets it, which is also our JSON.

import ConfigSyntax

extension ScriptReport {
  /// One object with k6's members; with a version also ours.
  package func json(version: String?) -> String {
    var members: [(String, JSONValue)] = []
    if let version {
      members += [
        ("schema", .string("plimsoll-load-script/1")), ("version", .string(version)),
        ("verdict", .string(verdict.word)),
        ("reason", verdict.reason.map(JSONValue.string) ?? .null),
      ]
    }
    let statistics = result.options.trendStatistics.map(JSONValue.string)
    members += [
      (
        "options",
        .object([
          ("summaryTrendStats", .array(statistics)), ("summaryTimeUnit", .string("")),
          ("noColor", .bool(true)),
        ])
      ),
      (
        "state",
        .object([
          ("isStdOutTTY", .bool(false)), ("isStdErrTTY", .bool(false)),
          ("testRunDurationMs", .number(result.seconds * 1_000)),
        ])
      ),
      ("metrics", .object(metrics)), ("root_group", Self.json(of: result.groups)),
      ("exceptions", .integer(result.exceptions)), ("interrupted", .integer(result.interrupted)),
      ("generator", generator),
    ]
    return JSONValue.object(members).text + "\n"
  }

  private var verdict: (word: String, reason: String?) {
    switch outcome {
    case .passed: ("passed", nil)
    case .failed(let reason): ("failed", reason)
    case .invalid(let reason): ("invalid", reason)
    }
  }

  private var generator: JSONValue {
    let rounds = max(1, result.metrics[.rounds].sink.value)
    return .object([
      ("busy", .number(result.health.load)),
      ("processorSeconds", .number(result.health.processorSeconds)),
      ("processorMicrosecondsPerIteration", .number(result.health.processorSeconds * 1e6 / rounds)),
    ])
  }

  private var metrics: [(String, JSONValue)] {
    result.metrics.list.filter { $0.sink.count > 0 || hasThreshold($0.name) }.flatMap { metric in
      let parts = metric.parts.map { part in
        (part.text, json(of: part.sink, metric, key: part.text))
      }
      return [(metric.name, json(of: metric.sink, metric, key: metric.name))] + parts
    }
  }

  private func hasThreshold(_ key: String) -> Bool {
    result.verdicts.contains { $0.threshold.key == key }
  }

  private func json(of sink: ScriptSink, _ metric: ScriptMetric, key: String) -> JSONValue {
    var members: [(String, JSONValue)] = [
      ("type", .string(sink.kind.rawValue)), ("contains", .string(metric.contains)),
      ("values", .object(values(of: sink))),
    ]
    let verdicts = result.verdicts.filter { $0.threshold.key == key }
    if !verdicts.isEmpty {
      let list = verdicts.map { ($0.threshold.text, JSONValue.object([("ok", .bool($0.holds))])) }
      members.append(("thresholds", .object(list)))
    }
    return .object(members)
  }

  private func values(of sink: ScriptSink) -> [(String, JSONValue)] {
    switch sink.kind {
    case .trend:
      let list = statistics(of: sink).map { ($0.0, JSONValue.number($0.1)) }
      return sink.unfinished > 0 ? list + [("unfinished", .integer(sink.unfinished))] : list
    case .counter:
      return [
        ("count", .number(sink.value)), ("rate", .number(sink.value / max(0.001, result.seconds))),
      ]
    case .rate:
      return [
        ("rate", .number(sink.value / Double(max(1, sink.count)))),
        ("passes", .integer(Int(sink.value))), ("fails", .integer(sink.count - Int(sink.value))),
      ]
    case .gauge:
      return [
        ("value", .number(sink.value)), ("min", .number(sink.least)), ("max", .number(sink.most)),
      ]
    }
  }

  private static func json(of value: ConfigValue) -> JSONValue {
    switch value {
    case .null: .null
    case .bool(let flag): .bool(flag)
    case .number(let number): Int(exactly: number).map(JSONValue.integer) ?? .number(number)
    case .string(let text): .string(text)
    case .array(let items): .array(items.map { json(of: $0.value) })
    case .object(let members): .object(members.map { ($0.key, json(of: $0.value)) })
    }
  }
}
