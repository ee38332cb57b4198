// A job that asks once per element: no request waits, but it grows with the data.

import Capacity
import Testing

@Suite("A job's load")
struct JobLoadTests {
  @Test("grows with the elements, and with each loop around them")
  func grows() {
    #expect(JobLoad(queriesPerItem: 3).seconds(items: 1_000) == 3)
    #expect(JobLoad(queriesPerItem: 1, depth: 2).seconds(items: 1_000) == 20)
  }

  @Test("is told for two sizes, with what was assumed")
  func sentence() {
    #expect(
      JobLoad(queriesPerItem: 2).sentence
        == "Each run sends 2 statements per element: 1,000 take 2 s, 100,000 take 3.33 min of round trips; "
        + "no request waits for them; assuming a query of 1 ms: "
        + "0.5 ms of network in one data centre, 0.5 ms of indexed lookup"
    )
  }

  @Test("a hanging peer holds a run or a page, not the users of the server")
  func hanging() {
    let load = HungDependency(givesUpAfter: .stated(300, by: "the library's default"))
    #expect(load.sentenceOfRun.contains("each run waits for 5 min"))
    #expect(HungDependency().sentenceOfRun.contains("each run waits without end"))
    #expect(load.sentenceOfPage.contains("the page of each user waits for 5 min"))
  }
}
