// Where the elements that a loop walks come from: rows of a read, parts of one row, a list that somebody sent.

import Facts

/// What is known of the list that a repetition walks.
package enum WalkedList: Sendable, Hashable {
  /// Rows that a call reads: its position in `Program.calls`.
  case rows(Int)
  /// What belongs to one row or object: `order.items`; the name of the part.
  case part(String)
  /// A list that a request brings, under this name.
  case submitted(String)
  /// Written out in the code.
  case written
  case unknown

  /// What tells more of the length stands before what tells less.
  fileprivate var rank: Int {
    switch self {
    case .rows: 4
    case .submitted: 3
    case .part: 2
    case .written: 1
    case .unknown: 0
    }
  }
}

/// Follows lists back to where they come from.
package struct WalkedLists: Sendable {
  private let program: Program
  /// The libraries that ask databases.
  private let asking: Set<String>

  package init(_ program: Program) {
    self.program = program
    let queries = EffectKinds(Set([.query]))
    var asking: Set<String> = []
    for effect in program.table.effects where !effect.kinds.isDisjoint(with: queries) {
      if let library = program.call(at: Int(effect.call)).library { asking.insert(library) }
    }
    self.asking = asking
  }

  package func list(of repetition: Repetition) -> WalkedList {
    guard let (value, unit) = program.walked(repetition) else { return .unknown }
    var trace = ListTrace(program: program, asking: asking)
    return trace.list(of: value, path: [], in: unit, depth: 0)
  }
}

/// One walk backward, which ends after some steps.
private struct ListTrace {
  let program: Program
  let asking: Set<String>
  private var steps = 0

  private static let mostSteps = 400
  private static let mostCallers = 8

  init(program: Program, asking: Set<String>) {
    self.program = program
    self.asking = asking
  }

  /// The members that hold what was sent.
  private static let bodies: Set<String> = [
    "body", "input", "payload", "form", "json", "POST", "FILES", "files", "args", "GET", "query",
    "query_params", "searchParams",
  ]
  /// The members under which a result holds its rows.
  private static let holders: Set<String> = [
    "rows", "data", "items", "docs", "results", "records", "recordset", "hits", "nodes", "edges",
    "content", "list", "entities",
  ]

  /// `path` holds the members that are taken of the value, the first one last.
  mutating func list(
    of id: ValueID,
    path: [String],
    in unit: Int,
    depth: Int
  ) -> WalkedList {
    steps += 1
    guard id.isPresent, depth < 20, steps < Self.mostSteps else { return .unknown }
    let facts = program.units[unit].facts
    let value = facts.values[id.index]
    switch value.kind {
    case .symbol: return symbol(SymbolID(value.a), path, in: unit, depth)
    case .awaited, .spread:
      return list(of: ValueID(value.a), path: path, in: unit, depth: depth + 1)
    case .index:
      return part(list(of: ValueID(value.a), path: path, in: unit, depth: depth + 1), path)
    case .choice:
      return best(facts.valueList(ListID(value.a)), path, in: unit, depth)
    case .array:
      let elements = facts.valueList(ListID(value.a))
      let spread = elements.filter { facts.values[$0.index].kind == .spread }
      return spread.isEmpty ? .written : best(spread, path, in: unit, depth)
    case .gathered: return list(of: ValueID(value.b), path: [], in: unit, depth: depth + 1)
    case .element: return .part(path.first ?? "")
    case .object: return property(of: value, path, in: unit, depth)
    case .member:
      let name = facts.names.string(NameID(value.b))
      if Self.bodies.contains(name), isRequest(ValueID(value.a), in: unit) {
        return .submitted(path.first ?? name)
      }
      let found = list(of: ValueID(value.a), path: path + [name], in: unit, depth: depth + 1)
      // What a function of the project makes of a request keeps the name.
      return found.rank <= WalkedList.part("").rank && ["body", "payload"].contains(name)
        ? .submitted(path.first ?? name) : found
    case .result: return result(InstructionID(value.a), path, in: unit, depth)
    case .parameter:
      return parameter(FunctionID(value.a), Int(value.detail), path, in: unit, depth)
    default: return .unknown
    }
  }

