// The steps of severity, at their edges and with the sentences that show them.

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

  @Test(
    "of a busy resource is fatal from 1 on",
    arguments: [
      (1.0, .fails), (0.99, .degrades), (0.7, .degrades), (0.69, .noticeable), (0.3, .noticeable),
      (0.29, .acceptable),
    ] as [(Double, Consequence)]
  )
  func ofUtilisation(busy: Double, consequence: Consequence) {
    #expect(Consequence.ofUtilisation(busy) == consequence)
  }

  @Test(
    "of what fills up is measured in load tests, days and months",
    arguments: [
      (300, .fails), (301, .degrades), (86_400, .degrades), (86_401, .noticeable),
      (2_592_000, .noticeable), (2_592_001, .acceptable), (.infinity, .acceptable),
    ] as [(Double, Consequence)]
  )
  func ofFilling(seconds: Double, consequence: Consequence) {
    #expect(Consequence.ofFilling(seconds: seconds, under: .standard) == consequence)
  }

  @Test("of a blocked thread is the worse of a full thread and of the pause")
  func ofThread() {
    let load = ThreadLoad(blockedMilliseconds: .assumed(60, because: "a hash of 60 ms"))
    #expect(load.consequence == .fails)
    #expect(
      load.sentence
        == "100 req/s × 60 ms = 6 s of work each second for one thread: it is full at 16.7 req/s, "
        + "and every other request waits up to 60 ms more; assuming a hash of 60 ms"
    )
    var rare = load
    rare.target.requestsPerSecond = 1
    #expect(rare.consequence == .noticeable)
    rare.blockedMilliseconds = .stated(1, by: "measured")
    #expect(rare.consequence == .acceptable)
    #expect(!rare.sentence.contains("assuming"))
  }

  @Test("of growing memory is the time until the heap is full")
  func ofMemory() {
    let growth = MemoryGrowth(bytesPerEntry: .assumed(1_000, because: "1 kB for each entry"))
    #expect(growth.secondsUntilFull == 20_000)
    #expect(growth.consequence == .degrades)
    #expect(
      growth.sentence
        == "100/s × 1 kB = 8.64 GB a day: a heap of 2 GB is full after 5.56 h; assuming 1 kB for "
        + "each entry and a heap of 2 GB, V8's default limit on a machine of 8 GB"
    )
    var large = growth
    large.bytesPerEntry = .stated(1e6, by: "the upload limit")
    #expect(large.consequence == .fails)
    large.entriesPerRequest = .stated(0, by: "none")
    #expect(large.consequence == .acceptable)
  }

  @Test("gets worse in the order of its cases")
  func isOrdered() {
    #expect(Consequence.allCases == [.acceptable, .noticeable, .degrades, .fails])
    #expect(Consequence.allCases.sorted() == Consequence.allCases)
  }
}
