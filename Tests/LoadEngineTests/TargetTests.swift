// URLs, and whom a test may be aimed at.

import Testing

@testable import LoadEngine

@Suite("Targets")
struct TargetTests {
  @Test(
    "a URL is read in its parts",
    arguments: [
      ("http://localhost", "localhost", 80, "/", "localhost"),
      ("HTTP://localhost:8080/a/b?c=d#e", "localhost", 8080, "/a/b?c=d", "localhost:8080"),
      ("http://[::1]:99?x", "::1", 99, "/?x", "[::1]:99"),
      ("http://127.0.0.1:80/", "127.0.0.1", 80, "/", "127.0.0.1"),
      ("https://localhost/a", "localhost", 443, "/a", "localhost"),
      ("https://[::1]:80", "::1", 80, "/", "[::1]:80"),
    ] as [(String, String, UInt16, String, String)]
  )
  func reads(text: String, host: String, port: UInt16, path: String, authority: String) throws {
    let url = try TargetURL(text)
    #expect(url.host == host && url.port == port && url.path == path)
    #expect(url.authority == authority)
  }

  @Test(
    "what is no URL is refused with what to write",
    arguments: [
      "", "localhost:8080", "ftp://a", "https://", "http://", "http://:80", "http://a:0",
      "http://a:99999", "http://a:b", "http://[::1", "http://[::1]x", "http://u:p@",
      "http://a/ b",
      "http://a/\u{1B}[31m", "http://a/ü", "http://a/\r\nX: y",
    ]
  )
  func refuses(text: String) {
    #expect(throws: LoadError.self) { try TargetURL(text) }
  }

  @Test(
    "loopback is allowed, in each of its forms",
    arguments: ["127.0.0.1", "127.9.8.7", "[::1]", "[::ffff:127.0.0.1]", "localhost"]
  )
  func loopback(host: String) throws {
    let url = try TargetURL("http://\(host):9/")
    #expect(try !Permission().allowed(Endpoint.resolve(url), of: url).isEmpty)
  }

  @Test(
    "any other address needs its name said",
    arguments: ["192.0.2.7", "10.0.0.1", "0.0.0.0", "[2001:db8::1]", "[::]"]
  )
  func elsewhere(host: String) throws {
    let url = try TargetURL("http://\(host):9/")
    let endpoints = try Endpoint.resolve(url)
    #expect(throws: LoadError.self) { try Permission().allowed(endpoints, of: url) }
    #expect(throws: LoadError.self) {
      try Permission(remoteHost: "127.0.0.1").allowed(endpoints, of: url)
    }
    #expect(try Permission(remoteHost: url.host).allowed(endpoints, of: url) == endpoints)
  }

  @Test("an unknown name is an error of the environment")
  func unknownName() throws {
    let url = try TargetURL("http://no..such..host/")
    do {
      _ = try Endpoint.resolve(url)
      Issue.record("found an address")
    } catch {
      guard case .environment(let message) = error else {
        Issue.record("\(error)")
        return
      }
      #expect(message.hasPrefix("no..such..host: no address is known"))
    }
  }

  @Test("more connections than descriptors are refused with the number that is needed")
  func descriptors() throws {
    try DescriptorLimit.require(sockets: 10)
    #expect(throws: LoadError.self) { try DescriptorLimit.require(sockets: 1 << 40) }
  }

  @Test("a request is written as HTTP/1.1, and the caller's headers win")
  func requestBytes() throws {
    let url = try TargetURL("http://localhost:8080/a?b=c")
    let plain = PreparedRequest(to: url)
    #expect(
      String(decoding: plain.bytes, as: UTF8.self)
        == "GET /a?b=c HTTP/1.1\r\nHost: localhost:8080\r\nUser-Agent: plimsoll\r\nAccept: */*\r\n\r\n"
    )
    let post = PreparedRequest(
      method: "POST",
      to: url,
      headers: [("host", "shop"), ("Content-Type", "text/plain")],
      body: Array("hi".utf8)
    )
    #expect(
      String(decoding: post.bytes, as: UTF8.self)
        == "POST /a?b=c HTTP/1.1\r\nUser-Agent: plimsoll\r\nAccept: */*\r\nContent-Length: 2\r\n"
        + "host: shop\r\nContent-Type: text/plain\r\n\r\nhi"
    )
  }
}

@Suite("Thresholds")
struct ThresholdTests {
  @Test(
    "k6's expressions are read, with units where they help",
    arguments: [
      ("http_req_duration p(95)<500", "http_req_duration p(95)<500", 500),
      ("http_req_duration: p(99.9) <= 1.5s", "http_req_duration p(99.9)<=1.5s", 1_500),
      ("http_req_failed rate<1%", "http_req_failed rate<1%", 0.01),
      ("checks{check:status is 200} rate>0.99", "checks{check:status is 200} rate>0.99", 0.99),
      ("http_reqs count>=100", "http_reqs count>=100", 100),
      ("http_req_waiting med!=3", "http_req_waiting med!=3", 3),
    ]
  )
  func reads(text: String, written: String, bound: Double) throws {
    let threshold = try Threshold(text)
    #expect(threshold.text == written && threshold.bound == bound)
  }

  @Test(
    "what is no threshold is refused",
    arguments: [
      "", "http_req_duration", "http_req_duration p(95)", "http_req_duration p(95)<",
      "latency p(95)<5",
      "http_req_duration p(101)<5", "http_req_duration p(x)<5", "http_req_duration rate<5",
      "http_req_failed p(95)<1", "http_req_failed rate<1ms", "http_req_duration{name} avg<1",
      "http_req_duration{check:a} avg<1", "http_req_duration avg<nan", "checks rate~1",
    ]
  )
  func refuses(text: String) {
    #expect(throws: LoadError.self) { try Threshold(text) }
  }
}
