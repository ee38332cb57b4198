// Little's law, for pools and for a dependency that hangs.

import Capacity
import Testing

@Suite("Waiting")
struct WaitingTests {
  @Test("for a pool is arrivals times time held")
  func poolDemand() {
    let demand = PoolDemand(
      target: .standard,
      holdMilliseconds: .stated(120, by: "one call of 120 ms inside the transaction"),
      poolSize: .stated(10, by: "default of node-postgres")
    )
    #expect(demand.isExhausted)
    #expect(
      demand.sentence
        == "12 connections held (100/s × 120 ms), but the pool has 10: requests queue from 83.3 req/s on"
    )
    var larger = demand
    larger.poolSize = .stated(20, by: "max: 20")
    #expect(
      larger.sentence
        == "12 connections held (100/s × 120 ms) of a pool of 20, which is full at 167 req/s"
    )
  }

  @Test("without a deadline parks every user")
  func hangs() {
    #expect(
      HungDependency().sentence
        == "While the peer hangs, 100 req/s park 100 more requests each second: "
        + "all 1,000 users wait after 10 s; "
        + "a deadline of 2 s parks 200 requests (100/s × 2 s) at most"
    )
  }

  @Test("for a long default parks every user until it ends")
  func longDefault() {
    let hung = HungDependency(givesUpAfter: .stated(300, by: "headersTimeout of undici"))
    #expect(hung.stopsEveryUser)
    #expect(hung.parkedNow?.held == 30_000)
    #expect(hung.sentence.contains("all 1,000 users wait after 10 s, and stay so for 5 min; "))
  }

  @Test("for a short default parks what arrives meanwhile")
  func shortDefault() {
    let hung = HungDependency(givesUpAfter: .stated(8, by: "x"), deadline: 0.5)
    #expect(!hung.stopsEveryUser)
    #expect(
      hung.sentence
        == "While the peer hangs, 800 requests (100/s × 8 s) are parked; "
        + "a deadline of 500 ms parks 50 requests (100/s × 500 ms) at most"
    )
  }
}
