// Relations of one row that are read whole: `project.users`, to look for one of them.

import Facts
import SourceText

/// A read of all rows that one row refers to.
package struct ChildRead: Sendable {
  /// Position in `Program.calls`.
  package let call: Int
  /// The class of the row, and the relation.
  package let owner: String
  package let relation: String
  /// The class of the rows that are read.
  package let subject: String
  /// The code only wants to know how many there are, or whether one of them is there.
  package let isOnlyTested: Bool
}

extension Evaluator {
  /// The reads of relations to many that belong to a single row, and that no query has read before.
  func childReads(_ reads: [RelationRead], _ table: CallTable) -> [ChildRead] {
    var seen: Set<Int> = []
    return reads.compactMap { read in
      let relation = relations[read.relation]
      guard relation.isMany, case .rows = relation.access, read.field == nil,
        !isOneOfMany(read.row), !isBehindRelation(read), let target = relation.target,
        !isChanged(table.calls[read.call].place), seen.insert(read.call).inserted
      else { return nil }
      let facts = units[target.unitIndex].facts
      let own = units[relation.owner.unitIndex].facts
      return ChildRead(
        call: read.call,
        owner: own.names.string(own.classes[relation.owner.id.index].name),
        relation: names.string(relation.name),
        subject: facts.names.string(facts.classes[target.id.index].name),
        isOnlyTested: isOnlyTested(table.calls[read.call].place)
      )
    }
  }

  /// Whether a relation is read only to add a row or to take one out.
  private func isChanged(_ place: CallRef) -> Bool {
    let facts = units[place.unitIndex].facts
    let member = facts.instructions[place.id.index].a
    let span = facts.values[Int(member)].span
    return facts.values.contains { value in
      guard value.kind == .member, facts.values[Int(value.a)].span == span else { return false }
      return ["append", "remove", "extend", "clear", "insert"]
        .contains(facts.names.string(NameID(value.b)))
    }
  }

  /// `len(project.users)`, `any(user.id == key for user in project.users)`.
  private func isOnlyTested(_ place: CallRef) -> Bool {
    let facts = units[place.unitIndex].facts
    let own = facts.instructions[place.id.index]
    let span = facts.values[Int(own.a)].span
    // `user in project.users`
    let isSearched = facts.values.contains { value in
      value.kind == .binary && value.detail == Operator.contains.rawValue
        && (facts.values[Int(value.b)].span == span || facts.values[Int(value.a)].span == span)
    }
    if isSearched { return true }
    return facts.instructions.contains { step in
      guard step.operation == .call, step.start <= span.start, step.end >= span.end,
        case let callee = facts.values[Int(step.a)], callee.kind == .global,
        ["any", "len"].contains(facts.names.string(NameID(callee.a)))
      else { return false }
      // The relation itself is measured, or walked by the generator that is handed over.
      let given = facts.valueList(ListID(step.b)).map { facts.values[$0.index] }
      return given.contains { value in
        value.span == span || value.kind == .gathered && facts.values[Int(value.b)].span == span
      }
    }
  }
}
