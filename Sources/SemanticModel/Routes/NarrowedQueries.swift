// Queries under a name to which a view adds conditions step by step.

import Facts

/// What the steps behind the first one do to a query under a name.
struct NarrowedQuery {
  /// What the name holds first.
  let first: ValueID
  /// How all steps together select among the rows for a caller who asks for nothing particular.
  fileprivate(set) var selection = OpenListing.Selection.most
  fileprivate(set) var isOrdered = false
}

extension Evaluator {
  /// The query that a name holds to which only conditions and orders are added: `qs = qs.filter(…)`; nil where a step
  /// bounds it or puts something else in its place.
  ///
  /// A step that is taken when a request brings a parameter (`if name := request.GET.get("name")`) is left out: the
  /// caller who sends none gets all rows.
  func narrowed(_ symbol: SymbolID, in unit: Int) -> NarrowedQuery? {
    let facts = units[unit].facts
    let known = facts.symbols[symbol.index]
    guard known.flags.contains(.reassigned), known.value.isPresent else { return nil }
    var result = NarrowedQuery(first: known.value)
    let function = facts.functions[known.function.index]
    let regions = facts.regions(of: known.function).map { facts.regions[$0] }
    for position in function.firstInstruction.index..<function.endInstruction.index {
      let step = facts.instructions[position]
      guard step.operation == .assign, ValueID(step.b) != known.value,
        case let place = facts.values[Int(step.a)], place.kind == .symbol,
        SymbolID(place.a) == symbol
      else { continue }
      let isAsked = regions.contains { region in
        (region.kind == .then || region.kind == .otherwise) && region.subject.isPresent
          && region.firstInstruction.index <= position && position < region.endInstruction.index
          && isOfParameters(region.subject, facts, 0)
      }
      guard let added = steps(from: ValueID(step.b), to: symbol, in: unit) else { return nil }
      result.isOrdered = result.isOrdered || added.isOrdered
      if !isAsked { result.selection = max(result.selection, added.selection) }
    }
    return result
  }

  /// What a chain adds to the query under a name.
  private func steps(from start: ValueID, to symbol: SymbolID, in unit: Int) -> NarrowedQuery? {
    let facts = units[unit].facts
    var result = NarrowedQuery(first: start)
    var next = facts.values[start.index]
    for _ in 0..<24 {
      guard next.kind == .result else { return nil }
      let step = facts.instructions[Int(next.a)]
      let callee = facts.values[Int(step.a)]
      guard callee.kind == .member else { return nil }
      let name = facts.names.string(NameID(callee.b))
      if Self.selecting.contains(name) {
        result.selection = max(result.selection, selection(by: step, in: unit))
      } else if !Self.passing.contains(name) {
        return nil
      }
      result.isOrdered = result.isOrdered || name == "order_by"
      next = facts.values[Int(callee.a)]
      if next.kind == .symbol { return SymbolID(next.a) == symbol ? result : nil }
    }
    return nil
  }

  private static let parameters: Set<String> = ["query_params", "GET"]

  /// Whether a test asks for a parameter of the request.
  private func isOfParameters(_ id: ValueID, _ facts: FileFacts, _ depth: Int) -> Bool {
    guard id.isPresent, depth < 8 else { return false }
    let value = facts.values[id.index]
    switch value.kind {
    case .member:
      return Self.parameters.contains(facts.names.string(NameID(value.b)))
        || isOfParameters(ValueID(value.a), facts, depth + 1)
    case .symbol: return isOfParameters(facts.symbols[Int(value.a)].value, facts, depth + 1)
    case .unary, .index, .awaited: return isOfParameters(ValueID(value.a), facts, depth + 1)
    case .binary:
      return isOfParameters(ValueID(value.a), facts, depth + 1)
        || isOfParameters(ValueID(value.b), facts, depth + 1)
    case .result:
      let step = facts.instructions[Int(value.a)]
      return isOfParameters(ValueID(step.a), facts, depth + 1)
        || facts.valueList(ListID(step.b)).contains { isOfParameters($0, facts, depth + 1) }
    default: return false
    }
  }
}
