// Exported tests: the same requests, pace and thresholds in another tool's words.

import Statistics
import Testing

@testable import LoadEngine

@Suite("Exports", .serialized)
struct ExportTests {
  private static func scenario(port: UInt16) throws -> Scenario {
    let text = #"""
      target: http://127.0.0.1:\#(port)/
      headers: { X-Run: "7" }
      variables: { word: "a b/ü" }
      data: { user: { file: u.csv, per: round } }
      setup: [{ post: /make, extract: { sid: "cookie:sid" } }]
      login: [{ post: /login, form: { user: "${user.name}&" }, extract: { token: "header:x-token" } }]
      teardown: [{ delete: "/made/${sid}" }]
      journeys:
        buy:
          group: shop
          steps:
            - get: /items?q=${word}
              check: { status: 200, body: items, json: { "items[0].id": 5 } }
              extract: { item: "json:items[0].id", mark: 'regex:"mark":"(.+?)"' }
            - post: /orders/${item}
              auth: { bearer: "${token}" }
              body: { item: "${item}", note: "${mark}", by: "${user.name}" }
              tags: { kind: write }
            - get: /old
            - put: /raw
              auth: { basic: { user: "${user.name}", password: p } }
              multipart: { field: "${word}" }
      thresholds:
        http_req_duration: ["p(95)<5s"]
        "http_req_duration{group:shop}": p(99)<9s
        "http_reqs{kind:write}": count==4
        checks: rate==100%
      """#
    let files = ScriptSources { _ throws(LoadError) in Array("name\nann\nbob\n".utf8) }
    return try Scenario(path: "a.yml", yaml: Array(text.utf8), files: files)
  }

  private static func server() -> TestServer {
    TestServer { path, _ in
      switch path {
      case "/make": TestServer.ok("x", headers: "Set-Cookie: sid=9z; Path=/\r\n")
      case "/login": TestServer.ok("x", headers: "X-Token: t1\r\n")
      case _ where path.hasPrefix("/items"):
        TestServer.ok(#"{"items":[{"id":5}],"mark":"q\"w"}"#)
      case "/old":
        .bytes("HTTP/1.1 302 Moved\r\nLocation: /new\r\nContent-Length: 0\r\n\r\n")
      default: TestServer.ok()
      }
    }
  }

  private func plan(_ scenario: Scenario) -> LoadPlan {
    var plan = LoadPlan(
      url: scenario.url,
      journeys: scenario.journeys,
      pacing: .users(Curve(constant: 1, seconds: 20), .none),
      connections: 1,
      threads: 1
    )
    plan.take(scenario)
    plan.rounds = 4
    plan.redirects = 2
    return plan
  }

  /// What of requests does not depend on who sends them.
  private func essence(_ texts: [String]) -> [String] {
    texts.map { text in
      let parts = text.split(separator: "\r\n\r\n", maxSplits: 1).map(String.init)
      let lines = parts[0].split(separator: "\r\n").map(String.init)
      let kept = lines.dropFirst().filter { line in
        ["x-run", "authorization", "content-type"].contains(
          line.prefix { $0 != ":" }.lowercased()
        )
      }
      let words = ([lines[0].lowercased()] + kept.map { $0.lowercased() }.sorted()).joined(
        separator: "|"
      )
      return words + "||" + (parts.count > 1 ? parts[1] : "")
    }
  }

  @Test("an exported script sends what the scenario sends", .enabled(if: ScriptRun.isPossible))
  func sameRequests() async throws {
    let own = Self.server()
    let scenario = try Self.scenario(port: own.port)
    let plan = plan(scenario)
    let result = try await LoadRun(plan).result(collector: IntervalCollector(threads: 1))
    #expect(result.figures.failed == 0 && result.figures.checks.allSatisfy { $0.failed == 0 })
    let script = try K6Script(plan, thresholds: scenario.thresholds).text()
    let other = Self.server()
    let run = ScriptRun(
      path: "load.js",
      sources: ScriptSources { _ throws(LoadError) in Array(script.utf8) },
      environment: ["BASE_URL": "http://127.0.0.1:\(other.port)"],
      say: { Issue.record("\($0)") }
    )
    let played = try await run.result(collector: IntervalCollector(threads: 1))
    #expect(own.requests == 1 + 1 + 4 * 5 + 1)
    #expect(essence(own.texts) == essence(other.texts), "\(script)")
    #expect(played.verdicts.count == 4 && played.verdicts.allSatisfy(\.holds), "\(played.verdicts)")
  }

  @Test("paces become executors, and manifests hold the script")
  func paces() throws {
    let scenario = try Self.scenario(port: 80)
    var open = plan(scenario)
    open.rounds = nil
    open.pacing = .arrivals(Curve(constant: 0.5, seconds: 300), .even)
    open.name = "slow"
    var ramp = plan(scenario)
    ramp.rounds = nil
    ramp.name = "ramp"
    ramp.pacing = .users(
      Curve(from: 0, stages: [Stage(seconds: 5, target: 9)]),
      .thinking(.exponential(mean: 2))
    )
    open.beside = [ramp]
    let manifest = try K6Operator(
      open,
      thresholds: scenario.thresholds,
      name: "Shop.v2",
      parallelism: 3
    ).text()
    for part in [
      #""slow":{"executor":"constant-arrival-rate","rate":500,"timeUnit":"1000s","duration":"300000ms","preAllocatedVUs":1"#,
      #""ramp":{"executor":"ramping-vus","startVUs":0,"stages":[{"duration":"5000ms","target":9}]"#,
      #""http_req_duration{group:::shop}":["p(99)<9000"]"#, #""checks":["rate==1"]"#,
      "kind: ConfigMap\nmetadata:\n  name: plimsoll-shop-v2\n", "kind: TestRun\n",
      "parallelism: 3\n",
      "Each of the 3 runners", "      file: script.js\n",
    ] {
      #expect(manifest.contains(part), "\(part)\n\(manifest.prefix(3_000))")
    }
  }

  @Test("what another tool cannot do is said")
  func refused() throws {
    let scenario = try Self.scenario(port: 80)
    let plan = plan(scenario)
    #expect(throws: LoadError.self) { try Locustfile(plan).text() }
    var beside = plan
    beside.rounds = nil
    let text = try Locustfile(beside).text()
    #expect(text.contains("JOURNEYS = [journey1]") && text.contains("\nREDIRECTS = 2\n"))
    #expect(text.contains("\nIS_VERIFIED = True\n"))
    var trusting = plan
    trusting.trust.isVerified = false
    #expect(try K6Script(trusting, thresholds: []).text().contains("insecureSkipTLSVerify"))
    trusting.trust.authorities = "ca.pem"
    #expect(throws: LoadError.self) { try K6Script(trusting, thresholds: []).text() }
    beside.beside = [plan]
    #expect(throws: LoadError.self) { try Locustfile(beside).text() }
  }

  @Test("a missing locust is told with the command that installs it")
  func missing() async throws {
    let server = Self.server()
    var plan = plan(try Self.scenario(port: server.port))
    plan.rounds = nil
    let run = LocustRun(
      plan,
      workers: 2,
      permission: Permission(),
      environment: ["PATH": "/nowhere"]
    )
    do {
      _ = try await run.result()
      Issue.record("ran")
    } catch {
      #expect(error.message.contains("pip install locust"), "\(error.message)")
    }
    #expect(server.requests == 0)
  }

  @Test("a report of Locust's becomes figures, and a strange one becomes none")
  func report() throws {
    let text = #"""
      {"requests": 5, "failures": 2, "received": 70, "seconds": 2.5, "began": 100, "p95": 12,
       "times": {"[\"GET /items?q=${word}\", 1000]": 2, "[\"GET /items?q=${word}\", 3000]": 1, "[\"x\", 1]": 9},
       "refusals": {"[\"POST /orders/${item}\", 500]": 1}, "statuses": {"200": 3, "503": 1},
       "errors": {"[\"PUT /raw\", \"ConnectionRefusedError(111)\"]": 1},
       "checks": {"[\"status is 200\", true]": 3, "[\"status is 200\", false]": 1},
       "perSecond": {"100": 3, "101": 2}, "failuresPerSecond": {"101": 2}}
      """#
    var plan = plan(try Self.scenario(port: 80))
    plan.rounds = nil
    let report = LocustReport(Array(text.utf8), plan: plan)
    #expect(report.isWhole)
    let endpoint = try #require(try Endpoint.resolve(plan.url).first)
    let result = report.result(plan: plan, endpoint: endpoint, workers: 2)
    let figures = result.figures
    #expect(
      figures.sent == 5 && figures.bytesReceived == 70 && figures.answered == 4
        && figures.failed == 2
    )
    #expect(figures.durations.count == 3 && figures.errors == [.refused: 1])
    #expect(figures.checks.first?.passed == 3 && figures.checks.first?.failed == 1)
    #expect(result.rows.map(\.failed) == [0, 2] && result.seconds == 2.5)
    #expect(result.remarks.first?.contains("measured by Locust with 2 workers") == true)
    for bad in ["", "[]", #"{"requests": -1}"#, #"{"requests": "5"}"#] {
      #expect(!LocustReport(Array(bad.utf8), plan: plan).isWhole)
    }
  }
}
