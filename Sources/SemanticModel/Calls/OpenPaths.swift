// Ways from a call to what costs something that the arguments of the call do not close.

import Facts

/// Looks for ways through calls on which no block is skipped and nothing was kept from an earlier run.
struct OpenPaths {
  private let program: Program
  private let flags: FlagArguments
  private let entries: ConstantKeys
  /// Arms for what is missing are closed to calls that hand it over.
  private var isStrict = false
  /// By function: the calls in it that cost something; made when the first way is closed.
  private var direct: [Int32: [Int]]?

  /// More functions than these are not looked into for one way.
  private static let breadth = 128
  private static let length = 12

  init(program: Program) {
    self.program = program
    flags = FlagArguments(units: program.units)
    entries = ConstantKeys(program: program)
  }

  /// The way that a call takes in all likelihood: the given one, if it is open, else another; nil where none is.
  mutating func likeliest(
    _ path: [CallSite],
    from function: Int32,
    by call: Int,
    _ kinds: Set<EffectKind>
  )
    -> [CallSite]?
  {
    isStrict = true
    defer { isStrict = false }
    if isOpen(path, by: call) { return path }
    if let other = self.path(from: function, by: call, kinds) { return other }
    isStrict = false
    return isOpen(path, by: call) ? path : self.path(from: function, by: call, kinds)
  }

  /// Whether each call of a way can lead to the next.
  func isOpen(_ path: [CallSite], by call: Int) -> Bool {
    var way = [call]
    for (position, site) in path.enumerated() {
      let callee = position + 1 < path.count ? path[position + 1].function : nil
      guard isOpen(site, to: callee, by: way) else { return false }
      way.append(site.position)
    }
    return true
  }

  /// Whether a call that the last of a way leads to is made each time, and runs a function.
  private func isOpen(_ site: CallSite, to callee: FunctionRef?, by way: [Int]) -> Bool {
    guard let call = way.last,
      flags.isAllowed(site.position, by: call, program.table, isStrict: isStrict),
      callee.map({ entries.isAllowed(site, to: $0, by: way) }) ?? true
    else { return false }
    return !isKept(site, by: way)
  }

  /// Whether what a call gives was kept by an earlier run: for all, or under a key that the way names.
  private func isKept(_ site: CallSite, by way: [Int]) -> Bool {
    switch program.keptResult(of: site) {
    case .forAll?: return true
    case .byKey?:
      return program.keptKeys(of: site).allSatisfy { key in
        !key.isPresent || entries.constant(key, in: site, by: way) != nil
      }
    case nil: return false
    }
  }

  /// An open way from a function that a call runs to what costs something each time.
  mutating func path(from function: Int32, by call: Int, _ kinds: Set<EffectKind>) -> [CallSite]? {
    var seen: Set<Int32> = []
    return path(from: function, by: [call], kinds, &seen)
  }

  private mutating func path(
    from function: Int32,
    by way: [Int],
    _ kinds: Set<EffectKind>,
    _ seen: inout Set<Int32>
  ) -> [CallSite]? {
    guard way.count <= Self.length, seen.count < Self.breadth, seen.insert(function).inserted else {
      return nil
    }
    for position in costly(in: function) {
      let site = program.call(at: position)
      guard !site.effects.allSatisfy({ !kinds.contains($0.kind) }), runsOnce(position),
        isOpen(site, to: nil, by: way)
      else { continue }
      return [site]
    }
    let wanted = EffectKinds(kinds)
    for edge in program.graph.edges(of: Int(function))
    where edge.weight != .uncounted && edge.degree == 0
      && !program.reachedKinds.functions[Int(edge.callee)].isDisjoint(with: wanted)
    {
      let site = program.call(at: Int(edge.call))
      guard isOpen(site, to: program.reference(edge.callee), by: way) else { continue }
      if let rest = path(from: edge.callee, by: way + [Int(edge.call)], kinds, &seen) {
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

extension Program {
  /// Whether a call asks somebody each time: itself, or on a way that nothing kept from an earlier run closes.
  func costsAgain(_ site: CallSite, _ paths: OpenPaths) -> Bool {
    let kinds: Set<EffectKind> = [.query, .external, .write]
    guard !site.reachedKinds.isDisjoint(with: kinds) else { return false }
    guard !site.resolved.targets.isEmpty, site.effects.allSatisfy({ !kinds.contains($0.kind) })
    else { return true }
    var paths = paths
    return site.resolved.targets.contains { target in
      let number = units.number(target)
      let path = path(from: number, kinds: kinds)
      // What the summary does not tell is not known to be kept.
      guard !path.isEmpty, !paths.isOpen(path, by: site.position) else { return true }
      return paths.path(from: number, by: site.position, kinds) != nil
    }
  }
}
