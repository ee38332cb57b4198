// The rows that a mapper looks for when it deletes what they belong to.

import Facts
import Queries
import SemanticModel

extension QueryReading {
  /// The look-ups by reference that `session.delete(post)` makes: one for each relation that cascades.
  func cascadeLookups() -> [Query] {
    values.program.cascadeDeletes.map { deletion in
      let place = QueryPlace(unit: deletion.site.place.unit, span: deletion.site.place.span)
      var query = Query(
        call: deletion.site.position,
        action: .read,
        model: deletion.owner,
        shapes: [QueryShape([Predicate(["id"], .equal)])],
        lookups: deletion.relations.map { QueryLookup([$0.name], place: place) },
        isSingle: true
      )
      // The row itself is at hand.
      query.isOfOwner = true
      return query
    }
  }
}
