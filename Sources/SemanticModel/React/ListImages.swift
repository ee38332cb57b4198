// Pictures of long lists that all load at once.

import Facts

/// A picture that each row of a list has, and that the browser loads wherever the row stands.
package struct ListImage: Sendable {
  package let list: UnpagedList
  package let place: SourcePlace
  /// Whether a size is given.
  package let hasSize: Bool
}

extension Program {
  /// Pictures in rows of lists that show all there is, without a word that they may wait.
  package var listImages: [ListImage] {
    // What one thing holds stands below it, and is seldom what fills the page first.
    unpagedLists.filter { $0.held == nil }.compactMap { list in
      let site = list.list.site
      guard let first = site.unit.facts.valueList(ListID(site.instruction.b)).first else {
        return nil
      }
      let row = site.unit.facts.values[first.index]
      guard row.kind == .function else { return nil }
      let function = FunctionRef(unit: site.place.unit, id: FunctionID(row.a))
      var places = elements(in: function)
      // What a row component of the project is made of stands for the row.
      for use in list.list.rows where !isConditional(use) {
        places += components(shownBy: use).flatMap(elements(in:))
      }
      return places.lazy.compactMap { self.image($0, of: list) }.first
    }
  }

  private func image(_ element: CallRef, of list: UnpagedList) -> ListImage? {
    let facts = units[element.unitIndex].facts
    let step = facts.instructions[element.id.index]
    let tag = facts.values[Int(step.a)]
    guard tag.kind == .string, facts.names.string(NameID(tag.a)) == "img",
      let props = facts.list(ListID(step.b)).first
    else { return nil }
    let entries = entries(of: ValueRef(unit: element.unitIndex, id: ValueID(props)))
    guard let source = entries.last(where: { $0.name == "src" }),
      !entries.contains(where: { $0.name.isEmpty || $0.name == "loading" })
    else { return nil }
    // One picture for all rows is loaded once.
    let kind = value(traced(source.value)).kind
    guard kind != .string, kind != .module else { return nil }
    return ListImage(
      list: list,
      place: SourcePlace(unit: element.unitIndex, span: step.span),
      hasSize: entries.contains { $0.name == "width" || $0.name == "height" }
    )
  }
}
