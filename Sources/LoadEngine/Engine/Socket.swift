// One connection's socket, and what the system says about it.

import Glibc

/// Calls on a TCP socket that never waits.
package enum Socket {
  package enum Opening {
    case open(Int32)
    /// The handshake is under way; the event queue tells its end.
    case opening(Int32)
    case failed(ErrorClass)
  }

  package static func open(to endpoint: Endpoint) -> Opening {
    let type = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue)
    let socket = Glibc.socket(endpoint.family, type, 0)
    guard socket >= 0 else { return .failed(.exhausted) }
    var one: Int32 = 1
    setsockopt(socket, Int32(IPPROTO_TCP), TCP_NODELAY, &one, socklen_t(MemoryLayout<Int32>.size))
    let code = endpoint.bytes.withUnsafeBytes { bytes in
      bytes.withMemoryRebound(to: sockaddr.self) { address in
        connect(socket, address.baseAddress, socklen_t(bytes.count)) == 0 ? 0 : errno
      }
    }
    if code == 0 { return .open(socket) }
    if code == EINPROGRESS { return .opening(socket) }
    close(socket)
    return .failed(errorClass(of: code))
  }

  /// How a handshake ended; nil if it succeeded.
  package static func handshakeError(of socket: Int32) -> ErrorClass? {
    var code: Int32 = 0
    var size = socklen_t(MemoryLayout<Int32>.size)
    guard getsockopt(socket, SOL_SOCKET, SO_ERROR, &code, &size) == 0 else { return .reset }
    return code == 0 ? nil : errorClass(of: code)
  }

  static func errorClass(of code: Int32) -> ErrorClass {
    switch code {
    case ECONNREFUSED: .refused
    case ETIMEDOUT: .connectTimeout
    case ENETUNREACH, EHOSTUNREACH, ENETDOWN, EHOSTDOWN, EACCES, EPERM: .unreachable
    case EADDRNOTAVAIL, EMFILE, ENFILE, ENOBUFS, ENOMEM: .exhausted
    case EPROTO: .tls
    default: .reset
    }
  }

  /// Whether an endpoint takes a connection before some seconds have passed; it is closed again.
  package static func takesConnection(_ endpoint: Endpoint, within seconds: Double) -> Bool {
    trial(of: endpoint, tls: nil, timeouts: Timeouts(connect: seconds)) == nil
  }

  /// Waits until an endpoint takes a connection and shakes hands, and closes it again; why not, or nil.
  static func trial(of endpoint: Endpoint, tls: TLSClient?, timeouts: Timeouts) -> ErrorClass? {
    switch open(to: endpoint) {
    case .failed(let error): return error
    case .open(let socket):
      defer { close(socket) }
      return tls?.trial(on: socket, seconds: timeouts.handshake)
    case .opening(let socket):
      defer { close(socket) }
      var entry = pollfd(fd: socket, events: Int16(POLLOUT), revents: 0)
      let patience = Int32(min(timeouts.connect, 3_600) * 1_000)
      guard poll(&entry, 1, patience) > 0 else { return .connectTimeout }
      return handshakeError(of: socket) ?? tls?.trial(on: socket, seconds: timeouts.handshake)
    }
  }
}
