// Thresholds about a part of the time look at that part, and at what never ended there.

import Statistics
import Testing

@testable import LoadEngine

@Suite("Windows of thresholds")
struct WindowTests {
  /// A run of 100 seconds with ten answers a second: 10 ms, and 200 ms in the last 20 seconds.
  private func result(
    _ thresholds: [Threshold],
    unanswered: Int = 0,
    unsent: Int = 0
  ) throws -> LoadResult {
    let url = try TargetURL("http://127.0.0.1:80/")
    let plan = LoadPlan(
      url: url,
      journeys: [Journey(name: "a", steps: [Step(request: PreparedRequest(to: url))])],
      pacing: .arrivals(Curve(constant: 10, seconds: 100), .even),
      connections: 10,
      threads: 1
    )
    let windows = thresholds.compactMap { $0.window?.seconds(of: 100) }
    let collector = IntervalCollector(threads: 1, windows: windows)
    for second in 0..<100 {
      var interval = IntervalFigures()
      for _ in 0..<10 { interval.durations.record(second < 80 ? 10_000_000 : 200_000_000) }
      interval.answered = 10
      interval.failed = second == 50 ? unanswered : 0
      collector.submit(interval, second: second)
    }
    collector.finish()
    var figures = Figures(journeys: plan.journeys)
    figures.unsent = unsent
    var result = LoadResult(
      plan: plan,
      endpoint: try Endpoint.resolve(url)[0],
      figures: figures,
      health: GeneratorHealth(),
      rows: collector.rows,
      seconds: 100,
      wasInterrupted: false
    )
    result.windows = collector.windows
    return result
  }

  private func holds(_ texts: [String], unanswered: Int = 0, unsent: Int = 0) throws -> [Bool] {
    let thresholds = try texts.map { try Threshold($0) }
    let result = try result(thresholds, unanswered: unanswered, unsent: unsent)
    return thresholds.map { $0.verdict(on: result).holds }
  }

  @Test("each window has the values of its seconds alone")
  func values() throws {
    let found = try holds([
      "http_req_duration p(95)<20 [0s to 80s]", "http_req_duration: p(95)<20 [last 20s]",
      "http_req_duration p(50)<20 [after 30s]", "http_req_duration p(90)<20 [after 30s]",
      "http_reqs count==100 [10s to 20s]", "http_reqs rate==10 [10s to 20s]",
      "http_req_failed rate==0 [last 10s]",
    ])
    #expect(found == [true, false, true, false, true, true, true])
  }

  @Test("what never had an answer takes for ever in its window")
  func endless() throws {
    let texts = [
      "http_req_duration p(95)<20 [40s to 60s]", "http_req_duration p(50)<20 [40s to 60s]",
      "http_req_failed rate<4% [40s to 60s]", "http_req_duration p(95)<20 [0s to 40s]",
    ]
    #expect(try holds(texts, unanswered: 20) == [false, true, false, true])
    #expect(try holds(["http_req_failed rate<1% [last 10s]"], unsent: 5) == [false])
  }

  @Test("a window is part of a threshold's text, and a wrong one is refused with the right ones")
  func reading() throws {
    #expect(try Threshold("http_reqs count>1  [last 5m] ").text == "http_reqs count>1 [last 5m]")
    #expect(try Threshold("http_req_duration{name:GET /[id]} p(95)<5").window == nil)
    for text in [
      "http_reqs count>1 [last 5]", "http_reqs count>1 [5m to 1m]", "http_reqs count>1 []",
      "checks rate>0.9 [last 5m]", "http_req_duration{name:a} p(95)<5 [last 5m]",
    ] {
      #expect(throws: LoadError.self, "\(text)") { try Threshold(text) }
    }
  }

  @Test("seconds without a figure keep no threshold")
  func empty() throws {
    #expect(try holds(["http_req_duration p(95)<20 [200s to 300s]"]) == [false])
  }
}
