// Reads whose rows become the list of an answer and nothing else: only those may be cut to a page.

import Facts

extension Program {
  /// Whether the rows of a read are only listed in an answer.
  ///
  /// Rows that are summed, deleted, compared or looked up in are needed whole: with a limit the result would be wrong.
  package func isOnlyListed(_ site: CallSite) -> Bool {
    let unit = site.place.unit
    let result = units[unit].index.result(of: site.resolved.place.id)
    guard result.isPresent || site.instruction.flags.contains(.returned) else { return false }
    var search = ListedRows(program: self)
    if site.instruction.flags.contains(.returned) {
      guard search.isListed(byCallersOf: site.function, within: [], depth: 0) else { return false }
    }
    guard
      !result.isPresent || search.isListed(result, within: [], in: site.function, depth: 0)
    else { return false }
    return search.isAnswered
  }
}

/// Follows rows from value to value, and from a function to those who call it.
private struct ListedRows {
  let program: Program
  /// How many values are looked at: a program may hand its rows about at length.
  private var budget = 200
  /// Whether some way of the rows ends in an answer: what nobody is told was read for its own sake.
  private(set) var isAnswered = false

  init(program: Program) { self.program = program }

  /// What the rows stand in: `orders` of `{ orders, count }`, entry 0 of `[orders, count]`.
  enum Holder: Equatable {
    case property(String)
    case entry(Int)
  }

  private static let deepest = 16
  private static let largestFunction = 20_000

  mutating func isListed(
    _ id: ValueID,
    within path: [Holder],
    in function: FunctionRef,
    depth: Int
  ) -> Bool {
    budget -= 1
    let facts = program.units[function.unitIndex].facts
    let own = facts.functions[function.id.index]
    let values = own.firstValue.index..<max(own.firstValue.index, own.endValue.index)
    let steps =
      own.firstInstruction.index..<max(own.firstInstruction.index, own.endInstruction.index)
    guard budget > 0, depth < Self.deepest, values.count < Self.largestFunction else {
      return false
    }
    for index in values {
      let holder = ValueID(index)
      guard isListed(id, by: holder, within: path, in: function, depth: depth) else { return false }
    }
    for position in steps {
      guard isListed(id, at: position, within: path, in: function, depth: depth) else {
        return false
      }
    }
    // A test of the rows reads none of them; a loop does something with each, and a comprehension lists what it makes.
    guard path.isEmpty else { return true }
    let loops = facts.regions.count {
      $0.function == function.id && $0.subject == id && $0.kind.isLoop
    }
    let comprehensions = values.count {
      facts.values[$0].kind == .gathered && ValueID(facts.values[$0].b) == id
    }
    return loops <= comprehensions
  }

  // MARK: Values

  /// Whether what a value makes of the rows is listed; true where it does not mention them.
  private mutating func isListed(
    _ id: ValueID,
    by holder: ValueID,
    within path: [Holder],
    in function: FunctionRef,
    depth: Int
  ) -> Bool {
    let facts = program.units[function.unitIndex].facts
    let value = facts.values[holder.index]
    switch value.kind {
    case .awaited:
      guard ValueID(value.a) == id else { return true }
      return isListed(holder, within: path, in: function, depth: depth + 1)
    case .spread where ValueID(value.a) == id:
      return isListed(holder, within: path, in: function, depth: depth + 1)
    case .gathered where ValueID(value.b) == id:
      return isListed(holder, within: [], in: function, depth: depth + 1)
    case .choice:
      guard facts.list(ListID(value.a)).contains(id.raw) else { return true }
      return isListed(holder, within: path, in: function, depth: depth + 1)
    case .array:
      guard let position = facts.list(ListID(value.a)).firstIndex(of: id.raw) else { return true }
      let first = facts.list(ListID(value.a)).startIndex
      let isSpread = facts.values[id.index].kind == .spread
      let inside = isSpread ? path : [.entry(position - first)] + path
      return isListed(holder, within: inside, in: function, depth: depth + 1)
    case .object: return isListed(id, inObject: holder, within: path, in: function, depth: depth)
    case .member where ValueID(value.a) == id:
      return isListed(member: holder, within: path, in: function, depth: depth)
    case .index where ValueID(value.a) == id:
      return isListed(entry: holder, within: path, in: function, depth: depth)
    case .template: return !facts.list(ListID(value.a)).contains(id.raw)
    case .element: return ValueID(value.a) != id || program.isPython(function.unitIndex)
    case .key: return ValueID(value.a) != id
    case .binary: return ValueID(value.a) != id && ValueID(value.b) != id
    default: return true
    }
  }

