// Calls that send a query which their caller wrote.

import Facts

extension CallSite {
  /// Whether a parameter of the function that is a query by its name is among what the call sends.
  package var sendsQueryOfCaller: Bool {
    let facts = unit.facts
    return facts.parameters(of: resolved.function).contains { parameter in
      guard parameter.symbol.isPresent,
        ["query", "sql", "statement", "query_text", "queryText"]
          .contains(facts.names.string(parameter.name))
      else { return false }
      return isSent(parameter.symbol)
    }
  }

  /// Whether a symbol, or what one call makes of it, is sent.
  private func isSent(_ symbol: SymbolID) -> Bool {
    if isHanded(symbol) { return true }
    let facts = unit.facts
    let own = facts.functions[resolved.function.index]
    return facts.instructions[own.firstInstruction.index..<own.endInstruction.index]
      .contains { step in
        guard step.operation == .assign, case let place = facts.values[Int(step.a)],
          place.kind == .symbol, holds(ValueID(step.b), symbol, depth: 0)
        else { return false }
        return SymbolID(place.a) != symbol && isHanded(SymbolID(place.a))
      }
  }

  /// Whether a value is an object, a list or a call's result that a symbol went into.
  private func holds(_ id: ValueID, _ symbol: SymbolID, depth: Int) -> Bool {
    guard id.isPresent, depth < 6 else { return false }
    let facts = unit.facts
    let value = facts.values[id.index]
    switch value.kind {
    case .symbol: return SymbolID(value.a) == symbol
    case .object:
      let words = Array(facts.list(ListID(value.a)))
      return stride(from: 1, to: words.count, by: 2).contains {
        holds(ValueID(words[$0]), symbol, depth: depth + 1)
      }
    case .result:
      return facts.valueList(ListID(facts.instructions[Int(value.a)].b)).contains {
        holds($0, symbol, depth: depth + 1)
      }
    default: return false
    }
  }
}
