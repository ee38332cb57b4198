// Whether a call that can hang has a time limit.

import Facts
import SourceText

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
  /// The class of the library that the caller's class extends, where that has the method: `extends RESTDataSource`.
  package let heritage: SourcePlace?

  package enum Status: Sendable, Hashable {
    case set
    case missing
    /// Options come from a place that could not be followed.
    case unknown
  }
}

extension CallSite {
  /// Whether the class that inherits a client's methods speaks of limits: in a hook before each request, or with a
  /// fetcher of its own.
  package var isBoundByItsClass: Bool {
    let facts = unit.facts
    let owner = facts.functions[resolved.function.index].owner
    guard owner.isPresent else { return false }
    let whole = SourcePlace(unit: place.unit, span: facts.classes[owner.index].span)
    let text = SourceEdit(whole, in: program).text ?? ""
    return ["signal", "Signal", "timeout", "fetcher", "willSendRequest"].contains {
      text.contains($0)
    }
  }
}
