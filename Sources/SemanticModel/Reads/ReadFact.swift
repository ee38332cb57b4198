// What bounds the rows of one read.

import Facts
import SourceText

/// A library call that reads as many rows as there are, unless something bounds them.
package struct ReadFact: Sendable {
  /// Position in `Program.calls`.
  package let call: Int
  package let rule: ReadRule
  package let status: Status
  /// The calls on what it reads from, its own among them; one array for all reads of the same.
  fileprivate let chain: [Int]
  /// It is sent before anything bounds it, and once more afterwards.
  var isSentEarly = false
  /// The way by which functions of the project handed on the query, where it is known.
  let way: QueryWay?

  /// The calls that are chained to the same statement, anywhere: positions in `Program.calls`.
  package var chained: LazyFilterSequence<[Int]> { chain.lazy.filter { [call] in $0 != call } }

  package enum Status: Sendable, Hashable {
    case bounded
    case unbounded
    /// The options or the statement come from, or go to, a place that could not be followed.
    case unknown
  }
}

/// A read before it is known what bounds it.
private struct FoundRead {
  let call: Int
  let member: MemberID
  let rule: ReadRule
  /// Where the statement or its client was made.
  let origin: ValueRef?
  /// Where the statements were made that it is given.
  let statements: [ValueRef]?

  /// Whether what else is called on the same statement says anything of the read.
  var asksChain: Bool { !rule.bounds.isEmpty || !rule.filters.isEmpty || statements != nil }
}

extension Evaluator {
  /// Every read of many rows, with what bounds it.
  mutating func reads(_ table: CallTable) -> [ReadFact] {
    var found = foundReads(table)
    guard !found.isEmpty else { return [] }
    var ways = QueryWays(units, table, index)
    removeSecondWalks(&found, table, &ways)
    var wanted = Set(found.filter { !$0.rule.bounds.isEmpty }.compactMap(\.origin))
    wanted.formUnion(found.flatMap { $0.statements ?? [] })
    let chains = chains(on: wanted, table)
    let escaped = escapes(of: wanted, table)
    var bounds: [ChainKey: Bool] = [:]
    return found.map { read in
      if let fact = handedOn(read, by: &ways, table) { return fact }
      let origins = (read.statements ?? []) + [read.origin].compactMap(\.self)
      // One origin's array is shared, not copied.
      let parts = read.asksChain ? origins.compactMap { chains[$0] } : []
      let chain = parts.count == 1 ? parts[0] : parts.flatMap(\.self)
      // A statement that nobody could follow may say anything.
      let isLost = read.statements?.isEmpty ?? false
      let isEscaped = isLost || origins.contains { escaped.contains($0) }
      var isBounded =
        read.rule.isSingle || isBound(table.calls[read.call].place, by: read.rule)
        || !takesAll(table.calls[read.call], by: read.rule)
      var isEarly = false
      if !isBounded, !chain.isEmpty {
        // All reads of one client share its calls.
        let key = ChainKey(member: read.member, origins: origins)
        isBounded = bounds[key] ?? isBound(chain, by: read.rule, table)
        bounds[key] = isBounded
        isEarly = isBounded && isSentEarly(read.call, read.origin, read.rule, chain, table)
        if isEarly { isBounded = false }
      }
      return ReadFact(
        call: read.call,
        rule: read.rule,
        status: isBounded ? .bounded : status(read.rule, table.calls[read.call], isEscaped),
        chain: chain,
        isSentEarly: isEarly,
        way: nil
      )
    }
  }

  /// The calls that read many rows, with the statements that they are handed.
  private mutating func foundReads(_ table: CallTable) -> [FoundRead] {
    var found: [FoundRead] = []
    for position in table.acting {
      for operation in table.calls[position].operations where !operation.isConstruction {
        let member = index.member(operation.member)
        guard var rule = member.called?.value.reads else { continue }
        let call = table.calls[position]
        let isStart = index.types(of: operation.member).callReturns != nil
        let own = ValueRef(
          unit: call.place.unitIndex,
          id: units[call.place.unitIndex].index.result(of: call.place.id)
        )
        var statements: [ValueRef]?
        if let position = rule.statement { statements = self.statements(at: position, of: call) }
        if statements?.isEmpty == true, rule.takesText { statements = nil }
        rule = rule.forArgument(isBuilt: statements != nil)
        found.append(
          FoundRead(
            call: position,
            member: operation.member,
            rule: rule,
            origin: isStart ? own : operation.origin,
            statements: statements
          )
        )
        break
      }
    }
    return found
  }

  /// A query that is walked twice was sent once: it keeps its rows.
  ///
  /// A function that gives a query gives each of its callers one of their own.
  private func removeSecondWalks(
    _ found: inout [FoundRead],
    _ table: CallTable,
    _ ways: inout QueryWays
  ) {
    var walked: Set<Walk> = []
    found.removeAll { read in
      let call = table.calls[read.call]
      guard let origin = read.origin, isWalk(call.place) else { return false }
      let isOwn = isFollowed(read, table) && ways.way(ofCall: read.call) != nil
      let reader = isOwn ? FunctionRef(unit: call.place.unitIndex, id: call.function) : nil
      return !walked.insert(Walk(origin: origin, reader: reader)).inserted
    }
  }

  private struct Walk: Hashable {
    let origin: ValueRef
    let reader: FunctionRef?
  }

  /// Whether the way of what a read sends is followed through functions.
  private func isFollowed(_ read: FoundRead, _ table: CallTable) -> Bool {
    read.rule.filter == .chained && read.statements == nil
      && units[table.calls[read.call].place.unitIndex].facts.language == .python
      && index.isOfDjango(read.member)
  }

