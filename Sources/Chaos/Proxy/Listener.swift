// A socket that takes connections.

import Glibc
import LoadEngine

/// Opens listening sockets on addresses that may be listened on.
enum Listener {
  /// A listening socket, and the port that it got.
  ///
  /// Throws an environment error that names the address.
  static func open(_ address: Address, allowing host: String?) throws(LoadError) -> (
    socket: Int32, port: UInt16
  ) {
    let endpoint = try address.endpoint(allowing: host)
    let type = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue)
    let socket = Glibc.socket(endpoint.family, type, 0)
    guard socket >= 0 else { throw refusal(address, errno) }
    var one: Int32 = 1
    setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &one, socklen_t(MemoryLayout<Int32>.size))
    let code = endpoint.bytes.withUnsafeBytes { bytes in
      bytes.withMemoryRebound(to: sockaddr.self) { name in
        bind(socket, name.baseAddress, socklen_t(bytes.count)) == 0
          && listen(socket, 4_096) == 0 ? 0 : errno
      }
    }
    guard code == 0 else {
      close(socket)
      throw refusal(address, code)
    }
    return (socket, port(of: socket))
  }

  /// The next connection of a listening socket, made ready for an event loop; nil if there is none.
  static func accept(_ listener: Int32) -> Int32? {
    let socket = Glibc.accept(listener, nil, nil)
    guard socket >= 0 else { return nil }
    _ = fcntl(socket, F_SETFD, FD_CLOEXEC)
    _ = fcntl(socket, F_SETFL, O_NONBLOCK)
    var one: Int32 = 1
    setsockopt(socket, Int32(IPPROTO_TCP), TCP_NODELAY, &one, socklen_t(MemoryLayout<Int32>.size))
    return socket
  }

  private static func port(of socket: Int32) -> UInt16 {
    var bytes = [UInt8](repeating: 0, count: 128)
    var size = socklen_t(bytes.count)
    bytes.withUnsafeMutableBytes { raw in
      _ = raw.withMemoryRebound(to: sockaddr.self) { getsockname(socket, $0.baseAddress, &size) }
    }
    // In both families the port stands behind the family.
    return UInt16(bytes[2]) << 8 | UInt16(bytes[3])
  }

  private static func refusal(_ address: Address, _ code: Int32) -> LoadError {
    .environment(
      "\(address.text): cannot listen (\(String(cString: strerror(code)))); choose another port"
    )
  }
}
