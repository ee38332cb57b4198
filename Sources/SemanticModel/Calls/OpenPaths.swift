// Ways from a call to what costs something that the arguments of the call do not close.

import Facts

/// Looks for ways through calls on which no block is skipped and nothing was kept from an earlier run.
struct OpenPaths {
  private let program: Program
  private let flags: FlagArguments
  /// By function: the calls in it that cost something; made when the first way is closed.
  private var direct: [Int32: [Int]]?

  /// More functions than these are not looked into for one way.
  private static let breadth = 128
  private static let length = 12

  init(program: Program) {
    self.program = program
    flags = FlagArguments(units: program.units)
  }

  /// Whether each call of a way can lead to the next.
  func isOpen(_ path: [CallSite], by call: Int) -> Bool {
    var last = call
    for site in path {
      guard isOpen(site, by: last) else { return false }
      last = site.position
    }
    return true
  }

  private func isOpen(_ site: CallSite, by call: Int) -> Bool {
    guard flags.isAllowed(site.position, by: call, program.table) else { return false }
    if case .forAll? = program.keptResult(of: site) { return false }
    return true
  }

  /// An open way from a function that a call runs to what costs something each time.
  mutating func path(from function: Int32, by call: Int, _ kinds: Set<EffectKind>) -> [CallSite]? {
    var seen: Set<Int32> = []
    return path(from: function, by: call, kinds, &seen, 0)
  }

  private mutating func path(
    from function: Int32,
    by call: Int,
    _ kinds: Set<EffectKind>,
    _ seen: inout Set<Int32>,
    _ depth: Int
  ) -> [CallSite]? {
    guard depth < Self.length, seen.count < Self.breadth, seen.insert(function).inserted else {
      return nil
    }
    for position in costly(in: function) {
      let site = program.call(at: position)
      guard !site.effects.allSatisfy({ !kinds.contains($0.kind) }), runsOnce(position),
        isOpen(site, by: call)
      else { continue }
      return [site]
    }
    let wanted = EffectKinds(kinds)
    for edge in program.graph.edges(of: Int(function))
    where edge.weight != .uncounted && edge.degree == 0
      && !program.reachedKinds.functions[Int(edge.callee)].isDisjoint(with: wanted)
    {
      let site = program.call(at: Int(edge.call))
      guard isOpen(site, by: call) else { continue }
      if let rest = path(from: edge.callee, by: Int(edge.call), kinds, &seen, depth + 1) {
        return [site] + rest
      }
    }
    return nil
  }

  private func runsOnce(_ position: Int) -> Bool {
    let call = program.calls[position]
    let unit = call.place.unitIndex
    let region = program.units[unit].facts.instructions[call.place.id.index].region
    return program.loops.degrees[unit][region.index] == 0 && !call.repeatsPerElement
  }

  private mutating func costly(in function: Int32) -> [Int] {
    if let direct { return direct[function] ?? [] }
    var made: [Int32: [Int]] = [:]
    for effect in program.table.effects {
      let call = program.calls[Int(effect.call)]
      let caller = FunctionRef(unit: call.place.unitIndex, id: call.function)
      made[program.units.number(caller), default: []].append(Int(effect.call))
    }
    direct = made
    return made[function] ?? []
  }
}
