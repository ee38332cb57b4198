// Runs over TLS against a real server, well-behaved or not.

import Statistics
import Testing

@testable import LoadEngine

@Suite("TLS", .serialized)
struct TLSTests {
  /// Ten rounds of two users.
  private func run(
    _ server: TLSServer,
    host: String = "localhost",
    path: String = "/",
    rounds: Int = 10,
    trust: TLSTrust? = nil,
    timeouts: Timeouts = Timeouts(),
    checks: [Check] = []
  ) async throws -> LoadResult {
    let url = try TargetURL("https://\(host):\(server.port)\(path)")
    var plan = LoadPlan(
      url: url,
      journeys: [
        Journey(name: "all", steps: [Step(request: PreparedRequest(to: url), checks: checks)])
      ],
      pacing: .users(Curve(constant: 2, seconds: 30), .none),
      connections: 2,
      threads: 1
    )
    plan.rounds = rounds
    plan.timeouts = timeouts
    plan.trust = trust ?? TLSTrust(authorities: server.authorities)
    return try await LoadRun(plan).result(collector: IntervalCollector(threads: 1))
  }

  @Test("a server whose certificate is trusted is loaded, over connections that are kept")
  func trusted() async throws {
    let server = try TLSServer()
    for host in ["localhost", "127.0.0.1"] {
      let figures = try await run(server, host: host).figures
      #expect(figures.answered == 10 && figures.failed == 0 && figures.statuses == [200: 10])
      #expect(figures.connecting.count == 2 && figures.handshaking.count == 2)
      #expect(figures.handshaking.minimum > 0 && figures.waiting.minimum > 0)
    }
  }

  @Test("an answer of many records is read to its end")
  func manyRecords() async throws {
    let server = try TLSServer()
    let figures = try await run(server, path: "/big", checks: [.bodyContains(" end")]).figures
    #expect(figures.answered == 10 && figures.failed == 0)
    #expect(figures.checks.map(\.passed) == [10])
    #expect(figures.bytesReceived > 2_000_000 && figures.connecting.count == 2)
  }

  @Test(
    "a connection that follows another of the same user begins with its session",
    arguments: ["close", "older"]
  )
  func sessions(mode: String) async throws {
    let figures = try await run(try TLSServer(mode)).figures
    #expect(figures.answered == 10 && figures.failed == 0)
    #expect(figures.handshaking.count == 10)
    #expect(figures.resumed >= 8, "all but the first of each user")
  }

  @Test("a server that cannot prove who it is gets no request, and the reason is told")
  func distrusted() async throws {
    let server = try TLSServer()
    let stranger = try TLSServer(names: "DNS:elsewhere")
    let cases: [(TLSServer, TLSTrust?, String, String)] = [
      (server, TLSTrust(), "certificate: self-signed certificate", "--insecure"),
      (stranger, nil, "certificate: hostname mismatch", "--insecure"),
    ]
    for (server, trust, reason, remedy) in cases {
      let error = await #expect(throws: LoadError.self) { try await run(server, trust: trust) }
      #expect(error?.message.contains(reason) == true, "\(error?.message ?? "")")
      #expect(error?.message.contains(remedy) == true)
    }
    let figures = try await run(stranger, trust: TLSTrust(isVerified: false)).figures
    #expect(figures.answered == 10)
  }

  @Test("a server without TLS is told apart")
  func plainServer() async throws {
    let server = TestServer { _, _ in .bytes("HTTP/1.1 400 Bad\r\n\r\n") }
    let url = try TargetURL("https://127.0.0.1:\(server.port)/")
    let client = try TLSClient(host: url.host, trust: TLSTrust(isVerified: false))
    let endpoint = try #require(try Endpoint.resolve(url).first)
    // It answers nothing before it has read an empty line, and a ClientHello has none.
    let patience = Timeouts(connect: 9, handshake: 0.2)
    #expect(Socket.trial(of: endpoint, tls: client, timeouts: patience) == .handshakeTimeout)
  }

  @Test("a file of authorities that is none is refused")
  func noAuthorities() throws {
    let error = #expect(throws: LoadError.self) {
      try TLSClient(host: "localhost", trust: TLSTrust(authorities: "/nowhere/ca.pem"))
    }
    #expect(error?.message.hasPrefix("/nowhere/ca.pem: ") == true)
  }

  static let failures: [(String, ErrorClass, String?)] = [
    ("garbage", .tls, ""), ("leaves", .tls, "closed by the server during the handshake"),
    ("silent", .handshakeTimeout, nil), ("middle", .closedMidAnswer, nil),
  ]

  @Test("what goes wrong during a run is counted by its class", arguments: failures)
  func fails(mode: String, error: ErrorClass, reason: String?) async throws {
    let server = try TLSServer(mode)
    let isSilent = mode == "silent"
    let figures = try await run(
      server,
      rounds: 4,
      timeouts: isSilent ? Timeouts(handshake: 0.2) : Timeouts()
    ).figures
    #expect(figures.errors == [error: 4])
    #expect(figures.answered == 0 && figures.failed == 4)
    guard let reason else { return }
    #expect(figures.tlsReasons.values.reduce(0, +) == 4)
    #expect(figures.tlsReasons.keys.allSatisfy { !$0.isEmpty && $0.contains(reason) })
  }

  @Test("a k6 script asks https://, trusts as its options say, and is told what a handshake took")
  func script() async throws {
    guard ScriptBench.hasEngine else { return }
    let server = try TLSServer()
    for (isInsecure, says) in [(true, "handshake true, status 200"), (false, "self-signed")] {
      let bench = ScriptBench(
        """
        import http from 'k6/http';
        export const options = { iterations: 1, insecureSkipTLSVerify: \(isInsecure) };
        export default () => {
          const reply = http.get('https://localhost:\(server.port)/');
          console.log(`handshake ${reply.timings.tls_handshaking > 0}, status ${reply.status} ${reply.error}`);
        };
        """
      )
      _ = try await bench.result()
      #expect(bench.spoken.all.contains { $0.contains(says) }, "\(bench.spoken.all)")
    }
  }
}
