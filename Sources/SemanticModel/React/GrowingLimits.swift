// Lists that ask for everything once more when a few more rows are wanted.

import Facts

/// A number of rows that grows, and is asked for as a whole each time.
package struct SteppedLimit: Sendable {
  package let cell: StateCell
  /// The call that makes it larger.
  package let growth: SourcePlace
  /// The call that asks for as many rows.
  package let asked: CallSite
  package let component: FunctionRef
}

extension Program {
  /// State such as `limit` that grows by steps and is what a request asks for, from the first row on.
  package var steppedLimits: [SteppedLimit] {
    react.inOrder.filter { !$0.cells.isEmpty && !isNeverShown($0.unit) }.flatMap {
      file -> [SteppedLimit] in
      file.cells.compactMap { cell in
        guard Self.isLimit(cell.name), !isUnusedHook(cell.component),
          let write = cell.writes.first(where: { grows($0, cell) }), let growth = place(write.call),
          let asked = asks(for: cell, in: file)
        else { return nil }
        return SteppedLimit(cell: cell, growth: growth, asked: asked, component: cell.component)
      }
    }
  }

  private static func isLimit(_ name: String) -> Bool {
    let words = NameSplit.words(of: name)
    return words.last == "limit" || [["take"], ["page", "size"], ["per", "page"]].contains(words)
  }

  /// Whether a write adds to what was there before: `setLimit((before) => before + 10)`, `setLimit(limit + 10)`.
  func grows(_ write: StateWrite, _ cell: StateCell) -> Bool {
    guard write.value.id.isPresent else { return false }
    let stored = traced(write.value)
    return ([write.value] + returns(of: stored)).contains { place in
      let sum = value(place)
      guard sum.kind == .binary, Operator(rawValue: sum.detail) == .add else { return false }
      let facts = units[place.unitIndex].facts
      return [sum.a, sum.b].contains { id in
        let operand = facts.values[Int(id)]
        if operand.kind == .symbol, SymbolID(operand.a) == cell.value { return true }
        let behind = value(traced(ValueRef(unit: place.unitIndex, id: ValueID(id))))
        return behind.kind == .parameter && value(stored).kind == .function
          && behind.a == value(stored).a
      }
    }
  }

  /// The call that hands the number on to a server: in an effect that follows it, or through a hook.
  private func asks(for cell: StateCell, in file: ReactFile) -> CallSite? {
    let facts = units[file.unit].facts
    let actions = heldActions(in: file.unit)
    let effects = file.effects.filter { effect in
      guard case .values(let values) = effect.dependencies, effect.component == cell.component
      else {
        return false
      }
      return values.contains { value($0).kind == .symbol && SymbolID(value($0).a) == cell.value }
    }.compactMap(\.function).flatMap { everything(of: $0) }
    return table.calls(of: file.unit).lazy.map { self.call(at: $0) }.first { site in
      guard
        facts.valueList(ListID(site.instruction.b)).contains(where: { holds($0, cell, facts, 0) })
      else { return false }
      if site.function == cell.component {
        return site.calleeName.hasPrefix("use") && !dataRequests(behind: site).isEmpty
      }
      guard effects.contains(site.function) else { return false }
      let callee = facts.values[Int(site.instruction.a)]
      let held = callee.kind == .symbol && actions[SymbolID(callee.a)] != nil
      let given = value(traced(ValueRef(unit: file.unit, id: ValueID(site.instruction.a))))
      let isGiven =
        given.kind == .parameter && FunctionID(given.a) == cell.component.id
        && ["fetch", "get", "load"].contains {
          NameSplit.words(of: site.calleeName).first == $0
        }
      return held || isGiven || !dataRequests(behind: site).isEmpty
    }
  }

  private func holds(_ id: ValueID, _ cell: StateCell, _ facts: FileFacts, _ depth: Int) -> Bool {
    guard id.isPresent, depth < 4 else { return false }
    let value = facts.values[id.index]
    switch value.kind {
    case .symbol: return SymbolID(value.a) == cell.value
    case .object:
      let words = Array(facts.list(ListID(value.a)))
      return stride(from: 1, to: words.count, by: 2).contains {
        holds(ValueID(words[$0]), cell, facts, depth + 1)
      }
    case .template:
      return facts.valueList(ListID(value.a)).contains { holds($0, cell, facts, depth + 1) }
    default: return false
    }
  }
}
