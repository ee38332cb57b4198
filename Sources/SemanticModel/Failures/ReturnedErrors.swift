// Handlers that give back what they caught, as though it were a result.

import Facts
import SourceText

/// A function whose callers get a failure as its result.
package struct ReturnedError: Sendable {
  package let handler: Handler
  /// The return of what was caught.
  package let place: SourcePlace
  /// The calls that do not look at the result.
  package let heedless: [CallSite]
}

extension Program {
  /// The handlers that return what they caught, in order of file and place.
  package var returnedErrors: [ReturnedError] {
    handlers().compactMap { handler -> ReturnedError? in
      guard routesByHandler[handler.function] == nil, let place = caughtReturn(of: handler) else {
        return nil
      }
      let callers = reachability.callers[Int(units.number(handler.function))]
        .map { call(at: Int($0.call)) }
        .filter { $0.resolved.targets.contains(handler.function) && $0.unit.isRunning }
      guard !callers.isEmpty, !callers.contains(where: asksForErrors) else { return nil }
      return ReturnedError(
        handler: handler,
        place: place,
        heedless: callers.filter(\.instruction.isDiscarded)
      )
    }
    .sorted { $0.place < $1.place }
  }

  /// Where a handler returns the name that it binds, for every failure.
  private func caughtReturn(of handler: Handler) -> SourcePlace? {
    let facts = units[handler.place.unit].facts
    let regions = facts.regions.enumerated()
    guard let (number, region) = regions.first(where: { $1.span == handler.place.span }),
      region.kind == .catch
    else { return nil }
    let bound = Set(facts.list(region.bindings))
    let first = region.firstInstruction.index
    for index in first..<max(first, region.endInstruction.index) {
      let step = facts.instructions[index]
      guard step.operation == .return, step.a != 0, step.region == RegionID(number) else {
        continue
      }
      let value = facts.values[Int(step.a)]
      guard value.kind == .symbol, bound.contains(value.a) else { return nil }
      return SourcePlace(unit: handler.place.unit, span: step.span)
    }
    return nil
  }

  /// Whether the function around a call asks what kind of thing it got: `result instanceof Error`.
  private func asksForErrors(_ site: CallSite) -> Bool {
    let facts = site.unit.facts
    let own = facts.functions[site.resolved.function.index]
    return (own.firstValue.index..<max(own.firstValue.index, own.endValue.index)).contains {
      index in
      let value = facts.values[index]
      let name: NameID
      switch value.kind {
      case .global: name = NameID(value.a)
      case .symbol: name = facts.symbols[Int(value.a)].name
      default: return false
      }
      return name.isPresent && facts.names.string(name).hasSuffix("Error")
    }
  }
}
