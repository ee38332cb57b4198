// The way that a query of Python took to the read that sends it: through names, branches and functions of the project.

import Facts

/// The links of one query, from where it begins to where it is handed on.
package struct QueryWay: Sendable {
  /// Positions in `Program.calls`, the first one first.
  package fileprivate(set) var links: [Int] = []
  /// Those that stand on some paths only.
  package fileprivate(set) var optional: Set<Int> = []
  fileprivate var end: End

  fileprivate enum End: Hashable {
    /// The call that begins it.
    case call(Int)
    /// What the function is handed at a position.
    case parameter(Int)
    /// What the method is called on.
    case receiver
  }

  /// What stands behind another way, with that in front of it.
  fileprivate func behind(_ first: QueryWay) -> QueryWay {
    var result = first
    result.links += links
    result.optional.formUnion(optional)
    return result
  }

  fileprivate mutating func append(_ link: Int) {
    if !links.contains(link) { links.append(link) }
  }
}

/// Follows queries back; what one function does to a query is found once.
struct QueryWays {
  let units: [Unit]
  let table: CallTable
  let libraries: LibraryIndex
  /// By function: the ways to what it gives back; nil where one of them cannot be followed.
  private var known: [FunctionRef: [QueryWay]?] = [:]
  /// By name and place: the ways to what the name holds there.
  private var names: [NamePlace: [QueryWay]?] = [:]
  private var depth = 0

  private struct NamePlace: Hashable {
    let unit: Int
    let symbol: SymbolID
    let region: RegionID
    /// How often something was assigned to the name before.
    let steps: Int
  }

  private static let deepest = 96
  private static let most = 8

  init(_ units: [Unit], _ table: CallTable, _ libraries: LibraryIndex) {
    self.units = units
    self.table = table
    self.libraries = libraries
  }

  /// The way of the query that a call sends, if functions of the project stand between its beginning and the call;
  /// nil where it begins elsewhere, or where a part of the way cannot be followed.
  mutating func way(ofCall position: Int) -> QueryWay? {
    let call = table.calls[position]
    guard let operation = call.operations.first, isHandedOn(call) else { return nil }
    let unit = call.place.unitIndex
    let facts = units[unit].facts
    let step = facts.instructions[call.place.id.index]
    let rule = libraries.member(operation.member).called?.value
    let query: ValueID
    if let subject = rule?.subjectArgument ?? rule?.reads?.statement {
      let arguments = facts.valueList(ListID(step.b))
      guard subject < arguments.count else { return nil }
      query = arguments[subject]
    } else {
      let callee = facts.values[Int(step.a)]
      guard callee.kind == .member else { return nil }
      query = ValueID(callee.a)
    }
    depth = 0
    let found = ways(to: query, at: call.place.id, of: call.function, in: unit)
    return found.flatMap { Self.usual(among: $0, self) }
  }

  /// Whether the query begins in another function than the one that sends it.
  private func isHandedOn(_ call: ResolvedCall) -> Bool {
    call.operations.contains { operation in
      guard let origin = operation.origin else { return false }
      let value = units[origin.unitIndex].facts.values[origin.id.index]
      guard value.kind == .result else { return false }
      let place = CallRef(unit: origin.unitIndex, id: InstructionID(value.a))
      guard let start = table.position(of: place) else { return false }
      return origin.unitIndex != call.place.unitIndex
        || table.calls[start].function != call.function
    }
  }

  /// Of several beginnings the one that selects most is that of an ordinary caller.
  private static func usual(among ways: [QueryWay], _ all: QueryWays) -> QueryWay? {
    let begun = ways.filter { if case .call = $0.end { true } else { false } }
    guard begun.count == ways.count else { return nil }
    return begun.max { all.weight(of: $0) < all.weight(of: $1) }
  }

  private func weight(of way: QueryWay) -> Int {
    way.links.count { link in
      !way.optional.contains(link) && ["filter", "get"].contains(method(ofCall: link))
    }
  }

  private func method(ofCall position: Int) -> String {
    let place = table.calls[position].place
    let facts = units[place.unitIndex].facts
    let callee = facts.values[Int(facts.instructions[place.id.index].a)]
    return callee.kind == .member ? facts.names.string(NameID(callee.b)) : ""
  }

  // MARK: Values

