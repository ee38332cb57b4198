// The seconds of a run as metrics, by the names that k6's users have on their dashboards.

/// One metric with its readings.
struct MetricSeries {
  let name: String
  let unit: String
  /// Milliseconds since 1970, and values.
  let points: [(time: Int, value: Double)]

  /// The metrics of a run that began so many milliseconds after 1970.
  static func all(of result: LoadResult, began: Int) -> [MetricSeries] {
    func time(_ row: IntervalRow) -> Int { began + (row.second + 1) * 1_000 }
    func series(_ name: String, _ unit: String, _ value: (IntervalRow) -> Double) -> MetricSeries {
      MetricSeries(name: name, unit: unit, points: result.rows.map { (time($0), value($0)) })
    }
    func total(_ name: String, _ count: (IntervalRow) -> Int) -> MetricSeries {
      var sum = 0
      let points = result.rows.map { row in
        sum += count(row)
        return (time: time(row), value: Double(sum))
      }
      return MetricSeries(name: name, unit: "1", points: points)
    }
    return [
      total("k6_http_reqs_total", \.answered),
      total("k6_http_req_failures_total", \.failed),
      series("k6_http_req_failed_rate", "1") { row in
        row.ended > 0 ? Double(row.failed) / Double(row.ended) : 0
      },
      series("k6_http_req_duration_p50", "s") { Double($0.p50) / 1e9 },
      series("k6_http_req_duration_p95", "s") { Double($0.p95) / 1e9 },
      series("k6_http_req_duration_p99", "s") { Double($0.p99) / 1e9 },
      series("k6_http_req_duration_max", "s") { Double($0.maximum) / 1e9 },
    ]
  }
}
