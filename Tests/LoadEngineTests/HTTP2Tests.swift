// Runs over HTTP/2 against a server that knows its frames and little else.

import Foundation
import Statistics
import Testing

@testable import LoadEngine

/// A server in Python without TLS, which answers as a mode says.
private final class HTTP2Server {
  let port: UInt16
  private let process = Process()
  private let output = Pipe()

  init(_ mode: String) throws {
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["python3", "-c", Self.script, mode]
    process.standardOutput = output
    try process.run()
    let line = String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
    port = try #require(UInt16(line.prefix { $0.isNumber }))
  }

  deinit {
    // Children inherit the blocked signals of the thread that starts them: a polite one would never arrive. Nobody waits:
    // Foundation's wait turns a run loop, which may spin for ever on a thread of parallel tests.
    kill(process.processIdentifier, SIGKILL)
  }

  /// 0x88 is `:status: 200` in the table that every reader of HPACK has; what was asked is not read.
  static let script = """
    import socket, struct, sys, threading
    mode = sys.argv[1]

    def frame(kind, flags, stream, body=b""):
        return struct.pack(">I", len(body))[1:] + bytes([kind, flags]) + struct.pack(">I", stream) + body

    def whole(wire, count):
        text = b""
        while len(text) < count:
            piece = wire.recv(count - len(text))
            if not piece: raise OSError
            text += piece
        return text

    def answer(number, stream):
        if mode == "reset": return frame(3, 0, stream, struct.pack(">I", 2))
        if mode == "refuse" or mode == "busy" and number == 3: return frame(3, 0, stream, struct.pack(">I", 7))
        if mode == "head": return frame(1, 5, stream, b"\\x88")
        if mode == "missing": return frame(1, 4, stream, b"\\x8d") + frame(0, 1, stream, b"no")
        if mode == "large":
            pieces = b"".join(frame(0, 0, stream, b"x" * 16000) for _ in range(20))
            return frame(1, 4, stream, b"\\x88") + pieces + frame(0, 1, stream, b"the end")
        return frame(1, 4, stream, b"\\x88") + frame(0, 1, stream, b"hello")

    def serve(wire):
        try:
            if whole(wire, 24) != b"PRI * HTTP/2.0\\r\\n\\r\\nSM\\r\\n\\r\\n": return
            limits = struct.pack(">HI", 3, 2) if mode in ("few", "short") else b""
            if mode == "upload": limits = struct.pack(">HI", 4, 1000)
            wire.sendall(frame(4, 0, 0, limits))
            number, got = 0, {}
            while True:
                head = whole(wire, 9)
                size, kind, flags, stream = int.from_bytes(head[:3], "big"), head[3], head[4], int.from_bytes(head[5:], "big")
                body = whole(wire, size)
                if kind == 4 and not flags & 1: wire.sendall(frame(4, 1, 0))
                if kind == 0:
                    got[stream] = got.get(stream, 0) + size
                    if size: wire.sendall(frame(8, 0, 0, struct.pack(">I", size)) + frame(8, 0, stream, struct.pack(">I", size)))
                if kind not in (0, 1) or not flags & 1: continue
                number += 1
                if mode == "garbage": wire.sendall(b"HTTP/1.1 400 no\\r\\n\\r\\n" * 9)
                if mode == "upload" and got.get(stream) != 5000: return
                if mode == "leaving" and number == 8: wire.sendall(frame(7, 0, 0, struct.pack(">II", stream - 2, 0))); continue
                if mode == "leaving" and number > 8: continue
                if mode == "short" and number == 4: wire.sendall(answer(number, stream) + frame(7, 0, 0, struct.pack(">II", stream, 0))); continue
                if mode == "short" and number > 4: continue
                if mode == "gone" and number == 3: return
                if mode != "garbage": wire.sendall(answer(number, stream))
        except OSError: pass
        finally: wire.close()

    listener = socket.create_server(("127.0.0.1", 0), backlog=100)
    print(listener.getsockname()[1], flush=True)
    while True:
        wire, _ = listener.accept()
        wire.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        threading.Thread(target=serve, args=(wire,), daemon=True).start()
    """
}