  private mutating func ways(
    to id: ValueID,
    at position: InstructionID,
    of function: FunctionID,
    in unit: Int
  ) -> [QueryWay]? {
    guard id.isPresent, depth < Self.deepest else { return nil }
    depth += 1
    defer { depth -= 1 }
    let facts = units[unit].facts
    let value = facts.values[id.index]
    switch value.kind {
    case .awaited: return ways(to: ValueID(value.a), at: position, of: function, in: unit)
    case .choice:
      return joined(
        facts.valueList(ListID(value.a)).map { ways(to: $0, at: position, of: function, in: unit) }
      )
    case .parameter:
      guard FunctionID(value.a) == function, !value.flags.contains(.rest) else { return nil }
      return [QueryWay(end: .parameter(Int(value.detail)))]
    case .this: return [QueryWay(end: .receiver)]
    case .null: return []
    case .symbol:
      return ways(toName: SymbolID(value.a), at: position, of: function, in: unit)
    case .result: return ways(toResultOf: InstructionID(value.a), of: function, in: unit)
    default: return nil
    }
  }

  private func joined(_ parts: [[QueryWay]?]) -> [QueryWay]? {
    var result: [QueryWay] = []
    for part in parts {
      guard let part else { return nil }
      result += part
    }
    return Self.merged(result)
  }

  /// Ways from one place are one: what only some of them add is optional.
  private static func merged(_ ways: [QueryWay]) -> [QueryWay]? {
    var order: [QueryWay.End] = []
    var groups: [QueryWay.End: [QueryWay]] = [:]
    for way in ways {
      if groups[way.end] == nil { order.append(way.end) }
      groups[way.end, default: []].append(way)
    }
    guard order.count <= most else { return nil }
    return order.compactMap { end in
      guard let group = groups[end], var result = group.first else { return nil }
      for other in group.dropFirst() { for link in other.links { result.append(link) } }
      for link in result.links
      where group.contains(where: { $0.optional.contains(link) || !$0.links.contains(link) }) {
        result.optional.insert(link)
      }
      return result
    }
  }

  // MARK: Names

  private mutating func ways(
    toName symbol: SymbolID,
    at position: InstructionID,
    of function: FunctionID,
    in unit: Int
  ) -> [QueryWay]? {
    let facts = units[unit].facts
    let known = facts.symbols[symbol.index]
    guard known.value.isPresent, known.function == function else { return nil }
    guard known.flags.contains(.reassigned) else {
      return ways(to: known.value, at: position, of: function, in: unit)
    }
    let region = facts.instructions[position.index].region
    let steps = units[unit].index.assigned(to: symbol).filter { $0.at < position }
    let place = NamePlace(unit: unit, symbol: symbol, region: region, steps: steps.count)
    if let found = names[place] { return found }
    let found = ways(through: steps, of: symbol, in: region, of: function, in: unit)
    names[place] = .some(found)
    return found
  }

  /// The last of the assignments that every path passes, and those behind it that some paths pass.
  private mutating func ways(
    through steps: [(at: InstructionID, value: ValueID)],
    of symbol: SymbolID,
    in inner: RegionID,
    of function: FunctionID,
    in unit: Int
  ) -> [QueryWay]? {
    let facts = units[unit].facts
    let first = facts.symbols[symbol.index].value
    let around = facts.regions(around: inner)
    var result: [QueryWay] = []
    for step in steps.reversed() {
      guard let found = ways(to: step.value, at: step.at, of: function, in: unit) else {
        return nil
      }
      result += found
      let region = facts.instructions[step.at.index].region
      if !region.isPresent || around.contains(region) { return Self.merged(result) }
    }
    // What the name held before all of them.
    guard facts.values[first.index].kind == .parameter else { return Self.merged(result) }
    let start = facts.functions[function.index].firstInstruction
    guard let before = ways(to: first, at: start, of: function, in: unit) else { return nil }
    return Self.merged(result + before)
  }

  // MARK: Calls

