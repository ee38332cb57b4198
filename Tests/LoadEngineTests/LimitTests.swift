// The search for the limit, on servers that are a function.

import Glibc
import Testing

@testable import LoadEngine

@Suite("Search for the limit")
struct LimitTests {
  /// Searches a server of which only the limit is known; the rates that were tried.
  private func search(
    from start: Double,
    highest: Double = 100_000,
    holds: (Double, Int) -> Bool
  ) -> (LimitSearch, [Double]) {
    var search = LimitSearch(from: start, highest: highest)
    var tried: [Double] = []
    while let rate = search.next, tried.count < 100 {
      tried.append(rate)
      search.record(holds: holds(rate, tried.count))
    }
    return (search, tried)
  }

  @Test("finds a limit to a tenth, in few tries", arguments: [1.5, 90, 100, 777, 12_345])
  func finds(limit: Double) throws {
    let (search, tried) = search(from: 100) { rate, _ in rate <= limit }
    let carried = try #require(search.carried)
    let broken = try #require(search.broken)
    #expect(carried <= limit && limit < broken && broken / carried <= 1.1)
    #expect(tried.count < 24, "\(tried)")
  }

  @Test("one bad moment is no limit")
  func forgives() throws {
    let (search, tried) = search(from: 100) { rate, number in number != 2 && rate <= 1_000 }
    #expect(try #require(search.carried) > 900 && tried[1] == tried[2])
  }

  @Test("ends at the highest rate, and at a server that carries nothing")
  func ends() {
    #expect(search(from: 100, highest: 500) { _, _ in true }.1 == [100, 200, 400, 500])
    let (none, tried) = search(from: 100) { _, _ in false }
    #expect(none.carried == nil && tried.last == 1 && none.next == nil)
  }

  /// Numbers from 0 to 1 that are the same in each run.
  private struct Chances {
    var random: Random
    init(seed: Int) { random = Random(seed: UInt64(seed) &+ 1) }
    mutating func next() -> Double { random.share() }
  }

  @Test(
    "the interval holds the rate that half of the tries carry in at least 90 of 100 searches",
    arguments: [0.01, 0.05, 0.1]
  )
  func staircase(width: Double) throws {
    var held = 0
    for seed in 0..<500 {
      var chances = Chances(seed: seed)
      let limit = 400 + 1_000 * chances.next()
      var stairs = LimitStaircase(carried: limit * 0.93, broken: limit * 1.02, tries: 8)
      while let rate = stairs.next {
        // How likely a rate is carried falls from 1 to 0 around the limit, in a width.
        let share = 1 / (1 + exp((rate / limit - 1) / (width / 2)))
        stairs.record(holds: chances.next() < share)
      }
      let interval = try #require(stairs.interval)
      held += interval.lower <= limit && limit <= interval.upper ? 1 : 0
      #expect(interval.upper / interval.lower < 1.35)
    }
    #expect(held >= 450, "\(held) of 500")
  }

  @Test("a staircase goes up after what is carried, and says nothing before its end")
  func stairs() {
    var stairs = LimitStaircase(carried: 100, broken: 121, tries: 2)
    #expect(stairs.next.map { abs($0 - 110) < 1e-9 } == true && stairs.interval == nil)
    stairs.record(holds: true)
    #expect(stairs.next.map { abs($0 - 115.5) < 1e-9 } == true)
    stairs.record(holds: false)
    #expect(stairs.next == nil && stairs.interval != nil)
  }
}
