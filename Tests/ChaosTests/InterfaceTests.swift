// The HTTP interface of toxiproxy: defaults, errors and odd requests.

import ConfigSyntax
import Testing

@testable import Chaos

@Suite("Control interface")
struct InterfaceTests {
  /// Asks a proxy that has no thread: nothing needs to move for an answer.
  private func answer(
    _ proxy: inout FaultProxy,
    _ line: String,
    _ body: String = "",
    agent: String = "test"
  ) throws -> InterfaceAnswer {
    let head = "\(line) HTTP/1.1\r\nUser-Agent: \(agent)\r\nContent-Length: \(body.utf8.count)"
    let bytes = Array((head + "\r\n\r\n" + body).utf8)
    guard case .request(let request, let consumed) = InterfaceRequest.read(bytes) else {
      Issue.record("\(line) was not read")
      return InterfaceAnswer(status: 0, body: "")
    }
    #expect(consumed == bytes.count)
    return ControlInterface.answer(to: request, &proxy)
  }

  private func value(_ answer: InterfaceAnswer) -> ConfigValue {
    ConfigDocument(strictJSON: Array(answer.body.utf8)).value
  }

  private static let proxy = #"{"name":"db","listen":"127.0.0.1:0","upstream":"127.0.0.1:5432"}"#

  @Test("a proxy is made, told, changed and removed")
  func proxies() throws {
    var proxy = try FaultProxy()
    let made = try answer(&proxy, "POST /proxies", Self.proxy)
    #expect(made.status == 201)
    #expect(value(made)["enabled"]?.bool == true)
    #expect(value(made)["toxics"]?.items.isEmpty == true)
    // The port that it got is told.
    #expect(value(made)["listen"]?.string?.hasSuffix(":0") == false)
    #expect(
      value(try answer(&proxy, "GET /proxies"))["db"]?["upstream"]?.string == "127.0.0.1:5432"
    )
    #expect(try answer(&proxy, "GET /proxies/db").status == 200)
    let moved = try answer(&proxy, "PATCH /proxies/db", #"{"upstream":"127.0.0.1:6543"}"#)
    #expect(value(moved)["upstream"]?.string == "127.0.0.1:6543")
    #expect(value(moved)["listen"]?.string == value(made)["listen"]?.string)
    #expect(try answer(&proxy, "DELETE /proxies/db") == InterfaceAnswer(status: 204, body: ""))
    #expect(try answer(&proxy, "GET /proxies/db").status == 404)
    #expect(try answer(&proxy, "GET /proxies").body == "{}\n")
  }

  @Test("a toxic gets its name, stream and toxicity, and keeps what a change leaves out")
  func toxics() throws {
    var proxy = try FaultProxy()
    _ = try answer(&proxy, "POST /proxies", Self.proxy)
    let body = #"{"type":"latency","attributes":{"latency":100,"jitter":5}}"#
    let made = try answer(&proxy, "POST /proxies/db/toxics", body)
    #expect(made.status == 200)
    #expect(value(made)["name"]?.string == "latency_downstream")
    #expect(value(made)["stream"]?.string == "downstream" && value(made)["toxicity"]?.number == 1)
    let path = "/proxies/db/toxics/latency_downstream"
    let change = #"{"toxicity":0.5,"attributes":{"latency":7}}"#
    let changed = value(try answer(&proxy, "POST \(path)", change))
    #expect(changed["attributes"]?["latency"]?.number == 7)
    #expect(changed["attributes"]?["jitter"]?.number == 5)
    #expect(changed["toxicity"]?.number == 0.5)
    #expect(value(try answer(&proxy, "GET /proxies/db/toxics")).items.count == 1)
    #expect(value(try answer(&proxy, "GET /proxies/db"))["toxics"]?.items.count == 1)
    #expect(try answer(&proxy, "DELETE \(path)").status == 204)
    #expect(try answer(&proxy, "GET \(path)").status == 404)
  }