@Suite("HTTP/2", .enabled(if: LoadRun.hasHTTP2), .serialized)
struct HTTP2Tests {
  private func run(
    _ mode: String,
    users: Int = 6,
    streams: Int = 3,
    rounds: Int = 30,
    method: String = "GET",
    headers: [(name: String, value: String)] = [],
    body: Int = 0,
    checks: [Check] = []
  ) async throws -> Figures {
    let server = try HTTP2Server(mode)
    let url = try TargetURL("http://127.0.0.1:\(server.port)/a")
    let request = PreparedRequest(
      method: method,
      to: url,
      headers: headers,
      body: [UInt8](repeating: 0x78, count: body)
    )
    var plan = LoadPlan(
      url: url,
      journeys: [Journey(name: "all", steps: [Step(request: request, checks: checks)])],
      pacing: .users(Curve(constant: Double(users), seconds: 30), .none),
      connections: users,
      threads: 1
    )
    plan.rounds = rounds
    plan.streams = streams
    return try await LoadRun(plan).result(collector: IntervalCollector(threads: 1)).figures
  }

  @Test("many requests share a connection")
  func shared() async throws {
    let figures = try await run("keep", checks: [.status([200]), .bodyContains("hello")])
    #expect(figures.answered == 30 && figures.failed == 0 && figures.statuses == [200: 30])
    #expect(figures.connecting.count == 2, "three users on each")
    #expect(figures.checks.map(\.passed) == [30, 30])
    #expect(figures.waiting.minimum > 0 && figures.bytesSent > 0)
  }

  @Test("answers without a body, or from 400 on, or larger than a frame are read")
  func answers() async throws {
    #expect(try await run("head", checks: [.status([200])]).checks.map(\.passed) == [30])
    let missing = try await run("missing")
    #expect(missing.statuses == [404: 30] && missing.failed == 30)
    let large = try await run("large", checks: [.bodyContains("the end")])
    #expect(large.checks.map(\.passed) == [30] && large.bytesReceived > 30 * 320_000)
  }

  @Test("requests wait for a server that takes two at once, and bodies for its window")
  func limits() async throws {
    let few = try await run("few", users: 8, streams: 8)
    #expect(few.answered == 30 && few.failed == 0 && few.connecting.count == 1)
    let upload = try await run("upload", method: "POST", body: 5_000)
    #expect(upload.answered == 30 && upload.failed == 0)
  }

  @Test("a connection that the server leaves is replaced, and what it did not begin is asked again")
  func leaving() async throws {
    let figures = try await run("leaving", method: "POST", body: 5)
    #expect(figures.answered == 30 && figures.failed == 0, "\(figures.errors)")
    #expect(figures.resent > 0 && figures.connecting.count > 2)
    let busy = try await run("busy", users: 2, streams: 2)
    #expect(busy.answered == 30 && busy.failed == 0 && busy.resent > 0)
  }

  @Test("requests that wait for a connection which the server leaves go to the next, however often")
  func leftBehind() async throws {
    let figures = try await run(
      "short",
      users: 24,
      streams: 24,
      rounds: 96,
      method: "POST",
      body: 5
    )
    #expect(figures.answered == 96 && figures.failed == 0, "\(figures.errors)")
    #expect(figures.sent == 96 && figures.connecting.count >= 24)
  }

  @Test("a request has as many headers as it is given")
  func manyHeaders() async throws {
    let headers = (0..<300).map { (name: "x-\($0)", value: "\($0)") }
    let figures = try await run("upload", method: "POST", headers: headers, body: 5_000)
    #expect(figures.answered == 30 && figures.failed == 0, "\(figures.errors)")
  }

  @Test("a connection that breaks takes along what cannot be asked again")
  func gone() async throws {
    let figures = try await run("gone", method: "POST", body: 5)
    #expect(figures.errors.keys.allSatisfy { [.closedWithoutAnswer, .reset].contains($0) })
    #expect(figures.failed > 0 && figures.ended == 30 && figures.unfinished == 0)
  }

  static let failures: [(String, ErrorClass)] = [
    ("reset", .streamReset), ("refuse", .streamRefused), ("garbage", .malformed),
  ]

  @Test("what goes wrong is counted by its class", arguments: failures)
  func fails(mode: String, error: ErrorClass) async throws {
    let figures = try await run(mode, users: 2, streams: 1, rounds: 6)
    #expect(figures.errors == [error: 6] && figures.answered == 0)
  }
}
