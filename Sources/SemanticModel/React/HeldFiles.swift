// Files that a browser turns into texts and keeps: `reader.readAsDataURL(file)`.

import Facts
import SourceText

/// A file that a component reads into a text and keeps in its state.
package struct HeldFile: Sendable {
  /// Where the file is turned into a text.
  package let place: SourcePlace
  package let component: FunctionRef
  package let cell: StateCell
  package let write: SourcePlace
  /// Where the text goes out; nil where it is only shown.
  package let sent: SourcePlace?
}

extension Program {
  /// The files that components keep as texts, one for each component.
  package var heldFiles: [HeldFile] {
    var seen: Set<FunctionRef> = []
    return calls(named: ["readAsDataURL"]).compactMap { site -> HeldFile? in
      let unit = site.place.unit
      guard let file = react.files[unit], !isNeverShown(unit) else { return nil }
      let component = outermost(site.function)
      guard component.id != FileFacts.module, !mentionsSize(component) else { return nil }
      let kept = file.cells.filter { cell in
        cell.component == component && cell.writes.contains { holdsResult($0.value, unit) }
      }
      let sent = kept.lazy.compactMap { cell in self.sending(cell).map { (cell, $0) } }.first
      guard let cell = sent?.0 ?? kept.first,
        let write = cell.writes.first(where: { holdsResult($0.value, unit) }),
        let place = self.place(write.call), seen.insert(component).inserted
      else { return nil }
      return HeldFile(
        place: site.place,
        component: component,
        cell: cell,
        write: place,
        sent: sent?.1
      )
    }
  }

  /// Whether a value is what a reader gives, or a list or an object with it: `[...before, reader.result]`.
  private func holdsResult(_ place: ValueRef, _ unit: Int, _ depth: Int = 0) -> Bool {
    guard place.id.isPresent, place.unitIndex == unit, depth < 6 else { return false }
    let facts = units[unit].facts
    let value = value(place)
    func inner(_ id: ValueID) -> Bool {
      holdsResult(ValueRef(unit: unit, id: id), unit, depth + 1)
    }
    switch value.kind {
    case .member:
      return facts.names.isText("result", NameID(value.b))
        && isReader(ValueRef(unit: unit, id: ValueID(value.a)))
    case .symbol: return inner(facts.symbols[Int(value.a)].value)
    case .array, .choice: return facts.valueList(ListID(value.a)).contains(where: inner)
    case .object: return entries(of: place).contains { inner($0.value.id) }
    case .spread: return inner(ValueID(value.a))
    case .function:
      let function = FunctionRef(unit: unit, id: FunctionID(value.a))
      return returns(of: function).contains { inner($0.id) }
    default: return false
    }
  }

  /// Whether a value is a reader of files, or the target of its event.
  private func isReader(_ base: ValueRef) -> Bool {
    let facts = units[base.unitIndex].facts
    let own = value(base)
    if own.kind == .member {
      return ["target", "currentTarget"].contains(facts.names.string(NameID(own.b)))
    }
    let made = value(traced(base))
    guard made.kind == .result else { return false }
    let step = facts.instructions[Int(made.a)]
    let callee = facts.values[Int(step.a)]
    return step.operation == .construct && callee.kind == .global
      && facts.names.isText("FileReader", NameID(callee.a))
  }

  /// Whether a component asks how large a file is.
  private func mentionsSize(_ component: FunctionRef) -> Bool {
    let facts = units[component.unitIndex].facts
    let span = body(of: component).span
    let names = facts.names.ids(of: ["size"])
    return facts.values.contains {
      $0.kind == .member && names.contains(NameID($0.b)) && span.contains($0.span)
    }
  }

  /// Where state is put into a form, or into a body or an action.
  private func sending(_ cell: StateCell) -> SourcePlace? {
    let facts = units[cell.unit].facts
    let span = body(of: cell.component).span
    for (position, step) in facts.instructions.enumerated()
    where step.operation == .call && span.contains(step.span) {
      let holds = facts.valueList(ListID(step.b)).contains { argument in
        let argument = facts.values[argument.index]
        guard [.symbol, .object, .element].contains(argument.kind) else { return false }
        return facts.values.contains {
          $0.kind == .symbol && SymbolID($0.a) == cell.value && argument.span.contains($0.span)
        } || argument.kind == .element && isCell(argument.a, cell, facts)
      }
      guard holds,
        let call = table.position(of: CallRef(unit: cell.unit, id: InstructionID(position)))
      else { continue }
      let site = self.call(at: call)
      if ["append", "set"].contains(site.calleeName) || effects(behind: site).contains(.external) {
        return site.place
      }
    }
    return entriesPushed(from: cell)
  }

  private func isCell(_ id: UInt32, _ cell: StateCell, _ facts: FileFacts) -> Bool {
    let value = facts.values[Int(id)]
    return value.kind == .symbol && SymbolID(value.a) == cell.value
  }

  /// Where each entry of state is put into a form: `images.forEach((image) => form.append("images", image))`.
  private func entriesPushed(from cell: StateCell) -> SourcePlace? {
    let span = body(of: cell.component).span
    let facts = units[cell.unit].facts
    return table.calls(of: cell.unit).lazy.map { self.call(at: $0) }.first { site in
      guard span.contains(site.place.span), ["append", "set"].contains(site.calleeName),
        site.function != cell.component, let handed = self.handed(site.function)
      else { return false }
      let callee = facts.values[Int(facts.instructions[handed.call.index].a)]
      return callee.kind == .member && self.isCell(callee.a, cell, facts)
    }?.place
  }
}
