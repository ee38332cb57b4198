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
  /// Pictures in rows of loaded lists that may not wait, each once; none of what is told of lists without pages.
  package var rowPictures: [RowPicture] {
    let told = Set(listImages.map(\.place))
    var seen = told
    return renderedLists.filter { isFilledByServer($0) }.flatMap { list in
      pictures(in: list).filter { seen.insert($0.place).inserted }
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
    let kind = value(traced(source.value)).kind
    guard kind != .string, kind != .module else { return nil }
    return RowPicture(
      list: list,
      place: SourcePlace(unit: element.unitIndex, span: step.span),
      hasSize: entries.contains { $0.name == "width" || $0.name == "height" }
    )
  }
}
