// Deletions of one row that SQLAlchemy hands on to the rows which belong to it, by loading each of them.

import Facts
import SourceText

/// A deletion that loads and deletes the rows of relations.
package struct CascadeDelete: Sendable {
  /// `session.delete(post)`
  package let site: CallSite
  /// The class of the row that is deleted.
  package let owner: String
  package let relations: [CascadeRelation]
}

/// A relation to many rows whose deletion is the mapper's work.
package struct CascadeRelation: Sendable {
  package let name: String
  /// The class of the rows.
  package let target: String
  package let place: SourcePlace
  /// Each of those rows has rows of its own, which are looked for one row after the other.
  package internal(set) var isDeep = false
}

extension Program {
  /// The deletions of rows whose relations cascade in the process: without `passive_deletes` all related rows are
  /// loaded first (docs.sqlalchemy.org, "Using foreign key ON DELETE cascade with ORM relationships").
  package var cascadeDeletes: [CascadeDelete] {
    let cascades = cascadeRelations
    guard !cascades.isEmpty else { return [] }
    let owners = Set(cascades.keys)
    return calls.indices.compactMap { position -> CascadeDelete? in
      let site = call(at: position)
      guard site.unit.isRunning, site.unit.isPython, site.instruction.operation == .call,
        let row = rowDeleted(by: site), let owner = ownerOfRow(row, site, owners),
        let relations = cascades[owner]?.filter({ !isEmptied($0.target, before: site) }),
        !relations.isEmpty
      else { return nil }
      return CascadeDelete(site: site, owner: owner, relations: relations)
    }
  }

  /// Whether one statement has deleted the rows of a class before: `session.execute(delete(Item).where(…))`,
  /// `Item.query.filter_by(…).delete()`.
  private func isEmptied(_ target: String, before site: CallSite) -> Bool {
    let facts = site.unit.facts
    return calls(in: site.function).map(call(at:)).contains { other in
      guard other.place.span.start < site.place.span.start,
        let word = facts.lastName(of: ValueID(other.instruction.a)),
        facts.names.isText("delete", word)
      else { return false }
      let callee = facts.values[Int(other.instruction.a)]
      if callee.kind == .member,
        named(in: facts.values[Int(callee.a)], [target], facts, 0) != nil
      {
        return true
      }
      let first = facts.valueList(ListID(other.instruction.b)).first
      return first.map { named(in: facts.values[$0.index], [target], facts, 0) != nil } ?? false
    }
  }

  // MARK: Deletions

  /// What a call of a session's `delete` is handed.
  private func rowDeleted(by site: CallSite) -> ValueID? {
    let facts = site.unit.facts
    let callee = facts.values[Int(site.instruction.a)]
    guard callee.kind == .member, facts.names.isText("delete", NameID(callee.b)),
      let holder = facts.lastName(of: ValueID(callee.a))
    else { return nil }
    let name = facts.names.string(holder).lowercased()
    let arguments = facts.valueList(ListID(site.instruction.b))
    guard name.hasSuffix("session") || name == "db", arguments.count == 1 else { return nil }
    return arguments[0]
  }

  private func ownerOfRow(_ row: ValueID, _ site: CallSite, _ owners: Set<String>) -> String? {
    let facts = site.unit.facts
    var value = facts.values[row.index]
    var type = ValueID.none
    for _ in 0..<3 where value.kind == .symbol {
      let symbol = facts.symbols[Int(value.a)]
      type = symbol.type
      guard symbol.value.isPresent, !symbol.flags.contains(.reassigned) else { return nil }
      value = facts.values[symbol.value.index]
    }
    switch value.kind {
    case .this:
      let function = facts.functions[site.function.id.index]
      guard function.owner.isPresent else { return nil }
      let name = facts.names.string(facts.classes[function.owner.index].name)
      return owners.contains(name) ? name : nil
    case .parameter:
      return type.isPresent
        ? names(ofType: type, facts).last.flatMap { owners.contains($0) ? $0 : nil } : nil
    case .result, .awaited, .choice: return named(in: value, owners, facts, 0)
    default: return nil
    }
  }

