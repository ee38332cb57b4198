// Reads that bring no more than one or two columns of each row.

import Facts

extension OpenRead {
  /// The methods that name the columns of each row, which come as bare values.
  private static let projections: Set<String> = ["with_entities", "values_list", "pluck"]

  /// Whether the rows are no more than one or two of their columns: `values_list("id", "name")`.
  package var isNarrow: Bool {
    if let select = site.arguments.lazy.compactMap({ $0["select"] }).first {
      return (1...2).contains(select.properties.count)
        && select.properties.allSatisfy { !$0.value.isObject }
    }
    let facts = site.unit.facts
    var step = site.instruction
    for _ in 0..<16 {
      let callee = facts.values[Int(step.a)]
      guard callee.kind == .member else { return false }
      if Self.projections.contains(facts.names.string(NameID(callee.b))) {
        let columns = facts.valueList(ListID(step.b)).map { facts.values[$0.index] }
          .filter { !$0.flags.contains(.keywords) }
        return (1...2).contains(columns.count)
          && columns.allSatisfy { $0.kind == .string || $0.kind == .member }
      }
      let base = facts.values[Int(callee.a)]
      guard base.kind == .result else { return false }
      step = facts.instructions[Int(base.a)]
    }
    return false
  }
}

extension OpenRead {
  /// Whether each row is another value of one column: `query(Event.kind).distinct()`.
  package var isOfDistinctValues: Bool {
    let facts = site.unit.facts
    var step = site.instruction
    var isDistinct = false
    for _ in 0..<16 {
      let callee = facts.values[Int(step.a)]
      guard callee.kind == .member else { return false }
      switch facts.names.string(NameID(callee.b)) {
      case "distinct": isDistinct = true
      case "query", "with_entities":
        guard isDistinct, let column = facts.valueList(ListID(step.b)).first,
          facts.list(ListID(step.b)).count == 1, case let value = facts.values[column.index],
          value.kind == .member
        else { return false }
        return !Self.keys.contains { facts.names.isText($0, NameID(value.b)) }
      case "values_list":
        guard isDistinct else { return false }
        return facts.valueList(ListID(step.b)).count {
          facts.values[$0.index].kind == .string
        } == 1
      default: break
      }
      let base = facts.values[Int(callee.a)]
      guard base.kind == .result else { return false }
      step = facts.instructions[Int(base.a)]
    }
    return false
  }

  private static let keys = ["id", "uuid", "email", "username", "name", "title"]
}
