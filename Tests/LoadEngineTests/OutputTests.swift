// What other programs take of a run is in their formats, byte by byte.

import Foundation
import Statistics
import Testing

@testable import LoadEngine

@Suite("Outputs")
struct OutputTests {
  /// Three seconds of a run with a check and a failure.
  private func result() throws -> LoadResult {
    let url = try TargetURL("http://127.0.0.1:80/")
    let plan = LoadPlan(
      url: url,
      journeys: [
        Journey(
          name: "a",
          steps: [Step(request: PreparedRequest(to: url), checks: [.status([200])])]
        )
      ],
      pacing: .arrivals(Curve(constant: 10, seconds: 3), .even),
      connections: 10,
      threads: 1
    )
    var figures = Figures(journeys: plan.journeys)
    for _ in 0..<29 { figures.steps[0].durations.record(2_000_000) }
    figures.steps[0].answered = 29
    figures.steps[0].unanswered = 1
    figures.checks[0].passed = 28
    figures.checks[0].failed = 1
    let rows = (0..<3).map { second in
      IntervalRow(
        second: second,
        sent: 10,
        answered: second == 2 ? 9 : 10,
        failed: second == 2 ? 1 : 0,
        p50: 1_500_000,
        p95: 2_000_000,
        p99: 2_250_000,
        maximum: 3_000_000
      )
    }
    var health = GeneratorHealth()
    health.wallSeconds = 3
    return LoadResult(
      plan: plan,
      endpoint: try Endpoint.resolve(url)[0],
      figures: figures,
      health: health,
      rows: rows,
      seconds: 3,
      wasInterrupted: false
    )
  }

  @Test("CSV has a row a second, in milliseconds")
  func table() throws {
    let lines = LoadTable(of: try result()).text().split(separator: "\n")
    #expect(lines.count == 4 && lines[0].hasPrefix("second,sent,answered,failed,p50_ms"))
    #expect(lines[3] == "2,10,9,1,1.5,2.0,2.25,3.0")
  }

  @Test("k6's summary has its metrics, checks, and thresholds that say true when broken")
  func summary() throws {
    let result = try result()
    let thresholds = try ["http_req_duration p(95)<1", "http_req_failed rate<10%"].map {
      try Threshold($0)
    }
    let summary = K6Summary(of: result, verdict: LoadVerdict(on: result, thresholds: thresholds))
    let data = try JSONEncoder().encode(summary)
    let json = try #require(JSONSerialization.jsonObject(with: data) as? [String: Any])
    let metrics = try #require(json["metrics"] as? [String: [String: Any]])
    let duration = try #require(metrics["http_req_duration"])
    #expect((duration["thresholds"] as? [String: Bool]) == ["p(95)<1": true])
    #expect((duration["med"] as? Double).map { abs($0 - 2) < 0.01 } == true)
    let failed = try #require(metrics["http_req_failed"])
    #expect(failed["passes"] as? Int == 1 && failed["fails"] as? Int == 29)
    #expect((failed["thresholds"] as? [String: Bool]) == ["rate<0.1": false])
    let group = try #require(json["root_group"] as? [String: Any])
    #expect(group["id"] as? String == "d41d8cd98f00b204e9800998ecf8427e")
    let checks = try #require(group["checks"] as? [String: [String: Any]])
    #expect(checks["status is 200"]?["passes"] as? Int == 28)
  }

  @Test("remote write is a snappy block that holds the message, in pieces of 64 KB")
  func snappy() {
    let bytes = (0..<70_000).map { UInt8(truncatingIfNeeded: $0 &* 7) }
    let block = RemoteWrite.snappy(bytes)
    // 70,000 as a varint, then each piece behind its tag and its length less one.
    #expect(block.prefix(3) == [0xF0, 0xA2, 0x04])
    #expect(block[3..<6] == [0xF4, 0xFF, 0xFF] && block[6..<65_542] == bytes[..<65_536])
    let rest = 70_000 - 65_536 - 1
    #expect(block[65_542..<65_545] == [0xF4, UInt8(rest & 255), UInt8(rest >> 8)])
    #expect(block[65_545...] == bytes[65_536...])
    #expect(RemoteWrite.snappy([]) == [0])
  }

  @Test("a series is written as the protocol has it: labels in order, a double, a time")
  func message() {
    let series = MetricSeries(name: "m", unit: "s", points: [(time: 300, value: 1)])
    let text = RemoteWrite.message(of: [series], labels: [("b", "2"), ("a", "1")])
    func label(_ name: String, _ value: String) -> [UInt8] {
      let body = [0x0A, UInt8(name.utf8.count)] + Array(name.utf8) + [0x12, 1] + Array(value.utf8)
      return [0x0A, UInt8(body.count)] + body
    }
    let sample: [UInt8] = [0x12, 12, 0x09, 0, 0, 0, 0, 0, 0, 0xF0, 0x3F, 0x10, 0xAC, 0x02]
    let body = label("__name__", "m") + label("a", "1") + label("b", "2") + sample
    #expect(text == [0x0A, UInt8(body.count)] + body)
  }

  @Test("metrics have k6's names, seconds as their unit, and counters that only rise")
  func metrics() throws {
    let series = MetricSeries.all(of: try result(), began: 1_000)
    let total = try #require(series.first { $0.name == "k6_http_reqs_total" })
    #expect(total.points.map(\.value) == [10, 20, 29])
    #expect(total.points.map(\.time) == [2_000, 3_000, 4_000])
    let p95 = try #require(series.first { $0.name == "k6_http_req_duration_p95" })
    #expect(p95.points[0].value == 0.002)
    let document = MetricPush.document(of: [p95], target: "a").text
    #expect(document.contains(#""timeUnixNano":"2000000000","asDouble":0.002"#), "\(document)")
  }

  @Test("the share of a second that failed is of all that ended in it, refused or never answered")
  func failedShare() throws {
    let collector = IntervalCollector(threads: 1)
    var interval = IntervalFigures()
    for _ in 0..<40 { interval.durations.record(1_000_000) }
    // 40 good answers, 10 refusals, 20 without an answer.
    (interval.answered, interval.failed) = (50, 30)
    collector.submit(interval, second: 0)
    #expect(collector.rows.map(\.ended) == [70])
    var result = try result()
    result = LoadResult(
      plan: result.plan,
      endpoint: result.endpoint,
      figures: result.figures,
      health: result.health,
      rows: collector.rows,
      seconds: 1,
      wasInterrupted: false
    )
    let rate = MetricSeries.all(of: result, began: 0).first { $0.name.hasSuffix("failed_rate") }
    #expect(rate?.points.map(\.value) == [30.0 / 70])
  }

  @Test("metrics reach a server that takes them, and one that does not is named")
  func push() async throws {
    let taking = TestServer { _, _ in .bytes("HTTP/1.1 204 No Content\r\n\r\n") }
    let push = try MetricPush(to: "http://127.0.0.1:\(taking.port)", as: .openTelemetry)
    let result = try result()
    try await push.send(result, began: 0)
    #expect(taking.requests == 1)
    let refusing = TestServer { _, _ in
      .bytes("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n")
    }
    let refused = try MetricPush(to: "http://127.0.0.1:\(refusing.port)/", as: .prometheus)
    let error = await #expect(throws: LoadError.self) { try await refused.send(result, began: 0) }
    let message = error?.message ?? ""
    #expect(
      message.contains("/api/v1/write: the metrics were not taken (status 404)"),
      "\(message)"
    )
  }
}
