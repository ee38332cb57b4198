// Which functions let failures out: something that they wait for can fail, and nothing in them handles it.

import Facts

/// For every function of a program, the first failure that leaves it.
package struct FailureMap {
  private let program: Program
  /// By dense function number: a position in `Program.calls`, `none` or `thrown`.
  private var origins: [Int32]
  let uses: [PromiseUses]
  let guarded: [GuardedRegions]

  private static let none: Int32 = -1
  private static let thrown: Int32 = -2

  /// What waits for another process, and can therefore fail at any time.
  static let fallible: Set<EffectKind> = [.query, .write, .external, .enqueue]

  package init(of program: Program) {
    self.program = program
    uses = program.units.map { PromiseUses($0.facts) }
    guarded = program.units.map { GuardedRegions($0.facts) }
    origins = Array(repeating: Self.none, count: program.reachability.kinds.count)
    spread(from: markOwn())
  }

  /// Whether a failure can leave the function.
  package func letsOut(_ function: FunctionRef) -> Bool {
    origins[Int(program.units.number(function))] != Self.none
  }

  /// The call in the function whose failure leaves it; nil where it only throws itself.
  package func origin(in function: FunctionRef) -> CallSite? {
    let position = origins[Int(program.units.number(function))]
    return position >= 0 ? program.call(at: Int(position)) : nil
  }

  /// Whether a failure of the call reaches the function around it.
  func passesOn(_ site: CallSite) -> Bool {
    let unit = site.place.unit
    guard !guarded[unit].contains(site.instruction.region) else { return false }
    let chain = uses[unit].chain(from: site.resolved.place.id)
    return !chain.catches && !chain.isDropped
  }

  private mutating func markOwn() -> [Int32] {
    var marked: [Int32] = []
    for (position, call) in program.calls.enumerated() where !call.operations.isEmpty {
      let site = program.call(at: position)
      guard site.effects.contains(where: { Self.fallible.contains($0.kind) }) else { continue }
      let function = program.units.number(site.function)
      guard origins[Int(function)] == Self.none, passesOn(site) else { continue }
      origins[Int(function)] = Int32(position)
      marked.append(function)
    }
    for (unit, file) in program.units.enumerated() {
      for (index, function) in file.facts.functions.enumerated().dropFirst()
      where origins[file.functionBase + index] == Self.none && throwsItself(function, unit) {
        origins[file.functionBase + index] = Self.thrown
        marked.append(Int32(file.functionBase + index))
      }
    }
    return marked
  }

  private func throwsItself(_ function: Function, _ unit: Int) -> Bool {
    let facts = program.units[unit].facts
    return (function.firstInstruction.index..<function.endInstruction.index).contains { index in
      let step = facts.instructions[index]
      return step.operation == .throw && !guarded[unit].contains(step.region)
    }
  }

  /// Carries failures from callee to caller.
  private mutating func spread(from marked: [Int32]) {
    var callers: [[CallGraph.Edge]] = Array(repeating: [], count: origins.count)
    for edge in program.graph.edges where edge.weight != .uncounted {
      callers[Int(edge.callee)].append(edge)
    }
    var pending = marked
    while let function = pending.popLast() {
      for edge in callers[Int(function)] where origins[Int(edge.caller)] == Self.none {
        guard passesOn(program.call(at: Int(edge.call))) else { continue }
        origins[Int(edge.caller)] = edge.call
        pending.append(edge.caller)
      }
    }
  }
}
