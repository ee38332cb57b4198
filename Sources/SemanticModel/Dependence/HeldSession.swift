// Sessions that keep the connection of their first statement until the transaction ends.

import Facts

/// A session that holds a connection while something slow runs.
package struct HeldSession: Sendable {
  /// The call during which it is held, in the function that knows of the statement before.
  package let site: CallSite
  /// The statement that took the connection.
  package let statement: CallSite
  /// The slow call itself; `site` where it stands in the same function.
  package let slow: CallSite
  package let route: Route
  /// Whether the statement ran before the handler began: in a dependency or a hook.
  package let isHeldFromOutside: Bool
}

extension Program {
  /// All sessions of routes that are held over slow calls, each call once, in the order of the places.
  package var heldSessions: [HeldSession] {
    guard libraries.libraries.contains(where: \.holdsUntilEnd) else { return [] }
    var walk = SessionWalk(in: self)
    var found: [Int: HeldSession] = [:]
    for route in routes where isServed(route) {
      var holder = SessionWalk.free
      for middleware in route.chain where middleware.level != .after {
        for function in middleware.functions {
          holder = walk.outcome(of: function, holding: holder).holder
        }
      }
      let outside = holder
      // The handler alone: what else serves wraps it.
      for function in route.handlers.prefix(1) {
        for held in walk.outcome(of: function, holding: holder).slow
        where found[Int(held.site)] == nil {
          found[Int(held.site)] = HeldSession(
            site: call(at: Int(held.site)),
            statement: call(at: Int(held.holder)),
            slow: call(at: Int(held.slow)),
            route: route,
            isHeldFromOutside: held.holder == outside
          )
        }
      }
    }
    return found.values.sorted { $0.site.place < $1.site.place }
  }
}

/// Follows sessions through functions, in the order of the code.
private struct SessionWalk {
  /// No connection is held.
  static let free: Int32 = -1

  struct Slow {
    var site: Int32
    var slow: Int32
    var holder: Int32
  }

  struct Outcome {
    /// The statement that holds a connection behind the function; -1 for none.
    var holder: Int32
    var slow: [Slow] = []
  }

  private struct Key: Hashable {
    let function: FunctionRef
    let isHeld: Bool
  }

  private let program: Program
  /// What was found with -2 in place of the statement that held a connection before.
  private var known: [Key: Outcome] = [:]
  private var depth = 0
  private static let given: Int32 = -2
  private static let blocks: Set<Region.Kind> = [.with, .then, .otherwise, .case, .catch]
  private static let depthLimit = 24
  private static let most = 32

  init(in program: Program) { self.program = program }

  /// What happens to a session in a function that is called while a statement holds a connection, or none.
  mutating func outcome(of function: FunctionRef, holding holder: Int32) -> Outcome {
    let key = Key(function: function, isHeld: holder != Self.free)
    var result: Outcome
    if let found = known[key] {
      result = found
    } else {
      guard depth < Self.depthLimit else { return Outcome(holder: holder) }
      depth += 1
      // A function that calls itself changes nothing the second time.
      known[key] = Outcome(holder: key.isHeld ? Self.given : Self.free)
      result = walk(function, key.isHeld ? Self.given : Self.free)
      known[key] = result
      depth -= 1
    }
    if result.holder == Self.given { result.holder = holder }
    for position in result.slow.indices where result.slow[position].holder == Self.given {
      result.slow[position].holder = holder
    }
    return result
  }

  private mutating func walk(_ function: FunctionRef, _ start: Int32) -> Outcome {
    var result = Outcome(holder: start)
    let unit = program.units[function.unitIndex]
    let fact = unit.facts.functions[function.id.index]
    /// Where the connection was taken in this function.
    var taken = fact.firstInstruction
    var next = fact.firstInstruction
    while next < fact.endInstruction {
      defer { next = InstructionID(next.index + 1) }
      let step = unit.facts.instructions[next.index]
      if result.holder != start, ended(taken, before: next, in: unit) { result.holder = start }
      guard step.operation.isCall,
        let position = program.table.position(of: CallRef(unit: function.unitIndex, id: next))
      else { continue }
      let before = result.holder
      apply(program.call(at: position), to: &result)
      if result.holder != before { taken = next }
    }
    if result.holder != start, ended(taken, before: fact.endInstruction, in: unit) {
      result.holder = start
    }
    return result
  }

  /// Whether a block that holds an instruction has ended: a `with` gives the connection back, and behind an arm of
  /// a branch nobody knows whether it was taken.
  private func ended(_ taken: InstructionID, before next: InstructionID, in unit: Unit) -> Bool {
    var region = unit.facts.instructions[taken.index].region
    for _ in 0..<64 {
      guard region.isPresent else { return false }
      let fact = unit.facts.regions[region.index]
      if Self.blocks.contains(fact.kind), fact.endInstruction <= next { return true }
      region = fact.parent
    }
    return false
  }

  private mutating func apply(_ site: CallSite, to result: inout Outcome) {
    let isOurs = site.isOfHeldSession
    if isOurs, site.plays(.endsTransaction) {
      result.holder = Self.free
      return
    }
    let position = Int32(site.position)
    let kinds = Set(site.effects.map(\.kind))
    if isOurs, kinds.contains(.query) || kinds.contains(.write) {
      if result.holder == Self.free { result.holder = position }
      return
    }
    if site.isSlow {
      guard result.holder != Self.free, result.slow.count < Self.most else { return }
      result.slow.append(Slow(site: position, slow: position, holder: result.holder))
      return
    }
    for target in site.resolved.targets.prefix(3) where !program.graph.memoized.contains(target) {
      let inner = outcome(of: target, holding: result.holder)
      for one in inner.slow where result.slow.count < Self.most {
        guard program.isAllowed(Int(one.slow), by: position, in: target) else { continue }
        let isOutside = one.holder == result.holder && result.holder != Self.free
        result.slow.append(
          Slow(site: isOutside ? position : one.site, slow: one.slow, holder: one.holder)
        )
      }
      result.holder = inner.holder
    }
  }
}

extension Program {
  /// Whether a call runs a place of its callee, by the flags that it gives; true for places further away.
  fileprivate func isAllowed(_ inner: Int, by call: Int32, in callee: FunctionRef) -> Bool {
    self.call(at: inner).function != callee
      || FlagArguments(units: units).isAllowed(inner, by: Int(call), table)
  }
}

extension CallSite {
  /// Whether it is a call of a session that keeps its connection until its transaction ends.
  fileprivate var isOfHeldSession: Bool {
    resolved.operations.contains { operation in
      let library = program.libraries[operation.member].library
      return library >= 0 && program.libraries.libraries[library].holdsUntilEnd
    }
  }

  /// Whether it waits for another service or a child process, or hashes a password.
  fileprivate var isSlow: Bool {
    effects.contains { effect in
      effect.kind == .external || effect.kind == .process && effect.verb == "run"
        || effect.kind == .blocking && effect.verb == "hash"
    }
  }
}
