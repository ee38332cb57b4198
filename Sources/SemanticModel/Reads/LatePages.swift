// Aggregations that join all rows that match, and cut out the page from what comes of it.

import Facts

/// An aggregation whose limit stands behind its joins.
package struct LatePaging: Sendable {
  package let site: CallSite
  /// How many look-ups each row takes before most rows are dropped.
  package let joins: Int
  /// The stage that needs all rows, and holds the limit back: `$sort`.
  package let barrier: String
}

extension Program {
  /// The aggregations whose page could be cut out first, in order of file and place.
  package var latePages: [LatePaging] {
    reads.compactMap { fact -> LatePaging? in
      guard case .stages(let position) = fact.rule.filter else { return nil }
      let site = call(at: fact.call)
      let arguments = site.unit.facts.valueList(ListID(site.instruction.b))
      guard position < arguments.count else { return nil }
      let list = stages(ValueRef(unit: site.place.unit, id: arguments[position]))
      guard list.isComplete else { return nil }
      var reader = LatePageReader(program: self)
      return reader.read(list.stages).map {
        LatePaging(site: site, joins: $0.joins, barrier: $0.barrier)
      }
    }
    .sorted { $0.site.place < $1.site.place }
  }
}

/// Walks through stages to the limit, and says whether it could stand in front of the joins.
private struct LatePageReader {
  let program: Program
  /// The names that joins and later stages give to what they add.
  private var added: Set<String> = []
  private var joins = 0
  private var barrier: String?

  init(program: Program) { self.program = program }

  mutating func read(_ stages: [Stage]) -> (joins: Int, barrier: String)? {
    for stage in stages {
      switch stage.name {
      case "$lookup":
        joins += 1
        if let name = text("as", of: stage.value) { added.insert(name) }
      case "$limit":
        // MongoDB itself moves a limit in front of a look-up that stands directly before it.
        guard joins > 0, let barrier else { return nil }
        return (joins, barrier)
      // What is joined then are groups, which are few.
      case "$group" where joins == 0, "$bucket" where joins == 0, "$sortByCount" where joins == 0:
        return nil
      default:
        guard joins == 0 || keepsRows(stage) else { return nil }
      }
    }
    return nil
  }

  /// Whether a stage behind a join leaves the rows that there were, in an order that the join does not decide.
  private mutating func keepsRows(_ stage: Stage) -> Bool {
    switch stage.name {
    case "$addFields", "$set":
      for (name, _) in entries(stage.value) { added.insert(name) }
      return true
    case "$project":
      for (name, value) in entries(stage.value) where !isFlag(value) { added.insert(name) }
      return true
    case "$unset", "$skip": return true
    case "$sort":
      barrier = barrier ?? stage.name
      return entries(stage.value).allSatisfy { name, _ in
        !added.contains(name.split(separator: ".").first.map(String.init) ?? name)
      }
    case "$unwind":
      barrier = barrier ?? stage.name
      return isUnwoundJoin(stage.value)
    case "$group":
      barrier = barrier ?? stage.name
      return text("_id", of: stage.value) == "$_id"
    default: return false
    }
  }

  /// Whether what is unwound is a join's own list, or rows without a list stay.
  private func isUnwoundJoin(_ value: ValueRef) -> Bool {
    let path = text(value) ?? text("path", of: value) ?? ""
    let keepsEmpty = entries(value).contains { $0.name == "preserveNullAndEmptyArrays" }
    return keepsEmpty || added.contains(String(path.dropFirst()))
  }

  private func entries(_ ref: ValueRef) -> [(name: String, value: ValueRef)] {
    let made = program.traced(ref)
    return program.stages(made).stages.map { ($0.name, $0.value) }
  }

  private func text(_ key: String, of ref: ValueRef) -> String? {
    entries(ref).first { $0.name == key }.flatMap { text($0.value) }
  }

  private func text(_ ref: ValueRef) -> String? {
    let value = program.value(ref)
    guard value.kind == .string else { return nil }
    return program.units[ref.unitIndex].facts.names.string(NameID(value.a))
  }

  /// `1` and `true` take a column over, `0` leaves it out.
  private func isFlag(_ ref: ValueRef) -> Bool {
    let kind = program.value(ref).kind
    return kind == .number || kind == .boolean
  }
}