  private mutating func isListed(
    _ id: ValueID,
    inObject holder: ValueID,
    within path: [Holder],
    in function: FunctionRef,
    depth: Int
  ) -> Bool {
    let unit = program.units[function.unitIndex]
    let words = Array(unit.facts.list(ListID(unit.facts.values[holder.index].a)))
    for position in stride(from: 0, to: words.count - 1, by: 2) where words[position + 1] == id.raw
    {
      let isSpread = unit.facts.values[id.index].kind == .spread
      let name = unit.facts.names.string(NameID(words[position]))
      let inside = isSpread ? path : [.property(name)] + path
      guard isListed(holder, within: inside, in: function, depth: depth + 1) else { return false }
    }
    return true
  }

  /// `rows.map`, `rows.length`, `found.orders`.
  private mutating func isListed(
    member holder: ValueID,
    within path: [Holder],
    in function: FunctionRef,
    depth: Int
  ) -> Bool {
    let facts = program.units[function.unitIndex].facts
    let name = facts.names.string(NameID(facts.values[holder.index].b))
    if case .property(let wanted)? = path.first {
      guard wanted == name else { return true }
      return isListed(holder, within: Array(path.dropFirst()), in: function, depth: depth + 1)
    }
    guard path.isEmpty else { return false }
    // The walk of a comprehension, or of a loop, which is asked for itself.
    if Self.sizes.contains(name) || name == "__iter__" { return true }
    if Self.lists.contains(name) {
      return isListed(holder, within: [], in: function, depth: depth + 1)
    }
    guard Self.stages.contains(name) else { return false }
    let own = facts.functions[function.id.index]
    for position in own.firstInstruction.index..<own.endInstruction.index {
      let step = facts.instructions[position]
      guard step.operation == .call, ValueID(step.a) == holder else { continue }
      // `rows.map((row) => { total += row.cents; … })` makes more of the rows than a list, and what is sorted here is
      // another part of all rows than their first.
      let isSorted = name == "sort" && takesFunction(step, facts)
      guard !isSorted, !changesOthers(step, facts) else { return false }
      guard isListed(resultOf: position, within: [], in: function, depth: depth) else {
        return false
      }
    }
    return true
  }

  private func takesFunction(_ step: Instruction, _ facts: FileFacts) -> Bool {
    facts.valueList(ListID(step.b)).contains { facts.values[$0.index].kind == .function }
  }

  /// Whether a function that a call is given sets a name of the function around it.
  private func changesOthers(_ step: Instruction, _ facts: FileFacts) -> Bool {
    facts.valueList(ListID(step.b)).contains { argument in
      let value = facts.values[argument.index]
      guard value.kind == .function else { return false }
      let inner = facts.functions[Int(value.a)]
      return facts.instructions[inner.firstInstruction.index..<inner.endInstruction.index]
        .contains { own in
          guard own.operation == .assign else { return false }
          let place = facts.values[Int(own.a)]
          return place.kind == .symbol
            && facts.symbols[Int(place.a)].function != FunctionID(value.a)
        }
    }
  }

  private mutating func isListed(
    entry holder: ValueID,
    within path: [Holder],
    in function: FunctionRef,
    depth: Int
  ) -> Bool {
    let facts = program.units[function.unitIndex].facts
    let key = facts.values[Int(facts.values[holder.index].b)]
    guard case .entry(let wanted)? = path.first, key.kind == .number else { return false }
    guard facts.numbers[Int(key.a)] == Double(wanted) else { return true }
    return isListed(holder, within: Array(path.dropFirst()), in: function, depth: depth + 1)
  }

  // MARK: Steps

