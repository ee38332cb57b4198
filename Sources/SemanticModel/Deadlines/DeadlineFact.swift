// Whether a call that can hang has a time limit.

import Facts

/// What is known of the time limit of one library call.
package struct DeadlineFact: Sendable {
  /// Position in `Program.calls`.
  package let call: Int
  package let member: MemberID
  package let rule: DeadlineRule
  package let status: Status
  /// The call that made the client, where a limit would stand for all of its calls.
  package let client: CallRef?
  /// Where a module asks for the client with its defaults (`imports: [HttpModule]`).
  package let provider: SourcePlace?

  package enum Status: Sendable, Hashable {
    case set
    case missing
    /// Options come from a place that could not be followed.
    case unknown
  }
}
