// Whoever wants to see the failures of a run one by one.

/// An answer with a status from 400 on.
package struct Refusal: Sendable, Hashable {
  package let status: Int
  /// The first bytes of the body, without their compression where that can be undone.
  package let body: [UInt8]
  /// Whether the body is compressed still.
  package let isCoded: Bool
  private let head: [UInt8]

  /// Bytes of a body that are kept.
  package static let mostBytes = 4_096

  /// `head` holds the header lines, each with a line feed behind it.
  package init(status: Int, head: [UInt8], body: [UInt8]) {
    self.status = status
    self.head = head
    let coding = HeaderLines(head).value(of: "content-encoding") ?? Array("identity".utf8)
    let plain = ContentCoding.plain(body, head: head, most: Self.mostBytes)
    let isRead = coding == Array("identity".utf8) || (plain != body && !plain.isEmpty)
    self.body = isRead ? plain : body
    isCoded = !isRead
  }

  /// The value of a header whose name is given in small letters, in small letters; empty without it.
  package func header(_ name: StaticString) -> String {
    let value = HeaderLines(head).value(of: name) ?? []
    return String(decoding: value, as: UTF8.self).lowercased()
  }
}

/// A request without a whole answer.
package struct Unanswered: Sendable, Hashable {
  package let error: ErrorClass
  /// Whether nobody knows if the server has done what it was asked.
  package let isWrite: Bool

  package init(error: ErrorClass, isWrite: Bool) {
    self.error = error
    self.isWrite = isWrite
  }
}

/// Is told of each failure as it happens, by all threads of the run.
///
/// `step` is the name of the request, `at` the nanoseconds since the start of the run.
package protocol FailureWitness: AnyObject, Sendable {
  func refused(_ refusal: Refusal, step: String, at moment: UInt64)
  func unanswered(_ request: Unanswered, step: String, at moment: UInt64)
}
