// A collection that outlives the calls which fill it, and all that changes its size.

import Facts

/// A list, map, set or object that lives as long as its module or the instance that holds it.
package struct ContainerFact: Sendable {
  /// Where it is made.
  package let place: SourcePlace
  /// How the code calls it.
  package internal(set) var name: String
  package let owner: Owner
  package internal(set) var growths: [Growth] = []
  /// The functions that take something out of it, empty or replace it.
  package internal(set) var shrinkers: [FunctionRef] = []
  /// Only what has expired is taken out: its size follows the rate and the lifetime.
  package internal(set) var isOnlyExpired = false
  /// Something asks how large it is before it decides.
  package internal(set) var isMeasured = false
  /// Where the only deletion asks for another key than the one that was set.
  package internal(set) var vainDeletion: SourcePlace?

  package enum Owner: Sendable, Hashable {
    /// A module or a class itself: one for the process.
    case process
    /// Each instance of a class of which the framework makes one.
    case provided
    /// Each instance of a class that these calls construct.
    case constructed(by: [Int])
  }

  /// One place that adds to it.
  package struct Growth: Sendable {
    package let function: FunctionRef
    package let place: SourcePlace
    package let key: Key
  }

  /// One call that takes out what has a key.
  struct Deletion: Sendable {
    let place: SourcePlace
    let key: String
  }

  /// The deletion that finds nothing, where there is no other: `set(id.toString(), …)` and `delete(id)`.
  ///
  /// A map compares objects by identity: the text of an id is never the id.
  func vainDeletion(among deletions: [Deletion]) -> SourcePlace? {
    guard !deletions.isEmpty, deletions.count == shrinkers.count, !growths.isEmpty else {
      return nil
    }
    let texts = Set(
      growths.compactMap { growth -> String? in
        guard case .named(let text) = growth.key, text.hasSuffix(Self.asText) else { return nil }
        return String(text.dropLast(Self.asText.count))
      }
    )
    guard texts.count == 1, deletions.allSatisfy({ texts.contains($0.key) }) else { return nil }
    return deletions.first?.place
  }

  /// A call is spelled without its arguments.
  private static let asText = ".toString(…)"

  /// What bounds how often something new is added.
  package enum Key: Sendable, Hashable {
    /// Nothing: each call adds one.
    case absent
    /// Texts and numbers that stand in the code.
    case fixed
    /// The value of an expression, as the source spells it.
    case named(String)
  }
}

extension Program {
  /// Whether a container is there from start to end of the process.
  package func outlivesRequests(_ container: ContainerFact) -> Bool {
    switch container.owner {
    case .process, .provided: return true
    case .constructed(let calls):
      return !calls.isEmpty
        && calls.allSatisfy { position in
          let site = call(at: position)
          if isGuardedByItsResult(site) { return true }
          let kinds = reachability.kinds[Int(units.number(site.function))]
          return kinds.isDisjoint(with: .serving) && site.unit.isRunning
        }
    }
  }

  /// Whether a function stands in a file that a browser runs.
  package func isOfBrowsers(_ function: FunctionRef) -> Bool {
    browserUnits.contains(function.unitIndex)
  }

  /// The kinds of entry that lead to a function.
  package func kinds(reaching function: FunctionRef) -> EntryKinds {
    reachability.kinds[Int(units.number(function))]
  }
}
