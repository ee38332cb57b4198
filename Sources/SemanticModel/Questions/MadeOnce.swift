// Calls that a loop makes until their result is there, and never again.

import Facts
import SourceText

extension Program {
  /// Whether a loop makes a call only while a name from outside of it is empty: `if (!event) event = load(row)`.
  func isMadeOnce(_ site: CallSite, in repetition: Repetition) -> Bool {
    if isOfOneElement(site) { return true }
    guard case .loop(let loop) = repetition.kind, loop.unitIndex == site.place.unit else {
      return false
    }
    let facts = site.unit.facts
    let around = facts.regions[loop.id.index]
    var region = site.instruction.region
    while region.isPresent, region != loop.id {
      let fact = facts.regions[region.index]
      if fact.kind == .then || fact.kind == .otherwise {
        let empty = emptyNames(fact.subject, isTrue: fact.kind == .then, facts, depth: 0)
        if empty.contains(where: { isSetOnly(in: fact, of: around, $0, facts) }) { return true }
      }
      region = fact.parent
    }
    return false
  }

  /// Whether a block runs for the element of one name only: `if (field === "email") await send()`.
  private func isOfOneElement(_ site: CallSite) -> Bool {
    let facts = site.unit.facts
    var region = site.instruction.region
    for _ in 0..<64 {
      guard region.isPresent, case let fact = facts.regions[region.index], fact.kind != .body,
        !fact.kind.isLoop
      else { return false }
      if fact.kind == .then, namesElement(fact.subject, in: site.place.unit, depth: 0) {
        return true
      }
      region = fact.parent
    }
    return false
  }

  private func namesElement(_ id: ValueID, in unit: Int, depth: Int) -> Bool {
    let facts = units[unit].facts
    guard id.isPresent, depth < 6 else { return false }
    let value = facts.values[id.index]
    if value.kind == .choice, value.detail == Operator.and.rawValue {
      return facts.valueList(ListID(value.a)).contains {
        namesElement($0, in: unit, depth: depth + 1)
      }
    }
    guard value.kind == .binary, value.detail == Operator.equal.rawValue else { return false }
    let sides = [facts.values[Int(value.a)], facts.values[Int(value.b)]]
    if sides[1].kind == .string, sides[0].kind == .symbol {
      return isElement(SymbolID(sides[0].a), in: unit)
    }
    return isKey(sides[0], otherwise: sides[1], in: unit)
      || isKey(sides[1], otherwise: sides[0], in: unit)
  }

  /// Names of members that no two elements share.
  private static let keys: Set<String> = [
    "id", "_id", "uuid", "guid", "pk", "url", "slug", "email", "username", "hash",
  ]

  /// Whether one side is what tells the elements apart, the other something from outside:
  /// `pinned.url === created.url`.
  private func isKey(_ side: Value, otherwise other: Value, in unit: Int) -> Bool {
    let facts = units[unit].facts
    guard side.kind == .member, case let element = facts.values[Int(side.a)],
      element.kind == .symbol, Self.keys.contains(facts.names.string(NameID(side.b))),
      isElement(SymbolID(element.a), in: unit)
    else { return false }
    switch other.kind {
    case .symbol: return other.a != element.a
    case .member:
      let base = facts.values[Int(other.a)]
      return base.kind != .symbol || base.a != element.a
    default: return false
    }
  }

  /// Whether a name is what a loop, or a function that is written as an argument, takes one by one.
  private func isElement(_ id: SymbolID, in unit: Int) -> Bool {
    let facts = units[unit].facts
    let symbol = facts.symbols[id.index]
    guard symbol.value.isPresent, !symbol.flags.contains(.reassigned) else { return false }
    let bound = facts.values[symbol.value.index]
    guard bound.kind == .parameter else { return bound.kind == .element || bound.kind == .key }
    // The first parameter of a function that is written as an argument: `fields.map(async (field) => …)`.
    let function = FunctionRef(unit: unit, id: FunctionID(bound.a))
    guard bound.detail == 0, let use = graph.closureUses[function] else { return false }
    if case .perElement = use.times { return true }
    return false
  }

  /// The names that a test finds to be empty where it holds (or where it does not).
  private func emptyNames(_ id: ValueID, isTrue: Bool, _ facts: FileFacts, depth: Int)
    -> [SymbolID]
  {
    guard id.isPresent, depth < 8 else { return [] }
    let value = facts.values[id.index]
    switch value.kind {
    case .symbol: return isTrue ? [] : [SymbolID(value.a)]
    case .unary where value.detail == Operator.not.rawValue:
      return emptyNames(ValueID(value.a), isTrue: !isTrue, facts, depth: depth + 1)
    case .binary:
      let wanted: Operator = isTrue ? .equal : .notEqual
      let left = facts.values[Int(value.a)]
      let right = facts.values[Int(value.b)]
      guard value.detail == wanted.rawValue, left.kind == .symbol,
        right.kind == .null || right.kind == .undefined
      else { return [] }
      return [SymbolID(left.a)]
    case .choice where isTrue && value.detail == Operator.and.rawValue:
      return facts.valueList(ListID(value.a)).flatMap {
        emptyNames($0, isTrue: true, facts, depth: depth + 1)
      }
    default: return []
    }
  }

  /// Whether a name from before a loop is set in one of its blocks and nowhere else in it.
  private func isSetOnly(
    in block: Region,
    of loop: Region,
    _ name: SymbolID,
    _ facts: FileFacts
  ) -> Bool {
    guard !loop.span.contains(facts.symbols[name.index].declaration) else { return false }
    var isSet = false
    for position in loop.firstInstruction.index..<loop.endInstruction.index {
      let step = facts.instructions[position]
      guard step.operation == .assign else { continue }
      let place = facts.values[Int(step.a)]
      guard place.kind == .symbol, SymbolID(place.a) == name else { continue }
      let isInside =
        position >= block.firstInstruction.index && position < block.endInstruction.index
      guard isInside else { return false }
      isSet = true
    }
    return isSet
  }
}
