// Rows of page numbers that have a link for each page there is.

import Facts
import SourceText

/// A row of links, one for each page of some rows.
package struct PageLinks: Sendable {
  /// The call that makes the links.
  package let site: CallSite
  package let component: FunctionRef
  /// How the number of pages is written: `totalPages`.
  package let count: String
  package let elementsPerLink: Int
}

extension Program {
  /// The rows of links that grow with the number of pages, in order of file and place.
  package var pageLinks: [PageLinks] {
    react.inOrder.filter { !isNeverShown($0.unit) }.flatMap { file in
      table.calls(of: file.unit).compactMap { links(call(at: $0)) }
    }
  }

  private func links(_ site: CallSite) -> PageLinks? {
    let facts = site.unit.facts
    let unit = site.place.unit
    let callee = facts.values[Int(site.instruction.a)]
    let arguments = facts.valueList(ListID(site.instruction.b))
    guard site.instruction.operation == .call, callee.kind == .member else { return nil }
    var row: ValueID?
    var count: ValueRef?
    switch site.calleeName {
    case "map":
      row = arguments.first
      count = entries(countedBy: ValueRef(unit: unit, id: ValueID(callee.a)), 0)
    case "from" where arguments.count > 1:
      row = arguments[1]
      count = length(of: ValueRef(unit: unit, id: arguments[0]))
    default: return nil
    }
    guard let row, let count, facts.values[row.index].kind == .function,
      let name = pageCount(count)
    else { return nil }
    let function = FunctionRef(unit: unit, id: FunctionID(facts.values[row.index].a))
    let elements = elements(in: function)
    // What gives nothing for some pages shows those around the current one.
    guard !elements.isEmpty, !returns(of: function).contains(where: givesNothing) else {
      return nil
    }
    return PageLinks(
      site: site,
      component: outermost(site.function),
      count: name,
      elementsPerLink: elements.count
    )
  }

  private func givesNothing(_ place: ValueRef) -> Bool {
    let value = value(place)
    switch value.kind {
    case .null, .undefined, .boolean: return true
    case .choice:
      if value.detail == Operator.and.rawValue { return true }
      return units[place.unitIndex].facts.valueList(ListID(value.a)).contains {
        givesNothing(ValueRef(unit: place.unitIndex, id: $0))
      }
    default: return false
    }
  }

  // MARK: The number

  /// The number that says how many entries an array has which is made for the purpose.
  private func entries(countedBy place: ValueRef, _ depth: Int) -> ValueRef? {
    guard place.id.isPresent, depth < 6 else { return nil }
    let value = value(place)
    let unit = place.unitIndex
    let facts = units[unit].facts
    func inner(_ id: UInt32) -> ValueRef? {
      entries(countedBy: ValueRef(unit: unit, id: ValueID(id)), depth + 1)
    }
    switch value.kind {
    case .symbol:
      let symbol = facts.symbols[Int(value.a)]
      guard symbol.kind != .import else { return nil }
      return turns(of: SymbolID(value.a), in: unit) ?? inner(symbol.value.raw)
    case .spread: return inner(value.a)
    case .array:
      let items = facts.valueList(ListID(value.a))
      return items.count == 1 ? inner(items[0].raw) : nil
    case .result:
      let step = facts.instructions[Int(value.a)]
      let arguments = facts.valueList(ListID(step.b))
      let callee = facts.values[Int(step.a)]
      if callee.kind == .global, facts.names.isText("Array", NameID(callee.a)) {
        return arguments.count == 1 ? ValueRef(unit: unit, id: arguments[0]) : nil
      }
      guard step.operation == .call, callee.kind == .member else { return nil }
      switch facts.names.string(NameID(callee.b)) {
      case "fill", "keys": return inner(callee.a)
      case "from":
        guard let first = arguments.first else { return nil }
        return length(of: ValueRef(unit: unit, id: first)) ?? inner(first.raw)
      default: return nil
      }
    default: return nil
    }
  }

  private func length(of object: ValueRef) -> ValueRef? {
    guard value(object).kind == .object else { return nil }
    return entries(of: object).last { $0.name == "length" }?.value
  }

  /// What ends the counting loop that pushes into an array: `for (let i = 1; i <= pages; i++) numbers.push(i)`.
  private func turns(of id: SymbolID, in unit: Int) -> ValueRef? {
    let facts = units[unit].facts
    for push in pushes(to: id, in: unit) where !isConditional(push) {
      var region = facts.instructions[push.id.index].region
      while region.isPresent, facts.regions[region.index].kind != .forCount {
        region = facts.regions[region.index].parent
      }
      guard region.isPresent else { continue }
      let test = facts.values[facts.regions[region.index].subject.index]
      guard test.kind == .binary,
        [Operator.less.rawValue, Operator.lessOrEqual.rawValue].contains(test.detail)
      else { continue }
      return ValueRef(unit: unit, id: ValueID(test.b))
    }
    return nil
  }

  /// How a number of pages is written; nil for other numbers.
  private func pageCount(_ place: ValueRef) -> String? {
    let facts = units[place.unitIndex].facts
    var next = place
    for _ in 0..<4 {
      let value = value(next)
      switch value.kind {
      case .symbol:
        let symbol = facts.symbols[Int(value.a)]
        let name = facts.names.string(symbol.name)
        if Self.isPageCount(name) { return name }
        guard symbol.value.isPresent else { return nil }
        next = ValueRef(unit: place.unitIndex, id: symbol.value)
      case .member:
        let name = facts.names.string(NameID(value.b))
        return Self.isPageCount(name) ? name : nil
      case .choice:
        guard let first = facts.valueList(ListID(value.a)).first else { return nil }
        next = ValueRef(unit: place.unitIndex, id: first)
      case .result:
        let step = facts.instructions[Int(value.a)]
        let callee = facts.values[Int(step.a)]
        let arguments = facts.valueList(ListID(step.b))
        // `Math.ceil(total / size)`
        guard callee.kind == .member, facts.names.isText("ceil", NameID(callee.b)),
          arguments.count == 1, facts.values[arguments[0].index].kind == .binary,
          facts.values[arguments[0].index].detail == Operator.divide.rawValue
        else { return nil }
        return text(of: arguments[0], in: units[place.unitIndex])
      default: return nil
      }
    }
    return nil
  }

  /// `totalPages`, `pageCount`, `numOfPages`, `pages`; not `pageSize` or `visiblePages`.
  private static func isPageCount(_ name: String) -> Bool {
    let words = NameSplit.words(of: name)
    guard words.contains("pages") || words.contains("page") else { return false }
    if words == ["pages"] { return true }
    return !counting.isDisjoint(with: words)
      && Set(words).isDisjoint(with: ["visible", "shown", "per", "size", "display", "sibling"])
  }

  private static let counting: Set<String> = [
    "total", "count", "num", "no", "number", "max", "last", "amount", "all",
  ]
}
