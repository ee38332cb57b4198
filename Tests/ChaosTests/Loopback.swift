// Sockets of a test: a server that says back what it hears, and a client that waits.

import Glibc
import LoadEngine

@testable import Chaos

/// Sends every byte back; one thread a connection.
final class EchoServer: Sendable {
  let port: UInt16
  private let listener: Int32

  init() {
    listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let listener = listener
    withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
        _ = bind(listener, address, size)
        _ = listen(listener, 64)
        _ = getsockname(listener, address, &size)
      }
    }
    port = UInt16(bigEndian: address.sin_port)
    Self.thread {
      while true {
        let socket = accept(listener, nil, nil)
        guard socket >= 0 else { return }
        Self.thread { Self.echo(socket) }
      }
    }
  }

  deinit {
    shutdown(listener, Int32(SHUT_RDWR))
    close(listener)
  }

  private static func echo(_ socket: Int32) {
    var bytes = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = recv(socket, &bytes, bytes.count, 0)
      guard count > 0, Client.sendAll(bytes[..<count], over: socket) else { break }
    }
    close(socket)
  }

  static func thread(_ run: @escaping @Sendable () -> Void) {
    final class Box { let run: () -> Void; init(_ run: @escaping () -> Void) { self.run = run } }
    var thread = pthread_t()
    let box = Unmanaged.passRetained(Box(run))
    let code = pthread_create(
      &thread,
      nil,
      { pointer in
        pointer.map { Unmanaged<Box>.fromOpaque($0).takeRetainedValue().run() }
        return nil
      },
      box.toOpaque()
    )
    if code == 0 { pthread_detach(thread) } else { box.release() }
  }
}

/// A connection that waits up to 20 s for what it asks for.
final class Client: Sendable {
  /// The system's error where the connection was not taken.
  struct Refused: Error { let code: Int32 }

  private let socket: Int32

  init(port: UInt16) throws {
    socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var patience = timeval(tv_sec: 20, tv_usec: 0)
    let size = socklen_t(MemoryLayout<timeval>.size)
    setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &patience, size)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    let socket = socket
    let code = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0 ? 0 : errno
      }
    }
    // What throws here is whole: its end closes the socket.
    guard code == 0 else { throw Refused(code: code) }
  }

  deinit { close(socket) }

  @discardableResult
  func send(_ bytes: [UInt8]) -> Bool { Self.sendAll(bytes[...], over: socket) }

  func endSending() { shutdown(socket, Int32(SHUT_WR)) }

  /// So many bytes, or fewer if the connection ended; the error of a reset is `code`.
  func receive(_ count: Int) -> (bytes: [UInt8], code: Int32) {
    var all: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 65_536)
    while all.count < count {
      let got = recv(socket, &piece, min(piece.count, count - all.count), 0)
      if got < 0 { return (all, errno) }
      if got == 0 { break }
      all += piece[..<got]
    }
    return (all, 0)
  }

  static func sendAll(_ bytes: ArraySlice<UInt8>, over socket: Int32) -> Bool {
    var rest = bytes
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes {
        Glibc.send(socket, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
      }
      guard count > 0 else { return false }
      rest = rest.dropFirst(count)
    }
    return true
  }

  /// Asks the control interface; status and body.
  static func ask(
    _ port: UInt16,
    _ request: String,
    _ body: String = "",
    agent: String = "test"
  ) throws -> (status: Int, body: String) {
    let client = try Client(port: port)
    let head = "\(request) HTTP/1.1\r\nHost: localhost\r\nUser-Agent: \(agent)\r\n"
    client.send(
      Array((head + "Connection: close\r\nContent-Length: \(body.utf8.count)\r\n\r\n" + body).utf8)
    )
    let text = String(decoding: client.receive(1 << 20).bytes, as: UTF8.self)
    let words = text.split(separator: " ", maxSplits: 2)
    let parts = text.split(separator: "\r\n\r\n", maxSplits: 1)
    let status = words.count > 1 ? Int(words[1]) ?? 0 : 0
    return (status, parts.count > 1 ? String(parts[1]) : "")
  }
}

/// Runs proxies on a thread of their own while a function uses them.
func withProxies<Value: Sendable>(
  _ plan: ChaosPlan,
  _ use: @Sendable (ChaosPlaces, ChaosControl) throws -> Value
) async throws -> (Value, FaultObservations) {
  let control = ChaosControl()
  async let observations = FaultThread.observations(of: plan, control: control)
  let value: Result<Value, any Error>
  do {
    let places = try await control.places()
    value = Result { try use(places, control) }
  } catch {
    value = .failure(error)
  }
  control.end()
  let seen = await observations
  return (try value.get(), try seen.get())
}
