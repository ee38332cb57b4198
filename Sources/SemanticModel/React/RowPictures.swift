// Pictures of rows that load as soon as their list is in the page, however far below the fold they stand.

import Facts
import SourceText

/// A picture in the rows of a list that a server fills.
package struct RowPicture: Sendable {
  package let list: RenderedList
  package let place: SourcePlace
  /// Whether a size is given, by which the browser keeps its place.
  package let hasSize: Bool
}

extension Program {
  /// Pictures in rows of loaded lists that may not wait, each once; none of clients of which lists without pages tell it.
  package var rowPictures: [RowPicture] {
    // What is told of a list without pages is the same habit.
    let told = Set(listImages.map { packageFolder(of: $0.place.unit) })
    var seen: Set<SourcePlace> = []
    return renderedLists.filter { isFilledByServer($0) }.flatMap { list in
      pictures(in: list).filter {
        !told.contains(packageFolder(of: $0.place.unit)) && seen.insert($0.place).inserted
      }
    }
  }

  private func isFilledByServer(_ list: RenderedList) -> Bool {
    guard !list.isFixed, !list.source.isPart else { return false }
    return !list.source.requests.isEmpty || list.source.hooks.contains { $0.plays(.selector) }
  }

  private func pictures(in list: RenderedList) -> [RowPicture] {
    guard let first = list.site.unit.facts.valueList(ListID(list.site.instruction.b)).first else {
      return []
    }
    let row = list.site.unit.facts.values[first.index]
    guard row.kind == .function else { return [] }
    let function = FunctionRef(unit: list.site.place.unit, id: FunctionID(row.a))
    let parts = elements(in: function) + components(of: list).flatMap { elements(in: $0) }
    return parts.compactMap { picture($0, of: list) }
  }

  /// An `img` whose address differs from row to row, and of which nothing says when it loads.
  private func picture(_ element: CallRef, of list: RenderedList) -> RowPicture? {
    let facts = units[element.unitIndex].facts
    let step = facts.instructions[element.id.index]
    let tag = text(of: ValueID(step.a), in: units[element.unitIndex]).filter { $0 != "\"" }
    guard tag == "img" || tag == "motion.img", let props = facts.list(ListID(step.b)).first else {
      return nil
    }
    let entries = entries(of: ValueRef(unit: element.unitIndex, id: ValueID(props)))
    guard let source = entries.last(where: { $0.name == "src" }),
      !entries.contains(where: { $0.name.isEmpty || $0.name == "loading" })
    else { return nil }
    guard isOfRow(source.value) else { return nil }
    return RowPicture(
      list: list,
      place: SourcePlace(unit: element.unitIndex, span: step.span),
      hasSize: entries.contains { $0.name == "width" || $0.name == "height" }
    )
  }

  /// Whether an address is worked out: a text and an imported file are the same picture in each row.
  private func isOfRow(_ place: ValueRef) -> Bool {
    let end = traced(place)
    var value = value(end)
    if value.kind == .symbol {
      value =
        units[end.unitIndex].facts.values[
          units[end.unitIndex].facts.symbols[Int(value.a)].value.index
        ]
    }
    if value.kind == .member { value = units[end.unitIndex].facts.values[Int(value.a)] }
    return value.kind != .string && value.kind != .module
  }
}
