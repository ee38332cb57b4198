// The requests among what runs at each event of a fast stream.

import Facts

extension Program {
  /// Whether what is stored is what an element hands its handler: `(event, value) => setPrice(value)`.
  func isHandedOn(_ write: StateWrite, by handler: EventHandler) -> Bool {
    guard write.value.id.isPresent else { return false }
    let given = traced(write.value)
    return value(given).kind == .parameter && given.unitIndex == handler.function.unitIndex
      && FunctionID(value(given).a) == handler.function.id
  }

  /// The calls of some functions that ask a server, themselves or through other files.
  func requests(in functions: Set<FunctionRef>) -> [CallSite] {
    functions.sorted().flatMap { function in
      calls(in: function).map { call(at: $0) }.filter { site in
        guard
          site.resolved.targets.allSatisfy({ $0.unit != function.unit }) || !site.effects.isEmpty,
          effects(behind: site).contains(.external)
        else { return false }
        return !dataRequests(behind: site).isEmpty || site.effects.contains { $0.kind == .external }
      } + calls(in: function).compactMap { dispatchedLoad(call(at: $0))?.site }
    }
  }
}