  private mutating func ways(
    toResultOf call: InstructionID,
    of function: FunctionID,
    in unit: Int
  ) -> [QueryWay]? {
    guard let position = table.position(of: CallRef(unit: unit, id: call)) else { return nil }
    let resolved = table.calls[position]
    let facts = units[unit].facts
    let step = facts.instructions[call.index]
    let callee = facts.values[Int(step.a)]
    if resolved.operations.isEmpty, !resolved.targets.isEmpty {
      return joined(
        resolved.targets.map { target in
          ways(through: target, at: position, step, of: function, in: unit)
        }
      )
    }
    if let operation = resolved.operations.first,
      let passed = libraries.member(operation.member).called?.value.passesThrough, passed >= 0
    {
      let arguments = facts.valueList(ListID(step.b))
      guard passed < arguments.count else { return nil }
      return ways(to: arguments[passed], at: call, of: function, in: unit)
    }
    guard callee.kind == .member else { return nil }
    // `return Order.objects.none()`
    if facts.names.isText("none", NameID(callee.b)) { return [] }
    return linked(position, behind: ValueID(callee.a), at: call, of: function, in: unit)
  }

  /// A link of a chain, with what stands in front of it.
  private mutating func linked(
    _ position: Int,
    behind base: ValueID,
    at call: InstructionID,
    of function: FunctionID,
    in unit: Int
  ) -> [QueryWay]? {
    let facts = units[unit].facts
    let value = facts.values[base.index]
    switch value.kind {
    case .member: return [QueryWay(links: [position], end: .call(position))]
    case .result, .symbol, .parameter, .this:
      return ways(to: base, at: call, of: function, in: unit).map { found in
        found.map { way in
          var way = way
          way.append(position)
          return way
        }
      }
    default: return nil
    }
  }

  /// What a function of the project does to the query that it is handed, or the query that it begins.
  private mutating func ways(
    through target: FunctionRef,
    at position: Int,
    _ step: Instruction,
    of function: FunctionID,
    in unit: Int
  ) -> [QueryWay]? {
    guard let inner = given(by: target) else { return nil }
    let facts = units[unit].facts
    let call = table.calls[position].place.id
    var result: [QueryWay] = []
    for way in inner {
      switch way.end {
      case .call: result.append(way)
      case .parameter(let number):
        let arguments = facts.valueList(ListID(step.b))
        guard number < arguments.count,
          !facts.values[arguments[number].index].flags.contains(.keywords),
          let outer = ways(to: arguments[number], at: call, of: function, in: unit)
        else { return nil }
        result += outer.map { way.behind($0) }
      case .receiver:
        let callee = facts.values[Int(step.a)]
        guard callee.kind == .member else { return nil }
        let base = facts.values[Int(callee.a)]
        // `Order.objects.open()`: the method's own first link begins it.
        if base.kind == .member, let first = way.links.first {
          var begun = way
          begun.end = .call(first)
          result.append(begun)
        } else if let outer = ways(to: ValueID(callee.a), at: call, of: function, in: unit) {
          result += outer.map { way.behind($0) }
        } else {
          return nil
        }
      }
    }
    return Self.merged(result)
  }

  /// The ways to what a function gives back.
  private mutating func given(by function: FunctionRef) -> [QueryWay]? {
    if let found = known[function] { return found }
    // One that calls itself is not followed.
    known[function] = .some(nil)
    let unit = function.unitIndex
    let index = units[unit].index
    let results = index.results(of: units[unit].facts.functions[function.id.index])
    guard !results.isEmpty, results.count <= Self.most else { return nil }
    let found = joined(
      results.map { result in
        ways(
          to: index.result(at: result),
          at: index.place(ofResult: result),
          of: function.id,
          in: unit
        )
      }
    )
    known[function] = .some(found)
    return found
  }
}

extension LibraryIndex {
  /// Whether a query is asked as Django asks it: what is added to one makes another, and leaves the first as it was.
  func isOfDjango(_ id: MemberID) -> Bool {
    let library = self[id].library
    return library >= 0 && libraries[library].name.hasPrefix("Django")
  }
}

extension Program {
  /// By call: the way of a query that functions of the project handed on to it.
  package var handedOnQueries: [Int: QueryWay] {
    var ways = QueryWays(units, table, libraries)
    var result: [Int: QueryWay] = [:]
    for position in callsOfLibraries {
      let call = calls[position]
      guard units[call.place.unitIndex].facts.language == .python,
        let operation = call.operations.first, libraries.asksDatabase(operation.member),
        libraries.isOfDjango(operation.member)
      else { continue }
      result[position] = ways.way(ofCall: position)
    }
    return result
  }
}
