// Which blocks run only where a kept answer is missing: `cached = cache.get(key)`, and a test of it.

import Facts
import SourceText

/// The looks of one file for answers that were kept, and what stands behind them.
struct KeptLooks {
  private let program: Program
  private let facts: FileFacts
  /// By position of the instruction: calls that look into a cache.
  private var looks: Set<Int> = []
  /// Calls that ask whether a file is there.
  private var fileTests: Set<Int> = []
  /// Calls that put something into a cache.
  private var stores: [Int] = []
  private var flows: [FunctionID: FunctionFlow] = [:]

  /// Nil where nothing of the kind stands in the file.
  ///
  /// Of the calls it is given those of `calls(in:)` that stand in the file.
  init?(_ program: Program, unit: Int, calls positions: [Int]) {
    self.program = program
    facts = program.units[unit].facts
    for position in positions {
      let call = program.calls[position].place.id.index
      let step = facts.instructions[call]
      guard step.operation == .call else { continue }
      let callee = facts.values[Int(step.a)]
      guard let id = Self.name(of: callee, facts) else { continue }
      let name = facts.names.string(id)
      if Self.words.contains(name) {
        note(name, callee, at: call, position)
      } else {
        note(wrapper: NameSplit.words(of: name), at: call)
      }
    }
    guard !looks.isEmpty && !stores.isEmpty || !fileTests.isEmpty else { return nil }
  }

  /// By file: the calls whose name can be one of a cache, in order.
  static func calls(in program: Program) -> [Int: [Int]] {
    let sites = program.calls { words.contains($0) || $0.lowercased().holds("cache") }
    return Dictionary(grouping: sites, by: \.resolved.place.unitIndex).mapValues {
      $0.map(\.position)
    }
  }

  private static let words = looking.union(storing).union(testing)

  private static let looking: Set<String> = [
    "get", "aget", "hget", "hgetall", "getJson", "getItem", "has",
  ]
  private static let storing: Set<String> = [
    "set", "aset", "setex", "setEx", "psetex", "hset", "put", "setItem", "add",
  ]
  private static let testing: Set<String> = ["isfile", "exists", "existsSync", "is_file"]
  private static let readers: Set<String> = ["get", "read", "load", "fetch", "lookup", "find"]
  private static let writers: Set<String> = ["set", "save", "store", "put", "write", "update"]

  private static func name(of callee: Value, _ facts: FileFacts) -> NameID? {
    switch callee.kind {
    case .member: NameID(callee.b)
    case .symbol: facts.symbols[Int(callee.a)].name
    case .global: NameID(callee.a)
    default: nil
    }
  }

  private mutating func note(_ name: String, _ callee: Value, at call: Int, _ position: Int) {
    if Self.testing.contains(name), !isCache(callee, position), isOfFiles(name, callee) {
      fileTests.insert(call)
    }
    guard isCache(callee, position) else { return }
    if Self.looking.contains(name) { looks.insert(call) }
    if Self.storing.contains(name) { stores.append(call) }
  }

  /// `getCachedOrders(id)`, `saveToCache(id, orders)`.
  private mutating func note(wrapper words: [String], at call: Int) {
    guard let verb = words.first, words.contains("cache") || words.contains("cached") else {
      return
    }
    if Self.readers.contains(verb) { looks.insert(call) }
    if Self.writers.contains(verb) { stores.append(call) }
  }

  /// Whether a method is one of a cache that outlives the function: a library's, or a name of the module that says so.
  private func isCache(_ callee: Value, _ position: Int) -> Bool {
    if program.reachedKinds[position] == EffectKinds([EffectKind.cache]) { return true }
    guard callee.kind == .member else { return false }
    let receiver = facts.values[Int(callee.a)]
    guard let name = Self.name(of: receiver, facts), facts.names.holds("cache", in: name) else {
      return false
    }
    switch receiver.kind {
    case .symbol: return facts.symbols[Int(receiver.a)].function == FileFacts.module
    case .global: return true
    default: return false
    }
  }

