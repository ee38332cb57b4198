// Follows what a component shows back to the requests that brought it.

import Facts

/// One request whose answer a value holds, and the calls that lead to it.
package struct DataRequest: Sendable {
  /// The call that goes out: `fetch(…)`, `client.get(…)`.
  package let site: CallSite
  /// The calls of the project on the way to it, the component's own first.
  package let way: [CallSite]
  /// Where the request is described, if the call itself does not give its address.
  var address: ValueRef?

  /// The call that the component makes.
  package var first: CallSite { way.first ?? site }

  /// The last of the calls in the component itself: what it asks, without what it wraps that in.
  package var asked: CallSite {
    let own = first.program.outermost(first.function)
    return (way + [site]).last { $0.program.outermost($0.function) == own } ?? site
  }
}

/// Where a value comes from.
package struct DataSource: Sendable {
  package internal(set) var requests: [DataRequest] = []
  /// The state that it went through.
  package internal(set) var cells: [CellID] = []
  /// The calls of `filter` that it went through.
  package internal(set) var filters: [CallRef] = []
  /// A slice, or one element: not all that the request brought.
  package internal(set) var isCut = false
  /// Whether another component gives a page of something else to the same property: the list itself is none of all rows.
  package internal(set) var isCutElsewhere = false
  /// What some key selects of the answer: a shelf of the shop window.
  package internal(set) var isPart = false
  /// The names of members that were taken on the way, the list's own first.
  package internal(set) var members: [String] = []
  /// Calls of hooks that load it and share it under a key.
  package internal(set) var hooks: [CallSite] = []
}

extension Program {
  /// Where a value of a component comes from.
  package func dataSource(of value: ValueRef) -> DataSource {
    var trace = DataTrace(self)
    trace.follow(value, nil)
    return trace.source
  }

  /// The requests behind a call of a component: its own, or those whose answers it gives back.
  package func dataRequests(behind site: CallSite) -> [DataRequest] {
    var trace = DataTrace(self)
    trace.follow(site)
    return trace.source.requests
  }

  /// The requests behind a call that may be a hook with a cache.
  func requests(behindHook site: CallSite) -> [DataRequest] {
    var trace = DataTrace(self)
    if !trace.follow(keeper: site, nil) { trace.follow(site) }
    return trace.source.requests
  }
}

/// Walks backward through names, state, properties and the functions of the project.
struct DataTrace {
  let program: Program
  private let react: ReactModel
  var source = DataSource()
  private var seen: Set<ValueRef> = []
  private var seenCells: Set<CellID> = []
  private(set) var way: [CallSite] = []
  private var depth = 0
  private var steps = 0

  init(_ program: Program) {
    self.program = program
    react = program.react
  }

  /// What is taken of a value: a member or one element.
  enum Part {
    case member(String)
    case element(Int)
  }

  mutating func follow(_ place: ValueRef, _ part: Part?) {
    guard place.id.isPresent, depth < 40, steps < 2_000 else { return }
    let value = program.value(place)
    let unit = place.unitIndex
    // Shared names are met under several parts.
    if value.kind != .symbol, part == nil, !seen.insert(place).inserted { return }
    steps += 1
    depth += 1
    defer { depth -= 1 }
    func inner(_ id: UInt32) -> ValueRef { ValueRef(unit: unit, id: ValueID(id)) }
    let facts = program.units[unit].facts
    switch value.kind {
    case .symbol: follow(symbol: SymbolID(value.a), part, in: unit)
    case .awaited, .spread, .gathered: follow(inner(value.a), part)
    case .member:
      let name = facts.names.string(NameID(value.b))
      guard name != "length", name != "size" else { return }
      source.members.append(name)
      if let cell = program.classCell(value, in: unit) { return follow(cell, part) }
      if follow(property: name, of: value, part, in: unit) { return }
      follow(inner(value.a), .member(name))
    case .index:
      let key = facts.values[Int(value.b)]
      guard key.kind == .number else {
        source.isPart = true
        return follow(inner(value.a), nil)
      }
      follow(inner(value.a), .element(Int(min(facts.numbers[Int(key.a)].magnitude, 1_000))))
    case .choice: for word in facts.list(ListID(value.a)) { follow(inner(word), part) }
    case .array: follow(array: value, part, in: unit)
    case .object: follow(object: place, part)
    case .result: follow(result: InstructionID(value.a), part, in: unit)
    case .parameter: follow(parameter: value, part, in: unit)
    default: return
    }
  }

  // MARK: Names