  private mutating func best(
    _ values: some Sequence<ValueID>,
    _ path: [String],
    in unit: Int,
    _ depth: Int
  ) -> WalkedList {
    var result = WalkedList.unknown
    for value in values {
      let found = list(of: value, path: path, in: unit, depth: depth + 1)
      if found.rank > result.rank { result = found }
    }
    return result
  }

  private func part(_ whole: WalkedList, _ path: [String]) -> WalkedList {
    guard case .rows = whole else { return whole }
    return .part(path.first ?? "")
  }

  private mutating func property(
    of object: Value,
    _ path: [String],
    in unit: Int,
    _ depth: Int
  ) -> WalkedList {
    let facts = program.units[unit].facts
    guard let name = path.last else { return .unknown }
    let words = Array(facts.list(ListID(object.a)))
    for position in stride(from: 0, to: words.count - 1, by: 2)
    where NameID(words[position]) != .any && facts.names.isText(name, NameID(words[position])) {
      let value = ValueID(words[position + 1])
      return list(of: value, path: Array(path.dropLast()), in: unit, depth: depth + 1)
    }
    return .unknown
  }

  // MARK: Names

  private mutating func symbol(
    _ id: SymbolID,
    _ path: [String],
    in unit: Int,
    _ depth: Int
  ) -> WalkedList {
    let facts = program.units[unit].facts
    let symbol = facts.symbols[id.index]
    var found = list(of: symbol.value, path: path, in: unit, depth: depth + 1)
    guard found.rank < WalkedList.part("").rank else { return found }
    let function = facts.functions[symbol.function.index]
    let range = function.firstInstruction.index..<function.endInstruction.index
    guard range.count < 4_000 else { return found }
    for step in facts.instructions[range] {
      let other = source(of: step, filling: id, path, in: unit, depth)
      if other.rank > found.rank { found = other }
    }
    return found
  }

  /// What a step puts into a name: all of it, or one element for each turn of a loop.
  private mutating func source(
    of step: Instruction,
    filling id: SymbolID,
    _ path: [String],
    in unit: Int,
    _ depth: Int
  ) -> WalkedList {
    let facts = program.units[unit].facts
    let place = facts.values[Int(step.a)]
    if step.operation == .assign {
      guard place.kind == .symbol, SymbolID(place.a) == id else { return .unknown }
      return list(of: ValueID(step.b), path: path, in: unit, depth: depth + 4)
    }
    guard step.operation == .call, place.kind == .member, path.isEmpty,
      case let base = facts.values[Int(place.a)], base.kind == .symbol, SymbolID(base.a) == id,
      ["push", "append", "add", "unshift", "set"].contains(facts.names.string(NameID(place.b)))
    else { return .unknown }
    let loop = program.loops.innermost[unit][step.region.index]
    guard loop.isPresent else { return .unknown }
    let subject = facts.regions[loop.index].subject
    return list(of: subject, path: [], in: unit, depth: depth + 4)
  }

  // MARK: Calls

  private static let keeping: Set<String> = [
    "map", "filter", "sort", "flatMap", "flat", "reverse", "values", "entries", "concat", "keys",
    "slice", "items", "toArray", "then", "catch", "finally", "reduce", "unique", "toSorted", "all",
    "copy", "iterator", "split",
  ]
  private static let bodyReads: Set<String> = [
    "json", "get_json", "getlist", "getAll", "formData", "get_data",
  ]

