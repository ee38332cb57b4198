// Pagers that show a link for each page that there is.

import Facts
import SourceText

/// A list of links or buttons with one for each page.
package struct PageLinks: Sendable {
  /// The call that makes the links.
  package let place: SourcePlace
  package let component: FunctionRef
  /// How many there are, as it is written: `totalPages`.
  package let count: SourcePlace
}

extension Program {
  /// The links per page of all components, in order of file and place.
  package var pageLinks: [PageLinks] {
    react.inOrder.filter { !isNeverShown($0.unit) }.flatMap { file -> [PageLinks] in
      table.calls(of: file.unit).compactMap { pageLinks(made: call(at: $0)) }
    }
  }

  /// The links that a call makes: `Array.from({ length: totalPages }).map((_, page) => <button onClick={…} />)`.
  private func pageLinks(made site: CallSite) -> PageLinks? {
    let unit = site.place.unit
    let facts = site.unit.facts
    let callee = facts.values[Int(site.instruction.a)]
    let arguments = facts.valueList(ListID(site.instruction.b))
    guard callee.kind == .member, site.function.id != FileFacts.module else { return nil }
    var count: ValueRef?
    var row: ValueID?
    switch facts.names.string(NameID(callee.b)) {
    case "map":
      count = length(of: ValueRef(unit: unit, id: ValueID(callee.a)), 0)
      row = arguments.first
    case "from" where arguments.count > 1:
      count = length(of: ValueRef(unit: unit, id: arguments[0]), 0)
      row = arguments[1]
    default: return nil
    }
    guard let count, let row, facts.values[row.index].kind == .function,
      speaksOfPages(count, 0), !site.use.methods.contains("slice")
    else { return nil }
    let function = FunctionRef(unit: unit, id: FunctionID(facts.values[row.index].a))
    // A row that leaves pages out is a window.
    let leavesOut = returns(of: function).contains {
      [.null, .undefined, .choice].contains(value($0).kind)
    }
    guard !leavesOut, elements(in: function).contains(where: isPressed) else { return nil }
    return PageLinks(
      place: site.place,
      component: outermost(site.function),
      count: SourcePlace(unit: count.unitIndex, span: value(count).span)
    )
  }

  /// Whether an element is there to be pressed.
  private func isPressed(_ element: CallRef) -> Bool {
    let facts = units[element.unitIndex].facts
    let step = facts.instructions[element.id.index]
    guard let props = facts.list(ListID(step.b)).first else { return false }
    return entries(of: ValueRef(unit: element.unitIndex, id: ValueID(props))).contains {
      ["onClick", "to", "href", "onPress"].contains($0.name)
    }
  }

  /// How many entries a list has that is made for its length alone.
  private func length(of place: ValueRef, _ depth: Int) -> ValueRef? {
    guard place.id.isPresent, depth < 8 else { return nil }
    let value = value(place)
    let facts = units[place.unitIndex].facts
    func inner(_ id: UInt32) -> ValueRef { ValueRef(unit: place.unitIndex, id: ValueID(id)) }
    switch value.kind {
    case .symbol:
      let symbol = facts.symbols[Int(value.a)]
      guard !symbol.flags.contains(.reassigned), symbol.kind != .import else { return nil }
      return length(of: inner(symbol.value.raw), depth + 1)
    case .object: return entries(of: place).first { $0.name == "length" }?.value
    case .array:
      let items = facts.valueList(ListID(value.a))
      guard items.count == 1, let only = items.first,
        facts.values[only.index].kind == .spread
      else { return nil }
      return length(of: inner(facts.values[only.index].a), depth + 1)
    case .result:
      let step = facts.instructions[Int(value.a)]
      let arguments = facts.valueList(ListID(step.b))
      switch text(of: ValueID(step.a), in: units[place.unitIndex]) {
      case "Array": return arguments.first.map { inner($0.raw) }
      case "Array.from": return arguments.first.flatMap { length(of: inner($0.raw), depth + 1) }
      default: break
      }
      let callee = facts.values[Int(step.a)]
      guard callee.kind == .member,
        ["keys", "fill"].contains(facts.names.string(NameID(callee.b)))
      else { return nil }
      return length(of: inner(callee.a), depth + 1)
    default: return nil
    }
  }

  /// Whether a number is called one of pages, or is made by dividing rows among pages.
  private func speaksOfPages(_ place: ValueRef, _ depth: Int) -> Bool {
    guard place.id.isPresent, depth < 6 else { return false }
    let value = value(place)
    let facts = units[place.unitIndex].facts
    func inner(_ id: UInt32) -> Bool {
      speaksOfPages(ValueRef(unit: place.unitIndex, id: ValueID(id)), depth + 1)
    }
    switch value.kind {
    case .symbol:
      let symbol = facts.symbols[Int(value.a)]
      return isCountOfPages(facts.names.string(symbol.name)) || inner(symbol.value.raw)
    case .member: return isCountOfPages(facts.names.string(NameID(value.b)))
    case .choice: return facts.list(ListID(value.a)).contains(where: inner)
    case .result:
      let step = facts.instructions[Int(value.a)]
      return text(of: ValueID(step.a), in: units[place.unitIndex]) == "Math.ceil"
    default: return false
    }
  }

  private func isCountOfPages(_ name: String) -> Bool {
    let words = NameSplit.words(of: name)
    return words.contains("pages")
      || words.contains("page")
        && !Set(words).isDisjoint(with: ["count", "total", "number", "num"])
        && Set(words).isDisjoint(with: ["per", "size", "limit", "current"])
  }
}
