// Proxies on real sockets, told what to do through the control interface.

import Glibc
import LoadEngine
import Testing

@testable import Chaos

@Suite("Fault proxy")
struct FaultProxyTests {
  /// Runs one proxy before an echo server; the function gets its port and the interface's.
  private func withEcho<Value: Sendable>(
    _ use: @Sendable (_ port: UInt16, _ interface: UInt16) throws -> Value
  ) async throws -> (Value, ProxyFigures) {
    let server = EchoServer()
    var plan = ChaosPlan()
    plan.interfacePort = 0
    plan.proxies = [
      ProxyDescription(name: "echo", listen: "127.0.0.1:0", upstream: "127.0.0.1:\(server.port)")
    ]
    let (value, seen) = try await withProxies(plan) { places, _ in
      let listen = try Address(places.proxies[0].listen)
      return try use(listen.port, places.interfacePort ?? 0)
    }
    withExtendedLifetime(server) {}
    return (value, try #require(seen.proxies.first))
  }

  private static func now() -> UInt64 { RunClock(startingIn: 0).now() }

  @Test("bytes pass in both directions, many more than a socket holds, and the end after them")
  func passes() async throws {
    let sent = (0..<3_000_000).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ $0 >> 9) }
    let (received, figures) = try await withEcho { port, _ in
      let client = try Client(port: port)
      EchoServer.thread {
        client.send(sent)
        client.endSending()
      }
      return client.receive(sent.count + 1).bytes
    }
    #expect(received == sent)
    #expect(figures.accepted == 1 && figures.cut == 0 && figures.refused == 0)
    #expect(figures.bytesUpstream == 3_000_000 && figures.bytesDownstream == 3_000_000)
  }

  @Test("a proxy that is down cuts its connections and takes none, and comes back at its port")
  func down() async throws {
    let (_, figures) = try await withEcho { port, interface in
      let client = try Client(port: port)
      client.send([1, 2, 3])
      #expect(client.receive(3).bytes == [1, 2, 3])
      let off = try Client.ask(interface, "POST /proxies/echo", #"{"enabled":false}"#)
      #expect(off.status == 200 && off.body.contains(#""enabled":false"#))
      #expect(client.receive(1).bytes.isEmpty)
      #expect { try Client(port: port) } throws: { ($0 as? Client.Refused)?.code == ECONNREFUSED }
      #expect(try Client.ask(interface, "POST /proxies/echo", #"{"enabled":true}"#).status == 200)
      let again = try Client(port: port)
      again.send([4])
      #expect(again.receive(1).bytes == [4])
    }
    #expect(figures.accepted == 2 && figures.cut == 1)
  }

  @Test("a toxic is felt by connections that are open already, and gone when it is removed")
  func liveToxic() async throws {
    _ = try await withEcho { port, interface in
      let client = try Client(port: port)
      client.send([1])
      #expect(client.receive(1).bytes == [1])
      let body = #"{"type":"latency","attributes":{"latency":150}}"#
      #expect(try Client.ask(interface, "POST /proxies/echo/toxics", body).status == 200)
      let clock = RunClock(startingIn: 0)
      client.send([2])
      #expect(client.receive(1).bytes == [2])
      #expect(clock.now() >= 150_000_000)
      // A byte that is held for a minute goes on when its toxic is gone.
      let slow = #"{"attributes":{"latency":60000}}"#
      let path = "/proxies/echo/toxics/latency_downstream"
      #expect(try Client.ask(interface, "POST " + path, slow).status == 200)
      client.send([3])
      #expect(try Client.ask(interface, "DELETE " + path).status == 204)
      #expect(client.receive(1).bytes == [3])
    }
  }

  @Test("reset_peer resets, timeout closes without a byte, limit_data closes behind its last")
  func endings() async throws {
    _ = try await withEcho { port, interface in
      func toxic(_ body: String) throws {
        #expect(try Client.ask(interface, "POST /reset").status == 204)
        #expect(try Client.ask(interface, "POST /proxies/echo/toxics", body).status == 200)
      }
      try toxic(#"{"type":"reset_peer","stream":"upstream"}"#)
      let reset = try Client(port: port)
      reset.send([1])
      #expect(reset.receive(1).code == ECONNRESET)
      try toxic(#"{"type":"timeout","attributes":{"timeout":50}}"#)
      let silent = try Client(port: port)
      silent.send([1])
      #expect(silent.receive(1).bytes.isEmpty)
      try toxic(#"{"type":"limit_data","attributes":{"bytes":5}}"#)
      let limited = try Client(port: port)
      limited.send([UInt8](repeating: 7, count: 100))
      #expect(limited.receive(100).bytes == [7, 7, 7, 7, 7])
    }
  }

  @Test("slices and a narrow wire lose and reorder nothing")
  func slices() async throws {
    let sent = (0..<60_000).map { UInt8(truncatingIfNeeded: $0 &* 7 &+ $0 >> 8) }
    let (received, _) = try await withEcho { port, interface in
      for body in [
        #"{"type":"slicer","attributes":{"average_size":700,"size_variation":300,"delay":10}}"#,
        #"{"type":"bandwidth","stream":"upstream","attributes":{"rate":400}}"#,
        #"{"type":"latency","attributes":{"latency":20,"jitter":20}}"#,
        #"{"type":"slow_close","attributes":{"delay":20}}"#,
      ] {
        #expect(try Client.ask(interface, "POST /proxies/echo/toxics", body).status == 200)
      }
      let client = try Client(port: port)
      client.send(sent)
      client.endSending()
      return client.receive(sent.count + 1).bytes
    }
    #expect(received == sent)
  }

  @Test("nobody at the other end: the client is let go, and it is counted")
  func refusedByServer() async throws {
    var plan = ChaosPlan()
    let port = try Address("127.0.0.1:1")
    plan.proxies = [ProxyDescription(name: "a", listen: "127.0.0.1:0", upstream: port.text)]
    let (_, seen) = try await withProxies(plan) { places, _ in
      let client = try Client(port: try Address(places.proxies[0].listen).port)
      #expect(client.receive(1).bytes.isEmpty)
    }
    #expect(seen.proxies.map(\.refused) == [1])
  }

  @Test("a proxy of another machine needs its permission")
  func loopbackOnly() async throws {
    var plan = ChaosPlan()
    plan.proxies = [ProxyDescription(name: "a", listen: "0", upstream: "192.0.2.1:80")]
    let remote = plan
    await #expect { try await withProxies(remote) { _, _ in } } throws: { error in
      (error as? LoadError)?.message.contains("192.0.2.1 is not this machine") == true
    }
    plan.proxies = [ProxyDescription(name: "a", listen: "0.0.0.0:0", upstream: "127.0.0.1:80")]
    let open = plan
    await #expect(throws: LoadError.self) { try await withProxies(open) { _, _ in } }
    plan.allowedHost = "192.0.2.1"
    plan.proxies = [ProxyDescription(name: "a", listen: "0", upstream: "192.0.2.1:80")]
    #expect(try await withProxies(plan) { places, _ in places.proxies.count }.0 == 1)
  }

  @Test("the timeline begins and ends faults, and what lasts longer than the run is lifted")
  func timeline() async throws {
    let server = EchoServer()
    var plan = ChaosPlan()
    plan.proxies = [
      ProxyDescription(name: "db", listen: "127.0.0.1:0", upstream: "127.0.0.1:\(server.port)")
    ]
    plan.faults = [
      Fault(at: 0.05, seconds: 0.1, action: .down(proxy: "db")),
      Fault(at: 0.25, seconds: 60, action: .down(proxy: "db")),
      Fault(at: 90, seconds: 60, action: .down(proxy: "db")),
    ]
    let (_, seen) = try await withProxies(plan) { places, control in
      let port = try Address(places.proxies[0].listen).port
      let client = try Client(port: port)
      client.send([1])
      #expect(client.receive(1).bytes == [1])
      control.begin(RunClock(startingIn: 0))
      // Going down is what ends the connection.
      #expect(client.receive(1).bytes.isEmpty)
      var next: Client?
      while next == nil { next = try? Client(port: port) }
      // Bytes come back until the second fault, which the end of the run lifts.
      while next?.send([2]) == true, next?.receive(1).bytes == [2] {}
      #expect(control.clock.map { $0.now() >= 250_000_000 } == true)
    }
    #expect(seen.records.map { $0.began != nil } == [true, true, false])
    #expect(seen.records.map { $0.ended != nil } == [true, true, false])
    #expect(seen.records.allSatisfy { $0.problem == nil })
    #expect(seen.records.first.flatMap(\.began).map { $0 >= 0.05 } == true)
    withExtendedLifetime(server) {}
  }
}
