// What a value of a function is made of: the calls of the same function whose results go into it.

import Facts

/// The data flow inside one function, without order: what may depend on something is taken to depend on it.
struct FunctionFlow {
  let facts: FileFacts
  let range: Range<Int>
  /// What is assigned to a symbol, or stored in what it names.
  private var sources: [SymbolID: [ValueID]] = [:]
  /// Calls that are handed a symbol for its own sake, and may change what it names.
  private var changes: [SymbolID: [Int]] = [:]
  /// Assignments to a name itself, as positions of instructions.
  private var assigned: [SymbolID: [Int]] = [:]
  private let known = Known()

  /// What was asked before: the same few values are asked again and again.
  private final class Known {
    var dependencies: [Question: Set<Int>] = [:]
  }

  private struct Question: Hashable {
    let value: ValueID
    let limit: Int
    let withConditions: Bool
  }

  /// What is stored in parts of some names counts for nothing: each turn of a loop has an element of its own.
  private let withoutParts: Set<SymbolID>

  init(_ facts: FileFacts, of id: FunctionID, leavingPartsOf symbols: Set<SymbolID> = []) {
    self.facts = facts
    withoutParts = symbols
    let function = facts.functions[id.index]
    range = function.firstInstruction.index..<function.endInstruction.index
    for position in range {
      let step = facts.instructions[position]
      switch step.operation {
      case .assign:
        note(assignment: step)
        let place = facts.values[Int(step.a)]
        if place.kind == .symbol { assigned[SymbolID(place.a), default: []].append(position) }
      case .call: note(call: step, at: position)
      default: continue
      }
    }
  }

  /// The assignments to a name in this function, as positions of instructions.
  func assignments(of symbol: SymbolID) -> [Int] { assigned[symbol] ?? [] }

  private mutating func note(assignment step: Instruction) {
    guard let symbol = root(of: ValueID(step.a)) else { return }
    if facts.values[Int(step.a)].kind != .symbol, withoutParts.contains(symbol) { return }
    sources[symbol, default: []].append(ValueID(step.b))
  }

  /// `rows.push(row)` changes its receiver, `await load(order)` what it is given.
  private mutating func note(call step: Instruction, at position: Int) {
    guard step.flags.contains(.discarded) else { return }
    let callee = facts.values[Int(step.a)]
    if callee.kind == .member, !isLog(ValueID(callee.a)), let symbol = root(of: ValueID(callee.a)) {
      changes[symbol, default: []].append(position)
    }
    for argument in facts.valueList(ListID(step.b)) {
      let value = facts.values[argument.index]
      if value.kind == .symbol { changes[SymbolID(value.a), default: []].append(position) }
    }
  }

  /// `app.logger.info(count)` keeps nothing in `app`.
  private func isLog(_ id: ValueID) -> Bool {
    let value = facts.values[id.index]
    return value.kind == .member
      && Self.logs.contains { facts.names.isText($0, NameID(value.b)) }
  }

  private static let logs = ["logger", "log", "logging", "_logger", "console"]

  /// The symbol at the beginning of a path.
  func root(of id: ValueID) -> SymbolID? {
    var next = facts.values[id.index]
    for _ in 0..<32 {
      switch next.kind {
      case .symbol: return SymbolID(next.a)
      case .member, .index, .awaited: next = facts.values[Int(next.a)]
      default: return nil
      }
    }
    return nil
  }

  /// The calls of this function that a value depends on, as positions of instructions.
  ///
  /// Where a value is asked for outside of loops, a call behind `limit` has changed nothing that it is made of.
  /// With conditions, what decides whether something is added to it counts as well.
  func dependencies(
    of value: ValueID,
    before limit: Int = .max,
    withConditions: Bool = false
  ) -> Set<Int> {
    let question = Question(value: value, limit: limit, withConditions: withConditions)
    if let known = known.dependencies[question] { return known }
    var walk = Walk(flow: self, limit: limit, withConditions: withConditions)
    walk.visit(value, depth: 0)
    known.dependencies[question] = walk.found
    return walk.found
  }

