// What a round carries from one answer to the next request: cookies, redirects, credentials.

import Statistics
import Testing

@testable import LoadEngine

@Suite("Following answers", .serialized)
struct FollowingTests {
  /// One round of one user.
  private func run(_ server: TestServer, paths: [String], redirects: Int = 0) async throws
    -> (figures: Figures, texts: [String])
  {
    let url = try TargetURL("http://ann:a%40b@127.0.0.1:\(server.port)/")
    let steps = paths.map { path in
      let parts = path.split(separator: " ")
      let request = PreparedRequest(
        method: String(parts[0]),
        to: url.at(path: String(parts[1])),
        body: Array((parts.count > 2 ? String(parts[2]) : "").utf8)
      )
      return Step(request: request, checks: [.status([200])])
    }
    var plan = LoadPlan(
      url: url,
      journeys: [Journey(name: "all", steps: steps)],
      pacing: .users(Curve(constant: 1, seconds: 30), .none),
      connections: 1,
      threads: 1
    )
    plan.rounds = 1
    plan.redirects = redirects
    let result = try await LoadRun(plan).result(collector: IntervalCollector(threads: 1))
    return (result.figures, server.texts)
  }

  @Test("a user and password in the URL are sent, and stand in no other text")
  func credentials() async throws {
    let server = TestServer { _, _ in TestServer.ok() }
    let texts = try await run(server, paths: ["GET /"]).texts
    #expect(texts.first?.contains("\r\nAuthorization: Basic YW5uOmFAYg==\r\n") == true)
    #expect(texts.first?.contains("\r\nHost: 127.0.0.1:\(server.port)\r\n") == true)
    #expect(try TargetURL("http://ann:b@localhost/").text == "http://localhost/")
  }

  @Test("cookies of a round go back to the paths that they are for, and end with it")
  func cookies() async throws {
    let server = TestServer { path, _ in
      switch path {
      case "/login":
        TestServer.ok(
          headers: "Set-Cookie: id=7; Path=/; HttpOnly\r\nset-cookie: own=1; path=/a\r\n"
            + "Set-Cookie: bad\r\nSet-Cookie: old=1; Max-Age=0\r\n"
        )
      case "/logout": TestServer.ok(headers: "Set-Cookie: id=; Path=/; Max-Age=0\r\n")
      default: TestServer.ok()
      }
    }
    let texts = try await run(
      server,
      paths: ["GET /", "GET /login", "GET /a/b", "GET /ab", "GET /logout", "GET /ab"]
    ).texts
    let cookies = texts.map { text in
      text.split(separator: "\r\n").first { $0.hasPrefix("Cookie:") }.map(String.init)
    }
    #expect(cookies == [nil, nil, "Cookie: id=7; own=1", "Cookie: id=7", "Cookie: id=7", nil])
  }

  private static func moving(_ status: Int, _ place: String) -> TestServer.Answer {
    .bytes("HTTP/1.1 \(status) Moved\r\nLocation: \(place)\r\nContent-Length: 0\r\n\r\n")
  }

  @Test("redirects on the same server are followed as often as allowed, with their cookies")
  func redirects() async throws {
    let server = TestServer { path, _ in
      switch path {
      case "/orders":
        .bytes(
          "HTTP/1.1 303 See\r\nLocation: orders/1?a=b#c\r\nSet-Cookie: k=v\r\nContent-Length: 0\r\n\r\n"
        )
      case "/orders/1?a=b": Self.moving(307, "/end")
      case "/loop": Self.moving(302, "loop")
      default: TestServer.ok()
      }
    }
    let (figures, texts) = try await run(server, paths: ["POST /orders x"], redirects: 3)
    #expect(
      texts.map { $0.split(separator: "\r\n").first.map(String.init) } == [
        "POST /orders HTTP/1.1", "GET /orders/1?a=b HTTP/1.1", "GET /end HTTP/1.1",
      ]
    )
    #expect(texts.last?.contains("Cookie: k=v") == true)
    #expect(texts.last?.contains("Content-Length") == false)
    #expect(figures.statuses == [303: 1, 307: 1, 200: 1] && figures.answered == 3)
    #expect(figures.checks.map(\.passed) == [1] && figures.rounds.count == 1)
    let loop = try await run(server, paths: ["GET /loop"], redirects: 3).figures
    #expect(loop.statuses == [302: 4] && loop.checks.map(\.failed) == [1])
    let untouched = try await run(server, paths: ["GET /loop"]).figures
    #expect(untouched.statuses == [302: 1])
  }

  @Test(
    "an answer that leads to another server, or nowhere, is the last",
    arguments: ["http://192.0.2.1/", "//localhost:1/", "https://127.0.0.1/", "http://a b/", ""]
  )
  func elsewhere(place: String) throws {
    let url = try TargetURL("http://127.0.0.1/")
    let head = Array("HTTP/1.1 302 Moved\nLocation: \(place)\n".utf8)
    let path = Redirect.path(status: 302, head: head, from: Array("/a".utf8), on: url)
    #expect(path == (place.isEmpty ? Array("/a".utf8) : nil))
  }

  @Test("compressed bodies are read where somebody wants them")
  func codings() {
    let text = Array("{\"items\":[1,2,3],\"items\":[1,2,3]}".utf8)
    let raw: [UInt8] = [
      0xAB, 0x56, 0xCA, 0x2C, 0x49, 0xCD, 0x2D, 0x56, 0xB2, 0x8A, 0x36, 0xD4, 0x31, 0xD2, 0x31,
      0x8E,
      0xD5, 0x41, 0xE3, 0xD7, 0x02, 0x00,
    ]
    let gzip =
      [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 2, 3] + raw + [0xAC, 0x43, 0x3D, 0x66, 0x21, 0, 0, 0]
    let head = Array("HTTP/1.1 200 OK\nContent-Encoding: gzip\n".utf8)
    #expect(ContentCoding.plain(gzip, head: head, most: 1 << 20) == text)
    #expect(ContentCoding.plain(gzip, head: head, most: 9) == Array(text.prefix(9)))
    #expect(ContentCoding.plain(text, head: head, most: 1 << 20) == text, "no gzip at all")
    #expect(ContentCoding.plain(gzip, head: [], most: 1 << 20) == gzip)
    let deflated = Array("content-encoding: deflate\n".utf8)
    #expect(ContentCoding.plain(raw, head: deflated, most: 1 << 20) == text)
  }
}
