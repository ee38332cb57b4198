// The steps of severity, at their edges.

import Capacity
import Testing

@Suite("A consequence")
struct ConsequenceTests {
  @Test(
    "of a delay is its share of the p95 target",
    arguments: [
      (500, .fails), (499, .degrades), (125, .degrades), (124, .noticeable), (25, .noticeable),
      (24, .acceptable), (0, .acceptable),
    ] as [(Double, Consequence)]
  )
  func ofDelay(milliseconds: Double, consequence: Consequence) {
    #expect(Consequence.ofDelay(milliseconds: milliseconds, under: .standard) == consequence)
  }

  @Test("gets worse in the order of its cases")
  func isOrdered() {
    #expect(Consequence.allCases == [.acceptable, .noticeable, .degrades, .fails])
    #expect(Consequence.allCases.sorted() == Consequence.allCases)
  }
}
