// What belongs to a row that was read: objects in it, and elements of the lists that it holds.

import Facts

extension RaceFinder {
  /// The row itself, an object in it, or one of a list in it: `cart.items.find((item) => …)`.
  func isPartOfRow(_ id: ValueID, _ read: Access) -> Bool {
    var next = id
    for _ in 0..<6 {
      if isRow(next, read) { return true }
      let value = facts.values[next.index]
      switch value.kind {
      case .member, .index: next = ValueID(value.a)
      case .symbol:
        guard let list = listOfElement(SymbolID(value.a)) else { return false }
        next = list
      default: return false
      }
    }
    return false
  }

  /// Whether a value is an element of a list that one of some names holds: the row is stored with its lists.
  func isElement(_ id: ValueID, of roots: Set<SymbolID>) -> Bool {
    let value = facts.values[id.index]
    guard value.kind == .symbol, let list = listOfElement(SymbolID(value.a)),
      let root = flow.root(of: list)
    else { return false }
    return roots.contains(root)
  }

  /// The list in which a name's value was looked up: `cart.items`.
  private func listOfElement(_ id: SymbolID) -> ValueID? {
    let symbol = facts.symbols[id.index]
    guard symbol.function == function.id, symbol.value.isPresent,
      case let value = facts.values[symbol.value.index], value.kind == .result,
      range.contains(Int(value.a)),
      case let callee = facts.values[Int(facts.instructions[Int(value.a)].a)],
      callee.kind == .member,
      ["find", "findLast", "at"].contains(facts.names.string(NameID(callee.b))),
      facts.values[Int(callee.a)].kind == .member
    else { return nil }
    return ValueID(callee.a)
  }
}
