// Whole runs against a real server on loopback, well-behaved or not.

import Statistics
import Testing

@testable import LoadEngine

@Suite("Load runs", .serialized)
struct LoadRunTests {
  /// Ten rounds of two users, each path one step.
  private func plan(
    port: UInt16,
    paths: [String] = ["/"],
    rounds: Int? = 10,
    method: String = "GET",
    checks: [Check] = []
  ) throws -> LoadPlan {
    let url = try TargetURL("http://127.0.0.1:\(port)/")
    let steps = paths.map { path in
      Step(request: PreparedRequest(method: method, to: url.at(path: path)), checks: checks)
    }
    var plan = LoadPlan(
      url: url,
      journeys: [Journey(name: "all", steps: steps)],
      pacing: .users(Curve(constant: 2, seconds: 20), .none),
      connections: 2,
      threads: 1
    )
    plan.rounds = rounds
    plan.limits = ResponseLimits(head: 4_096, body: 100_000)
    return plan
  }

  private func run(_ plan: LoadPlan) async throws -> LoadResult {
    try await LoadRun(plan).result(collector: IntervalCollector(threads: plan.threads))
  }

  @Test("every request is answered, counted and timed")
  func answers() async throws {
    let server = TestServer { _, _ in TestServer.ok() }
    let result = try await run(try plan(port: server.port, paths: ["/a", "/b"]))
    let figures = result.figures
    #expect(figures.sent == 20 && figures.answered == 20 && figures.failed == 0)
    #expect(figures.steps.map(\.name) == ["GET /a", "GET /b"])
    #expect(figures.steps.map(\.answered) == [10, 10])
    #expect(figures.statuses == [200: 20] && figures.errors.isEmpty)
    #expect(figures.durations.count == 20 && figures.rounds.count == 10)
    #expect(figures.durations.all.minimum > 0 && figures.waiting.minimum > 0)
    #expect(figures.connecting.count == 2, "connections are kept")
    #expect(figures.bytesReceived == 20 * 43)
    #expect(server.requests == 20)
    #expect(result.rows.reduce(0) { $0 + $1.answered } == 20)
    #expect(!result.wasInterrupted)
  }

  static let misbehaviours: [(String, TestServer.Answer, ErrorClass)] = [
    ("closes without a word", .bytesThenClose(""), .closedWithoutAnswer),
    ("resets", .reset, .reset),
    (
      "closes within a body", .bytesThenClose("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nab"),
      .closedMidAnswer
    ),
    ("closes within the head", .bytesThenClose("HTTP/1.1 200 OK\r\nCont"), .closedMidAnswer),
    (
      "closes within a chunk",
      .bytesThenClose("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n9\r\nab"),
      .closedMidAnswer
    ),
    ("sends garbage", .bytes("\u{1}\u{2}garbage\r\n\r\n"), .malformed),
    ("never answers", .silence, .firstByteTimeout),
    (
      "never ends its answer", .bytesThenSilence("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nab"),
      .totalTimeout
    ),
    (
      "sends headers without end", .endless(first: "HTTP/1.1 200 OK\r\n", then: "A: b\r\n"),
      .headTooLarge
    ),
    (
      "announces too much", .bytes("HTTP/1.1 200 OK\r\nContent-Length: 10000000000\r\n\r\n"),
      .bodyTooLarge
    ),
    (
      "sends a body without end",
      .endless(first: "HTTP/1.1 200 OK\r\n\r\n", then: String(repeating: "x", count: 9_999)),
      .bodyTooLarge
    ),
  ]

  @Test("a server that misbehaves is counted by what it does", arguments: misbehaviours)
  func misbehaves(name: String, answer: TestServer.Answer, error: ErrorClass) async throws {
    let server = TestServer { _, _ in answer }
    var plan = try plan(port: server.port, rounds: 4)
    // Short only where they are meant to end: a busy machine must not end the others.
    if error.isTimeout { plan.timeouts = Timeouts(connect: 1, firstByte: 0.1, total: 0.2) }
    if error == .totalTimeout { plan.timeouts = Timeouts(connect: 9, firstByte: 9, total: 0.5) }
    let result = try await run(plan)
    #expect(result.figures.errors == [error: 4])
    #expect(result.figures.failed == 4 && result.figures.answered == 0)
    #expect(result.figures.durations.count == (error.isTimeout ? 4 : 0))
    #expect(try !Threshold("http_req_failed rate<0.01").verdict(on: result).holds)
    #expect(try !Threshold("http_req_duration p(95)<60s").verdict(on: result).holds)
  }

  @Test("a request that crosses with the end of an idle connection is sent again, once")
  func staleConnection() async throws {
    // The second request on each connection finds it closed.
    let server = TestServer { _, number in number == 0 ? TestServer.ok() : .bytesThenClose("") }
    let result = try await run(try plan(port: server.port))
    #expect(result.figures.failed == 0 && result.figures.answered == 10)
    #expect(result.figures.resent > 0)
  }

