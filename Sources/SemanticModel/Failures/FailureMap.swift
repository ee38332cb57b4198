// Which functions let failures out: something that they wait for can fail, and nothing in them handles it.

import Facts

/// For every function of a program, the first failure that leaves it.
package struct FailureMap {
  private let program: Program
  private let found: Found

  /// What was found, once for a program.
  struct Found: Sendable {
    /// By dense function number: a position in `Program.calls`, `none` or `thrown`.
    var origins: [Int32]
    let uses: [PromiseUses]
    let guarded: [GuardedRegions]
  }

  var uses: [PromiseUses] { found.uses }
  private static let none: Int32 = -1

  /// What waits for another process, and can therefore fail at any time.
  static let fallible: Set<EffectKind> = [.query, .write, .external, .enqueue]

  package init(of program: Program) {
    self.program = program
    found = program.answers.failures.value { FailureSearch(program).found }
  }

  /// Whether a failure can leave the function.
  package func letsOut(_ function: FunctionRef) -> Bool {
    found.origins[Int(program.units.number(function))] != Self.none
  }

  /// The call in the function whose failure leaves it; nil where it only throws itself.
  package func origin(in function: FunctionRef) -> CallSite? {
    let position = found.origins[Int(program.units.number(function))]
    return position >= 0 ? program.call(at: Int(position)) : nil
  }

  /// Whether a failure of the call reaches the function around it.
  func passesOn(_ site: CallSite) -> Bool { found.passesOn(site) }
}

extension FailureMap.Found {
  /// Whether a failure of the call reaches the function around it.
  func passesOn(_ site: CallSite) -> Bool {
    let unit = site.place.unit
    guard !guarded[unit].contains(site.instruction.region) else { return false }
    let chain = uses[unit].chain(from: site.resolved.place.id)
    return !chain.catches && !chain.isDropped
  }

}

/// Looks for failures that leave functions.
private struct FailureSearch {
  private let program: Program
  private(set) var found: FailureMap.Found

  private static let none: Int32 = -1
  private static let thrown: Int32 = -2

  init(_ program: Program) {
    self.program = program
    found = FailureMap.Found(
      origins: Array(repeating: Self.none, count: program.reachability.kinds.count),
      uses: program.units.map { PromiseUses($0.facts) },
      guarded: program.units.map { GuardedRegions($0.facts) }
    )
    spread(from: markOwn())
  }

  private mutating func markOwn() -> [Int32] {
    var marked: [Int32] = []
    let fallible = EffectKinds(FailureMap.fallible)
    for position in program.table.acting {
      let call = program.calls[position]
      let site = program.call(at: position)
      guard
        call.operations.contains(where: {
          !program.libraries.effects(of: $0).isDisjoint(with: fallible)
        }) || takesConnection(site), !tellsInStream(site)
      else { continue }
      let function = program.units.number(site.function)
      guard found.origins[Int(function)] == Self.none, found.passesOn(site) else { continue }
      found.origins[Int(function)] = Int32(position)
      marked.append(function)
    }
    for (unit, file) in program.units.enumerated() {
      for (index, function) in file.facts.functions.enumerated().dropFirst()
      where found.origins[file.functionBase + index] == Self.none && throwsItself(function, unit) {
        found.origins[file.functionBase + index] = Self.thrown
        marked.append(Int32(file.functionBase + index))
      }
    }
    return marked
  }

  /// Whether a call waits for a connection of a pool: `await sequelize.transaction()`, `await pool.connect()`.
  private func takesConnection(_ site: CallSite) -> Bool {
    site.instruction.isAwaited && site.handle?.isPooled == true
  }

  /// `const { textStream } = streamText(…)`: it gives an object at once, and what fails later is a part of its stream.
  private func tellsInStream(_ site: CallSite) -> Bool {
    !site.instruction.isAwaited && ["streamText", "streamObject"].contains(site.calledName)
  }

  private func throwsItself(_ function: Function, _ unit: Int) -> Bool {
    let facts = program.units[unit].facts
    return (function.firstInstruction.index..<function.endInstruction.index).contains { index in
      let step = facts.instructions[index]
      return step.operation == .throw && !found.guarded[unit].contains(step.region)
    }
  }

  /// Carries failures from callee to caller.
  private mutating func spread(from marked: [Int32]) {
    // The edges by callee, in the order in which they lie: where those of each begin, then their positions.
    let edges = program.graph.edges
    var first = Array(repeating: Int32(0), count: found.origins.count + 1)
    for edge in edges where edge.weight != .uncounted { first[Int(edge.callee) + 1] += 1 }
    for position in first.indices.dropFirst() { first[position] += first[position - 1] }
    var next = first
    var byCallee = Array(repeating: Int32(0), count: Int(first.last ?? 0))
    for (position, edge) in edges.enumerated() where edge.weight != .uncounted {
      byCallee[Int(next[Int(edge.callee)])] = Int32(truncatingIfNeeded: position)
      next[Int(edge.callee)] += 1
    }
    var pending = marked
    while let function = pending.popLast() {
      for position in byCallee[Int(first[Int(function)])..<Int(first[Int(function) + 1])] {
        let edge = edges[Int(position)]
        guard found.origins[Int(edge.caller)] == Self.none else { continue }
        guard found.passesOn(program.call(at: Int(edge.call))) else { continue }
        found.origins[Int(edge.caller)] = edge.call
        pending.append(edge.caller)
      }
    }
  }
}
