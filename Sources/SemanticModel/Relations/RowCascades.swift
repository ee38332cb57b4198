// Rows whose removal the mapper hands on to the rows that refer to them, which it loads for it.

import Facts
import SourceText

/// A call that removes one row, and relations of the row that are loaded and removed with it.
package struct RowCascade: Sendable {
  /// Position in `Program.calls`.
  package let call: Int
  /// The class of the row.
  package let owner: String
  package let children: [Child]

  package struct Child: Sendable {
    package let relation: String
    /// The class of the rows that go with it.
    package let subject: String
    /// Where the relation is declared.
    package let place: SourcePlace
    /// The classes whose rows go with each of these rows in turn.
    package let behind: [String]
  }
}

extension Evaluator {
  /// The removals of rows that take many other rows along, one class of rows each.
  mutating func rowCascades(_ table: CallTable) -> [RowCascade] {
    guard !relations.isEmpty else { return [] }
    var result: [RowCascade] = []
    for (position, call) in table.calls.enumerated()
    where call.operations.contains(where: { index.role(of: $0) == .removesRow }) {
      let unit = call.place.unitIndex
      let step = units[unit].facts.instructions[call.place.id.index]
      var seen: Set<ClassRef> = []
      for id in members(of: evaluate(argument: 0, of: step, in: unit)) {
        let type: ClassRef
        switch entities[id] {
        case .stored(let row): type = entities[row].model
        case .instance(let model): type = model
        default: continue
        }
        var children: [RowCascade.Child] = []
        for relation in relations.handedOn(from: type) { children.append(child(relation)) }
        guard seen.insert(type).inserted, !children.isEmpty else { continue }
        result.append(RowCascade(call: position, owner: name(of: type), children: children))
      }
    }
    return result
  }

  private func child(_ relation: Relation) -> RowCascade.Child {
    let facts = units[relation.declaration.unitIndex].facts
    let target = relation.target
    return RowCascade.Child(
      relation: names.string(relation.name),
      subject: target.map { name(of: $0) } ?? "",
      place: SourcePlace(
        unit: relation.declaration.unitIndex,
        span: facts.values[relation.declaration.id.index].span
      ),
      behind: target.map { type in
        relations.handedOn(from: type).compactMap(\.target).filter { $0 != relation.owner }
          .map { name(of: $0) }
      } ?? []
    )
  }

  private func name(of type: ClassRef) -> String {
    let facts = units[type.unitIndex].facts
    return facts.names.string(facts.classes[type.id.index].name)
  }
}

extension RelationTable {
  /// The relations of a class to many rows that its mapper removes with a row.
  func handedOn(from owner: ClassRef) -> [Relation] {
    all.filter { $0.owner == owner && $0.isMany && $0.handsOnRemoval }
  }
}