  @Test("a POST is never sent again by itself")
  func noSecondPost() async throws {
    let server = TestServer { _, number in number == 0 ? TestServer.ok() : .bytesThenClose("") }
    let result = try await run(try plan(port: server.port, method: "POST"))
    #expect(result.figures.resent == 0)
    #expect(Array(result.figures.errors.keys) == [.closedWithoutAnswer])
    // Two users share ten rounds as they like.
    #expect((4...5).contains(result.figures.failed))
    #expect(server.requests == 10)
  }

  @Test("framings of every kind end where they should, and connections are kept or not")
  func framings() async throws {
    let server = TestServer { path, _ in
      switch path {
      case "/chunked":
        .bytes("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n")
      case "/close": .bytesThenClose("HTTP/1.1 200 OK\r\n\r\nabc")
      case "/last":
        .bytesThenClose("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 3\r\n\r\nabc")
      default: .bytes("HTTP/1.1 204 None\r\n\r\n")
      }
    }
    let paths = ["/chunked", "/none", "/close", "/last"]
    let result = try await run(try plan(port: server.port, paths: paths, rounds: 6))
    #expect(result.figures.answered == 24 && result.figures.failed == 0)
    #expect(result.figures.resent == 0)
    #expect(
      result.figures.connecting.count == 12 || result.figures.connecting.count == 11
        || result.figures.connecting.count == 10
    )
  }

  @Test("answers from 400 on are failures that make nothing look quick")
  func refusals() async throws {
    let server = TestServer { path, _ in
      path == "/bad" ? .bytes("HTTP/1.1 503 No\r\nContent-Length: 0\r\n\r\n") : TestServer.ok()
    }
    let result = try await run(
      try plan(port: server.port, paths: ["/good", "/bad"], checks: [.status([200])])
    )
    #expect(result.figures.answered == 20 && result.figures.failed == 10)
    #expect(result.figures.durations.count == 10 && result.figures.refusals.count == 10)
    #expect(result.figures.checks.map(\.passed) == [10, 0])
    #expect(try Threshold("http_req_failed rate<=50%").verdict(on: result).holds)
    #expect(try !Threshold("checks rate>0.99").verdict(on: result).holds)
    #expect(try Threshold("http_reqs count==20").verdict(on: result).holds)
    #expect(try !Threshold("http_req_duration{name:GET /bad} p(95)<500").verdict(on: result).holds)
  }

  @Test("bodies are searched for what a check wants")
  func bodies() async throws {
    let server = TestServer { path, _ in TestServer.ok("you asked for \(path)") }
    let result = try await run(
      try plan(port: server.port, paths: ["/x", "/y"], checks: [.bodyContains("for /x")])
    )
    #expect(result.figures.checks.map(\.passed) == [10, 0])
    #expect(result.figures.checks.map(\.failed) == [0, 10])
  }

  @Test("an open model that gets no answer ends, with every request accounted for")
  func openAgainstSilence() async throws {
    let server = TestServer { _, _ in .silence }
    var plan = try plan(port: server.port, rounds: nil)
    plan.pacing = .arrivals(Curve(constant: 100, seconds: 0.3), .even)
    plan.connections = 5
    plan.timeouts = Timeouts(connect: 1, firstByte: 10, total: 10)
    plan.grace = 0.1
    let figures = try await run(plan).figures
    #expect(figures.sent == 5 && figures.unfinished == 5)
    #expect(figures.unsent == 25)
    #expect(figures.durations.count == 30 && figures.durations.censored == 30)
  }

  @Test("several threads do what one does")
  func threads() async throws {
    let server = TestServer { _, _ in TestServer.ok() }
    var plan = try plan(port: server.port, rounds: nil)
    // The number of rounds ends the run, not the clock: no thread can be too late for its share.
    plan.pacing = .arrivals(Curve(constant: 500, seconds: 600), .even)
    plan.rounds = 100
    plan.connections = 30
    plan.threads = 3
    let result = try await run(plan)
    let figures = result.figures
    #expect(figures.sent == 100 && figures.answered == 100 && figures.unsent == 0)
    #expect(result.health.lag.count + UInt64(figures.queued) == 100)
  }

  @Test("what was due before the end is sent where a slot is free, however late its thread is")
  func lateThread() async throws {
    let server = TestServer { _, _ in TestServer.ok() }
    var plan = try plan(port: server.port, rounds: nil)
    // Over after a microsecond, before any thread can have begun.
    plan.pacing = .arrivals(Curve(constant: 2_500_000, seconds: 0.000_001), .even)
    plan.connections = 3
    let result = try await run(plan)
    #expect(result.figures.sent == 3 && result.figures.answered == 3)
    #expect(result.figures.unsent == 0 && result.health.lag.count == 3)
  }

  @Test("a target that is not there is said before anything is sent")
  func noServer() async throws {
    let port = TestServer.closedPort()
    let plan = try plan(port: port)
    await #expect(
      throws: LoadError.environment(
        "127.0.0.1:\(port): connection refused: nobody listens; start the server first, or check host and port"
      )
    ) { try await run(plan) }
  }
}
