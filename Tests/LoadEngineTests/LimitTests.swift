// The search for the limit, on servers that are a function.

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
}