  private mutating func follow(symbol id: SymbolID, _ part: Part?, in unit: Int) {
    if let position = react.files[unit]?.cellOfValue[id] {
      return follow(CellID(unit: unit, position: position), part)
    }
    let facts = program.units[unit].facts
    let symbol = facts.symbols[id.index]
    if symbol.kind == .import {
      let traced = program.traced(ValueRef(unit: unit, id: symbol.value))
      if traced.unitIndex != unit { follow(traced, part) }
      return
    }
    follow(ValueRef(unit: unit, id: symbol.value), part)
    if part == nil { follow(pushedTo: id, in: unit) }
    guard symbol.flags.contains(.reassigned) else { return }
    let function = facts.functions[symbol.function.index]
    for position in function.firstInstruction
      .index..<max(
        function.firstInstruction.index,
        function.endInstruction.index
      )
    {
      let step = facts.instructions[position]
      guard step.operation == .assign, step.b != 0 else { continue }
      let target = facts.values[Int(step.a)]
      guard target.kind == .symbol, SymbolID(target.a) == id else { continue }
      follow(ValueRef(unit: unit, id: ValueID(step.b)), part)
    }
  }

  private mutating func follow(_ id: CellID, _ part: Part?) {
    guard seenCells.insert(id).inserted, let cell = react[id] else { return }
    source.cells.append(id)
    for write in cell.writes { follow(write.value, part) }
  }

  private mutating func follow(array value: Value, _ part: Part?, in unit: Int) {
    let items = program.units[unit].valueList(ListID(value.a))
    if case .element(let position) = part {
      if position < items.count { follow(ValueRef(unit: unit, id: items[position]), nil) }
      return
    }
    // Single entries are no list; what is spread into it is.
    for item in items
    where item.isPresent && program.units[unit].facts.values[item.index].kind == .spread {
      follow(ValueRef(unit: unit, id: item), part)
    }
  }

  private mutating func follow(object place: ValueRef, _ part: Part?) {
    let entries = program.entries(of: place)
    if case .member(let name) = part, let entry = entries.last(where: { $0.name == name }) {
      return follow(entry.value, nil)
    }
    for entry in entries where part == nil || entry.name.isEmpty {
      follow(entry.value, entry.name.isEmpty ? part : nil)
    }
  }

  // MARK: Properties of components

  /// `props.rows` of a component: what those who show it give.
  ///
  /// Tells whether it was one.
  private mutating func follow(
    property name: String,
    of value: Value,
    _ part: Part?,
    in unit: Int
  ) -> Bool {
    let facts = program.units[unit].facts
    var base = facts.values[Int(value.a)]
    if base.kind == .symbol {
      let symbol = facts.symbols[Int(base.a)]
      guard symbol.value.isPresent else { return false }
      base = facts.values[symbol.value.index]
    }
    let isGiven = base.kind == .parameter && base.detail == 0
    guard
      let component = isGiven
        ? FunctionRef(unit: unit, id: FunctionID(base.a)) : program.ownerOfProps(base, in: unit)
    else { return false }
    if follow(property: name, connectedTo: component, part) { return true }
    guard let uses = react.uses[component] else { return false }
    let before = source
    var whole: DataSource?
    var isCut = false
    for use in uses.prefix(16) {
      let step = program.units[use.unitIndex].facts.instructions[use.id.index]
      guard let first = program.units[use.unitIndex].list(ListID(step.b)).first else { continue }
      let props = ValueRef(unit: use.unitIndex, id: ValueID(first))
      guard let entry = program.entries(of: props).last(where: { $0.name == name }) else {
        continue
      }
      // A page that is cut where one component gives it says nothing of the rows that another gives.
      if uses.count > 1, source.isCut, !before.isCut {
        source = whole ?? before
        isCut = true
      }
      follow(entry.value, part)
      if !source.isCut, source.requests.count > before.requests.count { whole = source }
    }
    if let whole, source.isCut, !before.isCut {
      source = whole
      isCut = true
    }
    source.isCutElsewhere = before.isCutElsewhere || isCut
    return true
  }

  private mutating func follow(parameter value: Value, _ part: Part?, in unit: Int) {
    let function = FunctionRef(unit: unit, id: FunctionID(value.a))
    let position = Int(value.detail)
    if let last = way.last, last.resolved.targets.contains(function) {
      let arguments = last.unit.facts.valueList(ListID(last.instruction.b))
      guard position < arguments.count else { return }
      let held = way
      way.removeLast()
      follow(ValueRef(unit: last.place.unit, id: arguments[position]), part)
      way = held
      return
    }
    guard position == 0, let handed = program.handed(function) else { return }
    let facts = program.units[unit].facts
    let callee = facts.values[Int(facts.instructions[handed.call.index].a)]
    guard callee.kind == .member else { return }
    let base = ValueRef(unit: unit, id: ValueID(callee.a))
    if facts.names.string(NameID(callee.b)) == "then", handed.position == 0 { follow(base, part) }
  }

  // MARK: Calls

