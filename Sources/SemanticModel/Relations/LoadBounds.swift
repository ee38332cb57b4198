// What a query says of the rows that its rows refer to.

import Facts

/// Why few different rows may stand behind a relation.
package struct LoadBounds: Sendable, Hashable {
  /// The rows are asked for through one other row that they belong to.
  package internal(set) var isOfOneOwner = false
  /// The query names one row that its rows refer to.
  package internal(set) var isNarrowed = false
  /// The query names the rows at the other end in a list.
  package internal(set) var isListed = false
  /// The one row, or the few, that the query names refer to the other end themselves: the orders of one customer are
  /// delivered to the town of that customer.
  package internal(set) var owners: [Owner] = []

  /// A column by which the query picks its rows, and the column of the relation that is loaded.
  package struct Owner: Sendable, Hashable {
    package let model: String
    package let column: String
    package let loaded: String
  }
}

extension Evaluator {
  mutating func bounds(of read: RelationRead, by plan: EagerPlan) -> LoadBounds {
    var result = LoadBounds()
    let row = read.row
    let base = row.path.first.map { relations[$0].owner } ?? row.model
    let fixed = single(plan.fixedColumns, of: base)
    let listed = single(plan.listedColumns, of: base)
    result.isNarrowed = !fixed.isEmpty
    result.isOfOneOwner =
      plan.parent != nil || !row.isOneOfMany && row.path.contains { relations[$0].isMany }
    guard row.path.isEmpty, !relations[read.relation].isMany else { return result }
    result.isListed = listed.contains(read.relation)
    let loaded = relations[read.relation]
    let facts = units[base.unitIndex].facts
    for owner in fixed + listed
    where owner != read.relation && leads(relations[owner].target, to: loaded.target) {
      result.owners.append(
        LoadBounds.Owner(
          model: facts.names.string(facts.classes[base.id.index].name),
          column: names.string(relations[owner].name) + "_id",
          loaded: names.string(loaded.name) + "_id"
        )
      )
    }
    return result
  }

  /// The relations to one row that the columns hold the keys of.
  private mutating func single(_ columns: Set<String>, of model: ClassRef) -> [Int32] {
    var result: [Int32] = []
    for column in columns.sorted() {
      let short = column.hasSuffix("_id") ? String(column.dropLast(3)) : column
      guard let name = names.known(short), let number = relation(name, of: model),
        !relations[number].isMany
      else { continue }
      result.append(number)
    }
    return result
  }

  /// Whether a class refers to one row of another.
  private func leads(_ owner: ClassRef?, to target: ClassRef?) -> Bool {
    guard let owner, let target else { return false }
    return relations.all.contains { $0.owner == owner && !$0.isMany && $0.target == target }
  }

  /// Whether the expression that begins a query picks one row by its key: `Order.objects.filter(id=5)`.
  ///
  /// What is chained to the name of a query elsewhere narrows only that way.
  func picksOneRow(_ call: Instruction, in unit: Int, _ query: ValueRef) -> Bool {
    guard unit == query.unitIndex else { return false }
    let facts = units[unit].facts
    let value = facts.values[query.id.index]
    guard value.kind == .result, facts.instructions[Int(value.a)].start == call.start,
      facts.lastName(of: ValueID(call.a)).map({ facts.names.isText("filter", $0) }) ?? false
    else { return false }
    return ["id", "pk"].contains { option($0, of: call, in: unit).isPresent }
  }

  /// Whether a read is of the one row that its query names, not of rows that belong to it.
  func isOfOneRow(_ read: RelationRead, by plan: EagerPlan?) -> Bool {
    (plan?.isOfOneRow ?? false) && !read.row.path.contains { relations[$0].isMany }
  }

  /// Whether a read stands in another arm of a branch than the query whose rows it would read: a name that is given a
  /// value in both arms has that of its own.
  func isInOtherArm(_ read: RelationRead, _ table: CallTable) -> Bool {
    let place = table.calls[read.call].place
    let query = read.row.query
    let facts = units[query.unitIndex].facts
    let value = facts.values[query.id.index]
    guard place.unitIndex == query.unitIndex, value.kind == .result else { return false }
    let arms = arms(around: facts.instructions[Int(value.a)].region, facts)
    guard !arms.isEmpty else { return false }
    return self.arms(around: facts.instructions[place.id.index].region, facts).contains {
      group,
      arm in arms[group].map { $0 != arm } ?? false
    }
  }

  /// By group of alternatives: the one that a block is or lies in.
  private func arms(around region: RegionID, _ facts: FileFacts) -> [UInt32: RegionID] {
    var result: [UInt32: RegionID] = [:]
    var next = region
    while next.isPresent {
      let fact = facts.regions[next.index]
      if fact.group != 0 { result[fact.group] = next }
      next = fact.parent
    }
    return result
  }
}
