// The queries that the methods of views give, which the library asks for them.

import Facts
import Queries
import SemanticModel

extension QueryReading {
  /// What each view of a list asks for: all that its own method adds to the query belongs to it.
  func listedQueries(besides started: Set<Int>) -> [Query] {
    values.program.listingQueries.flatMap { function -> [Query] in
      var seen = started
      return values.returned(by: function).flatMap { query(givenAs: $0, besides: &seen) }
    }
  }

  /// What a name stands for, whichever way it was given.
  private func assigned(to ref: ValueRef) -> [ValueRef] {
    let value = values.value(ref)
    guard value.kind == .symbol else { return [ref] }
    let symbol = SymbolID(value.a)
    let first = values.facts(ref.unitIndex).symbols[symbol.index].value
    return [ValueRef(unit: ref.unitIndex, id: first)]
      + values.assignments(to: symbol, in: ref.unitIndex).map(\.value)
  }

  private func query(givenAs ref: ValueRef, besides seen: inout Set<Int>) -> [Query] {
    let begun = assigned(to: ref).lazy.compactMap { written(in: $0).last }.first
    guard let begun else { return [] }
    let origins = values.program.operations(ofCall: begun).compactMap(\.origin)
      .compactMap { values.call(of: $0) }
    let links = Set([begun] + (origins + [values.at(begun)]).flatMap { chains[$0] ?? [] }).sorted()
    // The place of the last condition is what a reader looks for.
    guard let last = links.last, seen.insert(last).inserted else { return [] }
    var form = StatementForm(action: .read)
    form.chain = .ends
    let builder = QueryBuilder(values, last, form, links)
    let names = models.names(of: last, chain: links, form: form)
    return names.flatMap { builder.queries(on: $0, among: names) }
  }
}
