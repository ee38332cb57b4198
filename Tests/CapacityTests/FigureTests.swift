// Figures are grouped, rounded and never trap.

import Capacity
import Testing

@Suite("A figure")
struct FigureTests {
  @Test(
    "is grouped and rounded",
    arguments: [
      (0.0, "0"), (1, "1"), (2.1, "2.1"), (0.05, "0.05"), (9.999, "10"), (83.333, "83.3"),
      (99.96, "100"), (999, "999"), (1_000, "1,000"), (2_100, "2,100"), (1_234_567.8, "1,234,568"),
      (-1_500, "-1,500"), (-0.001, "0"), (1e18, "1e+18"), (.infinity, "unlimited"),
      (.nan, "unknown"),
    ]
  )
  func isGrouped(value: Double, text: String) {
    #expect(Figure.grouped(value) == text)
  }

  @Test(
    "of time takes the unit that fits",
    arguments: [
      (0.001, "1 ms"), (0.5, "500 ms"), (1.5, "1.5 s"), (60, "60 s"), (300, "5 min"),
      (20_000, "5.56 h"), (864_000, "10 days"),
    ]
  )
  func takesUnit(seconds: Double, text: String) {
    #expect(Figure.duration(seconds) == text)
  }

  @Test("names what it counts")
  func names() {
    #expect(Figure.counted(1, "round trip") == "1 round trip")
    #expect(Figure.counted(20, "round trip") == "20 round trips")
  }
}
