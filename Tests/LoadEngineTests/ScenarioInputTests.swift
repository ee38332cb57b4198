// Data files, logins, setup, groups, bodies and several paces: what they send.

import Testing

@testable import LoadEngine

@Suite("Scenario inputs", .serialized)
struct ScenarioInputTests {
  private func scenario(
    _ text: String,
    files: [String: String] = [:],
    environment: [String: String] = [:]
  ) throws -> Scenario {
    let sources = ScriptSources { path throws(LoadError) in
      guard let text = files[path] else { throw .plan("\(path): cannot be read") }
      return Array(text.utf8)
    }
    return try Scenario(
      path: "tests/load.yml",
      yaml: Array(text.utf8),
      files: sources,
      environment: environment
    )
  }

  private func plan(_ scenario: Scenario, users: Int = 1, rounds: Int? = nil) -> LoadPlan {
    var plan = LoadPlan(
      url: scenario.url,
      journeys: scenario.journeys,
      pacing: .users(Curve(constant: Double(users), seconds: 20), .none),
      connections: users,
      threads: 1
    )
    plan.take(scenario)
    plan.rounds = rounds
    return plan
  }

  private func run(_ plan: LoadPlan) async throws -> LoadResult {
    try await LoadRun(plan).result(collector: IntervalCollector(threads: plan.allThreads))
  }

  private func paths(of server: TestServer) -> [String] {
    server.texts.map { $0.split(separator: " ").dropFirst().first.map(String.init) ?? "" }
  }

  private static func text(_ port: UInt16, _ rest: String) -> String {
    "target: http://127.0.0.1:\(port)/\n" + rest
  }

