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
    let words = facts.names.ids(of: Self.limitWords)
    guard !words.isEmpty else { return false }
    let span = facts.classes[owner.index].span
    return facts.members(of: owner).contains { words.contains($0.name) }
      || facts.values.contains { value in
        guard span.contains(value.span) else { return false }
        switch value.kind {
        case .member: return words.contains(NameID(value.b))
        case .global: return words.contains(NameID(value.a))
        case .object:
          let entries = Array(facts.list(ListID(value.a)))
          return stride(from: 0, to: entries.count, by: 2)
            .contains { words.contains(NameID(entries[$0])) }
        default: return false
        }
      }
  }

  private static let limitWords: Set<String> = [
    "signal", "AbortSignal", "timeout", "fetcher", "willSendRequest",
  ]
}
