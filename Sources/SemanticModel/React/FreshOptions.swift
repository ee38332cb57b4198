// Options that a library compares by identity, and that each render makes anew.

import Facts
import SourceText

/// An option that is another object at each render.
package struct FreshOption: Sendable {
  package let name: String
  /// What takes it: `Bar`, `useTable`.
  package let user: String
  package let place: SourcePlace
  package let component: FunctionRef
  /// State that makes the component render although the option does not depend on it.
  package let cell: StateCell
  /// Why that changes often; absent where what takes the option sets it itself.
  package let cause: FrequentCause?
}

extension Program {
  /// Options that are made anew at renders which do not concern them, one for each use.
  package var freshOptions: [FreshOption] {
    react.inOrder.filter { !$0.cells.isEmpty && !isNeverShown($0.unit) }.flatMap { file in
      table.calls(of: file.unit).compactMap { position -> FreshOption? in
        let site = call(at: position)
        let compared = site.comparedOptions
        guard !compared.isEmpty,
          let first = site.unit.facts.valueList(ListID(site.instruction.b)).first
        else { return nil }
        let options = traced(ValueRef(unit: file.unit, id: first))
        let fresh = entries(of: options).lazy.filter { compared.contains($0.name) }
        return fresh.compactMap { self.freshOption($0, of: site, file) }.first
      }
    }
  }

  private func freshOption(
    _ entry: (name: String, value: ValueRef),
    of site: CallSite,
    _ file: ReactFile
  ) -> FreshOption? {
    let component = outermost(site.function)
    guard let made = madeAnew(entry.value, in: component),
      !entries(of: made).isEmpty || isList(made)
    else { return nil }
    let read = cells(readBy: made)
    let own = file.cellIDs.filter {
      file.cells[$0.position].component == component && !read.contains($0)
    }
    let frequent = frequentCells
    let span = value(made).span
    for id in own {
      let cell = file.cells[id.position]
      let setsItself = file.isMentioned(cell.setter, within: span, in: self)
      guard setsItself || frequent[id] != nil else { continue }
      return FreshOption(
        name: entry.name,
        user: site.calleeText,
        place: SourcePlace(unit: file.unit, span: span),
        component: component,
        cell: cell,
        cause: setsItself ? nil : frequent[id]
      )
    }
    return nil
  }

  private func isList(_ place: ValueRef) -> Bool {
    let value = value(place)
    return value.kind == .array && !units[place.unitIndex].valueList(ListID(value.a)).isEmpty
  }
}

extension ReactFile {
  /// Whether a name is read inside a stretch of the source.
  fileprivate func isMentioned(_ symbol: SymbolID, within span: ByteSpan, in program: Program)
    -> Bool
  {
    program.units[unit].facts.values.contains {
      $0.kind == .symbol && SymbolID($0.a) == symbol && span.contains($0.span)
    }
  }
}