  @Test("rounds take rows in order, and users keep one")
  func rows() async throws {
    let server = TestServer { _, _ in TestServer.ok() }
    let text = Self.text(
      server.port,
      """
      data:
        user: { file: users.csv, per: user }
        item: items.json
      journeys: { a: { steps: [{ get: "/${user.name}/${item.id}?q=${item.word}" }] } }
      """
    )
    let files = [
      "tests/users.csv": "name,mail\nann,\"a \"\"x\"\", y\"\nbob,b\r\n",
      "tests/items.json": #"[{"id": 1, "word": "a b"}, {"id": 2, "word": true}]"#,
    ]
    let scenario = try scenario(text, files: files)
    #expect(scenario.data.map(\.rows.count) == [2, 2])
    _ = try await run(plan(scenario, users: 2, rounds: 4))
    let asked = paths(of: server)
    #expect(
      Set(asked).isSubset(of: [
        "/ann/1?q=a%20b", "/bob/1?q=a%20b", "/ann/2?q=true", "/bob/2?q=true",
      ])
    )
    #expect(asked.count { $0.contains("/1?") } == 2 && asked.count { $0.contains("/2?") } == 2)
  }

  @Test("a user logs in once, keeps what was learned, and again after a 401")
  func login() async throws {
    let server = TestServer { path, number in
      if path == "/login" { return TestServer.ok(#"{"token":"t7"}"#) }
      return number == 3
        ? .bytes("HTTP/1.1 401 No\r\nContent-Length: 0\r\n\r\n") : TestServer.ok("id=<41>")
    }
    let text = Self.text(
      server.port,
      #"""
      login:
        - post: /login
          form: { user: "a&b", password: "${env.PASSWORD}" }
          extract: { token: "json:$.token" }
      journeys:
        a:
          group: own
          steps:
            - get: /me
              auth: { bearer: "${token}" }
              check: { regex: { 'id=<(\d+)>': 41 } }
      thresholds: { "http_req_duration{group:own}": p(95)<5000 }
      """#
    )
    let scenario = try scenario(text, environment: ["PASSWORD": "p w"])
    let result = try await run(plan(scenario, rounds: 5))
    // login, two answers, a refusal, and from the next round on a login again
    #expect(paths(of: server) == ["/login", "/me", "/me", "/me", "/login", "/me", "/me"])
    let texts = server.texts
    #expect(texts[0].hasSuffix("\r\n\r\nuser=a%26b&password=p%20w"), "\(texts[0])")
    #expect(texts[0].contains("Content-Type: application/x-www-form-urlencoded\r\n"))
    #expect(texts[1].contains("Authorization: Bearer t7\r\n"))
    let figures = result.figures
    #expect(figures.steps.map(\.answered) == [5, 2] && figures.steps.map(\.failed) == [1, 0])
    let own = figures.groups.first { $0.key == "group" && $0.value == "own" }?.figures
    #expect(own?.answered == 5)
    #expect(scenario.thresholds.first?.verdict(on: result).holds == true)
  }

  @Test("a login that fails lets nothing through")
  func badLogin() async throws {
    let server = TestServer { _, _ in .bytes("HTTP/1.1 403 No\r\nContent-Length: 0\r\n\r\n") }
    let text = Self.text(
      server.port,
      "login: [{ post: /login }]\njourneys: { a: { steps: [{ get: /me }] } }"
    )
    let figures = try await run(plan(try scenario(text), rounds: 3)).figures
    #expect(paths(of: server) == ["/login", "/login", "/login"])
    #expect(figures.steps.map(\.failed) == [0, 3])
  }

  @Test("setup is done once and its values reach every round; teardown behind them all")
  func setup() async throws {
    let server = TestServer { path, _ in
      path == "/make"
        ? TestServer.ok("x", headers: "Set-Cookie: sid=9z; Path=/\r\n") : TestServer.ok()
    }
    let text = Self.text(
      server.port,
      """
      setup: [{ post: /make, extract: { sid: "cookie:sid" } }]
      teardown: [{ delete: "/made/${sid}" }]
      journeys: { a: { steps: [{ get: "/use/${sid}" }] } }
      """
    )
    let result = try await run(plan(try scenario(text), users: 2, rounds: 4))
    #expect(
      paths(of: server) == ["/make", "/use/9z", "/use/9z", "/use/9z", "/use/9z", "/made/9z"]
    )
    #expect(result.figures.sent == 4 && result.remarks.isEmpty)
    let broken = TestServer { _, _ in .bytes("HTTP/1.1 500 No\r\nContent-Length: 0\r\n\r\n") }
    let other = try scenario(
      Self.text(broken.port, "setup: [{ get: /s }]\njourneys: { a: { steps: [{ get: / }] } }")
    )
    await #expect(
      throws: LoadError.environment(
        "setup: GET /s was answered with status 500; correct the step, or see to the server"
      )
    ) {
      try await run(plan(other, rounds: 1))
    }
    #expect(broken.requests == 1)
  }

  @Test("a multipart body holds its fields and files")
  func multipart() throws {
    let text = Self.text(
      80,
      """
      auth: { basic: { user: ann, password: secret } }
      journeys:
        a:
          steps:
            - post: /up
              multipart: { name: "${unique}", photo: { file: p.png, type: image/png } }
      """
    )
    let scenario = try scenario(text, files: ["tests/p.png": "PNG\u{1}"])
    let template = try #require(scenario.journeys[0].steps[0].template)
    var random = Random(seed: 1)
    let sent = String(decoding: template.render([], &random), as: UTF8.self)
    #expect(sent.contains("Authorization: Basic YW5uOnNlY3JldA==\r\n"))
    let mark = sent.split(separator: "boundary=")[1].prefix { $0 != "\r\n" }
    #expect(sent.hasSuffix("--\(mark)--\r\n"))
    #expect(
      sent.contains(
        "name=\"photo\"; filename=\"p.png\"\r\nContent-Type: image/png\r\n\r\nPNG\u{1}\r\n"
      )
    )
    let body = sent.split(separator: "\r\n\r\n", maxSplits: 1)[1]
    #expect(sent.contains("Content-Length: \(body.utf8.count)\r\n"))
  }

  @Test("open and closed scenarios run beside each other, each with figures of its own")
  func beside() async throws {
    let server = TestServer { _, _ in TestServer.ok() }
    let text = Self.text(
      server.port,
      """
      journeys:
        browse: { steps: [{ get: /b }] }
        admin: { steps: [{ get: /a, tags: { kind: dear } }] }
      scenarios:
        shoppers: { rate: 20, duration: 300ms, journeys: [browse] }
        staff: { users: 2, iterationsPerUser: 3, journeys: [admin] }
      """
    )
    let scenario = try scenario(text)
    #expect(scenario.paces.map(\.name) == ["shoppers", "staff"])
    var first = plan(scenario)
    first.journeys = [scenario.journeys[0]]
    first.pacing = .arrivals(Curve(constant: 20, seconds: 0.3), .even)
    first.connections = 5
    first.name = "shoppers"
    var second = plan(scenario, users: 2)
    second.journeys = [scenario.journeys[1]]
    second.roundsOfUser = 3
    second.name = "staff"
    first.beside = [second]
    let figures = try await run(first).figures
    #expect(figures.steps.map(\.answered) == [6, 6])
    #expect(figures.steps.map { $0.tags["scenario"] } == ["shoppers", "staff"])
    #expect(figures.groups.first { $0.value == "dear" }?.figures.answered == 6)
  }

  @Test("checks of values, headers and time hold or do not")
  func checks() async throws {
    let server = TestServer { _, _ in TestServer.ok(#"{"a":{"b":3}}"#, headers: "X-A: 1\r\n") }
    let text = Self.text(
      server.port,
      """
      journeys:
        a:
          steps:
            - get: /
              check: { json: { a.b: 3, a.c: 1 }, header: { x-a: 1 }, within: 10s, regex: { 'b":([0-9])': 3 } }
      """
    )
    let checks = try await run(plan(try scenario(text), rounds: 1)).figures.checks
    #expect(
      checks.map(\.name) == [
        "json:a.b is \"3\"", "json:a.c is \"1\"", "header:x-a is \"1\"", "answered within 10 s",
        "regex:b\":([0-9]) is \"3\"",
      ]
    )
    #expect(checks.map(\.passed) == [1, 0, 1, 1, 1])
  }

  @Test(
    "mistakes name the nearest word",
    arguments: [
      ("journey: {}", "tests/load.yml:2: 'journey' is not known; did you mean 'journeys'?"),
      (
        "journeys: {a: {steps: [{get: /, chek: {}}]}}",
        "tests/load.yml:2: 'chek' is not known; did you mean 'check'?"
      ),
      (
        "journeys: {a: {steps: [{get: /, body: a, form: {a: b}}]}}",
        "tests/load.yml:2: a step has one body"
      ),
      ("data: {u: {file: u.csv, per: usr}}", "tests/load.yml:2: per: 'usr' is not known"),
      ("data: {u: none.csv}", "tests/none.csv: cannot be read"),
      ("data: {u: short.csv}", "short.csv: row 1 has 1 values for 2 columns"),
      ("headers: {A: '${env.NONE}'}", "tests/load.yml:2: 'NONE' is not in the environment"),
      ("iterationsPerUser: 3", "tests/load.yml:2: iterationsPerUser: needs users"),
      (
        "journeys: {a: {steps: [{get: /, extract: {x: 'regex:('}}]}}", "tests/load.yml:2: regex '('"
      ),
      (
        "journeys: {a: {steps: [{get: /}]}}\nthresholds: {'http_reqs{grop:a}': count>1}",
        "tests/load.yml:3: no step has the tag 'grop'"
      ),
      (
        "journeys: {a: {steps: [{get: /}]}}\nrate: 5\nscenarios: {s: {rate: 1}}",
        "tests/load.yml:4: scenarios: each has a pace of its own; take away 'rate'"
      ),
      (
        "journeys: {a: {steps: [{get: /}]}}\nscenarios: {s: {rate: 1, journeys: [b]}}",
        "tests/load.yml:3: s: no journey is called 'b'"
      ),
    ]
  )
  func mistakes(text: String, message: String) throws {
    do {
      _ = try scenario(Self.text(80, text), files: ["tests/short.csv": "a,b\n1\n"])
      Issue.record("was read")
    } catch let error as LoadError {
      #expect(error.message.hasPrefix(message), "\(error.message)")
    }
  }

  @Test("'$${' is the text '${'")
  func literal() throws {
    let template = try Template("a$${env.X}${unique}", in: .plain, variables: [])
    #expect(template.parts.first == .bytes(Array("a${".utf8)))
    let scenario = try scenario(
      Self.text(80, "journeys: { a: { steps: [{ post: /, body: 'x$${env.HOME}' }] } }"),
      environment: ["HOME": "secret"]
    )
    let bytes = scenario.journeys[0].steps[0].request.bytes
    #expect(String(decoding: bytes, as: UTF8.self).hasSuffix("\r\n\r\nx${env.HOME}"))
  }

  static let patterns: [(String, String, String?)] = [
    ("id=([0-9]+)", "a id=12 id=3", "12"), ("a.c", "xxabcabd", "abc"), ("a(b|cd)*e", "acdbe", "b"),
    ("\"(.*?)\"", "x \"one\" \"two\"", "one"), ("\"(.*)\"", "x \"one\" \"two\"", "one\" \"two"),
    ("^a(b)?", "ab", "b"), ("^b", "ab", nil), ("b$", "ab", "b"),
    ("\\s(\\w+)\\.", "hello big world.", "world"),
    ("(?:x|y)+(z)", "xyxyz", "z"), ("[^<>]+>([^<]*)<", "<b>text</b>", "text"),
    ("[]a]+", "b]a]", "]a]"),
    ("(a*)*b", String(repeating: "a", count: 5_000), nil), ("é(.)", "aéb", "b"), ("x*", "", ""),
  ]

  @Test("patterns find what they say, whatever the text", arguments: patterns)
  func pattern(pattern: String, text: String, expected: String?) throws {
    let found = try BytePattern(pattern).firstGroup(in: Array(text.utf8))
    #expect(found.map { String(decoding: $0, as: UTF8.self) } == expected)
  }

  @Test(
    "patterns that cannot be are refused",
    arguments: [
      "", "(", ")", "[a", "a{3}", "*", "\\", "\\q", "(?=a)", "[b-a]",
      String(repeating: "(", count: 99),
    ]
  )
  func badPattern(text: String) {
    #expect(throws: LoadError.self) { try BytePattern(text) }
  }
}
