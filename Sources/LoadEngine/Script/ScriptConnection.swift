// A connection of a script's user, and the server it leads to.

/// A server that a script speaks to.
struct ScriptOrigin {
  let text: String
  let endpoint: Endpoint
  /// Encrypts the connections of an https:// server.
  let tls: TLSClient?
}

/// One connection and the request on it.
struct ScriptConnection {
  enum State {
    case idle
    case connecting
    case shakingHands
    case sending
    case awaiting
    case reading
  }

  /// What a script wants of a body.
  enum Mode: Int {
    case none
    case text
    case bytes
  }

  var wire = Wire()
  /// Tells events of this socket from those of the one before.
  var generation: UInt32 = 0
  var state = State.idle
  var user = 0
  var origin = 0
  var ticket = 0
  var request: [UInt8] = []
  var sentBytes = 0
  var mode = Mode.text
  var isIdempotent = false
  var answersHead = false
  var isReused = false
  var isSecondTry = false
  var parser = ResponseParser()
  var timeout: UInt64 = 0
  var deadline = UInt64.max
  /// Moments of the request, in nanoseconds.
  var asked: UInt64 = 0
  var connectBegan: UInt64 = 0
  var connectTook: UInt64 = 0
  var handshakeTook: UInt64 = 0
  var sent: UInt64 = 0
  var sentAll: UInt64 = 0
  var firstByte: UInt64 = 0

  var isBusy: Bool { state != .idle }

  mutating func closeSocket() { closeSocket(endedWell: isReused) }

  /// Closes the connection; one that has brought a whole answer has ended well.
  mutating func closeSocket(endedWell: Bool) {
    guard wire.isOpen else { return }
    wire.close(endedWell: endedWell)
    generation &+= 1
    isReused = false
  }
}

extension ErrorClass {
  /// The number that k6 gives an error of this kind.
  var k6Code: Int {
    switch self {
    case .refused: 1212
    case .connectTimeout: 1211
    case .tls: 1300
    case .unreachable, .exhausted: 1210
    case .reset, .streamRefused, .streamReset: 1220
    case .handshakeTimeout, .firstByteTimeout, .totalTimeout: 1050
    case .closedWithoutAnswer, .closedMidAnswer, .malformed, .headTooLarge, .bodyTooLarge: 1000
    }
  }
}
