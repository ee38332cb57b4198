// Handlers of exceptions that name an error which nobody declared.

import Facts
import SourceText

/// A name for the error inside a `catch` that binds none: reading it throws again.
package struct UndeclaredError: Sendable {
  package let name: String
  package let place: SourcePlace
  package let function: FunctionRef
}

extension Program {
  private static let errorNames = ["error", "err", "e", "ex", "exception"]

  /// The first such name of each `catch`, in order of file and place; names that some file declares for all are known
  /// elsewhere, and are left alone.
  package func undeclaredErrors(reachedFrom kinds: EntryKinds) -> [UndeclaredError] {
    units.indices.flatMap { unit -> [UndeclaredError] in
      guard units[unit].isRunning, !units[unit].isPython, !units[unit].isMarkup else { return [] }
      return undeclaredErrors(in: unit).filter {
        !reachability.kinds[Int(units.number($0.function))].isDisjoint(with: kinds)
      }
    }
  }

  private func undeclaredErrors(in unit: Int) -> [UndeclaredError] {
    let facts = units[unit].facts
    let names = Self.errorNames.filter { !facts.names.ids(of: [$0]).isEmpty }
    guard !names.isEmpty else { return [] }
    let handlers = facts.regions.indices.filter { facts.regions[$0].kind == .catch }
    guard !handlers.isEmpty else { return [] }
    return handlers.compactMap { handler -> UndeclaredError? in
      let region = facts.regions[handler]
      for value in facts.values
      where value.kind == .global && region.span.contains(value.span) {
        guard let name = names.first(where: { facts.names.isText($0, NameID(value.a)) }) else {
          continue
        }
        return UndeclaredError(
          name: name,
          place: SourcePlace(unit: unit, span: value.span),
          function: FunctionRef(unit: unit, id: region.function)
        )
      }
      return nil
    }
  }
}
