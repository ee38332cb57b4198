// Related rows that a builder joins and gives: `leftJoinAndSelect("post.comments", "comment")`.

import Facts
import SourceText

extension Program {
  /// The relations that joins of a statement give whole; what a condition of the join or the statement selects among is
  /// a part.
  func joinedRelations(of fact: ReadFact, at site: CallSite) -> [NamedRelation] {
    guard !fact.rule.joins.isEmpty else { return [] }
    var owners: [Substring: String] = [:]
    var result: [(relation: NamedRelation, alias: Substring)] = []
    var conditions: [String] = []
    for position in fact.chained {
      let link = call(at: position)
      guard link.place.unit == site.place.unit, let name = link.method?.name else { continue }
      if fact.rule.filters.contains(name), !fact.rule.joins.contains(name) {
        conditions += link.arguments.prefix(1).compactMap(\.text)
      }
      guard name.contains("Join") else { continue }
      // `leftJoinAndMapMany("post.latest", "post.comments", "comment")`
      let arguments = Array(link.arguments.dropFirst(name.contains("Map") ? 1 : 0))
      guard let first = arguments.first, let path = first.text,
        case let steps = path.split(separator: "."), steps.count == 2
      else { continue }
      let alias = Substring(arguments.dropFirst().first?.text ?? String(steps[1]))
      owners[alias] = String(steps[1])
      guard fact.rule.joins.contains(name), arguments.count < 3 else { continue }
      var relation = NamedRelation(String(steps[1]), first.span, under: name)
      relation.parent = owners[steps[0]]
      relation.isJoined = true
      result.append((relation, alias))
    }
    return result.filter { found in !conditions.contains { $0.contains("\(found.alias).") } }
      .map(\.relation)
  }
}

extension Operand {
  /// What a literal text says.
  fileprivate var text: String? {
    guard case .text(let text) = shape else { return nil }
    return text
  }
}
