// Which parts the library calls of a function play, through all that it calls.

import Facts

/// Spreads the parts that library calls play from callee to caller.
struct FunctionRoles {
  /// By dense function number.
  private(set) var roles: [RoleSet]

  init(units: [Unit], table: CallTable, callers: [[Reachability.Step]], index: LibraryIndex) {
    roles = Array(repeating: [], count: callers.count)
    let own = table.calls.map { $0.ownRoles(index) }
    var pending: [Int32] = []
    for (position, call) in table.calls.enumerated() {
      var found = own[position]
      if call.status == .unresolved {
        found.formUnion(Self.roles(ofCallee: call, units, table, own))
      }
      guard !found.isEmpty else { continue }
      let number = units.number(FunctionRef(unit: call.place.unitIndex, id: call.function))
      if add(found, to: number) { pending.append(number) }
    }
    while let function = pending.popLast() {
      for step in callers[Int(function)] where add(roles[Int(function)], to: step.caller) {
        pending.append(step.caller)
      }
    }
  }

  private mutating func add(_ some: RoleSet, to function: Int32) -> Bool {
    guard !roles[Int(function)].isSuperset(of: some) else { return false }
    roles[Int(function)].formUnion(some)
    return true
  }

  /// `limiter(req, res, next)`, where `limiter` is what a library call made.
  private static func roles(
    ofCallee call: ResolvedCall,
    _ units: [Unit],
    _ table: CallTable,
    _ own: [RoleSet]
  ) -> RoleSet {
    let unit = call.place.unitIndex
    let facts = units[unit].facts
    var value = facts.values[Int(facts.instructions[call.place.id.index].a)]
    for _ in 0..<8 {
      switch value.kind {
      case .symbol: value = facts.values[facts.symbols[Int(value.a)].value.index]
      case .member: value = facts.values[Int(value.a)]
      case .result:
        let made = CallRef(unit: unit, id: InstructionID(value.a))
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
      let called = operation.isConstruction ? member.construct : member.call
      if let role = called?.role { result.formUnion(RoleSet(role)) }
    }
    return result
  }
}
