// Descriptions, recordings and logs as scenarios, and what hostile ones do.

import Testing

@testable import LoadEngine

@Suite("Scenarios of other files")
struct ImportTests {
  private let target: TargetURL
  init() throws { target = try TargetURL("http://127.0.0.1:3000/") }

  /// The scenario that a draft is; each must be one.
  private func scenario(_ draft: ScenarioDraft) throws -> Scenario {
    try Scenario(
      path: "draft",
      yaml: Array(draft.text.utf8),
      environment: ["TOKEN": "t", "SECRET": "never"]
    )
  }

  private func names(_ scenario: Scenario) -> [String] {
    scenario.journeys.flatMap(\.steps).map(\.request.name)
  }

  // MARK: - OpenAPI

  private static let description = """
    openapi: 3.0.3
    servers: [{ url: "https://api.example.com/{v}/", variables: { v: { default: v1 } } }]
    components:
      parameters:
        page: { in: query, name: page, required: true, schema: { type: integer, minimum: 2 } }
      schemas:
        Item:
          type: object
          required: [name, mail, kind, size]
          properties:
            name: { type: string, minLength: 6 }
            mail: { type: string, format: email }
            kind: { type: string, enum: [new, used] }
            size: { $ref: "#/components/schemas/Size" }
            note: { type: string }
            id: { type: integer, readOnly: true }
            colour: { type: string, default: "red ${env.SECRET}" }
        Size: { type: integer, minimum: 3 }
        Loop: { type: object, required: [next], properties: { next: { $ref: "#/components/schemas/Loop" } } }
    paths:
      /items:
        parameters: [{ $ref: "#/components/parameters/page" }]
        get: { responses: { "200": {}, "404": {}, default: {} } }
        post:
          parameters: [{ in: header, name: X-Shop, required: true, example: main }]
          requestBody: { required: true, content: { application/json: { schema: { $ref: "#/components/schemas/Item" } } } }
          responses: { "201": {} }
      /items/{id}:
        get: { parameters: [{ in: path, name: id, required: true, schema: { type: integer } }] }
        put: { deprecated: true }
        delete: { parameters: [{ in: path, name: id, required: true, example: "a/b" }] }
      /loop: { post: { requestBody: { required: true, content: { application/json: { schema: { $ref: "#/components/schemas/Loop" } } } } } }
      /form: { post: { requestBody: { content: { application/x-www-form-urlencoded: { example: { a: 1 } } } } } }
      /mine: { get: { security: [{ bearer: [] }] } }
    """

  private func openAPI(_ text: String, hasToken: Bool = false) throws -> ScenarioDraft {
    try OpenAPIScenario.draft(
      of: Array(text.utf8),
      path: "openapi.yml",
      target: target,
      shareOfWrites: 0.2,
      hasToken: hasToken
    )
  }