  private mutating func follow(result id: InstructionID, _ part: Part?, in unit: Int) {
    let facts = program.units[unit].facts
    let step = facts.instructions[id.index]
    guard step.operation == .call,
      let position = program.table.position(of: CallRef(unit: unit, id: id))
    else { return }
    let site = program.call(at: position)
    if follow(keeper: site, part) { return }
    let callee = facts.values[Int(step.a)]
    let base = ValueRef(unit: unit, id: ValueID(callee.a))
    if callee.kind == .member, site.resolved.targets.isEmpty {
      switch facts.names.string(NameID(callee.b)) {
      case "filter":
        return follow(filtered: base, by: CallRef(unit: unit, id: id), part)
      case "map", "sort", "reverse", "concat", "flat", "toSorted", "toReversed", "flatMap", "json",
        "clone", "catch", "finally":
        return follow(base, part)
      case "slice", "splice", "find", "at", "pop", "shift", "reduce", "join", "some", "every":
        source.isCut = true
        return
      case "then":
        let arguments = facts.valueList(ListID(step.b))
        guard let first = arguments.first else { return }
        let next = program.traced(ValueRef(unit: unit, id: first))
        // `.then(checked("users"))`: a function that is made elsewhere looks at the answer and hands it on.
        if program.value(next).kind == .result { return follow(base, part) }
        follow(returnsOf: next, part)
        return
      case "all" where !facts.list(ListID(step.b)).isEmpty:
        return follow(ValueRef(unit: unit, id: facts.valueList(ListID(step.b))[0]), part)
      // `table.getRowModel()` is the table, to who asks for its rows.
      default: if site.givesReceiver { return follow(base, nil) }
      }
    }
    if case .element = part { source.isCut = true }
    follow(site, part)
  }

  /// A hook that loads data: what its function gives.
  mutating func follow(hook site: CallSite) {
    source.hooks.append(site)
    let facts = site.unit.facts
    way.append(site)
    defer { way.removeLast() }
    for argument in facts.valueList(ListID(site.instruction.b)) {
      let traced = given(program.traced(ValueRef(unit: site.place.unit, id: argument)))
      if program.value(traced).kind == .function {
        follow(returnsOf: traced, nil)
      } else if let query = program.member("queryFn", of: traced, depth: 0) {
        follow(returnsOf: program.traced(query), nil)
      } else if program.value(traced).kind == .result {
        let made = program.value(traced)
        let ref = CallRef(unit: traced.unitIndex, id: InstructionID(made.a))
        if let position = program.table.position(of: ref) {
          follow(options: program.call(at: position))
        }
      }
    }
  }

  /// `useQuery(getItemsOptions())`: options that a function of the project gives.
  private mutating func follow(options site: CallSite) {
    for target in site.resolved.targets.prefix(2) where way.count < 8 {
      way.append(site)
      for value in program.returns(of: target) {
        if let query = program.member("queryFn", of: program.traced(value), depth: 0) {
          follow(returnsOf: program.traced(query), nil)
        }
      }
      way.removeLast()
    }
  }

  /// A call of the project or of a client: the request itself, or what the functions behind it give back.
  mutating func follow(_ site: CallSite, _ part: Part? = nil) {
    if site.effects.contains(where: { $0.kind == .external }) {
      source.requests.append(DataRequest(site: site, way: way))
      return
    }
    if follow(document: site) { return }
    guard way.count < 8, !way.contains(where: { $0.position == site.position }) else { return }
    if let given = givenFunction(site) { return follow(returnsOf: given, part) }
    // A parameter that nobody on this way gives may be any of what all callers give.
    guard !isParameter(site) else { return }
    let before = source.requests.count
    way.append(site)
    for target in site.resolved.targets.prefix(4) {
      for value in program.returns(of: target) { follow(value, part) }
    }
    way.removeLast()
    guard source.requests.count == before else { return }
    if Self.shaping.contains(NameSplit.words(of: site.calleeName).first ?? ""),
      !site.resolved.targets.isEmpty,
      let rows = site.unit.facts.valueList(ListID(site.instruction.b)).first
    {
      return follow(ValueRef(unit: site.place.unit, id: rows), part)
    }
    // `track("load", () => api.list())` gives what its function gives.
    for argument in site.unit.facts.valueList(ListID(site.instruction.b)) {
      let place = ValueRef(unit: site.place.unit, id: argument)
      if program.value(place).kind == .function { follow(returnsOf: place, part) }
    }
  }

  /// How functions are called that give the rows that they are handed in another shape: `formatOptions(rows)`.
  private static let shaping: Set<String> = [
    "format", "map", "transform", "normalize", "normalise", "convert", "parse", "sort", "to",
  ]

  mutating func follow(returnsOf function: ValueRef, _ part: Part?) {
    let value = program.value(function)
    guard value.kind == .function else { return }
    let reference = FunctionRef(unit: function.unitIndex, id: FunctionID(value.a))
    for result in program.returns(of: reference) { follow(result, part) }
  }
}
