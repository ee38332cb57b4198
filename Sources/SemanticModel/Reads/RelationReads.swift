// Reads that begin at a relation of one row, and filters that stand in place of options.

import Facts

extension ReadRule {
  /// Whether an argument is the filter itself and no object of options.
  func isPlainFilter(_ id: ValueID, _ facts: FileFacts) -> Bool {
    guard !optionNames.isEmpty, facts.values[id.index].kind == .object else { return false }
    let words = Array(facts.list(ListID(facts.values[id.index].a)))
    guard words.count > 1 else { return false }
    return stride(from: 0, to: words.count - 1, by: 2).allSatisfy { position in
      let name = NameID(words[position])
      return name != .any && !optionNames.contains(facts.names.string(name))
    }
  }
}

extension OpenRead {
  /// Whether all that a relation of one row leads to is walked, with nothing said of it: `room.messages.all()`.
  package var walksRelation: Bool {
    fact.rule.beginsAtRelations && filter.conditions.count == 1
      && fact.chained.allSatisfy { position in
        let name = site.program.call(at: position).method?.name
        return name == "all" || name == "__iter__"
      }
  }
}

extension Program {
  /// The row whose related rows a read asks for: `project` of `project.check_set.all()`; nil where it asks a table.
  func owner(of fact: ReadFact) -> String? {
    guard fact.rule.beginsAtRelations else { return nil }
    for position in [fact.call] + fact.chained {
      let site = call(at: position)
      let callee = site.unit.facts.values[Int(site.instruction.a)]
      guard site.unit.isPython, callee.kind == .member else { continue }
      if let owner = owner(of: ValueID(callee.a), site) { return owner }
    }
    return nil
  }

  private func owner(of receiver: ValueID, _ site: CallSite) -> String? {
    let facts = site.unit.facts
    var value = facts.values[receiver.index]
    for _ in 0..<32 {
      switch value.kind {
      case .result:
        let step = facts.instructions[Int(value.a)]
        value = facts.values[Int(step.a)]
        guard value.kind == .member else { return nil }
        let name = facts.names.string(NameID(value.b))
        // A template calls what it reads: `{% for unit in item.unit_set.all %}`.
        if step.operation == .read, name.hasSuffix("_set") {
          return owner(ofRelation: name, at: ValueID(value.a), site)
        }
        value = facts.values[Int(value.a)]
      case .symbol:
        let symbol = facts.symbols[Int(value.a)]
        guard symbol.value.isPresent, !symbol.flags.contains(.reassigned) else { return nil }
        value = facts.values[symbol.value.index]
        guard value.kind == .result || value.kind == .member else { return nil }
      case .member:
        return owner(ofRelation: facts.names.string(NameID(value.b)), at: ValueID(value.a), site)
      default: return nil
      }
    }
    return nil
  }

  /// Members by which models, sessions and views are asked: no relations.
  private static let doors: Set<String> = [
    "objects", "query", "session", "queryset", "model", "manager", "db",
  ]

  private func owner(ofRelation name: String, at base: ValueID, _ site: CallSite) -> String? {
    guard !Self.doors.contains(name), !name.hasSuffix("objects"), !name.hasPrefix("_") else {
      return nil
    }
    let facts = site.unit.facts
    let value = facts.values[base.index]
    switch value.kind {
    case .member:
      let owner = facts.names.string(NameID(value.b))
      return owner.isTypeName || Self.doors.contains(owner) ? nil : owner
    case .symbol:
      let symbol = facts.symbols[Int(value.a)]
      let owner = facts.names.string(symbol.name)
      if owner == "self" { return name.hasSuffix("_set") ? ownClass(of: site) : nil }
      let isModule = symbol.value.isPresent && facts.values[symbol.value.index].kind == .module
      return owner.isTypeName || owner == "cls" || isModule ? nil : owner
    case .this: return name.hasSuffix("_set") ? ownClass(of: site) : nil
    default: return nil
    }
  }

  /// The class whose method holds a call, in small letters: `project`.
  private func ownClass(of site: CallSite) -> String? {
    let facts = site.unit.facts
    let owner = facts.functions[site.resolved.function.index].owner
    guard owner.isPresent else { return nil }
    return facts.names.string(facts.classes[owner.index].name).lowercased()
  }
}

extension String {
  /// `Order`: written as a class is.
  fileprivate var isTypeName: Bool { utf8.first.map { $0 >= 65 && $0 <= 90 } ?? false }
}
