// How connections to one server are encrypted.

import CTLS
import Glibc

/// Makes the connections to one server; the threads share it.
///
/// Unchecked, for OpenSSL's contexts may be used by several threads once they are set up, and nothing here
/// changes after that.
final class TLSClient: @unchecked Sendable {
  private let context: tls_context
  private let host: String
  private let isAddress: Bool
  private let asksHTTP2: Bool

  /// Throws an environment error that says what to install, or which file is no use.
  init(host: String, trust: TLSTrust, asksHTTP2: Bool = false) throws(LoadError) {
    if let missing = tls_load() {
      throw .environment(
        "https:// needs OpenSSL 3, and \(String(cString: missing)) is not installed; "
          + "on Debian and Ubuntu: apt-get install libssl3"
      )
    }
    let context = Self.context(trust, asksHTTP2 ? "\u{2}h2" : "\u{8}http/1.1")
    guard let context else {
      let reason = String(cString: tls_reason())
      throw .environment(
        "\(trust.authorities ?? "the system's certificates"): \(reason); give --ca a file of certificates in PEM"
      )
    }
    self.context = context
    self.host = host
    self.asksHTTP2 = asksHTTP2
    var address = [UInt8](repeating: 0, count: 16)
    isAddress =
      inet_pton(AF_INET, host, &address) == 1 || inet_pton(AF_INET6, host, &address) == 1
  }

  deinit { tls_context_release(context) }

  /// The client for a URL; nil for one without TLS.
  static func client(
    for url: TargetURL,
    trust: TLSTrust,
    asksHTTP2: Bool = false
  ) throws(LoadError) -> TLSClient? {
    url.isEncrypted ? try TLSClient(host: url.host, trust: trust, asksHTTP2: asksHTTP2) : nil
  }

  /// The length of a protocol's name stands before it.
  private static func context(_ trust: TLSTrust, _ protocols: String) -> tls_context? {
    guard let authorities = trust.authorities else {
      return tls_context_make(nil, trust.isVerified, protocols)
    }
    return tls_context_make(authorities, trust.isVerified, protocols)
  }

  /// A connection whose handshake has not begun; nil where there is no memory for it.
  func connection(on socket: Int32, session: tls_session?) -> tls_connection? {
    tls_connection_make(context, socket, host, isAddress, session)
  }

  /// Takes the next step of the handshake.
  func shakeHands(_ connection: tls_connection) -> Wire.Handshake {
    switch tls_handshake(connection) {
    case 1: !asksHTTP2 || tls_agrees(connection, "h2") ? .done : .failed(.tls)
    case 0: .underWay
    default: .failed(Socket.errorClass(of: errno))
    }
  }

  /// What OpenSSL said of the calling thread's last failure.
  static var reason: String { String(cString: tls_reason()) }

  /// Waits until a server has shaken hands over an open socket; why it did not, or nil.
  func trial(on socket: Int32, seconds: Double) -> ErrorClass? {
    guard let connection = connection(on: socket, session: nil) else { return .tls }
    defer { tls_connection_release(connection, false) }
    let clock = RunClock(startingIn: 0)
    while true {
      switch shakeHands(connection) {
      case .done: return nil
      case .failed(let error): return error
      case .underWay: break
      }
      let left = seconds - Nanoseconds.seconds(clock.now())
      var entry = pollfd(fd: socket, events: Int16(POLLIN), revents: 0)
      guard left > 0, poll(&entry, 1, Int32(min(left, 3_600) * 1_000) + 1) > 0 else {
        return .handshakeTimeout
      }
    }
  }
}
