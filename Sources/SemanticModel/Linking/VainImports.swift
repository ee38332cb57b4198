// Files that are imported under names which nothing uses: what they offer is left out.

import Facts
import Workspace

extension [Unit] {
  /// Whether others import a file, and none of them uses what it imports.
  ///
  /// A file that nobody imports may be loaded by its path; one that is imported for its effects alone is used.
  func isImportedInVain(_ file: Int) -> Bool {
    var isImported = false
    for unit in self {
      guard unit.role != .test else { continue }
      for position in unit.targets.indices {
        guard case .units(let imported) = unit.targets[position], imported.contains(file) else {
          continue
        }
        guard unit.facts.ignores(ImportID(position)) else { return false }
        isImported = true
      }
    }
    return isImported
  }
}

extension FileFacts {
  /// Whether an import gives names, and none of them stands anywhere else.
  fileprivate func ignores(_ id: ImportID) -> Bool {
    let modules = Set(
      values.indices.filter { values[$0].kind == .module && ImportID(values[$0].a) == id }
        .map { UInt32($0) }
    )
    let members = values.indices.filter {
      values[$0].kind == .member && modules.contains(values[$0].a)
    }
    let given = modules.union(members.map { UInt32($0) })
    var names: Set<UInt32> = []
    for (position, symbol) in symbols.enumerated()
    where symbol.kind == .import && given.contains(symbol.value.raw) {
      names.insert(UInt32(position))
    }
    guard !names.isEmpty else { return false }
    let isGivenOn = exports.contains { given.contains($0.value.raw) }
    return !isGivenOn && !values.contains { $0.kind == .symbol && names.contains($0.a) }
  }
}
