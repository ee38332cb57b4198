// Files that nothing asks for.

import Facts

extension Program {
  /// Whether a component's effect is the only way to a call, and nobody imports the file that holds it.
  ///
  /// An effect runs when its component is shown; a component that no file takes is never shown.
  package func isInUnusedFile(_ site: CallSite) -> Bool {
    let kinds = reachability.kinds[Int(units.number(site.function))]
    guard kinds.isDisjoint(with: [EntryKinds(.request), EntryKinds(.socket)]) else { return false }
    let unit = site.place.unit
    let own = FunctionRef(unit: unit, id: FileFacts.module)
    let isEntered = site.unit.facts.functions.indices.contains { position in
      let number = units.number(FunctionRef(unit: unit, id: FunctionID(position)))
      let own = (entriesByFunction[number] ?? []).filter { $0.call == nil }
      // Whatever returns markup counts as a page; one that a framework loads by its place counts twice.
      return own.count > 1 || own.contains { $0.kind != .render }
    }
    let shows = calls(in: own).contains {
      ["render", "mount", "createRoot", "hydrateRoot", "hydrate"].contains(call(at: $0).calleeName)
    }
    guard !isEntered, !shows else { return false }
    return !units.contains { other in
      other.targets.contains { target in
        if case .units(let found) = target { return found.contains(unit) }
        return false
      }
    }
  }
}
