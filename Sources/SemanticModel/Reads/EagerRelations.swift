// Relations of TypeORM whose rows come with every read of their class: `@OneToMany(…, { eager: true })`.

import Facts
import Queries
import SourceText

/// A relation to many rows that is declared to be loaded always, and the reads that load it.
package struct EagerRelation: Sendable {
  /// The class that declares it.
  package let owner: String
  package let relation: String
  package let place: SourcePlace
  /// The reads of the class that bring its rows along.
  package let reads: [CallSite]
}

extension Program {
  /// All such relations that some read loads, in order of file and place.
  package var eagerRelations: [EagerRelation] {
    units.indices.filter { units[$0].isRunning }.flatMap { unit -> [EagerRelation] in
      let facts = units[unit].facts
      return facts.classes.indices.dropFirst().flatMap { position -> [EagerRelation] in
        let owner = facts.names.string(facts.classes[position].name)
        let found = facts.members(of: ClassID(position)).compactMap { member in
          eagerDecorator(of: member, facts).map { (member, $0) }
        }
        guard !found.isEmpty, case let reads = readsWithRelations(of: owner), !reads.isEmpty else {
          return []
        }
        return found.map { member, span in
          EagerRelation(
            owner: owner,
            relation: facts.names.string(member.name),
            place: SourcePlace(unit: unit, span: span),
            reads: reads
          )
        }
      }
    }
  }

  /// Where the decorator stands that says so.
  private func eagerDecorator(of member: ClassMember, _ facts: FileFacts) -> ByteSpan? {
    facts.valueList(member.decorators).lazy.compactMap { id -> ByteSpan? in
      let value = facts.values[id.index]
      guard value.kind == .result else { return nil }
      let call = facts.instructions[Int(value.a)]
      let callee = facts.values[Int(call.a)]
      guard callee.kind == .symbol,
        ["OneToMany", "ManyToMany"].contains(
          facts.names.string(facts.symbols[Int(callee.a)].name)
        ),
        facts.valueList(ListID(call.b)).contains(where: {
          Operand($0, in: facts, depth: 0)["eager"]?.isTrue ?? false
        })
      else { return nil }
      return value.span
    }.first
  }

  /// Methods of a repository load what is eager; builders do not, nor do those that are told so.
  private func readsWithRelations(of model: String) -> [CallSite] {
    var seen: Set<Int> = []
    return queries.compactMap { query in
      guard query.action == .read, seen.insert(query.call).inserted,
        case let site = call(at: query.call), site.unit.isRunning, site.library == "TypeORM",
        site.method?.name.hasPrefix("find") ?? false,
        query.model == model || schema.table(meaning: query.model)?.models.contains(model) ?? false,
        !site.arguments.contains(where: { $0["loadEagerRelations"] != nil })
      else { return nil }
      return site
    }
  }
}