  /// Rows are asked whether they exist by the same word.
  private func isOfFiles(_ name: String, _ callee: Value) -> Bool {
    guard name == "exists", callee.kind == .member else { return true }
    let receiver = Self.name(of: facts.values[Int(callee.a)], facts)
    return receiver.map { facts.names.isText("path", $0) || facts.names.isText("fs", $0) } ?? false
  }
}

extension KeptLooks {
  /// What a block is to a kept answer.
  enum Side {
    /// It runs only where there is none.
    case missing
    /// It gives the answer, so that what follows runs only where there is none.
    case answering
  }

  mutating func side(of id: RegionID) -> Side? {
    let region = facts.regions[id.index]
    guard region.kind == .then || region.kind == .otherwise,
      let test = test(region.subject, depth: 0)
    else { return nil }
    let isThere = test.isThere == (region.kind == .then)
    let block =
      region.firstInstruction
      .index..<max(
        region.firstInstruction.index,
        region.endInstruction.index
      )
    guard looks.contains(test.call) else {
      // What is made where a file is missing is there the next time, unless the block only refuses.
      return isThere || leaves(block) ? nil : .missing
    }
    let end = facts.functions[region.function.index].endInstruction.index
    if isThere {
      let isKept = stores.contains { $0 >= block.upperBound && $0 < end }
      return isKept && gives(test.call, in: block, of: region.function) ? .answering : nil
    }
    return stores.contains { $0 >= block.lowerBound && $0 < end } ? .missing : nil
  }

  /// What a test asks, and whether it holds where the answer is there.
  private func test(_ id: ValueID, depth: Int) -> (call: Int, isThere: Bool)? {
    guard id.isPresent, depth < 8 else { return nil }
    let value = facts.values[id.index]
    switch value.kind {
    case .unary where value.detail == Operator.not.rawValue:
      return test(ValueID(value.a), depth: depth + 1).map { ($0.call, !$0.isThere) }
    case .binary:
      let sides = [ValueID(value.a), ValueID(value.b)]
      let isEqual = value.detail == Operator.equal.rawValue
      guard isEqual || value.detail == Operator.notEqual.rawValue,
        let other = sides.first(where: { !isNothing($0) }), sides.contains(where: isNothing)
      else { return nil }
      return test(other, depth: depth + 1).map { ($0.call, $0.isThere != isEqual) }
    case .choice:
      // `cached and not refresh` gives it, `not cached or refresh` misses it.
      guard
        value.detail == Operator.and.rawValue || value.detail == Operator.or.rawValue
      else { return nil }
      let isAnd = value.detail == Operator.and.rawValue
      return facts.valueList(ListID(value.a)).lazy.compactMap { test($0, depth: depth + 1) }
        .first { $0.isThere == isAnd }
    case .awaited: return test(ValueID(value.a), depth: depth + 1)
    case .symbol:
      return test(facts.symbols[Int(value.a)].value, depth: depth + 1)
    case .result:
      let call = Int(value.a)
      return looks.contains(call) || fileTests.contains(call) ? (call, true) : nil
    default: return nil
    }
  }

  private func isNothing(_ id: ValueID) -> Bool {
    let kind = facts.values[id.index].kind
    return kind == .null || kind == .undefined
  }

  private func leaves(_ block: Range<Int>) -> Bool {
    block.contains { [.return, .throw].contains(facts.instructions[$0].operation) }
  }

  /// Whether a block answers with what a look gave, or looks once more for it.
  private mutating func gives(_ look: Int, in block: Range<Int>, of function: FunctionID) -> Bool {
    let flow = flows[function] ?? FunctionFlow(facts, of: function)
    flows[function] = flow
    return block.contains { position in
      if looks.contains(position) { return true }
      let step = facts.instructions[position]
      let given: [ValueID]
      switch step.operation {
      case .return: given = [ValueID(step.a)]
      case .call: given = facts.valueList(ListID(step.b))
      default: return false
      }
      return given.contains { $0.isPresent && flow.dependencies(of: $0).contains(look) }
    }
  }
}
