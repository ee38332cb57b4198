// One connection as bytes that go in and come out, encrypted or not.

import CTLS
import Glibc

/// A socket that never waits, and what encrypts its bytes.
struct Wire {
  private(set) var socket: Int32 = -1
  private(set) var tls: tls_connection?
  /// Lets the next connection begin with a shorter handshake.
  private var session: tls_session?

  enum Handshake {
    case done
    case underWay
    case failed(ErrorClass)
  }

  var isOpen: Bool { socket >= 0 }

  mutating func open(_ socket: Int32) { self.socket = socket }

  /// Begins or continues the handshake; with no client there is none.
  mutating func shakeHands(with client: TLSClient?) -> Handshake {
    guard let client else { return .done }
    if tls == nil {
      tls = client.connection(on: socket, session: session)
      forgetSession()
    }
    guard let tls else { return .failed(.tls) }
    return client.shakeHands(tls)
  }

  /// Whether a session has shortened the handshake.
  var isResumed: Bool { tls.map(tls_is_resumed) ?? false }

  /// Sends bytes; how many were taken, or -1 with `errno`.
  func send(_ bytes: UnsafeRawBufferPointer) -> Int {
    guard let tls else {
      return Glibc.send(socket, bytes.baseAddress, bytes.count, Int32(MSG_NOSIGNAL))
    }
    return tls_send(tls, bytes.baseAddress, bytes.count)
  }

  /// Takes bytes; 0 at the end, or -1 with `errno`.
  func receive(into buffer: UnsafeMutableRawBufferPointer) -> Int {
    guard let tls else { return recv(socket, buffer.baseAddress, buffer.count, 0) }
    return tls_receive(tls, buffer.baseAddress, buffer.count)
  }

  /// Whether the server said something unasked, or has gone, on a connection that is at rest and has an event.
  ///
  /// Over TLS an event can be a message of the protocol itself.
  func isSpoilt(isEnding: Bool) -> Bool { tls == nil || isEnding || saysMore }

  /// Whether bytes are there behind a whole answer.
  var hasLeftover: Bool {
    guard let tls, tls_has_more(tls) else { return false }
    return saysMore
  }

  private var saysMore: Bool {
    guard let tls else { return false }
    var byte: UInt8 = 0
    return tls_receive(tls, &byte, 1) >= 0 || errno != EAGAIN
  }

  /// Closes the connection; one that has `ended` well leaves a session behind.
  mutating func close(endedWell: Bool) {
    guard socket >= 0 else { return }
    if let tls {
      if endedWell { session = tls_session_take(tls) }
      tls_connection_release(tls, endedWell)
      self.tls = nil
    }
    Glibc.close(socket)
    socket = -1
  }

  mutating func forgetSession() {
    if let session { tls_session_release(session) }
    session = nil
  }
}
