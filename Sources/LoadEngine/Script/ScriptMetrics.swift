// What a script measures: k6's metrics and the script's own.

import Statistics

/// Metrics by number; the built-in ones come first.
struct ScriptMetrics: Sendable {
  enum Known: Int, CaseIterable {
    case checks
    case groups
    case requests
    case failed
    case duration
    case blocked
    case connecting
    case handshaking
    case sending
    case waiting
    case receiving
    case rounds
    case roundDuration
    case dropped
    case users
    case mostUsers
    case received
    case sent
  }

  private(set) var list: [ScriptMetric]
  private var numbers: [String: Int] = [:]

  /// The metrics that k6 has.
  init() {
    list = Known.allCases.map { known in
      let (name, kind, contains) = Self.description(of: known)
      return ScriptMetric(name: name, contains: contains, sink: ScriptSink(kind: kind))
    }
    for (number, metric) in list.enumerated() { numbers[metric.name] = number }
  }

  private var wanted: [WantedPart] = []

  typealias WantedPart = (metric: String, tags: [(key: String, value: String)], text: String)

  /// From now on counts these parts too.
  mutating func want(_ parts: [WantedPart]) {
    wanted = parts
    for number in list.indices { addParts(to: number) }
  }

  /// Forgets all values and keeps the metrics.
  mutating func forget() {
    for number in list.indices {
      list[number].sink = ScriptSink(kind: list[number].sink.kind)
      for index in list[number].parts.indices {
        list[number].parts[index].sink = ScriptSink(kind: list[number].sink.kind)
      }
    }
  }

  private mutating func addParts(to number: Int) {
    for part in wanted where part.metric == list[number].name {
      if list[number].parts.contains(where: { $0.text == part.text }) { continue }
      let sink = ScriptSink(kind: list[number].sink.kind)
      list[number].parts.append(
        ScriptMetric.Part(text: part.text, tags: part.tags, sink: sink)
      )
    }
  }

  /// The number of a metric, which is made if there is none; nil if it is of another kind.
  mutating func number(of name: String, kind: ScriptSink.Kind, isTime: Bool) -> Int? {
    if let number = numbers[name] { return list[number].sink.kind == kind ? number : nil }
    let contains = isTime ? "time" : "default"
    list.append(ScriptMetric(name: name, contains: contains, sink: ScriptSink(kind: kind)))
    numbers[name] = list.count - 1
    addParts(to: list.count - 1)
    return list.count - 1
  }

  func metric(named name: String) -> ScriptMetric? { numbers[name].map { list[$0] } }
  subscript(known: Known) -> ScriptMetric { list[known.rawValue] }
  func hasParts(_ number: Int) -> Bool {
    list.indices.contains(number) && !list[number].parts.isEmpty
  }

  /// Whether a part of a request's metrics is asked for: then each request needs its tags.
  var requestsHaveParts: Bool {
    (Known.requests.rawValue...Known.receiving.rawValue).contains { !list[$0].parts.isEmpty }
  }

  mutating func add(_ known: Known, _ value: Double, tags: ScriptTags? = nil) {
    add(known.rawValue, value, tags: tags)
  }

  mutating func add(
    _ number: Int,
    _ value: Double,
    tags: ScriptTags? = nil,
    isFinished: Bool = true
  ) {
    guard list.indices.contains(number) else { return }
    if isFinished { list[number].sink.add(value) } else { list[number].sink.addUnfinished(value) }
    addToParts(of: number, value, tags, isFinished: isFinished)
  }

  /// Counts a request that was not answered as expected: only in parts that ask for such.
  mutating func addUnexpected(_ number: Int, _ value: Double, tags: ScriptTags?) {
    addToParts(of: number, value, tags, isFinished: true) { part in
      part.tags.contains { $0.key == "expected_response" || $0.key == "status" }
    }
  }

  private mutating func addToParts(
    of number: Int,
    _ value: Double,
    _ tags: ScriptTags?,
    isFinished: Bool,
    where isMeant: (ScriptMetric.Part) -> Bool = { _ in true }
  ) {
    guard let tags, !list[number].parts.isEmpty else { return }
    for index in list[number].parts.indices {
      let part = list[number].parts[index]
      guard isMeant(part), part.tags.allSatisfy({ tags.values[$0.key] == $0.value }) else {
        continue
      }
      if isFinished {
        list[number].parts[index].sink.add(value)
      } else {
        list[number].parts[index].sink.addUnfinished(value)
      }
    }
  }

  private static func description(
    of known: Known
  ) -> (String, ScriptSink.Kind, String) {
    switch known {
    case .checks: ("checks", .rate, "default")
    case .groups: ("group_duration", .trend, "time")
    case .requests: ("http_reqs", .counter, "default")
    case .failed: ("http_req_failed", .rate, "default")
    case .duration: ("http_req_duration", .trend, "time")
    case .blocked: ("http_req_blocked", .trend, "time")
    case .connecting: ("http_req_connecting", .trend, "time")
    case .handshaking: ("http_req_tls_handshaking", .trend, "time")
    case .sending: ("http_req_sending", .trend, "time")
    case .waiting: ("http_req_waiting", .trend, "time")
    case .receiving: ("http_req_receiving", .trend, "time")
    case .rounds: ("iterations", .counter, "default")
    case .roundDuration: ("iteration_duration", .trend, "time")
    case .dropped: ("dropped_iterations", .counter, "default")
    case .users: ("vus", .gauge, "default")
    case .mostUsers: ("vus_max", .gauge, "default")
    case .received: ("data_received", .counter, "data")
    case .sent: ("data_sent", .counter, "data")
    }
  }
}
