// The ways in which a request can get no answer.

/// Why there was no whole answer; each is counted by itself, for each has its own remedy.
package enum ErrorClass: String, Sendable, Hashable, CaseIterable {
  case refused
  case reset
  case unreachable
  case connectTimeout = "connect-timeout"
  case handshakeTimeout = "tls-timeout"
  case tls
  case firstByteTimeout = "first-byte-timeout"
  case totalTimeout = "total-timeout"
  case closedWithoutAnswer = "closed-without-answer"
  case closedMidAnswer = "closed-mid-answer"
  /// The server took the stream of a request back, without doing anything with it or after all.
  case streamRefused = "stream-refused"
  case streamReset = "stream-reset"
  case malformed
  case headTooLarge = "head-too-large"
  case bodyTooLarge = "body-too-large"
  /// The generator's own machine had no port, descriptor or memory left.
  case exhausted = "generator-exhausted"

  /// What it means, for people.
  package var text: String {
    switch self {
    case .refused: "connection refused: nobody listens"
    case .reset: "connection reset by the server"
    case .unreachable: "host or network unreachable"
    case .connectTimeout: "no connection in time"
    case .handshakeTimeout: "no TLS handshake in time"
    case .tls: "TLS failed"
    case .firstByteTimeout: "no first byte in time"
    case .totalTimeout: "answer not finished in time"
    case .closedWithoutAnswer: "connection closed without an answer"
    case .closedMidAnswer: "connection closed in the middle of an answer"
    case .streamRefused: "stream refused by the server (HTTP/2)"
    case .streamReset: "stream reset by the server (HTTP/2)"
    case .malformed: "answer is no HTTP"
    case .headTooLarge: "headers larger than allowed"
    case .bodyTooLarge: "body larger than allowed"
    case .exhausted: "the generator ran out of ports or descriptors"
    }
  }

  /// A request that was given up would have taken at least as long as it was waited for.
  var isTimeout: Bool {
    [.connectTimeout, .handshakeTimeout, .firstByteTimeout, .totalTimeout].contains(self)
  }

  /// There was no connection to send over.
  var isUnreachable: Bool {
    [.refused, .unreachable, .connectTimeout, .handshakeTimeout, .tls, .exhausted].contains(self)
  }

  init(_ failure: ResponseFailure, hasBegun: Bool) {
    switch failure {
    case .malformed: self = .malformed
    case .headTooLarge: self = .headTooLarge
    case .bodyTooLarge: self = .bodyTooLarge
    case .truncated: self = hasBegun ? .closedMidAnswer : .closedWithoutAnswer
    }
  }
}
