// Rows that are known by their place although entries leave or enter before them.

import Facts
import SourceText

/// A list whose rows take over the state of others when it changes.
package struct PlaceKey: Sendable {
  package let place: SourcePlace
  package let list: RenderedList
  /// The call that takes an entry out of the list, or puts one before others.
  package let change: SourcePlace
  /// Whether the list belongs to a form, whose rows have identities of their own.
  package let isOfForm: Bool
}

extension Program {
  /// Lists with the index as key whose entries move, in order of file and place.
  package var placeKeys: [PlaceKey] {
    renderedLists.compactMap { list in
      let facts = list.site.unit.facts
      guard let first = facts.valueList(ListID(list.site.instruction.b)).first,
        facts.values[first.index].kind == .function
      else { return nil }
      let row = FunctionRef(unit: list.site.place.unit, id: FunctionID(facts.values[first.index].a))
      guard let key = placeKey(of: row) else { return nil }
      let callee = facts.values[Int(list.site.instruction.a)]
      let rows = ValueRef(unit: row.unitIndex, id: ValueID(callee.a))
      let place = SourcePlace(unit: row.unitIndex, span: value(key).span)
      if let change = formChange(of: rows) {
        return PlaceKey(place: place, list: list, change: change, isOfForm: true)
      }
      if isStateful(below: row), let change = stateChange(of: rows) {
        return PlaceKey(place: place, list: list, change: change, isOfForm: false)
      }
      guard !list.isFixed, isStateful(below: row) || keepsSomething(row),
        let change = removal(in: row)
      else { return nil }
      return PlaceKey(place: place, list: list, change: change, isOfForm: false)
    }
  }

  /// Whether a row shows what keeps something itself: a field, or a component of a library that is known by such a name.
  private func keepsSomething(_ row: FunctionRef) -> Bool {
    elements(in: row).contains { element in
      let facts = units[element.unitIndex].facts
      let step = facts.instructions[element.id.index]
      let words = NameSplit.words(of: text(of: ValueID(step.a), in: units[element.unitIndex]))
      if words.contains(where: Self.keepers.contains) { return true }
      // A field whose text is handed to it anew keeps nothing.
      guard let props = facts.list(ListID(step.b)).first else { return false }
      return entries(of: ValueRef(unit: element.unitIndex, id: ValueID(props))).contains {
        $0.name == "defaultValue" || $0.name == "defaultChecked"
      }
    }
  }

  private static let keepers: Set<String> = [
    "video", "details", "stars", "rating", "popover", "dropdown", "editor", "collapse", "accordion",
  ]

  /// Where a row offers to take its own entry out: `onClick={() => removeItem(item.id)}`.
  private func removal(in row: FunctionRef) -> SourcePlace? {
    let facts = units[row.unitIndex].facts
    func removes(_ name: String) -> Bool {
      let words = NameSplit.words(of: name)
      return words.contains("remove") || words.contains("delete")
    }
    let span = body(of: row).span
    let called = table.calls(of: row.unitIndex).map { call(at: $0) }.first {
      span.contains($0.place.span) && removes($0.calleeName)
    }
    if let called { return called.place }
    for element in elements(in: row) {
      let step = facts.instructions[element.id.index]
      guard let props = facts.list(ListID(step.b)).first else { continue }
      for entry in entries(of: ValueRef(unit: row.unitIndex, id: ValueID(props)))
      where entry.name.hasPrefix("on") {
        let given = value(entry.value)
        let name = text(of: entry.value.id, in: units[row.unitIndex])
        if [.symbol, .member].contains(given.kind), removes(name) {
          return SourcePlace(unit: row.unitIndex, span: given.span)
        }
      }
    }
    return nil
  }

  /// The key of a row that is made of its place alone: `index`, `` `row-${index}` ``.
  private func placeKey(of row: FunctionRef) -> ValueRef? {
    let facts = units[row.unitIndex].facts
    for element in elements(in: row) {
      let step = facts.instructions[element.id.index]
      guard let props = facts.list(ListID(step.b)).first,
        let key = entries(of: ValueRef(unit: row.unitIndex, id: ValueID(props)))
          .last(where: { $0.name == "key" })
      else { continue }
      return isPlace(key.value, in: row, 0) ? key.value : nil
    }
    return nil
  }

  private func isPlace(_ place: ValueRef, in row: FunctionRef, _ depth: Int) -> Bool {
    guard depth < 4 else { return false }
    let facts = units[place.unitIndex].facts
    var value = value(place)
    if value.kind == .symbol { value = facts.values[facts.symbols[Int(value.a)].value.index] }
    switch value.kind {
    case .parameter: return FunctionID(value.a) == row.id && value.detail == 1
    case .template:
      let parts = facts.valueList(ListID(value.a)).filter {
        facts.values[$0.index].kind != .string
      }
      return !parts.isEmpty
        && parts.allSatisfy {
          isPlace(ValueRef(unit: place.unitIndex, id: $0), in: row, depth + 1)
        }
    default: return false
    }
  }

  /// Where the rows of a form that a hook keeps leave or enter before others.
  private func formChange(of rows: ValueRef) -> SourcePlace? {
    let rows = traced(rows)
    let facts = units[rows.unitIndex].facts
    let member = value(rows)
    guard member.kind == .member, facts.names.string(NameID(member.b)) == "fields" else {
      return nil
    }
    let made = value(traced(ValueRef(unit: rows.unitIndex, id: ValueID(member.a))))
    guard made.kind == .result,
      let position = table.position(
        of: CallRef(unit: rows.unitIndex, id: InstructionID(made.a))
      )
    else { return nil }
    let site = call(at: position)
    let movers: Set<String> = ["remove", "prepend", "insert", "move", "swap"]
    guard site.calleeName == "useFieldArray", !members(takenOf: site).isDisjoint(with: movers)
    else { return nil }
    return site.place
  }

  /// Where state is set to a list without one of its entries, or with a new one before the others.
  private func stateChange(of rows: ValueRef) -> SourcePlace? {
    guard let id = self.cell(of: rows), let cell = react[id] else {
      guard let stored = storedList(behind: rows) else { return nil }
      return changes(ofPart: stored.part, field: stored.field)
        .first { $0.kind == .prepended || $0.kind == .removed }?.place
    }
    for write in cell.writes {
      let direct = traced(write.value)
      let stored = value(direct).kind == .function ? returns(of: direct) : [direct]
      guard stored.contains(where: { moves(traced($0)) }) else { continue }
      return self.place(write.call)
    }
    return nil
  }

  private func moves(_ place: ValueRef) -> Bool {
    let value = value(place)
    let facts = units[place.unitIndex].facts
    if value.kind == .array {
      let items = facts.valueList(ListID(value.a))
      guard items.count > 1, let first = items.first, let last = items.last else { return false }
      return facts.values[first.index].kind != .spread && facts.values[last.index].kind == .spread
    }
    guard value.kind == .result else { return false }
    let callee = facts.values[Int(facts.instructions[Int(value.a)].a)]
    return callee.kind == .member && facts.names.string(NameID(callee.b)) == "filter"
  }
}
