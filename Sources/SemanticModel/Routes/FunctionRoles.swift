// Which parts the library calls of a function play, through all that it calls.

import Facts

/// Spreads the parts that library calls play from callee to caller.
struct FunctionRoles {
  /// By dense function number.
  private(set) var roles: [RoleSet]

  init(units: [Unit], table: CallTable, callers: [[Reachability.Step]], index: LibraryIndex) {
    roles = Array(repeating: [], count: callers.count)
    // By call; most calls are asked for once more below.
    var own = Array(repeating: RoleSet(), count: table.calls.count)
    var unitsWithRoles = Array(repeating: false, count: units.count)
    let mayRefuse = units.map { $0.facts.numbers.contains(429) }
    for position in table.calls.indices {
      let place = table.calls[position].place
      var found: RoleSet =
        table.calls[position].operations.isEmpty ? [] : table.calls[position].ownRoles(index)
      if mayRefuse[place.unitIndex], Self.refuses(place.id, units[place.unitIndex]) {
        found.formUnion(RoleSet(.rateLimiter))
      }
      guard !found.isEmpty else { continue }
      own[position] = found
      unitsWithRoles[place.unitIndex] = true
    }
    var pending: [Int32] = []
    for unit in units.indices where unitsWithRoles[unit] {
      let end = unit + 1 < units.count ? table.firstCall[unit + 1] : table.calls.count
      for position in table.firstCall[unit]..<end {
        let found =
          table.calls[position].status == .unresolved
          ? Self.roles(ofCallee: table.calls[position].place, units[unit], table, own)
            .union(own[position])
          : own[position]
        guard !found.isEmpty else { continue }
        let number = units.number(FunctionRef(unit: unit, id: table.calls[position].function))
        if add(found, to: number) { pending.append(number) }
      }
    }
    while let function = pending.popLast() {
      for step in callers[Int(function)] where add(roles[Int(function)], to: step.caller) {
        pending.append(step.caller)
      }
    }
  }

  /// Whether a call answers 429: whoever says "too many requests" counts them.
  private static func refuses(_ call: InstructionID, _ unit: Unit) -> Bool {
    let facts = unit.facts
    let step = facts.instructions[call.index]
    let first = unit.value(at: 0, of: ListID(step.b))
    guard first.isPresent, facts.values[first.index].kind == .number,
      facts.numbers[Int(facts.values[first.index].a)] == 429
    else { return false }
    let callee = facts.values[Int(step.a)]
    return callee.kind == .member && answers.contains(facts.names.string(NameID(callee.b)))
  }

  private static let answers: Set<String> = ["status", "sendStatus", "code", "writeHead"]

  private mutating func add(_ some: RoleSet, to function: Int32) -> Bool {
    guard !roles[Int(function)].isSuperset(of: some) else { return false }
    roles[Int(function)].formUnion(some)
    return true
  }

  /// `limiter(req, res, next)`, where `limiter` is what a library call made.
  private static func roles(
    ofCallee call: CallRef,
    _ unit: Unit,
    _ table: CallTable,
    _ own: [RoleSet]
  ) -> RoleSet {
    var value = unit.facts.values[Int(unit.facts.instructions[call.id.index].a)]
    for _ in 0..<8 {
      switch value.kind {
      case .symbol: value = unit.facts.values[unit.facts.symbols[Int(value.a)].value.index]
      case .member: value = unit.facts.values[Int(value.a)]
      case .result:
        let made = CallRef(unit: call.unitIndex, id: InstructionID(value.a))
        return table.position(of: made).map { own[$0] } ?? []
      default: return []
      }
    }
    return []
  }
}

extension ResolvedCall {
  /// The parts that its library operations play.
  func ownRoles(_ index: LibraryIndex) -> RoleSet {
    var result: RoleSet = []
    for operation in operations {
      let member = index.member(operation.member)
      let role = member.operation(constructs: operation.isConstruction)?.value.role
      if let role { result.formUnion(RoleSet(role)) }
    }
    return result
  }
}
