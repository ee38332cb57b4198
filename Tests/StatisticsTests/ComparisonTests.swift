// Differences that are there are found, and runs of the same server are not told apart by chance.

import Glibc
import Testing

@testable import Statistics

@Suite("Comparisons")
struct ComparisonTests {
  /// Latencies second by second, each of which keeps half of the last one's distance.
  private func run(seed: Int, seconds: Int = 60, level: Double = 20) -> Series {
    var dice = Dice(seed)
    for _ in 0..<20 { _ = dice.share() }
    var kept = 0.0
    let points = (0..<seconds).map { second in
      kept = 0.5 * kept + dice.normal()
      return Series.Point(seconds: Double(second), value: level * exp(0.1 * kept))
    }
    return Series(name: "p95", unit: "ms", points: points)
  }

  @Test("of 1,000 pairs of runs of one server fewer differ than the stated share")
  func falseAlarms() throws {
    let level = 0.01
    let alarms = try (0..<1_000).count { seed in
      let pair = RankComparison(run(seed: 2 * seed), run(seed: 2 * seed + 1))
      return try #require(pair).pValue < level
    }
    #expect(alarms < 10, "\(alarms) of 1,000")
  }

  @Test("a difference of the size that is said to be found is found in four of five")
  func power() throws {
    let found = try (0..<300).count { seed in
      let same = RankComparison(run(seed: 2 * seed), run(seed: 2 * seed + 1))
      let size = try #require(same).detectable(level: 0.01)
      let other = run(seed: 2 * seed + 5_001)
      let moved = Series(
        name: "p95",
        unit: "ms",
        points: other.points.map { Series.Point(seconds: $0.seconds, value: $0.value + size) }
      )
      let pair = try #require(RankComparison(run(seed: 2 * seed), moved))
      return pair.pValue < 0.01 && pair.shift > 0
    }
    #expect(found >= 240, "\(found) of 300")
  }

  @Test("the interval holds the true shift, and the effect has its sign")
  func intervals() throws {
    var held = 0
    for seed in 0..<200 {
      let (one, other) = (run(seed: seed), run(seed: seed + 900, level: 30))
      let pair = try #require(RankComparison(one, other))
      held += pair.lower <= 10 && pair.upper >= 10 ? 1 : 0
      #expect(pair.effect > 0.5 && pair.pValue < 0.01)
    }
    #expect(held >= 180, "\(held) of 200")
  }

  @Test("equal runs do not differ, and a few seconds tell nothing")
  func edges() throws {
    let one = run(seed: 1)
    let same = try #require(RankComparison(one, one))
    #expect(same.shift == 0 && same.pValue > 0.9)
    #expect(RankComparison(run(seed: 1, seconds: 7), one) == nil)
    let points = one.points.map { Series.Point(seconds: $0.seconds, value: 1) }
    let still = Series(name: "a", unit: "", points: points)
    #expect(try #require(RankComparison(still, still)).pValue == 1)
  }

  @Test("failures in bursts count for less than as many that come one by one")
  func shares() throws {
    func pieces(_ hits: [Double]) -> [ShareComparison.Piece] {
      hits.map { ShareComparison.Piece(hits: $0, total: 100) }
    }
    let none = pieces(Array(repeating: 0, count: 60))
    let even = try #require(ShareComparison(none, pieces(Array(repeating: 1, count: 60))))
    let burst = try #require(ShareComparison(none, pieces([60] + Array(repeating: 0, count: 59))))
    #expect(even.second == burst.second && even.pValue < 1e-9 && burst.pValue > 0.1)
    let both = try #require(ShareComparison(none, none))
    #expect(both.pValue == 1 && abs(both.detectable(level: 0.05) - 3 / 6_000) < 1e-5)
    #expect(ShareComparison([], none) == nil)
  }
}
