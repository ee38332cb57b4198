// A server that speaks TLS as well or as badly as a test wants, in Python.

import Foundation
import Testing

/// A certificate that OpenSSL's command line makes, and a server with it.
final class TLSServer {
  let port: UInt16
  let folder: URL
  private let process = Process()

  /// The file of the certificate, which signed itself.
  var authorities: String { folder.appendingPathComponent("cert.pem").path }

  /// The server's first connection is always a good one, for it is the trial before the run.
  init(_ mode: String = "keep", names: String = "DNS:localhost,IP:127.0.0.1") throws {
    folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let openssl = Process()
    openssl.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    openssl.arguments =
      "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=localhost"
      .split(separator: " ").map(String.init)
      + [
        "-addext", "subjectAltName=\(names)", "-keyout", folder.path + "/key.pem",
        "-out", folder.path + "/cert.pem",
      ]
    openssl.standardError = Pipe()
    let ended = DispatchSemaphore(value: 0)
    openssl.terminationHandler = { _ in ended.signal() }
    try openssl.run()
    ended.wait()
    try #require(openssl.terminationStatus == 0)
    let output = Pipe()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["python3", "-c", Self.script, folder.path, mode]
    process.standardOutput = output
    try process.run()
    let line = String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
    port = try #require(UInt16(line.prefix { $0.isNumber }))
  }

  deinit {
    // Children inherit the blocked signals of the thread that starts them: a polite one would never arrive. Nobody waits:
    // Foundation's wait turns a run loop, which may spin for ever on a thread of parallel tests.
    kill(process.processIdentifier, SIGKILL)
    try? FileManager.default.removeItem(at: folder)
  }

  static let script = """
    import socket, ssl, sys, threading
    folder, mode = sys.argv[1:3]
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder + "/cert.pem", folder + "/key.pem")
    context.set_alpn_protocols(["http/1.1"])
    if mode == "older": context.maximum_version = ssl.TLSVersion.TLSv1_2

    def head(wire):
        text = b""
        while not text.endswith(b"\\r\\n\\r\\n"):
            piece = wire.recv(4096)
            if not piece: return None
            text += piece
        return text

    def answer(wire, request):
        body = b"x" * 200000 + b" end" if b" /big " in request else b"hello"
        close = mode in ("close", "older")
        more = b"Connection: close\\r\\n" if close else b""
        if mode == "middle": body = body[:2]; more += b"Content-Length: 5\\r\\n"
        else: more += b"Content-Length: %d\\r\\n" % len(body)
        wire.sendall(b"HTTP/1.1 200 OK\\r\\n" + more + b"\\r\\n" + body)
        return not close and mode != "middle"

    def serve(client, number):
        try:
            if number > 0 and mode == "garbage":
                client.recv(9999)
                client.sendall(b"\\x16\\x03\\x03\\x00\\x08" + b"garbage!" * 9)
                while client.recv(9999): pass
            elif number > 0 and mode == "silent":
                while client.recv(9999): pass
            elif number > 0 and mode == "leaves":
                client.recv(9999)
            else:
                with context.wrap_socket(client, server_side=True) as wire:
                    while (request := head(wire)) and answer(wire, request): pass
        except OSError: pass
        finally: client.close()

    listener = socket.create_server(("127.0.0.1", 0), backlog=100)
    print(listener.getsockname()[1], flush=True)
    number = 0
    while True:
        client, _ = listener.accept()
        client.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        threading.Thread(target=serve, args=(client, number), daemon=True).start()
        number += 1
    """
}
