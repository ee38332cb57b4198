// What whole files write under some names.

import Facts

extension Program {
  /// The entries with some names of all object literals of a file, in the order of the file.
  package func settings(named names: Set<String>, in unit: Int) -> [Setting] {
    let facts = units[unit].facts
    guard WordList(names).isMentioned(in: facts.names) else { return [] }
    return facts.values.indices.flatMap { index -> [Setting] in
      guard facts.values[index].kind == .object else { return [] }
      return entries(of: ValueRef(unit: unit, id: ValueID(index))).compactMap { entry in
        guard names.contains(entry.name) else { return nil }
        let span = units[entry.value.unitIndex].facts.values[entry.value.id.index].span
        return Setting(
          name: entry.name,
          value: optionValue(of: entry.value),
          place: SourcePlace(unit: unit, span: span)
        )
      }
    }
  }

  /// The files of the project that a file imports for their values.
  package func imports(of unit: Int) -> [Int] {
    let unit = units[unit]
    var result: [Int] = []
    for (index, target) in unit.targets.enumerated().dropFirst() {
      guard case .units(let targets) = target, unit.facts.imports[index].kind != .typeOnly else {
        continue
      }
      result += targets
    }
    return result
  }
}