  /// Some positions of a table, a bit for each: nothing is hashed, and an empty one is soon made.
  private struct PositionSet {
    private var words: [UInt64]
    private(set) var count = 0

    init(outOf count: Int) { words = Array(repeating: 0, count: count / 64 + 1) }

    /// Adds a position; says whether it was new.
    mutating func insert(_ position: Int) -> Bool {
      let bit = UInt64(1) << UInt64(position & 63)
      guard words[position >> 6] & bit == 0 else { return false }
      words[position >> 6] |= bit
      count += 1
      return true
    }
  }

  private struct Walk {
    let flow: FunctionFlow
    let limit: Int
    let withConditions: Bool
    var found: Set<Int> = []
    private var seenValues: PositionSet
    private var seenSymbols: PositionSet

    init(flow: FunctionFlow, limit: Int, withConditions: Bool) {
      self.flow = flow
      self.limit = limit
      self.withConditions = withConditions
      seenValues = PositionSet(outOf: flow.facts.values.count)
      seenSymbols = PositionSet(outOf: flow.facts.symbols.count)
    }

    mutating func visit(_ id: ValueID, depth: Int) {
      guard id.isPresent, depth < 64, seenValues.count < 8_192, seenValues.insert(id.index) else {
        return
      }
      let facts = flow.facts
      let value = facts.values[id.index]
      switch value.kind {
      case .symbol: visit(symbol: SymbolID(value.a), depth: depth)
      case .member, .awaited, .element, .key, .spread, .unary, .type:
        visit(ValueID(value.a), depth: depth + 1)
      case .index, .binary, .gathered:
        visit(ValueID(value.a), depth: depth + 1)
        visit(ValueID(value.b), depth: depth + 1)
      case .choice, .array, .template:
        for word in facts.list(ListID(value.a)) { visit(ValueID(word), depth: depth + 1) }
      case .object:
        for (offset, word) in facts.list(ListID(value.a)).enumerated() where offset % 2 == 1 {
          visit(ValueID(word), depth: depth + 1)
        }
      case .result: visit(call: Int(value.a), depth: depth)
      case .function: visit(closure: FunctionID(value.a), depth: depth)
      default: return
      }
    }

    private mutating func visit(call position: Int, depth: Int) {
      guard flow.range.contains(position), found.insert(position).inserted else { return }
      let step = flow.facts.instructions[position]
      visit(ValueID(step.a), depth: depth + 1)
      for word in flow.facts.list(ListID(step.b)) { visit(ValueID(word), depth: depth + 1) }
    }

    private mutating func visit(symbol id: SymbolID, depth: Int) {
      guard seenSymbols.insert(id.index) else { return }
      visit(flow.facts.symbols[id.index].value, depth: depth + 1)
      for value in flow.sources[id] ?? [] { visit(value, depth: depth + 1) }
      if withConditions {
        for position in flow.assigned[id] ?? [] where position < limit {
          visit(conditionsOf: position, depth: depth + 1)
        }
      }
      for call in flow.changes[id] ?? [] where call < limit {
        visit(call: call, depth: depth + 1)
        if withConditions { visit(conditionsOf: call, depth: depth + 1) }
      }
    }

    /// What decides whether a step is made: `if (found.length) names.push("x")`.
    private mutating func visit(conditionsOf position: Int, depth: Int) {
      let facts = flow.facts
      var next = facts.instructions[position].region
      for _ in 0..<64 {
        guard next.isPresent, case let region = facts.regions[next.index], region.kind != .body
        else { return }
        visit(region.subject, depth: depth + 1)
        next = region.parent
      }
    }

    /// A closure depends on what it reads of its surroundings.
    private mutating func visit(closure id: FunctionID, depth: Int) {
      let function = flow.facts.functions[id.index]
      for position in function.firstValue.index..<function.endValue.index {
        let value = flow.facts.values[position]
        if value.kind == .symbol { visit(symbol: SymbolID(value.a), depth: depth + 1) }
        if value.kind == .function { visit(ValueID(position), depth: depth + 1) }
      }
    }
  }
}
