// Files that are imported under names which nothing uses: what they offer is left out.

import Facts
import Workspace

extension [Unit] {
  /// Whether others import a file, and none of them uses what it imports.
  ///
  /// One that is imported for its effects alone is used.
  func isImportedInVain(_ file: Int) -> Bool {
    var isImported = false
    for unit in self where unit.role != .test {
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

  /// Whether a call speaks to a router that its own file makes: `const router = Router(); router.get(…)`.
  func isAskedOfOwnRouter(_ call: CallRef) -> Bool {
    let facts = self[call.unitIndex].facts
    let callee = facts.values[Int(facts.instructions[call.id.index].a)]
    guard callee.kind == .member, case let base = facts.values[Int(callee.a)], base.kind == .symbol,
      case let made = facts.values[facts.symbols[Int(base.a)].value.index], made.kind == .result
    else { return false }
    let maker = facts.values[Int(facts.instructions[Int(made.a)].a)]
    switch maker.kind {
    case .symbol: return facts.names.isText("Router", facts.symbols[Int(maker.a)].name)
    case .member: return facts.names.isText("Router", NameID(maker.b))
    default: return false
    }
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
