// A soak test says what grows, in words and in JSON, from readings whose truth is known.

import Foundation
import Statistics
import Testing

@testable import LoadEngine

@Suite("Soak")
struct SoakTests {
  /// A run of ten minutes whose p95 is 20 ms and grows by so many ms an hour.
  private func result(creepPerHour: Double, answers: Int = 100) throws -> LoadResult {
    let url = try TargetURL("http://127.0.0.1:80/")
    let plan = LoadPlan(
      url: url,
      journeys: [Journey(name: "a", steps: [Step(request: PreparedRequest(to: url))])],
      pacing: .arrivals(Curve(constant: 100, seconds: 600), .even),
      connections: 10,
      threads: 1
    )
    var random = Random(seed: 5)
    let rows = (0..<600).map { second in
      let noise = random.share() + random.share() + random.share() - 1.5
      let p95 = 20 + noise + creepPerHour * Double(second) / 3_600
      return IntervalRow(
        second: second,
        sent: answers,
        answered: answers,
        failed: 0,
        p50: UInt64(p95 * 5e5),
        p95: UInt64(p95 * 1e6),
        p99: UInt64(p95 * 2e6),
        maximum: UInt64(p95 * 3e6)
      )
    }
    var figures = Figures(journeys: plan.journeys)
    for _ in 0..<100 { figures.steps[0].durations.record(20_000_000) }
    figures.steps[0].answered = 100
    var health = GeneratorHealth()
    health.wallSeconds = 600
    return LoadResult(
      plan: plan,
      endpoint: try Endpoint.resolve(url)[0],
      figures: figures,
      health: health,
      rows: rows,
      seconds: 600,
      wasInterrupted: false
    )
  }

  private func report(
    leakPerHour: Double = 0,
    creepPerHour: Double = 0,
    endedAfter: Double? = nil
  ) throws -> SoakReport {
    var random = Random(seed: 9)
    let points = (0..<600).map { second in
      let noise = random.share() + random.share() - 1
      let value = 100 + 0.5 * noise + leakPerHour * Double(second) / 3_600
      return Series.Point(seconds: Double(second), value: value)
    }
    let memory = Series(name: "memory (RSS)", unit: "MB", step: 0.004, points: points)
    let result = try result(creepPerHour: creepPerHour)
    return SoakReport(
      of: result,
      verdict: LoadVerdict(on: result, thresholds: []),
      watched: SoakWatch(
        judged: [SoakWatch.Judged(memory, tolerated: 1)],
        process: "node (4711)",
        endedAfter: endedAfter,
        warmup: 30
      )
    )
  }

  @Test("a server whose memory and latency stand still passes, and the report says what it can see")
  func flat() throws {
    let report = try report()
    #expect(report.isGood && report.exitCode(asK6: false) == 0)
    let text = report.text()
    for part in [
      "node (4711)", "✓ memory (RSS) does not grow", "✓ p95 does not grow", "would have been seen",
      "SOAK PASSED", "shortened run",
    ] {
      #expect(text.contains(part), "\(text)")
    }
    let seen = try #require(report.growths[0].detectable)
    #expect(seen > 0.5 && seen < 5, "\(seen)")
  }

  @Test("a leak of 5 MB/h fails the run, with its growth, and so does a p95 that creeps")
  func grows() throws {
    let leaks = try report(leakPerHour: 5)
    #expect(!leaks.isGood && leaks.exitCode(asK6: true) == 99)
    #expect(leaks.text().contains("✗ memory (RSS) GROWS by +"), "\(leaks.text())")
    #expect(leaks.text().contains("SOAK FAILED: memory (RSS) growing"))
    let creeps = try report(creepPerHour: 30)
    #expect(creeps.growths.map(\.outcome) == [.flat, .growing])
    let rate = try #require(creeps.growths[1].perHour)
    #expect(rate.lower < 30 && rate.upper > 30 && abs(rate.slope - 30) < 5)
  }

  @Test("a process that ends fails the run, whatever else holds")
  func ends() throws {
    let report = try report(endedAfter: 61)
    #expect(!report.isGood && report.text().contains("the process ended after 61 s"))
  }

  @Test("the JSON is that of a run, with the growth of each figure")
  func document() throws {
    let report = try report(leakPerHour: 5)
    let data = try JSONEncoder().encode(report.document(version: "1"))
    let json = try #require(JSONSerialization.jsonObject(with: data) as? [String: Any])
    #expect(json["schema"] as? String == "plimsoll-load/1")
    let soak = try #require(json["soak"] as? [String: Any])
    let growth = try #require(soak["growth"] as? [[String: Any]])
    #expect(growth.map { $0["outcome"] as? String } == ["growing", "flat"])
    #expect((growth[0]["perHour"] as? Double).map { abs($0 - 5) < 1.5 } == true)
  }

  @Test("a line of bars has a column a value, or the largest of several")
  func sparklines() {
    #expect(Sparkline.text(of: [0, 4, 8], most: 60) == "▁▅█")
    #expect(Sparkline.text(of: [0, 8, 0, 0], most: 2) == "█▁")
    #expect(Sparkline.text(of: [], most: 5).isEmpty && Sparkline.text(of: [0, 0], most: 5).isEmpty)
  }
}
