// What bounds the rows of one read.

import Facts

/// A library call that reads as many rows as there are, unless something bounds them.
package struct ReadFact: Sendable {
  /// Position in `Program.calls`.
  package let call: Int
  package let rule: ReadRule
  package let status: Status
  /// The calls that are chained to the same statement, anywhere: positions in `Program.calls`.
  package let chained: [Int]

  package enum Status: Sendable, Hashable {
    case bounded
    case unbounded
    /// The options or the statement come from, or go to, a place that could not be followed.
    case unknown
  }
}

extension Evaluator {
  /// Every read of many rows, with what bounds it.
  mutating func reads(_ table: CallTable) -> [ReadFact] {
    var found: [(call: Int, rule: ReadRule, origin: ValueRef?, statements: [ValueRef]?)] = []
    for position in table.calls.indices {
      for operation in table.calls[position].operations where !operation.isConstruction {
        let member = index.member(operation.member)
        guard let rule = member.call?.reads else { continue }
        let call = table.calls[position]
        let isStart = index.types(of: operation.member).callReturns != nil
        let own = ValueRef(
          unit: call.place.unitIndex,
          id: units[call.place.unitIndex].index.result(of: call.place.id)
        )
        var statements: [ValueRef]?
        if let position = rule.statement { statements = self.statements(at: position, of: call) }
        found.append((position, rule, isStart ? own : operation.origin, statements))
        break
      }
    }
    guard !found.isEmpty else { return [] }
    // A query that is walked twice was sent once: it keeps its rows.
    var walked: Set<ValueRef> = []
    found.removeAll { read in
      guard let origin = read.origin, isWalk(table.calls[read.call].place) else { return false }
      return !walked.insert(origin).inserted
    }
    var wanted = Set(found.filter { !$0.rule.bounds.isEmpty }.compactMap(\.origin))
    wanted.formUnion(found.flatMap { $0.statements ?? [] })
    let chains = chains(on: wanted, table)
    let escaped = escapes(of: wanted, table)
    return found.map { read in
      let origins = (read.statements ?? []) + [read.origin].compactMap(\.self)
      let starts = origins.compactMap { start(of: $0, table) }
      let chained = (starts + origins.flatMap { chains[$0] ?? [] }).filter { $0 != read.call }
      // A statement that nobody could follow may say anything.
      let isLost = read.statements?.isEmpty ?? false
      let isEscaped = isLost || origins.contains { escaped.contains($0) }
      return ReadFact(
        call: read.call,
        rule: read.rule,
        status: status(read.rule, table.calls[read.call], chained, isEscaped, table),
        chained: chained
      )
    }
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
    _ chained: [Int],
    _ isEscaped: Bool,
    _ table: CallTable
  ) -> ReadFact.Status {
    if rule.isSingle { return .bounded }
    let unit = call.place.unitIndex
    if isBound(call.place, by: rule) { return .bounded }
    for other in chained where isBound(table.calls[other].place, by: rule) { return .bounded }
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

  private func isBound(_ call: CallRef, by rule: ReadRule) -> Bool {
    let facts = units[call.unitIndex].facts
    let callee = facts.values[Int(facts.instructions[call.id.index].a)]
    guard callee.kind == .member else { return false }
    return rule.bounds.contains(facts.names.string(NameID(callee.b)))
  }

  /// The calls on values that were made at some places.
  private func chains(on origins: Set<ValueRef>, _ table: CallTable) -> [ValueRef: [Int]] {
    var result: [ValueRef: [Int]] = [:]
    for position in table.calls.indices {
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
    for call in table.calls where call.status == .unresolved {
      let unit = call.place.unitIndex
      let instruction = units[unit].facts.instructions[call.place.id.index]
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

  /// Where a statement that was not yet sent was made.
  private func builder(_ id: EntityID) -> ValueRef? {
    switch entities[id] {
    case .library(let type, let origin): index.awaited(type) == nil ? nil : origin
    case .collection(let element): builder(element)
    default: nil
    }
  }
}
