// Reads of whose rows only the number is used: `len(query.all())`, `(await find()).length`.

import Facts

extension Program {
  /// Whether nothing of what a call gives is used but how many there are.
  func isOnlyCounted(_ site: CallSite) -> Bool {
    let unit = site.place.unit
    let result = units[unit].index.result(of: site.resolved.place.id)
    guard result.isPresent else { return false }
    let search = CountSearch(facts: units[unit].facts, function: site.resolved.function)
    return search.isOnlyCounted(result, depth: 0)
  }
}

/// Looks for the uses of a value in its function.
private struct CountSearch {
  let facts: FileFacts
  let function: FunctionID
  private let values: Range<Int>
  private let steps: Range<Int>

  init(facts: FileFacts, function: FunctionID) {
    self.facts = facts
    self.function = function
    let own = facts.functions[function.index]
    values = own.firstValue.index..<max(own.firstValue.index, own.endValue.index)
    steps =
      own.firstInstruction.index..<max(own.firstInstruction.index, own.endInstruction.index)
  }

  private enum Use {
    /// A value made of it: its member, or the awaited one.
    case value(ValueID)
    /// A name that holds it.
    case name(SymbolID)
    case counted
    case other
  }

  func isOnlyCounted(_ id: ValueID, depth: Int) -> Bool {
    guard depth < 4 else { return false }
    let uses = uses(of: id)
    guard !uses.isEmpty else { return false }
    return uses.allSatisfy { use in
      switch use {
      case .counted: true
      case .other: false
      case .value(let next): isOnlyCounted(next, depth: depth + 1)
      case .name(let symbol): isOnlyCounted(symbol, depth: depth + 1)
      }
    }
  }

  private func isOnlyCounted(_ symbol: SymbolID, depth: Int) -> Bool {
    let fact = facts.symbols[symbol.index]
    guard fact.function == function, !fact.flags.contains(.reassigned) else { return false }
    // A closure may read it, and members of one name share its value.
    let mentions = facts.values.indices.filter {
      facts.values[$0].kind == .symbol && facts.values[$0].a == symbol.raw
    }
    guard mentions.allSatisfy(values.contains) else { return false }
    let used = mentions.map { ValueID($0) }.filter { !uses(of: $0).isEmpty }
    return !used.isEmpty && used.allSatisfy { isOnlyCounted($0, depth: depth + 1) }
  }

  private func uses(of id: ValueID) -> [Use] {
    values.compactMap { use(of: id, in: ValueID($0)) } + steps.flatMap { uses(of: id, at: $0) }
      + facts.regions.filter { $0.function == function && $0.subject == id }.map { _ in .other }
  }

  private func use(of id: ValueID, in holder: ValueID) -> Use? {
    let value = facts.values[holder.index]
    switch value.kind {
    case .awaited: return ValueID(value.a) == id ? .value(holder) : nil
    case .member:
      guard ValueID(value.a) == id else { return nil }
      return facts.names.isWord("length", NameID(value.b)) ? .counted : .other
    case .index, .element, .key, .spread, .unary, .binary, .gathered:
      let second = value.kind == .index || value.kind == .binary || value.kind == .gathered
      return ValueID(value.a) == id || second && ValueID(value.b) == id ? .other : nil
    case .choice, .array, .template, .object:
      return facts.list(ListID(value.a)).contains(id.raw) ? .other : nil
    default: return nil
    }
  }

  private func uses(of id: ValueID, at position: Int) -> [Use] {
    let step = facts.instructions[position]
    switch step.operation {
    case .call, .construct, .element:
      var result: [Use] = ValueID(step.a) == id ? [.other] : []
      if facts.list(ListID(step.b)).contains(id.raw) {
        let callee = facts.values[Int(step.a)]
        let isLength = callee.kind == .global && facts.names.isWord("len", NameID(callee.a))
        result.append(isLength ? .counted : .other)
      }
      return result
    case .assign:
      guard ValueID(step.b) == id else { return [] }
      let place = facts.values[Int(step.a)]
      return place.kind == .symbol ? [.name(SymbolID(place.a))] : [.other]
    case .return, .throw, .yield: return ValueID(step.a) == id ? [.other] : []
    default: return []
    }
  }
}
