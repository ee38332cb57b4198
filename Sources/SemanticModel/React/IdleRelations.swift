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
    for include in openIncludes where include.isNamed && include.parent == nil && !include.isPlain {
      included[include.site.position, default: []].append(include)
    }
    guard !included.isEmpty else { return [] }
    var seen: Set<CellID> = []
    return loadedCells.compactMap { loaded -> IdleRelation? in
      guard loaded.effect != nil, let cell = react[loaded.cell], !cell.isNeverRead,
        let path = path(of: loaded.request), !path.isOfOne,
        case .open(let route, let read) = answerSize(of: loaded.request),
        let relations = included[read.site.position], isAnswered(read.site)
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

  /// Whether the rows of a read are what its function gives back, or answers with, as they are.
  private func isAnswered(_ site: CallSite) -> Bool {
    let facts = site.unit.facts
    let made = site.resolved.place.id
    func isRows(_ id: ValueID, _ depth: Int) -> Bool {
      let value = facts.values[id.index]
      switch value.kind {
      case .result: return InstructionID(value.a) == made || depth < 4 && links(of: value, made)
      case .awaited: return isRows(ValueID(value.a), depth)
      case .symbol:
        let symbol = facts.symbols[Int(value.a)]
        return depth < 4 && symbol.value.isPresent && !symbol.flags.contains(.reassigned)
          && isRows(symbol.value, depth + 1)
      default: return false
      }
    }
    /// `Order.find({}).populate("customer")`
    func links(of value: Value, _ made: InstructionID) -> Bool {
      var value = value
      for _ in 0..<8 where value.kind == .result {
        if InstructionID(value.a) == made { return true }
        let callee = facts.values[Int(facts.instructions[Int(value.a)].a)]
        guard callee.kind == .member else { return false }
        value = facts.values[Int(callee.a)]
      }
      return false
    }
    let fact = facts.functions[site.function.id.index]
    let first = fact.firstInstruction.index
    return (first..<max(first, fact.endInstruction.index)).contains { position in
      let step = facts.instructions[position]
      switch step.operation {
      case .return: return step.a != 0 && isRows(ValueID(step.a), 0)
      case .call:
        let callee = facts.values[Int(step.a)]
        guard callee.kind == .member,
          ["json", "send"].contains(facts.names.string(NameID(callee.b)))
        else { return false }
        return facts.valueList(ListID(step.b)).contains { isRows($0, 0) }
      default: return false
      }
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
