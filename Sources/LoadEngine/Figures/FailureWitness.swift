// Whoever wants to see the failures of a run one by one.

/// An answer with a status from 400 on.
package struct Refusal: Sendable, Hashable {
  package let status: Int
  /// The header lines, each with a line feed behind it.
  package let head: [UInt8]
  /// The first bytes of the body.
  package let body: [UInt8]

  package init(status: Int, head: [UInt8], body: [UInt8]) {
    self.status = status
    self.head = head
    self.body = body
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