  @Test("an OpenAPI description gives its examples, and comments for what has none")
  func openAPI() throws {
    let draft = try openAPI(Self.description)
    #expect(draft.live == 4 && draft.left == 3, "\(draft.text)")
    let scenario = try scenario(draft)
    #expect(names(scenario) == ["GET /items", "POST /items", "DELETE /items/{id}", "POST /form"])
    let sent = scenario.journeys.map { String(decoding: $0.steps[0].request.bytes, as: UTF8.self) }
    #expect(sent[0].hasPrefix("GET /v1/items?page=2 HTTP/1.1\r\n"))
    #expect(sent[1].contains("X-Shop: main\r\n"))
    #expect(
      sent[1].hasSuffix(
        #"{"name":"texttext","mail":"user@example.com","kind":"new","size":3,"colour":"red ${env.SECRET}"}"#
      ),
      "\(sent[1])"
    )
    #expect(sent[2].hasPrefix("DELETE /v1/items/a%2fb HTTP"))
    #expect(sent[3].hasSuffix("\r\n\r\na=1"))
    #expect(scenario.journeys[0].steps[0].checks == [.status([200])])
    for part in ["# 'id' has no example:\n#  \"GET /items/{id}\":", "# the body has no example:"] {
      #expect(draft.text.contains(part), "\(draft.text)")
    }
    #expect(
      draft.remarks == [
        "1 deprecated operations left out", "1 operations need authorisation: give --env TOKEN=…",
      ]
    )
    let open = try self.scenario(try openAPI(Self.description, hasToken: true))
    let mine = try #require(open.journeys.first { $0.name == "GET /mine" }?.steps[0].request.bytes)
    #expect(String(decoding: mine, as: UTF8.self).contains("Authorization: Bearer t\r\n"))
  }

  @Test(
    "numbers beyond all measure are no statuses and no sizes",
    arguments: ["1e300", "-1e300", "200.5"]
  )
  func hugeNumbers(number: String) throws {
    let entry =
      #"{"startedDateTime":"2026-01-01T00:00:00Z","time":\#(number),"request":{"method":"GET","url":"http://a.b/x"},"response":{"status":\#(number)}}"#
    let recorded = try har(#"{"log":{"entries":[\#(entry)]}}"#)
    #expect(recorded.live == 0 && recorded.remarks == ["1 requests without an answer left out"])
    let line = #"h - - [10/Oct/2026:13:55:36 -0700] "GET /a HTTP/1.1" 200 1e400"#
    #expect(LogLine(Array(line.utf8)[...])?.bytes == 0)
  }

  @Test("what is no description, recording or log is refused")
  func refused() {
    for text in ["", "{}", "openapi: 2.0\npaths: {}", "swagger: '2.0'", "[", "\u{0}"] {
      #expect(throws: LoadError.self) { try openAPI(text) }
      #expect(throws: LoadError.self) { try har(text) }
      #expect(throws: LoadError.self) { try log(text) }
    }
  }

  // MARK: - HAR

  private func har(_ text: String, keepsSecrets: Bool = false) throws -> ScenarioDraft {
    try HARScenario.draft(
      of: Array(text.utf8),
      path: "a.har",
      target: target,
      keepsSecrets: keepsSecrets
    )
  }

  private static func entry(
    _ method: String,
    _ url: String,
    at second: Double,
    more: String = "",
    status: Int = 200
  ) -> String {
    let rest = more.isEmpty ? "" : ", " + more
    return """
      {"startedDateTime": "2026-03-01T10:00:\(second < 10 ? "0" : "")\(second)Z", "time": 200,
       "request": {"method": "\(method)", "url": "\(url)"\(rest)}, "response": {"status": \(status), "content": {}}}
      """
  }

  private static let recording =
    #"{"log": {"entries": ["#
    + [
      entry(
        "GET",
        "https://shop.test/",
        at: 1,
        more:
          #""headers": [{"name": "Cookie", "value": "sid=geheim"}, {"name": "Accept", "value": "text/html"}, {"name": "X-Shop", "value": "${env.SECRET}"}, {"name": "Sec-Fetch-Mode", "value": "x"}]"#
      ),
      entry("GET", "https://shop.test/app.js?v=1", at: 1.1),
      entry("GET", "https://cdn.test/x", at: 1.1),
      entry(
        "POST",
        "https://shop.test/login",
        at: 3.5,
        more:
          #""postData": {"mimeType": "application/json", "text": "{\"user\": \"ann\", \"password\": \"geheim\"}"}"#
      ),
      entry("GET", "https://shop.test/orders?token=geheim&page=2", at: 4),
      entry(
        "POST",
        "https://shop.test/cart",
        at: 5,
        more:
          #""postData": {"mimeType": "application/x-www-form-urlencoded", "params": [{"name": "item", "value": "7 8"}]}"#
      ),
      entry("OPTIONS", "https://shop.test/cart", at: 5),
      entry("GET", "https://shop.test/gone", at: 6, status: 0),
    ].joined(separator: ",") + "]}}"

  @Test("a recording gives its requests in their order, without what is secret")
  func har() throws {
    let draft = try har(Self.recording)
    #expect(!draft.text.contains("geheim"), "\(draft.text)")
    #expect(draft.live == 2 && draft.left == 2)
    let scenario = try scenario(draft)
    let steps = try #require(scenario.journeys.first?.steps)
    #expect(steps.map(\.request.name) == ["GET /", "POST /cart"])
    #expect(abs((steps[0].pause?.mean ?? 0) - 2.3) < 0.001)
    let first = String(decoding: steps[0].request.bytes, as: UTF8.self)
    #expect(first.contains("Accept: text/html\r\n") && first.contains("X-Shop: ${env.SECRET}\r\n"))
    #expect(
      !first.contains("Cookie") && !first.contains("Sec-Fetch")
        && first.contains("Host: 127.0.0.1:3000\r\n")
    )
    #expect(String(decoding: steps[1].request.bytes, as: UTF8.self).hasSuffix("\r\n\r\nitem=7%208"))
    for remark in [
      "1 static files left out", "1 requests to other origins left out",
      "1 requests of other methods left out", "1 requests without an answer left out",
    ] {
      #expect(draft.remarks.contains(remark), "\(draft.remarks)")
    }
    let kept = try har(Self.recording, keepsSecrets: true)
    #expect(
      kept.left == 0 && kept.text.contains("sid=geheim") && kept.text.contains("token=geheim")
    )
  }

  // MARK: - Logs

  private func log(_ text: String) throws -> (draft: ScenarioDraft, traffic: LoggedTraffic) {
    try LogScenario.draft(of: Array(text.utf8), path: "access.log", target: target)
  }

  private static let combined = (0..<120).map { number in
    let second = number / 2
    let path =
      number % 4 == 0
      ? "/users/\(number)?tab=a&token=geheim"
      : number % 4 == 1 ? "/" : number % 4 == 2 ? "/static/a.css" : "/orders"
    let method = number % 4 == 3 ? "POST" : "GET"
    return
      "10.0.0.1 - - [01/Mar/2026:10:00:\(second < 10 ? "0" : "")\(second) +0100] \"\(method) \(path) HTTP/1.1\" 200 2048 \"-\" \"agent\" 0.250"
  }

  @Test("a log gives routes by shape, their weights, the rate and the traffic")
  func log() throws {
    let text =
      (Self.combined + ["garbage", "10.0.0.1 - - [x] \"GET /wp-login.php HTTP/1.1\" 404 1"]).joined(
        separator: "\n"
      )
    let (draft, traffic) = try log(text)
    #expect(!draft.text.contains("geheim") && draft.live == 2 && draft.left == 1, "\(draft.text)")
    let scenario = try scenario(draft)
    #expect(Set(names(scenario)) == ["GET /", "GET /users/:id"])
    #expect(scenario.journeys.allSatisfy { abs($0.weight - 33.33) < 0.01 })
    let users = try #require(scenario.variables.first { $0.choices.count > 1 })
    #expect(users.choices.count == 30 && users.choices.contains("users/4?tab=a&token=x"))
    // 120 requests in a minute of which a quarter is static files
    #expect(scenario.pace.rate == 1.53, "\(draft.text)")
    #expect(
      draft.remarks == [
        "1 lines that are no request left out", "1 requests that no client of yours makes left out",
        "30 static files left out",
      ]
    )
    #expect(
      traffic.profile
        == "metric,current,target\r\npeak_rps_read,2,Needs Confirmation\r\npeak_rps_write,1,Needs Confirmation\r\n"
        + "concurrency_p90,0.5,Needs Confirmation\r\nlargest_payload_kb,2,Needs Confirmation\r\n"
    )
  }

  @Test(
    "each way to write a line is read",
    arguments: [
      #"h - - [10/Oct/2026:13:55:36 -0700] "GET /a HTTP/1.0" 200 5"#,
      #"h - bob [10/Oct/2026:13:55:36 -0700] "GET /a HTTP/1.1" 200 5 "-" "Mozilla \"x\"" "-""#,
      #"shop.test:443 h - - [10/Oct/2026:13:55:36 -0700] "GET /a HTTP/2.0" 200 5 "-" "x""#,
      #"{"time_iso8601":"2026-10-10T13:55:36-07:00","request":"GET /a HTTP/1.1","status":"200","body_bytes_sent":"5"}"#,
      #"{"ts":1791665736,"request":{"method":"GET","uri":"/a"},"status":200,"size":5}"#,
      #"{"timestamp":1791665736000,"method":"get","url":"http://h/a","statusCode":200,"bytes":5}"#,
    ]
  )
  func lines(text: String) throws {
    let line = try #require(LogLine(Array(text.utf8)[...]))
    #expect(line.method == "GET" && line.path == "/a" && line.status == 200 && line.bytes == 5)
    #expect(line.time == 1_791_665_736)
  }

  @Test("words of paths are names or values")
  func shapes() throws {
    for value in [
      "7", "123e4567-e89b-42d3-a456-426614174000", "507f1f77bcf86cd799439011", "a@b.de",
      "01HZX3K5N7Q9R1T3V5W7Y9Z1B3", "a%20b",
    ] {
      #expect(LoggedRoutes.isValue(value), "\(value)")
    }
    for name in [
      "users", "v1", "order-items", "oauth2", "feedback", "internationalization", "2fa-setup",
    ] {
      #expect(!LoggedRoutes.isValue(name), "\(name)")
    }
    var routes = LoggedRoutes()
    for number in 0..<40 {
      let letters = String(UnicodeScalar(UInt8(97 + number % 26))) + (number < 26 ? "x" : "yy")
      let line = #"h - - [10/Oct/2026:13:55:36 +0000] "GET /blog/\#(letters) HTTP/1.1" 200 5"#
      let entry = try #require(LogLine(Array(line.utf8)[...]))
      let isTaken = routes.take(entry)
      #expect(isTaken)
    }
    #expect(routes.joined().map(\.shape) == ["/blog/:slug"])
    #expect(routes.joined().map(\.count) == [40])
  }

  // MARK: - Hostile input

  /// Changes some bytes of a text, cuts it, or says parts of it twice.
  private func mutated(_ text: String, _ random: inout Random) -> [UInt8] {
    var bytes = Array(text.utf8)
    for _ in 0..<Int(random.next() % 6 + 1) where !bytes.isEmpty {
      let place = Int(random.next() % UInt64(bytes.count))
      switch random.next() % 5 {
      case 0: bytes[place] = UInt8(truncatingIfNeeded: random.next())
      case 1: bytes.removeSubrange(place..<min(bytes.count, place + Int(random.next() % 40)))
      case 2: bytes.insert(contentsOf: Array("${env.SECRET}\"\n: {[".utf8), at: place)
      case 3: bytes.insert(contentsOf: bytes[place..<min(bytes.count, place + 60)], at: place)
      default: bytes.insert(contentsOf: Array("-1e999999".utf8), at: place)
      }
    }
    return bytes
  }

  @Test("no input makes a reader trap, or a draft that says what nobody wrote")
  func fuzz() throws {
    var random = Random(seed: 20_261_122)
    let logText =
      (Self.combined.prefix(12) + [
        #"{"ts":1791665736,"request":{"method":"GET","uri":"/a"},"status":200}"#
      ]).joined(separator: "\n")
    var drafts = 0
    for _ in 0..<400 {
      for kind in 0..<3 {
        let source = [Self.description, Self.recording, logText][kind]
        let bytes = mutated(source, &random)
        let draft: ScenarioDraft? =
          switch kind {
          case 0:
            try? OpenAPIScenario.draft(
              of: bytes,
              path: "f",
              target: target,
              shareOfWrites: 0.2,
              hasToken: true
            )
          case 1: try? HARScenario.draft(of: bytes, path: "f", target: target, keepsSecrets: false)
          default: try? LogScenario.draft(of: bytes, path: "f", target: target).draft
          }
        guard let draft, draft.live > 0 else { continue }
        drafts += 1
        let scenario = try scenario(draft)
        let sent = scenario.journeys.flatMap(\.steps).map(\.request.bytes)
        let isLeaking = sent.contains { String(decoding: $0, as: UTF8.self).contains("never") }
        #expect(!isLeaking, "\(draft.text)")
      }
    }
    #expect(drafts > 300, "\(drafts)")
  }
}
