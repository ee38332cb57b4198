// Aggregations that take in every document of their collection, because nothing selects any first.

import Facts
import SourceText

/// An aggregation whose first working stage is handed all documents.
package struct WholeCollectionRead: Sendable {
  package let site: CallSite
  /// The stage that takes them all: `$group`, `$lookup`.
  package let stage: String
  /// Where it is written; aggregations that are put together from the same parts share it.
  package let place: SourcePlace
  /// The first stage behind it that drops documents: `$match`, `$limit`.
  package let dropping: String?
}

extension Program {
  /// The aggregations over whole collections, in order of file and place.
  package var wholeCollectionReads: [WholeCollectionRead] {
    reads.compactMap { fact -> WholeCollectionRead? in
      guard case .stages(let position) = fact.rule.filter else { return nil }
      let site = call(at: fact.call)
      let arguments = site.unit.facts.valueList(ListID(site.instruction.b))
      guard position < arguments.count else { return nil }
      let list = stages(ValueRef(unit: site.place.unit, id: arguments[position]))
      guard let first = list.stages.firstIndex(where: { Self.working.contains($0.name) }),
        // A selection that is left out on some paths is asked for by whoever narrows the list.
        list.stages[...first].allSatisfy({ Self.keeping.contains($0.name) && !$0.isOptional })
      else { return nil }
      let later = list.stages[(first + 1)...].first { Self.dropping.contains($0.name) }
      guard list.isComplete || later != nil else { return nil }
      return WholeCollectionRead(
        site: site,
        stage: list.stages[first].name,
        place: place(of: list.stages[first].value),
        dropping: later?.name
      )
    }
    .sorted { $0.site.place < $1.site.place }
  }

  private func place(of ref: ValueRef) -> SourcePlace {
    SourcePlace(unit: ref.unitIndex, span: value(ref).span)
  }

  /// What costs more, the more documents it is handed.
  private static let working: Set<String> = [
    "$group", "$lookup", "$unwind", "$bucket", "$bucketAuto", "$sortByCount", "$graphLookup",
  ]
  /// What hands on as many as it is handed.
  private static let keeping: Set<String> = working.union([
    "$addFields", "$set", "$project", "$unset", "$replaceRoot", "$replaceWith",
  ])
  private static let dropping: Set<String> = ["$match", "$limit", "$sample"]
}
