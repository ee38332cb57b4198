// Lists that keep what was loaded before, and add page after page.

import Facts
import SourceText

/// A list of a component whose rows become more with each page that is loaded.
package struct AppendedList: Sendable {
  package let list: RenderedList
  /// Where a page is added to those before, or the hook that keeps them all.
  package let growth: SourcePlace
}

extension Program {
  /// Lists that show all pages that were loaded so far, in order of file and place.
  package var appendedLists: [AppendedList] {
    let whole = Set(unpagedLists.map(\.list.site.place))
    return renderedLists.compactMap { list in
      guard !list.isFixed, list.elementsPerRow > 1 || !list.rows.isEmpty, !list.source.isCut,
        !whole.contains(list.site.place), !isWindowed(list.component.unitIndex),
        let growth = growth(of: list.source) ?? storedGrowth(of: list)
      else { return nil }
      return AppendedList(list: list, growth: growth)
    }
  }

  /// Where a reducer adds a page to those that a store holds already.
  private func storedGrowth(of list: RenderedList) -> SourcePlace? {
    let facts = list.site.unit.facts
    let callee = facts.values[Int(list.site.instruction.a)]
    let rows = ValueRef(unit: list.site.place.unit, id: ValueID(callee.a))
    return storedList(behind: rows).flatMap { stored in
      changes(ofPart: stored.part, field: stored.field)
        .first { $0.kind == .pageAppended && carriesPage($0) }?.place
    }
  }

  private func growth(of source: DataSource) -> SourcePlace? {
    for cell in source.cells.compactMap({ react[$0] }) {
      let write = cell.writes.first { write in
        guard write.value.id.isPresent else { return false }
        let stored = traced(write.value)
        return ([stored] + (value(stored).kind == .function ? returns(of: stored) : []))
          .contains { adds(traced($0), to: cell, in: stored) }
      }
      if let write { return place(write.call) }
    }
    return source.hooks.first { site in
      site.calleeName.contains("Infinite")
        || (endpointName(of: site).map(joinsPages) ?? false)
          && (asksForNextPage(site) || lazyHooks(like: site).contains(where: asksForNextPage))
    }?.place
  }

  /// The calls of the hook by which something asks an endpoint for more when it is needed, in whatever component.
  private func lazyHooks(like site: CallSite) -> [CallSite] {
    guard let name = endpointName(of: site), let initial = name.first else { return [] }
    let lazy = "useLazy\(initial.uppercased())\(name.dropFirst())Query"
    return calls(named: [lazy] as Set<String>).flatMap { calls(ofLazy: $0) }
  }

  /// Whether a hook asks for another page as soon as state says so: who asks for the first alone adds none.
  private func asksForNextPage(_ site: CallSite) -> Bool {
    site.unit.facts.valueList(ListID(site.instruction.b)).contains { argument in
      cells(readBy: ValueRef(unit: site.place.unit, id: argument)).contains { id in
        let words = NameSplit.words(of: react[id]?.name ?? "")
        return !Self.pageWords.isDisjoint(with: words)
      }
    }
  }

  private static let pageWords: Set<String> = [
    "page", "offset", "skip", "cursor", "before", "after",
  ]

  /// Whether a value is what was there, and a whole answer behind or before it: `[...before, ...page]`.
  private func adds(_ place: ValueRef, to cell: StateCell, in updater: ValueRef) -> Bool {
    let made = value(place)
    let facts = units[place.unitIndex].facts
    var parts: [ValueID] = []
    if made.kind == .array {
      parts = facts.valueList(ListID(made.a)).filter { facts.values[$0.index].kind == .spread }
        .map { ValueID(facts.values[$0.index].a) }
    } else if made.kind == .result {
      let step = facts.instructions[Int(made.a)]
      let callee = facts.values[Int(step.a)]
      guard callee.kind == .member, facts.names.string(NameID(callee.b)) == "concat" else {
        return false
      }
      parts = [ValueID(callee.a)] + facts.valueList(ListID(step.b))
    }
    guard parts.count > 1 else { return false }
    func isBefore(_ id: ValueID) -> Bool {
      let part = ValueRef(unit: place.unitIndex, id: id)
      if let own = self.cell(of: part), react[own]?.call == cell.call { return true }
      let source = value(traced(part))
      return source.kind == .parameter && value(updater).kind == .function
        && source.a == value(updater).a
    }
    let added = parts.filter { !isBefore($0) }
    return added.count < parts.count
      && added.contains {
        !dataSource(of: ValueRef(unit: place.unitIndex, id: $0)).requests.isEmpty
      }
  }
}
