// Queries of GraphQL that a change sends again.

import Facts

/// A document that is asked for again after a change.
package struct Refetch: Sendable {
  package let mutation: CallSite
  /// Where the change names it.
  package let place: SourcePlace
  package let document: GraphQLDocument
  /// The hooks and calls that ask for the same document.
  package let readers: [CallSite]
  /// Whether what is asked for names a page.
  package let isPaged: Bool
}

extension Program {
  /// What mutations of GraphQL name under `refetchQueries`, in order of file and place.
  package var refetches: [Refetch] {
    let changes = calls(playing: [.documentMutation]).filter { site in
      site.unit.isRunning && !isNeverShown(site.place.unit)
    }
    guard !changes.isEmpty else { return [] }
    var readers: [ValueRef: [CallSite]] = [:]
    for site in calls(playing: [.documentHook, .documentCall]) where site.unit.isRunning {
      if let place = documentPlace(of: site).map({ traced($0) }) {
        readers[place, default: []].append(site)
      }
    }
    return changes.flatMap { site -> [Refetch] in
      guard let options = site.unit.facts.valueList(ListID(site.instruction.b)).dropFirst().first,
        let named = member(
          "refetchQueries",
          of: traced(ValueRef(unit: site.place.unit, id: options)),
          depth: 0
        )
      else { return [] }
      let list = traced(named)
      guard value(list).kind == .array else { return [] }
      return units[list.unitIndex].valueList(ListID(value(list).a)).compactMap { item in
        let own = ValueRef(unit: list.unitIndex, id: item)
        let given = traced(own)
        let isObject = value(given).kind == .object
        guard let asked = isObject ? member("query", of: given, depth: 0) : given else {
          return nil
        }
        let place = traced(asked)
        guard let document = document(at: place), document.kind == .query else { return nil }
        let facts = units[list.unitIndex].facts
        return Refetch(
          mutation: site,
          place: SourcePlace(unit: list.unitIndex, span: facts.values[item.index].span),
          document: document,
          readers: readers[place] ?? [],
          isPaged: (document.arguments + document.variables).contains(where: Self.isPaging)
        )
      }
    }
  }
}

extension GraphQLDocument {
  /// The word for what it asks for.
  package var noun: String { path.noun }
}
