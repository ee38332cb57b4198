// The search for the limit, on servers that are a function.

import Glibc
import Statistics
import Synchronization
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

/// A server that carries a rate, and is slow for some probes after it was asked for more.
private final class TiredServer: Sendable {
  private struct State {
    var tired = 0
    var probes = 0
    var rates: [Double] = []
    /// The tries during which the server was tired still.
    var hurried = 0
  }

  private let state = Mutex(State())
  private let limit: Double
  private let tiredness: Int
  private let dies: Bool

  init(limit: Double, tiredness: Int, dies: Bool = false) {
    self.limit = limit
    self.tiredness = tiredness
    self.dies = dies
  }

  var rates: [Double] { state.withLock(\.rates) }
  var probes: Int { state.withLock(\.probes) }
  var hurried: Int { state.withLock(\.hurried) }

  static func plan() throws -> LoadPlan {
    let url = try TargetURL("http://127.0.0.1:80/")
    return LoadPlan(
      url: url,
      journeys: [Journey(name: "a", steps: [Step(request: PreparedRequest(to: url))])],
      pacing: .arrivals(Curve(constant: 100, seconds: 10), .even),
      connections: 10,
      threads: 1
    )
  }

  func run(_ plan: LoadPlan) throws(LoadError) -> LoadResult {
    let milliseconds = try state.withLock { (state) throws(LoadError) -> UInt64 in
      guard plan.pacing.isOpen else {
        state.probes += 1
        if dies, !state.rates.isEmpty { throw .environment("nobody listens") }
        state.tired -= 1
        return state.tired >= 0 ? 200 : 2
      }
      if dies, state.tired > 0 { throw .environment("nobody listens") }
      if state.tired > 0 { state.hurried += 1 }
      let rate = plan.pacing.curve.maximum
      state.rates.append(rate)
      let holds = rate <= limit && state.tired <= 0
      state.tired = holds ? 0 : tiredness
      return holds ? 2 : 900
    }
    var figures = Figures(journeys: plan.journeys)
    for _ in 0..<100 { figures.steps[0].durations.record(milliseconds * 1_000_000) }
    figures.steps[0].answered = 100
    return LoadResult(
      plan: plan,
      endpoint: try Endpoint.resolve(plan.url)[0],
      figures: figures,
      health: GeneratorHealth(),
      rows: [],
      seconds: 10,
      wasInterrupted: false
    )
  }
}

@Suite("Rests of a search for the limit")
struct LimitRestTests {
  /// A busy machine may take minutes for what a server that is a function answers at once.
  private func report(of server: TiredServer, patience: Double = 86_400) async throws -> LimitReport
  {
    let search = LimitRun(
      try TiredServer.plan(),
      thresholds: [try Threshold("http_req_duration p(95)<500ms")],
      highest: 100_000,
      patience: patience,
      pause: .zero
    ) { (plan, _) throws(LoadError) in try server.run(plan) }
    return try await search.report(target: 100)
  }

  @Test("after each rate that is too much the search waits until the server is at rest")
  func waits() async throws {
    let server = TiredServer(limit: 700, tiredness: 3)
    let report = try await report(of: server)
    #expect(server.hurried == 0 && server.probes > 4 && report.isWhole)
    #expect(report.text().contains("not carried, at rest again after "))
    #expect(!report.text().contains("not at rest"))
    let carried = try #require(server.rates.filter { $0 <= 700 }.max())
    #expect(carried > 600, "a tired server would carry next to nothing: \(server.rates)")
  }

  @Test("it does not wait for ever, and says so")
  func bounded() async throws {
    let server = TiredServer(limit: 700, tiredness: .max)
    let text = try await report(of: server, patience: 0).text()
    #expect(server.hurried > 0 && text.contains("not at rest again after 0 s"))
    #expect(text.contains("tries left the server busy for longer than the search waits"))
  }

  @Test("what was found out is told although the server does not come back")
  func dies() async throws {
    let server = TiredServer(limit: 700, tiredness: 3, dies: true)
    let report = try await report(of: server, patience: 0)
    #expect(!report.isWhole && server.rates == [100, 200, 400, 800])
    #expect(report.text().contains("INVALID: carried up to 400 requests/s; then nobody listens"))
    let away = TiredServer(limit: 0, tiredness: 3, dies: true)
    #expect(try await self.report(of: away, patience: 0).isWhole == false)
  }
}
