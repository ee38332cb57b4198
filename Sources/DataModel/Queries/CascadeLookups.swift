// The rows that a mapper looks for when it deletes what they belong to.

import Facts
import Queries
import SemanticModel

extension QueryReading {
  /// The look-ups by reference that `session.delete(post)` makes: one for each relation that cascades.
  func cascadeLookups() -> [Query] {
    values.program.rowCascades.map { cascade in
      let site = values.program.call(at: cascade.call)
      let place = QueryPlace(unit: site.place.unit, span: site.place.span)
      var query = Query(
        call: cascade.call,
        action: .read,
        model: cascade.owner,
        shapes: [QueryShape([Predicate(["id"], .equal)])],
        lookups: cascade.children.map { QueryLookup([$0.relation], place: place) },
        isSingle: true
      )
      // The row itself is at hand.
      query.isOfOwner = true
      return query
    }
  }
}