  private mutating func result(
    _ id: InstructionID,
    _ path: [String],
    in unit: Int,
    _ depth: Int
  ) -> WalkedList {
    let facts = program.units[unit].facts
    let step = facts.instructions[id.index]
    let callee = facts.values[Int(step.a)]
    let arguments = facts.valueList(ListID(step.b))
    if let position = program.table.position(of: CallRef(unit: unit, id: id)) {
      let site = program.call(at: position)
      if asks(site) { return rows(position, path) }
      if !site.resolved.targets.isEmpty {
        let returned = returns(of: site.resolved.targets, path, depth)
        if returned.rank > WalkedList.written.rank { return returned }
        // What only makes something else of a list is as long.
        let given = best(arguments.prefix(1), path, in: unit, depth)
        if given.rank > WalkedList.part("").rank { return given }
        if returned != .unknown { return returned }
        // A function that does no more than ask gives rows.
        let reads = site.reachedKinds.contains(.query) && !site.reachedKinds.contains(.write)
        return reads ? rows(position, path) : .unknown
      }
    }
    guard callee.kind == .member else {
      return best(arguments.prefix(1), path, in: unit, depth)
    }
    let name = facts.names.string(NameID(callee.b))
    if Self.bodyReads.contains(name), isRequest(ValueID(callee.a), in: unit) {
      return .submitted(path.first ?? "")
    }
    if Self.keeping.contains(name), facts.values[Int(callee.a)].kind != .global {
      return list(of: ValueID(callee.a), path: path, in: unit, depth: depth + 1)
    }
    return best(arguments.prefix(1), path, in: unit, depth)
  }

  /// Whether a call asks a database, or says what is to be asked.
  private func asks(_ site: CallSite) -> Bool {
    if site.effects.contains(where: { $0.kind == .query }) { return true }
    guard let library = site.library else { return false }
    return asking.contains(library) && site.instruction.operation == .call
  }

  private func rows(_ position: Int, _ path: [String]) -> WalkedList {
    guard let inner = path.last else { return .rows(position) }
    return Self.holders.contains(inner) && path.count == 1
      ? .rows(position) : .part(path.first ?? inner)
  }

  private mutating func returns(
    of targets: Few<FunctionRef>,
    _ path: [String],
    _ depth: Int
  ) -> WalkedList {
    var found = WalkedList.unknown
    for target in targets.prefix(4) {
      let facts = program.units[target.unitIndex].facts
      let function = facts.functions[target.id.index]
      for step in facts.instructions[
        function.firstInstruction.index..<function.endInstruction.index
      ]
      where step.operation == .return && Int(step.a) > 0 {
        let one = list(of: ValueID(step.a), path: path, in: target.unitIndex, depth: depth + 3)
        if one.rank > found.rank { found = one }
      }
    }
    return found
  }

  // MARK: Parameters

  private mutating func parameter(
    _ function: FunctionID,
    _ position: Int,
    _ path: [String],
    in unit: Int,
    _ depth: Int
  ) -> WalkedList {
    if path.contains(where: Self.bodies.contains) { return .submitted(path.first ?? "") }
    let reference = FunctionRef(unit: unit, id: function)
    if let use = program.graph.closureUses[reference], case .perElement = use.times {
      return .part(path.first ?? "")
    }
    if program.routesByHandler[reference] != nil { return .submitted(path.first ?? "") }
    var found = WalkedList.unknown
    for step in program.reachability.callers[Int(program.units.number(reference))]
      .prefix(Self.mostCallers)
    {
      let site = program.call(at: Int(step.call))
      guard site.instruction.operation == .call, site.resolved.targets.contains(reference) else {
        continue
      }
      let arguments = site.unit.facts.valueList(ListID(site.instruction.b))
      guard position < arguments.count else { continue }
      let given = list(of: arguments[position], path: path, in: site.place.unit, depth: depth + 3)
      if given.rank > found.rank { found = given }
    }
    return found == .unknown && !path.isEmpty ? .part(path.first ?? "") : found
  }

  /// Whether a value is what a framework hands to a handler: a parameter, or `request` by its name.
  private func isRequest(_ id: ValueID, in unit: Int) -> Bool {
    let facts = program.units[unit].facts
    var next = facts.values[id.index]
    for _ in 0..<5 {
      switch next.kind {
      case .parameter: return true
      case .symbol:
        let symbol = facts.symbols[Int(next.a)]
        if ["request", "req", "ctx"].contains(facts.names.string(symbol.name)) { return true }
        next = facts.values[symbol.value.index]
      case .global: return facts.names.string(NameID(next.a)) == "request"
      case .result:
        // `request.clone().json()`
        next = facts.values[Int(facts.instructions[Int(next.a)].a)]
      case .member:
        let name = facts.names.string(NameID(next.b))
        if ["request", "req", "searchParams"].contains(name) { return true }
        next = facts.values[Int(next.a)]
      default: return false
      }
    }
    return false
  }
}
