// The arithmetic of a query inside a loop, checked by hand.

import Capacity
import Testing

@Suite("A query inside a loop")
struct QueryLoadTests {
  private let pool = Input.stated(10, by: "max: 10")

  @Test("multiplies the requests by its queries")
  func multiplies() {
    let load = QueryLoad(poolSize: pool)
    #expect(load.queriesPerRequest == 21)
    #expect(load.queriesPerSecond == 2_100)
    #expect(load.addedMilliseconds == 20)
    #expect(abs(load.connections.held - 2.1) < 1e-9)
    #expect(!load.exhaustsPool)
    #expect(load.restsOnAssumption)
  }

  @Test("says so with its numbers")
  func showsNumbers() {
    #expect(
      QueryLoad(poolSize: pool).sentence
        == "100 req/s × (1 + 20) queries = 2,100 queries/s; "
        + "20 round trips of 1 ms, one after another, add 20 ms to each request; "
        + "2.1 connections busy (2,100/s × 1 ms) of a pool of 10, full at 99 items; "
        + "assuming a page of 20 rows and a query of 1 ms: "
        + "0.5 ms of network in one data centre, 0.5 ms of indexed lookup"
    )
  }

  @Test("follows the load target and stated inputs")
  func followsInputs() {
    var target = LoadTarget.standard
    target.requestsPerSecond = 400
    let load = QueryLoad(
      target: target,
      fixedQueries: 2,
      queriesPerItem: 3,
      items: .stated(50, by: "take: 50"),
      roundTrip: .stated(4, by: "measured"),
      poolSize: pool
    )
    #expect(
      load.sentence
        == "400 req/s × (2 + 3 × 50) queries = 60,800 queries/s; "
        + "150 round trips of 4 ms, one after another, add 600 ms to each request, "
        + "beyond the p95 target of 500 ms; "
        + "243 connections busy (60,800/s × 4 ms), but the pool has 10: requests queue"
    )
    #expect(load.exhaustsPool)
    #expect(load.breaksLatencyTarget)
    #expect(!load.restsOnAssumption)
  }

  @Test("grows with each loop around it")
  func nests() {
    let load = QueryLoad(depth: 2)
    #expect(load.extraQueries == 400)
    #expect(load.sentence.hasPrefix("100 req/s × (1 + 20 × 20) queries = 40,100 queries/s; "))
  }

  @Test("waits for the pool in waves when all start together")
  func waitsInWaves() {
    let load = QueryLoad(items: .stated(25, by: "x"), pace: .together, poolSize: pool)
    #expect(load.addedMilliseconds == 3)
    #expect(load.sentence.contains("25 queries at once, of 1 ms each, add at least 3 ms"))
    #expect(QueryLoad(pace: .together).addedMilliseconds == 1)
  }

  @Test("computes its saturation point, not a phrase")
  func saturates() {
    let full = QueryLoad(items: .stated(99, by: "x"), poolSize: pool)
    let spare = QueryLoad(items: .stated(98, by: "x"), poolSize: pool)
    #expect(full.exhaustsPool)
    #expect(!spare.exhaustsPool)
  }
}
