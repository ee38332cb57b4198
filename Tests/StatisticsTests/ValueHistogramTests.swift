// Numbers of any size and sign keep three digits.

import Testing

@testable import Statistics

@Suite("Histograms of values")
struct ValueHistogramTests {
  @Test("quantiles are within 0.1 % of the exact ones, for small, large and negative numbers")
  func quantiles() {
    var values: [Double] = [0, 3e12]
    for number in 1...10_000 { values.append(Double(number) * (number % 2 == 0 ? 1e-7 : -1e-7)) }
    var histogram = ValueHistogram()
    for value in values { histogram.record(value) }
    let sorted = values.sorted()
    for share in [0.0, 0.1, 0.5, 0.9, 0.99, 1] {
      let rank = Int((Double(values.count) * share).rounded(.up))
      let exact = sorted[max(0, rank - 1)]
      #expect(abs(histogram.quantile(share) - exact) <= abs(exact) * 0.001, "\(share)")
    }
    #expect(histogram.minimum == sorted.first && histogram.maximum == 3e12)
    #expect(histogram.count == 10_002)
  }

  @Test("what is no number is left out")
  func noNumber() {
    var histogram = ValueHistogram()
    histogram.record(.nan)
    histogram.record(.infinity)
    #expect(histogram.isEmpty && histogram.quantile(0.5) == 0 && histogram.mean == 0)
  }
}
