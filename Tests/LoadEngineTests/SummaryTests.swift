// What people and programs read of a run, and when a run does not count.

import Foundation
import Statistics
import Testing

@testable import LoadEngine

@Suite("Summaries")
struct SummaryTests {
  /// A run of two steps, as if it had been measured.
  private func result(
    answers: [UInt64] = Array(repeating: 2_000_000, count: 100),
    change: (inout Figures, inout GeneratorHealth) -> Void = { _, _ in }
  ) throws -> LoadResult {
    let url = try TargetURL("http://127.0.0.1:80/")
    let plan = LoadPlan(
      url: url,
      journeys: [Journey(name: "a", steps: [Step(request: PreparedRequest(to: url))])],
      pacing: .arrivals(Curve(constant: 10, seconds: 10), .even),
      connections: 1_000,
      threads: 1
    )
    var figures = Figures(journeys: plan.journeys)
    for answer in answers { figures.steps[0].durations.record(answer) }
    figures.steps[0].answered = answers.count
    figures.sent = answers.count
    var health = GeneratorHealth()
    health.wallSeconds = 10
    health.processorSeconds = 1
    change(&figures, &health)
    return LoadResult(
      plan: plan,
      endpoint: try Endpoint.resolve(url)[0],
      figures: figures,
      health: health,
      rows: [],
      seconds: 10,
      wasInterrupted: false
    )
  }

  private func outcome(of result: LoadResult, _ thresholds: String...) throws -> LoadVerdict {
    LoadVerdict(on: result, thresholds: try thresholds.map { try Threshold($0) })
  }

  @Test("a run passes if all thresholds hold, and fails if one does not")
  func verdicts() throws {
    let result = try result()
    let passed = try outcome(of: result, "http_req_duration p(95)<2.1", "http_reqs rate==10")
    #expect(passed.outcome == .passed && passed.exitCode(asK6: true) == 0)
    let failed = try outcome(of: result, "http_req_duration p(95)<2.1", "http_reqs rate>10")
    #expect(failed.outcome == .failed)
    #expect(failed.exitCode(asK6: false) == 1 && failed.exitCode(asK6: true) == 99)
    #expect(failed.thresholds.map(\.holds) == [true, false])
  }

  @Test("a percentile that rests on requests without an end keeps no upper threshold")
  func lowerBounds() throws {
    let result = try result { figures, _ in
      for _ in 0..<10 { figures.steps[0].durations.recordUnfinished(age: 100_000_000) }
    }
    let verdict = try outcome(
      of: result,
      "http_req_duration p(95)<500",
      "http_req_duration p(50)<500"
    )
    #expect(verdict.thresholds.map(\.holds) == [false, true])
    #expect(verdict.thresholds[0].reason?.contains("lower bound") == true)
    let text = LoadSummary(of: result, verdict: verdict).text()
    #expect(text.contains("p50 2 ms   p90 2 ms   p95 ≥ 100 ms"), "\(text)")
    #expect(try outcome(of: result, "http_req_duration avg<500").outcome == .failed)
  }

  @Test("a run is invalid if its generator was late, full, or out of ports")
  func invalid() throws {
    let changes: [((inout GeneratorHealth) -> Void, String)] = [
      ({ health in for _ in 0..<100 { health.lag.record(20_000_000) } }, "ms late or later"),
      ({ $0.starvedSeconds = 8.9 }, "busy 99 %"),
      ({ $0.exhausted = 3 }, "3 requests found no free port"),
    ]
    for (change, words) in changes {
      let result = try result { _, health in change(&health) }
      let verdict = try outcome(of: result, "http_req_duration p(95)<500")
      #expect(verdict.exitCode(asK6: false) == 1)
      let text = LoadSummary(of: result, verdict: verdict).text()
      #expect(text.contains("\nINVALID: ") && text.contains(words), "\(text)")
    }
  }

  @Test("failed requests are shown by class, in words and in JSON")
  func errors() throws {
    let result = try result { figures, _ in
      figures.errors = [.refused: 3, .malformed: 7]
      figures.steps[0].unanswered = 10
      figures.statuses = [200: 98, 503: 2]
    }
    let verdict = try outcome(of: result, "http_req_failed rate<1%")
    let text = LoadSummary(of: result, verdict: verdict).text()
    for part in ["7 × answer is no HTTP\n  3 × connection refused", "2 × status 503", "9.09 %"] {
      #expect(text.contains(part), "\(text)")
    }
    let json = try encoded(LoadDocument(of: result, verdict: verdict, version: "1"))
    for part in [#""errors":{"malformed":7,"refused":3}"#, #""verdict":"failed""#] {
      #expect(json.contains(part), "\(json)")
    }
  }

  @Test(
    "durations have three digits and a unit",
    arguments: [
      (0, "0 µs"), (82_400, "82.4 µs"), (999_600, "1 ms"), (1_254_000, "1.25 ms"),
      (900_000_000, "900 ms"), (12_340_000_000, "12.3 s"), (999_499_000, "999 ms"),
    ] as [(UInt64, String)]
  )
  func durations(nanoseconds: UInt64, text: String) {
    #expect(Quantity.duration(nanoseconds) == text)
  }

  private func encoded(_ value: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    return String(decoding: try encoder.encode(value), as: UTF8.self)
  }

  @Test("counts have commas, and what is no number is null")
  func numbers() throws {
    #expect([0, 999, 1_000, 1_234_567].map(Quantity.count) == ["0", "999", "1,000", "1,234,567"])
    #expect(Quantity.fixed(-0.25, places: 1) == "-0.3" && Quantity.digits(.nan) == "-")
    let value = JSONValue.object([("b", .array([.null, .bool(true)])), ("a", .number(.nan))])
    #expect(try encoded(value) == #"{"a":null,"b":[null,true]}"#)
  }
}