  @Test("reset brings every proxy up and takes every toxic away")
  func reset() throws {
    var proxy = try FaultProxy()
    _ = try answer(&proxy, "POST /proxies", Self.proxy)
    _ = try answer(&proxy, "POST /proxies/db/toxics", #"{"type":"timeout"}"#)
    _ = try answer(&proxy, "POST /proxies/db", #"{"enabled":false}"#)
    #expect(try answer(&proxy, "POST /reset").status == 204)
    let after = value(try answer(&proxy, "GET /proxies/db"))
    #expect(after["enabled"]?.bool == true && after["toxics"]?.items.isEmpty == true)
  }

  @Test("populate makes what is missing and moves what stands elsewhere")
  func populate() throws {
    var proxy = try FaultProxy()
    let two =
      #"[\#(Self.proxy),{"name":"cache","listen":"127.0.0.1:0","upstream":"127.0.0.1:6379"}]"#
    let made = try answer(&proxy, "POST /populate", two)
    #expect(made.status == 201 && value(made)["proxies"]?.items.count == 2)
    let moved = #"[{"name":"db","upstream":"127.0.0.1:1"}]"#
    _ = try answer(&proxy, "POST /populate", moved)
    #expect(value(try answer(&proxy, "GET /proxies/db"))["upstream"]?.string == "127.0.0.1:1")
    #expect(proxy.descriptions.count == 2)
    let bad = try answer(&proxy, "POST /populate", #"[{"name":"x"}]"#)
    #expect(bad.status == 400)
    #expect(value(bad)["error"]?.string == "missing required field: upstream at proxy 1")
  }

  static let errors: [(String, String, Int, String)] = [
    ("POST /proxies", "{", 400, "bad request body: "),
    ("POST /proxies", #"{"upstream":"127.0.0.1:1"}"#, 400, "missing required field: name"),
    ("POST /proxies", #"{"name":"x"}"#, 400, "missing required field: upstream"),
    ("POST /proxies", proxy, 409, "proxy already exists"),
    ("GET /proxies/none", "", 404, "proxy not found"),
    ("DELETE /proxies/none", "", 404, "proxy not found"),
    ("GET /proxies/none/toxics", "", 404, "proxy not found"),
    ("GET /proxies/db/toxics/none", "", 404, "toxic not found"),
    ("POST /proxies/db/toxics/none", "{}", 404, "toxic not found"),
    ("DELETE /proxies/db/toxics/none", "", 404, "toxic not found"),
    ("POST /proxies/db/toxics", #"{"type":"plague"}"#, 400, "invalid toxic type"),
    (
      "POST /proxies/db/toxics", #"{"type":"timeout","stream":"sideways"}"#, 400,
      "stream was invalid, can be either upstream or downstream"
    ),
    ("POST /proxies/db/toxics", #"{"type":"latency","name":"a"}"#, 409, "toxic already exists"),
    ("GET /nowhere", "", 404, "404 page not found"),
    (
      "POST /proxies", #"{"name":"far","upstream":"192.0.2.1:1"}"#, 400,
      "192.0.2.1 is not this machine"
    ),
  ]

  @Test("errors have toxiproxy's status and words", arguments: errors)
  func refuses(line: String, body: String, status: Int, error: String) throws {
    var proxy = try FaultProxy()
    _ = try answer(&proxy, "POST /proxies", Self.proxy)
    _ = try answer(&proxy, "POST /proxies/db/toxics", #"{"type":"latency","name":"a"}"#)
    let answer = try answer(&proxy, line, body)
    #expect(answer.status == status)
    #expect(value(answer)["error"]?.string?.hasPrefix(error) == true, "\(answer.body)")
    #expect(value(answer)["status"]?.number == Double(status))
  }

  @Test("a browser gets nothing, whatever its page asks for")
  func browsers() throws {
    var proxy = try FaultProxy()
    let asked = try answer(&proxy, "GET /version", agent: "Mozilla/5.0")
    #expect(asked.status == 403)
    #expect(value(try answer(&proxy, "GET /version"))["version"]?.string?.first == "2")
  }

  static let pieces: [(String, InterfaceRequest.Reading)] = [
    ("", .needsMore), ("GET / HTTP/1.1\r\n", .needsMore),
    ("POST / HTTP/1.1\r\nContent-Length: 5\r\n\r\nabcd", .needsMore),
    ("GET /\r\n\r\n", .refused(400)), ("GET / FTP/1.1\r\n\r\n", .refused(400)),
    ("GET / HTTP/1.1\r\nno colon\r\n\r\n", .refused(400)),
    ("POST / HTTP/1.1\r\nContent-Length: -1\r\n\r\n", .refused(400)),
    ("POST / HTTP/1.1\r\nContent-Length: 99999999\r\n\r\n", .refused(413)),
    ("POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n", .refused(411)),
    (String(repeating: "a", count: 40_000), .refused(431)),
  ]

  @Test("a request that is not whole waits, one that is none is refused", arguments: pieces)
  func reads(text: String, expected: InterfaceRequest.Reading) {
    #expect(InterfaceRequest.read(Array(text.utf8)) == expected)
  }

  @Test("names in paths are decoded")
  func decodes() {
    let bytes = Array("GET /proxies/my%20db?x=1 HTTP/1.0\r\n\r\n".utf8)
    guard case .request(let request, _) = InterfaceRequest.read(bytes) else {
      Issue.record("not read")
      return
    }
    #expect(request.path == ["proxies", "my db"] && !request.keepsAlive)
  }

  @Test("who asks and says at once that no more will come gets the answer")
  func halfClosed() async throws {
    var plan = ChaosPlan()
    plan.interfacePort = 0
    let (text, _) = try await withProxies(plan) { places, _ in
      let client = try Client(port: try #require(places.interfacePort))
      client.send(Array("GET /version HTTP/1.1\r\nHost: localhost\r\n\r\n".utf8))
      client.endSending()
      return String(decoding: client.receive(1 << 16).bytes, as: UTF8.self)
    }
    #expect(text.contains("200 OK") && text.contains("2.12.0"))
  }

  @Test("a proxy that cannot stand where it should leaves nothing behind")
  func refusedPlace() throws {
    var proxy = try FaultProxy()
    let elsewhere = #"{"name":"db","listen":"192.0.2.1:1","upstream":"127.0.0.1:5432"}"#
    #expect(try answer(&proxy, "POST /proxies", elsewhere).status == 400)
    #expect(proxy.figures.isEmpty)
    #expect(try answer(&proxy, "POST /proxies", Self.proxy).status == 201)
    #expect(proxy.figures.map(\.name) == ["db"])
  }
}
