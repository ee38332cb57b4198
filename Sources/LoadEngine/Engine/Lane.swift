// One connection that many requests share, as HTTP/2 does.

import CHTTP2
import Glibc

/// A connection and the framing on it; the requests on it are the slots'.
struct Lane {
  enum State {
    case closed
    case connecting
    case shakingHands
    case open
  }

  var wire = Wire()
  var state = State.closed
  /// Tells events of this connection from those of the one before.
  var generation: UInt32 = 0
  /// The slots that share it, of which some may be on another lane for a while.
  let slots: Range<Int>
  /// Slots that wait for the connection.
  var waiting: [Int] = []
  /// Requests under way.
  var streams = 0
  /// The server takes no further requests over this connection.
  var isLeaving = false
  /// What the framing has read is being taken, which may lead to more.
  var isTaking = false
  /// An answer has come over it.
  var hasAnswered = false
  var began: UInt64 = 0
  /// When the connection is given up.
  var deadline = UInt64.max
  private(set) var session: http2_session?
  /// Bytes that the system has not taken yet.
  private var rest: [UInt8] = []

  init(slots: Range<Int>) { self.slots = slots }

  /// Begins the framing; false without memory.
  mutating func begin() -> Bool {
    session = http2_session_make()
    return session != nil
  }

  mutating func close(endedWell: Bool) {
    if let session { http2_session_release(session) }
    session = nil
    rest.removeAll(keepingCapacity: true)
    wire.close(endedWell: endedWell)
    generation &+= 1
    state = .closed
    deadline = .max
    isLeaving = false
    isTaking = false
    hasAnswered = false
    streams = 0
  }

  enum Push {
    /// So many bytes went; the event queue tells when the others can go.
    case pushed(Int)
    case failed(ErrorClass)
  }

  /// Sends what the framing has ready.
  mutating func push() -> Push {
    guard let session else { return .pushed(0) }
    var total = 0
    while true {
      if rest.isEmpty {
        var bytes: UnsafePointer<UInt8>?
        let count = http2_pull(session, &bytes)
        if count == 0 { return .pushed(total) }
        guard count > 0, let bytes else { return .failed(.malformed) }
        let sent = send(UnsafeRawBufferPointer(start: bytes, count: count))
        if sent < 0, errno != EAGAIN { return .failed(Socket.errorClass(of: errno)) }
        total += max(0, sent)
        if sent < count {
          rest = Array(
            UnsafeRawBufferPointer(start: bytes + max(0, sent), count: count - max(0, sent))
          )
        }
        if sent < 0 { return .pushed(total) }
      } else {
        let sent = rest.withUnsafeBytes { send($0) }
        if sent < 0 {
          return errno == EAGAIN ? .pushed(total) : .failed(Socket.errorClass(of: errno))
        }
        total += sent
        rest.removeFirst(sent)
      }
    }
  }

  private func send(_ bytes: UnsafeRawBufferPointer) -> Int {
    while true {
      let sent = wire.send(bytes)
      if sent >= 0 || errno != EINTR { return sent }
    }
  }
}
