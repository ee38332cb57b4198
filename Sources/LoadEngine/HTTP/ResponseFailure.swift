// Why a response could not be read, and how much of one is read.

/// What makes a response worthless.
package enum ResponseFailure: Sendable, Hashable {
  /// The bytes are no HTTP/1.1 response.
  case malformed
  case headTooLarge
  case bodyTooLarge
  /// The connection ended before the response did.
  case truncated
}

/// How much a server may send before it is cut off.
package struct ResponseLimits: Sendable, Hashable {
  /// Bytes of the status line, the headers and the trailers together.
  package var head: Int
  /// Bytes of one body.
  package var body: Int

  package init(head: Int = 64 << 10, body: Int = 256 << 20) {
    self.head = head
    self.body = body
  }
}
