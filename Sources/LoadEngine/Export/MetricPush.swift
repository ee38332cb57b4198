// Sends the metrics of a run to who keeps them.

/// One request with all seconds of a run.
package struct MetricPush: Sendable {
  package enum Receiver: Sendable {
    /// A server of Prometheus, or another that takes its remote write.
    case prometheus
    /// A collector of OpenTelemetry, over HTTP in JSON.
    case openTelemetry

    fileprivate var path: String {
      switch self {
      case .prometheus: "/api/v1/write"
      case .openTelemetry: "/v1/metrics"
      }
    }
  }

  private let url: TargetURL
  private let receiver: Receiver

  /// Reads the receiver's URL; one without a path gets the usual one.
  package init(to text: String, as receiver: Receiver) throws(LoadError) {
    let url = try TargetURL(text)
    self.url = url.path == "/" ? url.at(path: receiver.path) : url
    self.receiver = receiver
  }

  /// Sends the metrics of a run that began so many milliseconds after 1970.
  ///
  /// Throws an environment error that names the receiver, if it does not take them.
  package func send(_ result: LoadResult, began: Int) async throws(LoadError) {
    let request = request(with: MetricSeries.all(of: result, began: began), of: result)
    var plan = LoadPlan(
      url: url,
      journeys: [Journey(name: "metrics", steps: [Step(request: request)])],
      pacing: .users(Curve(constant: 1, seconds: 60), .none),
      connections: 1,
      threads: 1
    )
    plan.rounds = 1
    let run = LoadRun(plan, permission: Permission(remoteHost: url.host))
    let figures = try await run.result(collector: IntervalCollector(threads: 1)).figures
    let status = figures.statuses.keys.first
    if let status, (200..<300).contains(status) { return }
    let reason = status.map { "status \($0)" } ?? figures.errors.keys.first?.text ?? "no answer"
    throw .environment("\(url.text): the metrics were not taken (\(reason)); check the URL")
  }

  private func request(with series: [MetricSeries], of result: LoadResult) -> PreparedRequest {
    switch receiver {
    case .prometheus:
      let body = RemoteWrite.body(of: series, labels: [("target", result.plan.url.authority)])
      return PreparedRequest(method: "POST", to: url, headers: RemoteWrite.headers, body: body)
    case .openTelemetry:
      let text = Self.document(of: series, target: result.plan.url.authority).text
      return PreparedRequest(
        method: "POST",
        to: url,
        headers: [(name: "Content-Type", value: "application/json")],
        body: Array(text.utf8)
      )
    }
  }

  /// `ExportMetricsServiceRequest` as the protocol writes it in JSON: times are texts of nanoseconds.
  static func document(of series: [MetricSeries], target: String) -> JSONValue {
    func attribute(_ key: String, _ value: String) -> JSONValue {
      .object([("key", .string(key)), ("value", .object([("stringValue", .string(value))]))])
    }
    let metrics = series.map { series in
      let points = series.points.map { point in
        JSONValue.object([
          ("timeUnixNano", .string("\(point.time)000000")), ("asDouble", .number(point.value)),
        ])
      }
      let data = JSONValue.object([("dataPoints", .array(points))])
      return JSONValue.object([
        ("name", .string(series.name)), ("unit", .string(series.unit)), ("gauge", data),
      ])
    }
    let scope = JSONValue.object([
      ("scope", .object([("name", .string("plimsoll"))])), ("metrics", .array(metrics)),
    ])
    let attributes = [attribute("service.name", "plimsoll"), attribute("target", target)]
    let resource = JSONValue.object([
      ("resource", .object([("attributes", .array(attributes))])),
      ("scopeMetrics", .array([scope])),
    ])
    return .object([("resourceMetrics", .array([resource]))])
  }
}
