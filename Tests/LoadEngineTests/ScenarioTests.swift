// Scenario files: what they say, and what users then send.

import Synchronization
import Testing

@testable import LoadEngine

@Suite("Scenarios", .serialized)
struct ScenarioTests {
  private static func text(port: UInt16 = 3_000, users: String = "users: 2") -> String {
    """
    target: http://127.0.0.1:\(port)/
    \(users)
    duration: 20s
    headers: { X-Run: "7" }
    variables:
      customer: [ann, bob]
    journeys:
      browse:
        weight: 80
        steps:
          - get: /products?by=${customer}
            check: { status: 200, body: items }
            extract: { product: "json:items[1].id", token: "header:X-Token" }
          - post: /orders/${product}
            headers: { Idempotency-Key: "${unique}", Authorization: "Bearer ${token}" }
            body: { product: "${product}", by: "${customer}" }
            check: { status: [200, 201] }
      look:
        weight: 20
        steps: [{ get: /look, name: look }]
    thresholds:
      http_req_duration: ["p(95)<500", "p(99)<800"]
      checks: rate==1
    """
  }

  private func scenario(_ text: String) throws -> Scenario {
    try Scenario(path: "load.yml", yaml: Array(text.utf8))
  }

  private func run(_ scenario: Scenario, rounds: Int) async throws -> LoadResult {
    var plan = LoadPlan(
      url: scenario.url,
      journeys: scenario.journeys,
      pacing: .users(Curve(constant: 2, seconds: 20), .none),
      connections: 2,
      threads: 1
    )
    plan.variables = scenario.variables
    plan.rounds = rounds
    return try await LoadRun(plan).result(collector: IntervalCollector(threads: 1))
  }

