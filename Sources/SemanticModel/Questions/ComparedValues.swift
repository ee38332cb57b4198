// Whether code holds a value that a request gives against something large, or looks it up among what it allows.

package import Facts
import SourceText

extension Program {
  /// Whether a function looks the value of a name up among those that the code allows, before it is used at a place.
  package func isLookedUp(_ symbol: SymbolID, before place: ValueRef) -> Bool {
    let facts = units[place.unitIndex].facts
    let function = facts.symbols[symbol.index].function
    return ProvenanceTracer(program: self)
      .isLookedUp(symbol, in: function, facts, usedAt: facts.values[place.id.index].span)
  }
}

extension ProvenanceTracer {
  /// Whether a branch of the function compares a name with something large: `if (limit > 100) …`.
  func isCompared(_ id: SymbolID, _ symbol: Symbol, in unit: Int) -> Bool {
    let facts = program.units[unit].facts
    return facts.regions.contains { region in
      region.function == symbol.function
        && limits(region, facts) { $0.kind == .symbol && SymbolID($0.a) == id }
    } || isLookedUp(id, in: symbol.function, facts, usedAt: nil)
  }

  /// Whether a function looks a value up among those that the code allows: `sort.lstrip("-") not in FIELDS`.
  ///
  /// What is looked up may be made of the value: without a sign in front of it, in lower case. A branch must refuse or
  /// replace what is not there, or hold the place where the value is used.
  func isLookedUp(
    _ id: SymbolID,
    in function: FunctionID,
    _ facts: FileFacts,
    usedAt use: ByteSpan?
  ) -> Bool {
    let fact = facts.functions[function.index]
    return (fact.firstValue.index..<fact.endValue.index).contains { position in
      let value = facts.values[position]
      guard value.kind == .binary, value.detail == Operator.contains.rawValue,
        isMade(ValueID(value.a), of: id, facts, 0)
      else { return false }
      let branches = facts.regions.compactMap { region -> (region: Region, isFound: Bool)? in
        guard region.function == function, region.kind == .then || region.kind == .otherwise,
          let isAsked = asks(region.subject, ValueID(position), facts, 0)
        else { return nil }
        return (region, isAsked == (region.kind == .then))
      }
      // The test of a conditional expression, whose arms do nothing.
      guard !branches.isEmpty else { return true }
      return branches.contains { region, isFound in
        let holdsUse = use.map { region.span.contains($0) } ?? false
        return isFound ? holdsUse : !holdsUse && leaves(region, id, facts)
      }
    }
  }

  /// Whether a condition holds where a test does, or where it does not; nil where it is another one.
  private func asks(_ id: ValueID, _ test: ValueID, _ facts: FileFacts, _ depth: Int) -> Bool? {
    guard id.isPresent, depth < 8 else { return nil }
    if id == test { return true }
    let value = facts.values[id.index]
    switch value.kind {
    case .unary where value.detail == Operator.not.rawValue:
      return asks(ValueID(value.a), test, facts, depth + 1).map { !$0 }
    case .choice:
      return facts.valueList(ListID(value.a)).lazy
        .compactMap { asks($0, test, facts, depth + 1) }.first
    default: return nil
    }
  }

  /// Whether a branch ends its function, or gives a name another value.
  private func leaves(_ region: Region, _ id: SymbolID, _ facts: FileFacts) -> Bool {
    (region.firstInstruction.index..<region.endInstruction.index).contains { position in
      let step = facts.instructions[position]
      switch step.operation {
      case .return, .throw: return true
      case .assign:
        let place = facts.values[Int(step.a)]
        return place.kind == .symbol && SymbolID(place.a) == id
      default: return false
      }
    }
  }

  /// Whether a value is a name or what methods make of it: `sort[1:]`, `raw.strip()`.
  private func isMade(_ value: ValueID, of id: SymbolID, _ facts: FileFacts, _ depth: Int) -> Bool {
    guard value.isPresent, depth < 8 else { return false }
    let shape = facts.values[value.index]
    switch shape.kind {
    case .symbol:
      if SymbolID(shape.a) == id { return true }
      return isMade(facts.symbols[Int(shape.a)].value, of: id, facts, depth + 1)
    case .index: return isMade(ValueID(shape.a), of: id, facts, depth + 1)
    case .choice:
      return facts.valueList(ListID(shape.a)).contains { isMade($0, of: id, facts, depth + 1) }
    case .result:
      let callee = facts.values[Int(facts.instructions[Int(shape.a)].a)]
      return callee.kind == .member && isMade(ValueID(callee.a), of: id, facts, depth + 1)
    default: return false
    }
  }

  func isCompared(member value: Value, in unit: Int) -> Bool {
    let facts = program.units[unit].facts
    let base = facts.values[Int(value.a)]
    guard base.kind == .symbol else { return false }
    let function = facts.symbols[Int(base.a)].function
    return facts.regions.contains { region in
      region.function == function
        && limits(region, facts) {
          guard $0.kind == .member, $0.b == value.b else { return false }
          let other = facts.values[Int($0.a)]
          return other.kind == .symbol && other.a == base.a
        }
    }
  }

  func limits(_ region: Region, _ facts: FileFacts, _ isSubject: (Value) -> Bool) -> Bool {
    guard region.kind == .then || region.kind == .otherwise else { return false }
    return compares(region.subject, facts, isSubject, 0)
  }

  /// Whether a value says how many rows there are: who compares a page with them caps nothing.
  private func isTotal(_ value: Value, _ facts: FileFacts) -> Bool {
    let name = name(of: value, facts).lowercased()
    guard !name.contains("max"), !name.contains("limit") else { return false }
    return ["count", "total", "length"].contains { name.hasSuffix($0) } || name.hasPrefix("total")
  }

  private func compares(
    _ id: ValueID,
    _ facts: FileFacts,
    _ isSubject: (Value) -> Bool,
    _ depth: Int
  ) -> Bool {
    guard id.isPresent, depth < 8 else { return false }
    let value = facts.values[id.index]
    switch value.kind {
    case .choice:
      return facts.valueList(ListID(value.a)).contains { compares($0, facts, isSubject, depth + 1) }
    case .unary: return compares(ValueID(value.a), facts, isSubject, depth + 1)
    case .result:
      // `[20, 50, 100].includes(limit)`
      let call = facts.instructions[Int(value.a)]
      guard ["includes", "has", "indexOf"].contains(name(of: facts.values[Int(call.a)], facts))
      else {
        return false
      }
      return facts.valueList(ListID(call.b)).contains { isSubject(facts.values[$0.index]) }
    case .binary:
      let relations: Set<UInt16> = [
        Operator.less.rawValue, Operator.lessOrEqual.rawValue, Operator.greater.rawValue,
        Operator.greaterOrEqual.rawValue,
      ]
      if value.detail == Operator.and.rawValue || value.detail == Operator.or.rawValue {
        return compares(ValueID(value.a), facts, isSubject, depth + 1)
          || compares(ValueID(value.b), facts, isSubject, depth + 1)
      }
      guard relations.contains(value.detail) else { return false }
      let sides = [facts.values[Int(value.a)], facts.values[Int(value.b)]]
      guard sides.contains(where: isSubject), !sides.contains(where: { isTotal($0, facts) }) else {
        return false
      }
      // A comparison with nothing or one tells a number from none.
      return !sides.contains { $0.kind == .number && facts.numbers[Int($0.a)] <= 1 }
    default: return false
    }
  }
}