  private mutating func isListed(
    _ id: ValueID,
    at position: Int,
    within path: [Holder],
    in function: FunctionRef,
    depth: Int
  ) -> Bool {
    let facts = program.units[function.unitIndex].facts
    let step = facts.instructions[position]
    switch step.operation {
    case .call, .construct, .element:
      guard facts.list(ListID(step.b)).contains(id.raw) else { return true }
      let name = program.calledName(facts.values[Int(step.a)], facts) ?? ""
      if Self.answers.contains(name) {
        isAnswered = true
        return true
      }
      guard Self.carriers.contains(name) else { return false }
      return isListed(resultOf: position, within: path, in: function, depth: depth)
    case .assign:
      guard ValueID(step.b) == id else { return true }
      let place = facts.values[Int(step.a)]
      guard place.kind == .symbol else { return false }
      return isListed(SymbolID(place.a), within: path, in: function, depth: depth)
    case .return:
      guard ValueID(step.a) == id else { return true }
      return isListed(byCallersOf: function, within: path, depth: depth)
    case .throw, .yield: return ValueID(step.a) != id
    default: return true
    }
  }

  /// What a call gives for the rows, and what its function returns of it on the spot.
  private mutating func isListed(
    resultOf position: Int,
    within path: [Holder],
    in function: FunctionRef,
    depth: Int
  ) -> Bool {
    let unit = program.units[function.unitIndex]
    let isReturned = unit.facts.instructions[position].flags.contains(.returned)
    let result = unit.index.result(of: InstructionID(position))
    if isReturned, !isListed(byCallersOf: function, within: path, depth: depth) { return false }
    return !result.isPresent || isListed(result, within: path, in: function, depth: depth + 1)
  }

  private mutating func isListed(
    _ symbol: SymbolID,
    within path: [Holder],
    in function: FunctionRef,
    depth: Int
  ) -> Bool {
    let facts = program.units[function.unitIndex].facts
    let fact = facts.symbols[symbol.index]
    let own = facts.functions[function.id.index]
    let values = own.firstValue.index..<max(own.firstValue.index, own.endValue.index)
    guard fact.function == function.id, !fact.flags.contains(.reassigned) else { return false }
    for index in facts.values.indices
    where facts.values[index].kind == .symbol && facts.values[index].a == symbol.raw {
      guard values.contains(index),
        isListed(ValueID(index), within: path, in: function, depth: depth + 1)
      else { return false }
    }
    return true
  }

  // MARK: Functions

  /// Whether all that call a function only list what it gives; a route's handler gives the answer itself.
  mutating func isListed(
    byCallersOf function: FunctionRef,
    within path: [Holder],
    depth: Int
  ) -> Bool {
    if program.routesByHandler[function] != nil {
      isAnswered = true
      return true
    }
    let callers = program.reachability.callers[Int(program.units.number(function))]
    guard !callers.isEmpty, callers.count <= 8, depth < Self.deepest else { return false }
    for step in callers {
      let site = program.call(at: Int(step.call))
      // A function that is handed to a call (`wrap(handler)`) is not called by it.
      guard site.resolved.targets.contains(function) else { return false }
      guard
        isListed(
          resultOf: site.resolved.place.id.index,
          within: path,
          in: site.function,
          depth: depth + 1
        )
      else { return false }
    }
    return true
  }

  // MARK: Words

  private static let sizes: Set<String> = ["length", "size", "rowCount", "total"]
  /// Where results of queries keep their rows.
  private static let lists: Set<String> = ["rows", "docs", "items", "data"]
  /// Steps that leave as many rows as there are, in their order.
  private static let stages: Set<String> = [
    "map", "then", "lean", "exec", "populate", "toArray", "all", "fetchall", "fetchAll", "scalars",
    "unique", "mappings", "getMany", "sort", "order_by", "limit", "select", "toJSON", "to_dict",
  ]
  /// Calls that write the answer.
  private static let answers: Set<String> = [
    "json", "send", "jsonify", "render", "render_template", "status", "Response", "JSONResponse",
    "JsonResponse", "TemplateResponse", "JSON", "end",
  ]
  /// Calls whose result holds the rows as their argument did.
  private static let carriers: Set<String> = [
    "all", "dump", "dumps", "stringify", "jsonable_encoder", "list", "serialize", "resolve",
  ]
}
