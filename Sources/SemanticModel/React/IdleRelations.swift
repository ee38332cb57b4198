// Related rows that an endpoint sends with each row, and that nothing of the page reads.

import Facts

/// State that a request fills with more than the page takes from it.
package struct IdleRelation: Sendable {
  package let loaded: LoadedCell
  package let path: RequestPath
  package let route: Route
  package let read: OpenRead
  /// The relations that nothing of the page names, with the places where the server includes them.
  package let relations: [(name: String, place: SourcePlace)]
}

extension Program {
  /// State that keeps whole rows with relations which no file of the page reads.
  package var idleRelations: [IdleRelation] {
    var included: [Int: [OpenInclude]] = [:]
    for include in openIncludes { included[include.site.position, default: []].append(include) }
    guard !included.isEmpty else { return [] }
    var seen: Set<CellID> = []
    return loadedCells.compactMap { loaded -> IdleRelation? in
      guard loaded.effect != nil, let cell = react[loaded.cell], !cell.isNeverRead,
        let path = path(of: loaded.request), !path.isOfOne,
        case .open(let route, let read) = answerSize(of: loaded.request),
        let relations = included[read.site.position]
      else { return nil }
      let taken = membersRead(from: cell.unit)
      let idle = relations.filter { include in
        let name = include.relation.split(separator: ".").last ?? ""
        return !name.isEmpty && !taken.contains(String(name))
      }
      guard !idle.isEmpty, seen.insert(loaded.cell).inserted else { return nil }
      return IdleRelation(
        loaded: loaded,
        path: path,
        route: route,
        read: read,
        relations: idle.map { ($0.relation, $0.place) }
      )
    }
  }

  /// Whether a file is one that another imports itself.
  private func isShown(_ other: Int, in unit: Int) -> Bool {
    units[unit].targets.contains { target in
      guard case .units(let imported) = target else { return false }
      return imported.contains(other)
    }
  }

  /// The names of members that a file reads, and those files that it imports.
  private func membersRead(from unit: Int) -> Set<String> {
    var seen: Set<Int> = [unit]
    var queue = [unit]
    var result: Set<String> = []
    while let next = queue.popLast(), seen.count < 200 {
      let facts = units[next].facts
      for value in facts.values {
        switch value.kind {
        case .member: result.insert(facts.names.string(NameID(value.b)))
        // `row["waiter"]`, and keys of columns: `{ dataIndex: "waiter" }`.
        case .string where next == unit || isShown(next, in: unit):
          for part in facts.names.string(NameID(value.a)).split(separator: ".").prefix(4) {
            result.insert(String(part))
          }
        default: continue
        }
      }
      for target in units[next].targets {
        guard case .units(let imported) = target else { continue }
        for other in imported where seen.insert(other).inserted { queue.append(other) }
      }
    }
    return result
  }
}