  /// The class that an expression asks for rows: `Post.query.get(id)`, `session.get(Post, id)`, `Post.find(id)`.
  private func named(
    in value: Value,
    _ owners: Set<String>,
    _ facts: FileFacts,
    _ depth: Int
  ) -> String? {
    guard depth < 12 else { return nil }
    func next(_ id: ValueID) -> String? {
      guard id.isPresent else { return nil }
      return named(in: facts.values[id.index], owners, facts, depth + 1)
    }
    switch value.kind {
    case .symbol, .class:
      let name =
        value.kind == .class
        ? facts.classes[Int(value.a)].name : facts.symbols[Int(value.a)].name
      let text = facts.names.string(name)
      return owners.contains(text) ? text : nil
    case .member, .awaited: return next(ValueID(value.a))
    case .choice: return facts.valueList(ListID(value.a)).lazy.compactMap { next($0) }.first
    case .result:
      let call = facts.instructions[Int(value.a)]
      // What the first argument names is asked for by a session; a condition names other classes too.
      if let found = next(ValueID(call.a)) { return found }
      return facts.valueList(ListID(call.b)).first.flatMap { next($0) }
    default: return nil
    }
  }

  // MARK: Relations

  /// By class: the relations to many rows whose deletion is the mapper's work.
  private var cascadeRelations: [String: [CascadeRelation]] {
    var result: [String: [CascadeRelation]] = [:]
    var cascading: Set<String> = []
    for (position, unit) in units.enumerated() where unit.isRunning && unit.isPython {
      let facts = unit.facts
      guard !facts.names.ids(of: ["relationship", "Relationship"]).isEmpty else { continue }
      for index in facts.classes.indices.dropFirst() {
        let owner = facts.names.string(facts.classes[index].name)
        for member in facts.members(of: ClassID(index)) where member.value.isPresent {
          guard let relation = cascade(of: member, facts) else { continue }
          cascading.insert(owner)
          guard relation.isMany else { continue }
          result[owner, default: []].append(
            CascadeRelation(
              name: facts.names.string(member.name),
              target: relation.target,
              place: SourcePlace(unit: position, span: member.span)
            )
          )
        }
      }
    }
    for owner in result.keys {
      for position in result[owner]?.indices ?? 0..<0 {
        let target = result[owner]?[position].target ?? ""
        result[owner]?[position].isDeep = cascading.contains(target)
      }
    }
    return result
  }

  /// What a member declares as a relation that cascades in the process.
  private func cascade(of member: ClassMember, _ facts: FileFacts) -> (
    target: String, isMany: Bool
  )? {
    let value = facts.values[member.value.index]
    guard value.kind == .result, case let call = facts.instructions[Int(value.a)],
      let word = facts.lastName(of: ValueID(call.a)),
      ["relationship", "Relationship"].contains(facts.names.string(word))
    else { return nil }
    var target: String?
    var doesCascade = false
    var isMany = true
    for argument in facts.valueList(ListID(call.b)) {
      let given = facts.values[argument.index]
      guard given.kind == .object, given.flags.contains(.keywords) else {
        target = target ?? text(of: argument, facts)
        continue
      }
      let words = Array(facts.list(ListID(given.a)))
      for entry in stride(from: 0, to: words.count - 1, by: 2) {
        let option = facts.values[Int(words[entry + 1])]
        switch facts.names.string(NameID(words[entry])) {
        case "cascade" where option.kind == .string:
          let parts = facts.names.string(NameID(option.a)).split { $0 == "," || $0 == " " }
          doesCascade = parts.contains("all") || parts.contains("delete")
        case "cascade_delete": doesCascade = option.kind == .boolean && option.a != 0
        case "uselist": isMany = option.kind != .boolean || option.a != 0
        case "argument": target = text(of: ValueID(words[entry + 1]), facts)
        case "passive_deletes" where option.kind != .boolean || option.a != 0: return nil
        case "secondary", "viewonly", "single_parent": return nil
        default: continue
        }
      }
    }
    if member.type.isPresent {
      let names = names(ofType: member.type, facts)
      isMany = isMany && names.contains { Self.lists.contains($0) }
      target = target ?? names.last
    }
    guard doesCascade, let target else { return nil }
    return (target.split(separator: ".").last.map(String.init) ?? target, isMany)
  }

  private static let lists: Set<String> = [
    "Array", "DynamicMapped", "WriteOnlyMapped",
  ]

  private func text(of id: ValueID, _ facts: FileFacts) -> String? {
    let value = facts.values[id.index]
    switch value.kind {
    case .string: return facts.names.string(NameID(value.a))
    default: return facts.lastName(of: id).map(facts.names.string)
    }
  }

  /// The names of an annotation from the outside in: `Mapped`, `list`, `Comment`.
  private func names(ofType id: ValueID, _ facts: FileFacts) -> [String] {
    var result: [String] = []
    var next = id
    for _ in 0..<6 where next.isPresent {
      let value = facts.values[next.index]
      guard value.kind == .type else {
        if let name = text(of: next, facts) { result.append(name) }
        break
      }
      if let name = text(of: ValueID(value.a), facts) { result.append(name) }
      next = facts.valueList(ListID(value.b)).first ?? .none
    }
    return result
  }
}
