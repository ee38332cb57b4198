// Runs are compared from their JSON: what is worse is found, and other plans are refused.

import Testing

@testable import LoadEngine

@Suite("Comparison of runs")
struct RunComparisonTests {
  /// The JSON of a run of a minute.
  private func run(
    _ name: String,
    seed: UInt64,
    factor: Double = 1,
    failed: Int = 0,
    seconds: Int = 60,
    plan: String = #"{"model":"open","seconds":60,"peak":100,"connections":50,"warmupSeconds":0}"#,
    verdict: String = "passed"
  ) throws -> RunRecord {
    var random = Random(seed: seed)
    let rows = (0..<seconds).map { second in
      let noise = 1 + 0.2 * (random.share() + random.share() - 1)
      let times = [5, 20, 40].map { $0 * noise * factor }
      return #"{"second":\#(second),"answered":100,"failed":\#(failed),"p50":\#(times[0]),"#
        + #""p95":\#(times[1]),"p99":\#(times[2])}"#
    }
    let text =
      #"{"schema":"plimsoll-load/1","target":"http://localhost/","plan":\#(plan),"verdict":"\#(verdict)","#
      + #""interrupted":false,"requestsPerSecond":100,"latency":{"p50":\#(5 * factor)},"#
      + #""steps":[{"name":"GET /"}],"intervals":[\#(rows.joined(separator: ","))]}"#
    return try RunRecord(Array(text.utf8), named: name)
  }

  private func outcomes(_ first: RunRecord, _ second: RunRecord) throws -> [String] {
    let comparison = try RunComparison(first, second, tolerated: 0.05, isForced: false)
    return comparison.rows.map(\.outcome.rawValue)
  }

  @Test("a run that is a fifth slower is worse, the other way round better, and itself the same")
  func slower() throws {
    let (one, other) = (try run("a", seed: 1), try run("b", seed: 2, factor: 1.2))
    #expect(try outcomes(one, other) == ["worse", "worse", "worse", "same", "same"])
    #expect(try outcomes(other, one) == ["better", "better", "better", "same", "same"])
    #expect(try outcomes(one, run("c", seed: 3)) == Array(repeating: "same", count: 5))
    let comparison = try RunComparison(one, other, tolerated: 0.05, isForced: false)
    let text = comparison.text()
    for part in ["5 ms → 6 ms", "WORSE: p50, p95, p99", "effect 0.", "would have been seen"] {
      #expect(text.contains(part), "\(text)")
    }
    #expect(comparison.isWorse)
  }

  @Test("what is tolerated is no regression, though it is sure")
  func tolerated() throws {
    let (one, other) = (try run("a", seed: 1), try run("b", seed: 2, factor: 1.2))
    let comparison = try RunComparison(one, other, tolerated: 0.3, isForced: false)
    #expect(!comparison.isWorse && comparison.text().contains("within what is tolerated"))
  }

  @Test("errors that were not there before are worse")
  func errors() throws {
    let found = try outcomes(run("a", seed: 1), run("b", seed: 2, failed: 2))
    #expect(found.last == "worse")
  }

  @Test("other plans, and runs that do not count, are refused unless they are asked for")
  func refuses() throws {
    let one = try run("a", seed: 1)
    let plan = #"{"model":"open","seconds":60,"peak":200,"connections":50,"warmupSeconds":0}"#
    let other = try run("b", seed: 2, plan: plan)
    let error = try #require(throws: LoadError.self) {
      try RunComparison(one, other, tolerated: 0.05, isForced: false)
    }
    #expect(error.message.contains("peak 100 and 200"), "\(error.message)")
    #expect(throws: LoadError.self) {
      try RunComparison(one, run("c", seed: 3, verdict: "invalid"), tolerated: 0, isForced: false)
    }
    let forced = try RunComparison(one, other, tolerated: 0.05, isForced: true)
    #expect(forced.text().contains("different plans: peak 100 and 200"))
  }

  @Test("a few seconds tell nothing")
  func short() throws {
    let (one, other) = (try run("a", seed: 1, seconds: 6), try run("b", seed: 2, seconds: 6))
    #expect(try outcomes(one, other).prefix(3) == ["unknown", "unknown", "unknown"])
  }

  @Test(
    "what is no run is refused with its name",
    arguments: ["", "[]", "{", #"{"schema":"plimsoll-load/1"}"#, #"{"schema":"x"}"#]
  )
  func garbage(text: String) {
    let error = #expect(throws: LoadError.self) { try RunRecord(Array(text.utf8), named: "x.json") }
    #expect(error?.message.hasPrefix("x.json: ") == true)
  }
}
