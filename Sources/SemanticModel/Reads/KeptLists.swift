// Reads of all rows that a list inside of a document names: as many as the list has grown to.

import Facts

/// A read without a limit by a list that a document keeps.
package struct KeptListRead: Sendable {
  package let site: CallSite
  /// The list: `likedPosts` of `{ _id: { $in: user.likedPosts } }`.
  package let array: GrownArray
  /// What is read, as the source names it.
  package let subject: String
}

extension Program {
  /// The reads of all rows that a growing list of a document names, in order of file and place.
  package var keptListReads: [KeptListRead] {
    let lists = Dictionary(grownArrays.map { ($0.name, $0) }) { first, _ in first }
    guard !lists.isEmpty else { return [] }
    return reads.compactMap { fact -> KeptListRead? in
      let site = call(at: fact.call)
      guard fact.status == .unbounded, site.unit.facts.language != .python,
        let name = keptList(selecting: site), let array = lists[name], !readsPart(site)
      else { return nil }
      return KeptListRead(site: site, array: array, subject: subject(of: site))
    }
    .sorted { $0.site.place < $1.site.place }
  }

  /// Whether a read of documents names the few fields that it wants.
  package func readsPart(_ site: CallSite) -> Bool {
    if let second = site.arguments.dropFirst().first, Self.namesFields(second) { return true }
    guard let fact = reads.first(where: { $0.call == site.position }) else { return false }
    return fact.chained.contains { position in
      let link = call(at: position)
      return link.calledName == "select" && link.place.unit == site.place.unit
        && (link.arguments.first.map(Self.namesFields) ?? false)
    }
  }

  /// `"name email"`, `{ name: 1 }`; `"-password"` leaves one field out.
  private static func namesFields(_ projection: Operand) -> Bool {
    switch projection.shape {
    case .text(let text): return !text.isEmpty && !text.hasPrefix("-") && !text.hasPrefix("+")
    case .object(let properties):
      return properties.contains { property in
        if case .number(let number) = property.value.shape { return number == 1 }
        return property.value.isTrue
      }
    default: return false
    }
  }

  /// The name of the member behind `$in` of a read's filter.
  private func keptList(selecting site: CallSite) -> String? {
    guard let first = site.unit.facts.valueList(ListID(site.instruction.b)).first else {
      return nil
    }
    let place = traced(ValueRef(unit: site.place.unit, id: first))
    let facts = units[place.unitIndex].facts
    for (_, condition) in entries(place.id, facts) {
      for (name, list) in entries(condition, facts) where name == "$in" {
        if let found = Self.member(behind: list, facts, 0) { return found }
      }
    }
    return nil
  }

  private func entries(_ id: ValueID, _ facts: FileFacts) -> [(String, ValueID)] {
    guard id.isPresent, case let value = facts.values[id.index], value.kind == .object else {
      return []
    }
    let words = Array(facts.list(ListID(value.a)))
    return stride(from: 0, to: words.count - 1, by: 2).map { position in
      let name = NameID(words[position])
      return (name == .any ? "" : facts.names.string(name), ValueID(words[position + 1]))
    }
  }

  /// `user.following`, also through a name, a spread, and what keeps about as many.
  private static func member(behind id: ValueID, _ facts: FileFacts, _ depth: Int) -> String? {
    guard id.isPresent, depth < 8 else { return nil }
    let value = facts.values[id.index]
    switch value.kind {
    case .member: return facts.names.string(NameID(value.b))
    case .symbol:
      let symbol = facts.symbols[Int(value.a)]
      guard !symbol.flags.contains(.reassigned) else { return nil }
      return member(behind: symbol.value, facts, depth + 1)
    case .array:
      return facts.valueList(ListID(value.a)).lazy.filter { facts.values[$0.index].kind == .spread }
        .compactMap { member(behind: $0, facts, depth + 1) }.first
    case .spread, .awaited: return member(behind: ValueID(value.a), facts, depth + 1)
    case .choice, .binary:
      let sides =
        value.kind == .choice
        ? facts.valueList(ListID(value.a)) : [ValueID(value.a), ValueID(value.b)]
      return sides.lazy.compactMap { member(behind: $0, facts, depth + 1) }.first
    case .result:
      let callee = facts.values[Int(facts.instructions[Int(value.a)].a)]
      guard callee.kind == .member, keeping.contains(facts.names.string(NameID(callee.b))) else {
        return nil
      }
      return member(behind: ValueID(callee.a), facts, depth + 1)
    default: return nil
    }
  }

  private static let keeping: Set<String> = ["map", "filter", "concat", "reverse", "toObject"]
}