  /// A read whose query functions of the project begin or narrow: each of their callers has a way of its own.
  private mutating func handedOn(
    _ read: FoundRead,
    by ways: inout QueryWays,
    _ table: CallTable
  ) -> ReadFact? {
    let call = table.calls[read.call]
    guard isFollowed(read, table), let way = ways.way(ofCall: read.call) else { return nil }
    let isBounded =
      read.rule.isSingle || isBound(call.place, by: read.rule)
      || !takesAll(call, by: read.rule) || isBound(way.links, by: read.rule, table)
    return ReadFact(
      call: read.call,
      rule: read.rule,
      status: isBounded ? .bounded : status(read.rule, call, false),
      chain: way.links,
      way: way
    )
  }

  private struct ChainKey: Hashable {
    let member: MemberID
    let origins: [ValueRef]
  }

  /// The call that a chain begins with: `Order.query.filter_by(…)`.
  private func start(of origin: ValueRef, _ table: CallTable) -> Int? {
    let value = units[origin.unitIndex].facts.values[origin.id.index]
    guard value.kind == .result else { return nil }
    return table.position(of: CallRef(unit: origin.unitIndex, id: InstructionID(value.a)))
  }

  /// Where the statements were begun that an argument may be.
  private mutating func statements(at position: Int, of call: ResolvedCall) -> [ValueRef] {
    let unit = call.place.unitIndex
    let instruction = units[unit].facts.instructions[call.place.id.index]
    var result: [ValueRef] = []
    for id in members(of: evaluate(argument: position, of: instruction, in: unit)) {
      if case .library(_, let origin?) = entities[id] { result.append(origin) }
    }
    return result
  }

  private mutating func status(
    _ rule: ReadRule,
    _ call: ResolvedCall,
    _ isEscaped: Bool
  ) -> ReadFact.Status {
    let unit = call.place.unitIndex
    let instruction = units[unit].facts.instructions[call.place.id.index]
    switch options(rule.limits, of: instruction, in: unit) {
    case .set: return .bounded
    case .unknown: return .unknown
    case .missing: return isEscaped ? .unknown : .unbounded
    }
  }

  /// Whether a call is a loop's question for its elements.
  private func isWalk(_ call: CallRef) -> Bool {
    let facts = units[call.unitIndex].facts
    let callee = facts.values[Int(facts.instructions[call.id.index].a)]
    return callee.kind == .member && facts.names.string(NameID(callee.b)) == "__iter__"
  }

  private func isBound(_ chain: [Int], by rule: ReadRule, _ table: CallTable) -> Bool {
    chain.contains { isBound(table.calls[$0].place, by: rule) }
  }

  func isBound(_ call: CallRef, by rule: ReadRule) -> Bool {
    let facts = units[call.unitIndex].facts
    let callee = facts.values[Int(facts.instructions[call.id.index].a)]
    guard callee.kind == .member, case let name = facts.names.string(NameID(callee.b)) else {
      return false
    }
    return rule.bounds.contains(name)
      || rule.countedBounds.contains(name) && saysLength(call, facts)
  }

  /// Whether a call is given a number of rows: `to_list(100)`, `to_list(length=size)`.
  private func saysLength(_ call: CallRef, _ facts: FileFacts) -> Bool {
    facts.valueList(ListID(facts.instructions[call.id.index].b)).contains { id in
      let value = facts.values[id.index]
      guard value.flags.contains(.keywords) else { return value.kind != .null }
      let words = Array(facts.list(ListID(value.a)))
      return stride(from: 0, to: words.count - 1, by: 2).contains { position in
        facts.names.isText("length", NameID(words[position]))
          && facts.values[Int(words[position + 1])].kind != .null
      }
    }
  }

  /// The calls on values that were made at some places, behind those that made them.
  private func chains(on origins: Set<ValueRef>, _ table: CallTable) -> [ValueRef: [Int]] {
    var result: [ValueRef: [Int]] = [:]
    for origin in origins {
      if let start = start(of: origin, table) { result[origin] = [start] }
    }
    for position in table.acting {
      for operation in table.calls[position].operations {
        guard let origin = operation.origin, origins.contains(origin) else { continue }
        if result[origin]?.last != position { result[origin, default: []].append(position) }
      }
    }
    return result
  }

  /// The places whose values are handed to calls of which nothing is known: they may be bounded there.
  private mutating func escapes(of origins: Set<ValueRef>, _ table: CallTable) -> Set<ValueRef> {
    var result: Set<ValueRef> = []
    guard !origins.isEmpty else { return result }
    for position in table.calls.indices
    where table.calls[position].status == .unresolved
      || !table.calls[position].operations.isEmpty && Self.isLink(table.calls[position], index)
    {
      let place = table.calls[position].place
      let unit = place.unitIndex
      let instruction = units[unit].facts.instructions[place.id.index]
      for word in units[unit].list(ListID(instruction.b)) {
        let value = units[unit].facts.values[Int(word)]
        guard value.kind == .symbol || value.kind == .result else { continue }
        for id in members(of: evaluate(ValueID(word), in: unit)) {
          if let origin = builder(id), origins.contains(origin) { result.insert(origin) }
        }
      }
    }
    return result
  }

  /// Whether a call adds to a statement and sends none: what it is given becomes a part of that.
  private static func isLink(_ call: ResolvedCall, _ index: LibraryIndex) -> Bool {
    call.operations.contains { operation in
      let rule = index.member(operation.member).call
      return rule?.passesThrough == Operation.receiver && rule?.effects.isEmpty == true
        && !operation.isConstruction && operation.origin != nil
    }
  }

  /// Where a statement that was not yet sent was made.
  func builder(_ id: EntityID) -> ValueRef? {
    switch entities[id] {
    case .library(let type, let origin): index.awaited(type) == nil ? nil : origin
    case .collection(let element): builder(element)
    default: nil
    }
  }
}
