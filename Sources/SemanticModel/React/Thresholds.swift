// State that a component only compares with a number: the answer would do as state.

import Facts
import SourceText

/// What a component asks of state: whether it is beyond some value.
package struct Threshold: Sendable {
  /// The comparison: `scrollY > 80`.
  package let comparison: SourcePlace
  /// What is stored at each event: `window.scrollY`.
  package let stored: SourcePlace
}

extension Program {
  /// The one comparison for which a component keeps some state; nil where it looks at it in another way as well.
  package func threshold(of change: FastChange) -> Threshold? {
    guard let cell = change.cell, cell.value.isPresent else { return nil }
    let facts = units[cell.unit].facts
    guard let stored = facts.valueList(ListID(change.site.instruction.b)).first,
      facts.values[stored.index].kind == .member
    else { return nil }
    let declaration = facts.symbols[cell.value.index].declaration
    let uses = facts.values.indices.filter {
      let value = facts.values[$0]
      return value.kind == .symbol && SymbolID(value.a) == cell.value && value.span != declaration
    }
    var found: Set<ByteSpan> = []
    for value in facts.values where value.kind == .binary {
      guard let comparison = Operator(rawValue: value.detail),
        [.less, .lessOrEqual, .greater, .greaterOrEqual].contains(comparison)
      else { continue }
      let sides = [Int(value.a), Int(value.b)]
      guard let other = sides.first(where: { facts.values[$0].kind == .number }),
        sides.contains(where: { $0 != other && uses.contains($0) })
      else { continue }
      found.insert(value.span)
    }
    let isElsewhere = uses.contains { use in
      !found.contains { $0.contains(facts.values[use].span) }
    }
    guard !isElsewhere, found.count == 1, let span = found.first else { return nil }
    return Threshold(
      comparison: SourcePlace(unit: cell.unit, span: span),
      stored: SourcePlace(unit: cell.unit, span: facts.values[stored.index].span)
    )
  }

  /// Whether one more render of a component takes long enough to be felt many times a second: it builds the rows of a
  /// list, or it shows several components of the project with hooks of their own.
  ///
  /// What stands between the tags of its user (`children`, an outlet) is the same element as before, and is skipped.
  package func isCostly(_ component: FunctionRef) -> Bool {
    if renderedLists.contains(where: { $0.component == component && !$0.isFixed }) { return true }
    let facts = units[component.unitIndex].facts
    var working: Set<FunctionRef> = []
    for position in facts.instructions.indices
    where facts.instructions[position].operation == .element {
      let step = facts.instructions[position]
      guard outermost(function(of: step, in: component.unitIndex)) == component else { continue }
      let element = CallRef(unit: component.unitIndex, id: InstructionID(position))
      working.formUnion(components(shownBy: element).filter(hasHooks))
    }
    return working.count >= 2
  }

  private func hasHooks(_ component: FunctionRef) -> Bool {
    calls(in: component).contains { position in
      let name = call(at: position).calleeName
      return name.hasPrefix("use") && name.dropFirst(3).first?.isUppercase ?? false
    }
  }
}
