// Histograms hold what was recorded, to three digits, whoever recorded it.

import Testing

@testable import Statistics

@Suite("Histograms")
struct HistogramTests {
  /// 100,000 values over nine decades, the same in each run.
  private static let values: [UInt64] = {
    var state: UInt64 = 42
    return (0..<100_000).map { _ in
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return 1 << (state >> 59) &+ state >> 40
    }
  }()

  @Test(
    "a quantile is within 0.1 % and 64 ns of the exact one",
    arguments: [0.0, 0.5, 0.95, 0.999, 1]
  )
  func exactQuantiles(share: Double) {
    var histogram = Histogram()
    for value in Self.values { histogram.record(value) }
    let sorted = Self.values.sorted()
    let rank = max(1, Int((Double(sorted.count) * share).rounded(.up)))
    let exact = Double(sorted[rank - 1])
    let found = Double(histogram.quantile(share))
    #expect(abs(found - exact) <= exact * 0.001 + 64)
    #expect(histogram.minimum == sorted.first && histogram.maximum == sorted.last)
    let mean = Double(sorted.reduce(0, +)) / Double(sorted.count)
    #expect(abs(histogram.mean - mean) < 1e-6 * mean)
  }

  @Test("merged parts equal the whole, bucket by bucket")
  func mergesExactly() {
    var whole = Histogram()
    var parts = [Histogram](repeating: Histogram(), count: 3)
    for (index, value) in Self.values.enumerated() {
      whole.record(value)
      parts[index % 3].record(value)
    }
    var merged = Histogram()
    for part in parts { merged.merge(part) }
    #expect(merged == whole)
  }

  @Test("bucket borders follow each other without a gap")
  func borders() {
    var histogram = Histogram()
    var last: UInt64 = 0
    for exponent in 6..<42 {
      for value in [(1 << exponent) - 1, 1 << exponent, (1 << exponent) + 1] as [UInt64] {
        histogram.clear()
        histogram.record(value)
        histogram.record(.max)
        let found = histogram.value(atRank: 1)
        #expect(found >= value && Double(found - value) <= Double(value) * 0.001 + 64)
        #expect(found >= last)
        last = found
      }
    }
  }

  @Test("a cleared histogram is as good as new, and an empty one answers 0")
  func empties() {
    var histogram = Histogram()
    #expect(histogram.quantile(0.99) == 0 && histogram.minimum == 0 && histogram.mean == 0)
    histogram.record(5_000)
    histogram.clear()
    #expect(histogram.isEmpty && histogram.maximum == 0)
    histogram.record(9_000)
    #expect(histogram.minimum == 9_000 && histogram.count == 1)
  }

  @Test("the interval of a quantile holds the true one in about 95 of 100 samples")
  func intervals() {
    var state: UInt64 = 7
    func draw() -> UInt64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return (state >> 33) % 1_000_000
    }
    var hits = 0
    for _ in 0..<400 {
      var sample = Histogram()
      for _ in 0..<500 { sample.record(draw()) }
      let interval = sample.interval(of: 0.9)
      if interval.lower <= 900_000, (interval.upper ?? .max) >= 900_000 { hits += 1 }
    }
    #expect((370...399).contains(hits), "\(hits) of 400")
  }

  @Test("too few values bound no high quantile from above")
  func openInterval() {
    var histogram = Histogram()
    for value in 1...50 { histogram.record(UInt64(value) * 1_000_000) }
    #expect(histogram.interval(of: 0.99).upper == nil)
    #expect(histogram.interval(of: 0.5).upper != nil)
  }
}

@Suite("Censored histograms")
struct CensoredHistogramTests {
  @Test("a quantile above the youngest unfinished value is a lower bound")
  func lowerBounds() {
    var values = CensoredHistogram()
    for value in 1...98 { values.record(UInt64(value) * 1_000_000) }
    #expect(!values.isLowerBound(values.all.maximum))
    values.recordUnfinished(age: 500_000_000)
    values.recordUnfinished(age: 90_000_000)
    #expect(values.count == 100 && values.censored == 2)
    #expect(!values.isLowerBound(values.all.quantile(0.5)))
    #expect(values.isLowerBound(values.all.quantile(0.95)))
  }

  @Test("merging keeps the youngest")
  func merging() {
    var one = CensoredHistogram()
    var other = CensoredHistogram()
    one.recordUnfinished(age: 900)
    other.recordUnfinished(age: 400)
    one.merge(other)
    #expect(one.censored == 2 && one.isLowerBound(500) && !one.isLowerBound(300))
  }
}
