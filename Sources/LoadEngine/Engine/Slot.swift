// A place for one round at a time, with a connection that is kept between rounds.

/// What a worker knows of one connection and the request on it.
struct Slot {
  enum State {
    /// No round; the connection, if there is one, is kept.
    case idle
    case connecting
    case shakingHands
    case sending
    /// The request is sent; no byte of the answer has come.
    case awaiting
    case reading
    /// Between two steps of a round.
    case thinking
  }

  var wire = Wire()
  var state = State.idle
  /// Tells events of this socket from those of the one that was here before.
  var generation: UInt32 = 0
  /// An answer has come over this connection: the server may close it whenever it likes.
  var isReused = false
  var isSecondTry = false
  /// The server had no use for the request where it was put, of which neither side could know before.
  var isLeftBehind = false
  var journey = 0
  var step = 0
  var sentBytes = 0
  var times = RequestTimes()
  var connectBegan: UInt64 = 0
  var roundBegan: UInt64 = 0
  /// When the current wait is given up.
  var deadline = UInt64.max
  var parser: ResponseParser
  /// What the round knows: a value for each variable.
  var values: [[UInt8]] = []
  /// What the user has learned at the login; nil before it.
  var kept: [[UInt8]]?
  /// The request, if it is not the same in every round.
  var rendered: [UInt8] = []
  var sendsRendered = false
  /// The connection that it shares, and its stream there; 0 without a request under way.
  var lane = 0
  var stream: Int32 = 0
  /// The answer on the stream has no more to say.
  var isWhole = false
  /// What the round's answers set.
  var jar = CookieJar()
  /// Redirects that were followed for the current step.
  var redirects = 0

  init(limits: ResponseLimits) { parser = ResponseParser(limits: limits) }

  /// Whether a request is under way.
  var isBusy: Bool {
    switch state {
    case .idle, .thinking: false
    case .connecting, .shakingHands, .sending, .awaiting, .reading: true
    }
  }

  mutating func closeSocket() { closeSocket(endedWell: isReused) }

  /// Closes the connection; one that has brought a whole answer has ended well.
  mutating func closeSocket(endedWell: Bool) {
    guard wire.isOpen else { return }
    wire.close(endedWell: endedWell)
    generation &+= 1
    isReused = false
  }
}
