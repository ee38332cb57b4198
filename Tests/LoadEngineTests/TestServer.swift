// A small server on loopback that answers as badly as a test wants.

import Glibc
import Synchronization

/// Answers each request with what a function says; one thread a connection.
final class TestServer: Sendable {
  /// What to do with one request.
  enum Answer: Sendable {
    case bytes(String)
    case bytesThenClose(String)
    /// Leaves the client waiting until it goes away.
    case silence
    case bytesThenSilence(String)
    case reset
    /// Sends as long as the client reads.
    case endless(first: String, then: String)
  }

  let port: UInt16
  private let listener: Int32
  private let served = Mutex<[String]>([])

  /// Requests that were read so far.
  var requests: Int { served.withLock(\.count) }
  /// What was read of each, head and body.
  var texts: [String] { served.withLock(\.self) }

  /// `answer` gets the path and the request's number on its connection, from 0 on.
  init(_ answer: @escaping @Sendable (_ path: String, _ number: Int) -> Answer) {
    (listener, port) = Self.listen()
    let listener = listener
    Self.thread { [weak self] in
      while true {
        let socket = accept(listener, nil, nil)
        guard socket >= 0 else { return }
        Self.thread { [weak self] in
          Self.serve(socket, answer) { text in self?.served.withLock { $0.append(text) } }
          close(socket)
        }
      }
    }
  }

  deinit {
    shutdown(listener, Int32(SHUT_RDWR))
    close(listener)
  }

  /// A port at which nobody listens.
  static func closedPort() -> UInt16 {
    let (socket, port) = listen()
    close(socket)
    return port
  }

  static func ok(_ body: String = "hello", headers: String = "") -> Answer {
    .bytes("HTTP/1.1 200 OK\r\nContent-Length: \(body.utf8.count)\r\n\(headers)\r\n\(body)")
  }

  private static func serve(
    _ socket: Int32,
    _ answer: (String, Int) -> Answer,
    counted: (String) -> Void
  ) {
    var number = 0
    while let request = read(socket) {
      counted(request)
      let path = request.split(separator: " ").dropFirst().first.map(String.init) ?? ""
      switch answer(path, number) {
      case .bytes(let text): _ = write(text, to: socket)
      case .bytesThenClose(let text):
        _ = write(text, to: socket)
        return
      case .silence: return waitForEnd(socket)
      case .bytesThenSilence(let text):
        _ = write(text, to: socket)
        return waitForEnd(socket)
      case .reset:
        var option = linger(l_onoff: 1, l_linger: 0)
        setsockopt(socket, SOL_SOCKET, SO_LINGER, &option, socklen_t(MemoryLayout<linger>.size))
        return
      case .endless(let first, let then):
        var isOpen = write(first, to: socket)
        while isOpen { isOpen = write(then, to: socket) }
        return
      }
      number += 1
    }
  }

  /// Reads a head, and the body whose length it announces.
  private static func read(_ socket: Int32) -> String? {
    var text = ""
    var bytes = [UInt8](repeating: 0, count: 4_096)
    while !isWhole(text) {
      let count = recv(socket, &bytes, bytes.count, 0)
      guard count > 0 else { return nil }
      text += String(decoding: bytes[..<count], as: UTF8.self)
    }
    return text
  }

  private static func isWhole(_ text: String) -> Bool {
    guard let end = text.firstRange(of: "\r\n\r\n") else { return false }
    guard let length = text.firstRange(of: "Content-Length: ") else { return true }
    let digits = text[length.upperBound...].prefix { $0.isNumber }
    return text[end.upperBound...].utf8.count >= Int(digits) ?? 0
  }

  private static func waitForEnd(_ socket: Int32) {
    var bytes = [UInt8](repeating: 0, count: 4_096)
    while recv(socket, &bytes, bytes.count, 0) > 0 {}
  }

  private static func write(_ text: String, to socket: Int32) -> Bool {
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes {
        send(socket, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
      }
      guard count > 0 else { return false }
      rest = rest.dropFirst(count)
    }
    return true
  }

  private static func listen() -> (Int32, UInt16) {
    let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
        _ = bind(listener, address, size)
        _ = Glibc.listen(listener, 1_024)
        _ = getsockname(listener, address, &size)
      }
    }
    return (listener, UInt16(bigEndian: address.sin_port))
  }

  private static func thread(_ run: @escaping @Sendable () -> Void) {
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