  @Test("a file is read as it is written")
  func reads() throws {
    let scenario = try scenario(Self.text())
    #expect(scenario.url.text == "http://127.0.0.1:3000/")
    let pace = scenario.pace
    #expect(pace.users == 2 && pace.rate == nil && pace.times == ["duration": "20s"])
    #expect(scenario.variables.map(\.name) == ["customer", "product", "token"])
    #expect(scenario.journeys.map(\.weight) == [80, 20])
    #expect(
      scenario.journeys.flatMap(\.steps).map(\.request.name)
        == ["GET /products?by=${customer}", "POST /orders/${product}", "look"]
    )
    #expect(scenario.thresholds.map(\.text).last == "checks rate==1")
  }

  @Test("values go from an answer into the next request, and nowhere else")
  func flows() async throws {
    let orders = Mutex<[String]>([])
    let server = TestServer { path, _ in
      if path.hasPrefix("/products") {
        return TestServer.ok(#"{"items":[{"id":1},{"id":"a b/2"}]}"#, headers: "X-Token: t1\r\n")
      }
      orders.withLock { $0.append(path) }
      return TestServer.ok()
    }
    let result = try await run(try scenario(Self.text(port: server.port)), rounds: 40)
    let figures = result.figures
    #expect(figures.failed == 0 && figures.errors.isEmpty)
    let browsed = figures.steps[0].answered
    #expect((20...39).contains(browsed), "80 of 100 rounds browse: \(browsed) of 40")
    #expect(figures.steps[1].answered == browsed && figures.steps[2].answered == 40 - browsed)
    #expect(figures.checks.allSatisfy { $0.failed == 0 })
    #expect(figures.checks.map(\.name).contains("found product"))
    #expect(Set(orders.withLock(\.self)).isSubset(of: ["/orders/a%20b/2", "/look"]))
  }

  @Test("a round ends where what it needs was not found")
  func missing() async throws {
    let server = TestServer { _, _ in TestServer.ok(#"{"items":[]}"#, headers: "X-Token: t1\r\n") }
    let figures = try await run(try scenario(Self.text(port: server.port)), rounds: 20).figures
    #expect(figures.steps[0].answered > 0 && figures.steps[1].answered == 0)
    let found = figures.checks.first { $0.name == "found product" }
    #expect(found?.passed == 0 && found?.failed == figures.steps[0].answered)
  }

  @Test("what a server says becomes no second request and no other header")
  func injection() throws {
    let variables = ["x"]
    var random = Random(seed: 1)
    let template = RequestTemplate(
      method: "POST",
      path: try Template("/a/${x}", in: .path, variables: variables),
      headers: try Template("A: ${x}\r\n", in: .header, variables: variables),
      body: try Template(#"{"x": "${x}"}"#, in: .json, variables: variables),
      hasBody: true
    )
    let bytes = template.render([Array("v\r\nB: c \"\\".utf8)], &random)
    #expect(
      String(decoding: bytes, as: UTF8.self)
        == "POST /a/v%0d%0aB:%20c%20\"\\ HTTP/1.1\r\nA: v  B: c \"\\\r\nContent-Length: 31\r\n\r\n"
        + #"{"x": "v\u000d\u000aB: c \"\\"}"#
    )
  }

  @Test(
    "mistakes are named with their line",
    arguments: [
      ("target: http://a/", "load.yml: no journeys"), ("journeys: {}", "load.yml: no target"),
      ("target: [", "load.yml:"), ("traget: x", "load.yml:1: 'traget' is not known"),
      ("target: http://a/\njourneys:\n  a:\n    steps: []", "load.yml:3: a: has no steps"),
      (
        "target: http://a/\njourneys:\n  a:\n    steps: [{get: b}]",
        "load.yml:4: 'b': a path begins"
      ),
      ("target: http://a/\njourneys:\n  a:\n    steps: [{body: b}]", "load.yml:4: a step is one"),
      (
        "target: http://a/\njourneys:\n  a:\n    steps: [{get: '/${b}'}]",
        "load.yml:4: '/${b}': no variable"
      ),
      ("target: http://a/\nrate: many", "load.yml:2: rate: must be a number"),
      (
        "target: http://a/\njourneys: {a: {steps: [{get: /}]}}\nthresholds: {latency: p(95)<1}",
        "threshold 'latency: p(95)<1'"
      ),
      ("target: http://a/\nvariables: {a: []}", "load.yml:2: a: give a text"),
      (
        "target: http://a/\njourneys:\n  a:\n    steps: [{get: /, headers: {'A b': c}}]",
        "load.yml:4: 'A b' is no header"
      ),
      (
        "target: http://a/\njourneys:\n  a:\n    steps: [{get: /, extract: {x: 'xml:a'}}]",
        "load.yml:4: 'xml:a': 'xml' is not known"
      ),
    ]
  )
  func mistakes(text: String, message: String) throws {
    do {
      _ = try scenario(text)
      Issue.record("was read")
    } catch let error as LoadError {
      #expect(error.message.hasPrefix(message), "\(error.message)")
    }
  }

  @Test("extraction reads paths and headers, and nothing that is not there")
  func extraction() throws {
    let body = Array(#"{"a":{"b":[{"c":12},{"c":true}]},"d":null}"#.utf8)
    let head = Array("Location: /x\nX-Token:  abc \n".utf8)
    let found = { (text: String) throws -> String? in
      try Extraction(text, variable: 0).value(head: head, body: body).map {
        String(decoding: $0, as: UTF8.self)
      }
    }
    #expect(try found("json:a.b[0].c") == "12")
    #expect(try found("json:a.b[1].c") == "true")
    #expect(try found("json:a.b[2].c") == nil)
    #expect(try found("json:d") == nil)
    #expect(try found("json:a") == nil)
    #expect(try found("header:location") == "/x")
    #expect(try found("header:none") == nil)
    for bad in ["a", "json:", "json:a[x]", "json:a[-1]", "json:a[0"] {
      #expect(throws: LoadError.self) { try Extraction(bad, variable: 0) }
    }
  }
}
