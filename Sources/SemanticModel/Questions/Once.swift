// Whether code runs only until its result is kept: lazy initialisation.

import Facts
import SourceText

extension Program {
  /// Whether a call stands behind a test of something that is set beside it: `if (!template) template = read()`.
  ///
  /// Closures count like the code around them.
  package func isGuardedByItsResult(_ site: CallSite) -> Bool {
    let facts = site.unit.facts
    var region = site.instruction.region
    var function = site.resolved.function
    var steps = 0
    while steps < 64 {
      steps += 1
      let fact = facts.regions[region.index]
      switch fact.kind {
      case .then, .otherwise:
        if sets(fact, facts) || isSetByChoice(site, facts) { return true }
        region = fact.parent
      case .body:
        if returnsEarly(function, before: site, facts) { return true }
        return false
      case .absent: return false
      default: region = fact.parent
      }
      function = fact.function
    }
    return false
  }

  /// Whether a block assigns what its own test reads.
  private func sets(_ region: Region, _ facts: FileFacts) -> Bool {
    let tested = names(in: region.subject, facts, depth: 0)
    guard !tested.isEmpty else { return false }
    return assigned(from: region.firstInstruction, to: region.endInstruction, facts)
      .contains { tested.contains($0) }
  }

  /// `cached || (cached = read())`, `cached ??= read()`: the assignment holds the call.
  private func isSetByChoice(_ site: CallSite, _ facts: FileFacts) -> Bool {
    let region = facts.regions[site.instruction.region.index]
    let tested = names(in: region.subject, facts, depth: 0)
    guard !tested.isEmpty else { return false }
    let fact = facts.functions[site.resolved.function.index]
    var next = site.resolved.place.id
    while next < fact.endInstruction {
      defer { next = InstructionID(next.index + 1) }
      let step = facts.instructions[next.index]
      guard step.operation == .assign, step.span.contains(site.instruction.span) else { continue }
      if tested.contains(name(of: ValueID(step.a), facts, depth: 0)) { return true }
    }
    return false
  }

  /// Whether the function leaves early where what is set later is there: `if (template) return template`.
  private func returnsEarly(
    _ function: FunctionID,
    before site: CallSite,
    _ facts: FileFacts
  ) -> Bool {
    let fact = facts.functions[function.index]
    guard fact.kind != .module else { return false }
    let later = assigned(from: site.resolved.place.id, to: fact.endInstruction, facts)
    guard !later.isEmpty else { return false }
    var next = fact.firstInstruction
    while next < site.resolved.place.id {
      defer { next = InstructionID(next.index + 1) }
      let step = facts.instructions[next.index]
      let region = facts.regions[step.region.index]
      guard step.operation == .return, region.kind == .then || region.kind == .otherwise else {
        continue
      }
      let tested = names(in: region.subject, facts, depth: 0)
      if later.contains(where: { tested.contains($0) }) { return true }
    }
    return false
  }

  /// The places outside of the function itself that instructions assign.
  private func assigned(
    from first: InstructionID,
    to end: InstructionID,
    _ facts: FileFacts
  ) -> Set<String> {
    var result: Set<String> = []
    var next = first
    while next < end {
      defer { next = InstructionID(next.index + 1) }
      let step = facts.instructions[next.index]
      if step.operation == .assign {
        let place = facts.values[Int(step.a)]
        if place.kind == .symbol, isLocal(SymbolID(place.a), to: step, facts) { continue }
        result.insert(name(of: ValueID(step.a), facts, depth: 0))
      } else if step.operation == .call {
        // `cache.set(key, value)` behind `cache.has(key)`.
        let callee = facts.values[Int(step.a)]
        guard callee.kind == .member, facts.names.string(NameID(callee.b)) == "set" else {
          continue
        }
        result.insert(name(of: ValueID(callee.a), facts, depth: 0))
      }
    }
    result.remove("")
    return result
  }

  /// Whether a symbol begins anew in each run of the function that assigns it.
  private func isLocal(_ symbol: SymbolID, to step: Instruction, _ facts: FileFacts) -> Bool {
    facts.symbols[symbol.index].function == facts.regions[step.region.index].function
      && facts.symbols[symbol.index].function != FileFacts.module
  }

  /// The places that a test reads.
  private func names(in id: ValueID, _ facts: FileFacts, depth: Int) -> Set<String> {
    guard id.isPresent, depth < 12 else { return [] }
    let value = facts.values[id.index]
    switch value.kind {
    case .symbol, .member, .index:
      return derived(value, facts, depth: depth).union([name(of: id, facts, depth: 0)])
    case .unary: return names(in: ValueID(value.a), facts, depth: depth + 1)
    case .binary:
      return names(in: ValueID(value.a), facts, depth: depth + 1)
        .union(names(in: ValueID(value.b), facts, depth: depth + 1))
    case .choice:
      return facts.valueList(ListID(value.a)).reduce(into: []) {
        $0.formUnion(names(in: $1, facts, depth: depth + 1))
      }
    case .result:
      let callee = facts.values[Int(facts.instructions[Int(value.a)].a)]
      guard callee.kind == .member else { return [] }
      return [name(of: ValueID(callee.a), facts, depth: 0)]
    default: return []
    }
  }

  /// What a local name stands for, as `hit` in `const hit = cache.get(key)`.
  private func derived(_ value: Value, _ facts: FileFacts, depth: Int) -> Set<String> {
    guard value.kind == .symbol else { return [] }
    let symbol = facts.symbols[Int(value.a)]
    guard symbol.value.isPresent, !symbol.flags.contains(.reassigned) else { return [] }
    return names(in: symbol.value, facts, depth: depth + 1)
  }

  /// How a place is spelled, whatever its keys; empty for what is no place.
  private func name(of id: ValueID, _ facts: FileFacts, depth: Int) -> String {
    guard id.isPresent, depth < 12 else { return "" }
    let value = facts.values[id.index]
    switch value.kind {
    case .symbol: return "\(value.a)"
    case .global: return facts.names.string(NameID(value.a))
    case .this: return "this"
    case .index: return name(of: ValueID(value.a), facts, depth: depth + 1)
    case .member:
      let base = name(of: ValueID(value.a), facts, depth: depth + 1)
      return base.isEmpty ? "" : base + "." + facts.names.string(NameID(value.b))
    default: return ""
    }
  }
}

extension Program {
  /// The number that a value is, through names that are assigned once.
  func number(_ id: ValueID, in unit: Unit) -> Double? {
    guard let value = settled(id, in: unit), value.kind == .number else { return nil }
    return unit.facts.numbers[Int(value.a)]
  }

  /// The call whose result a value is, through names that are assigned once.
  func made(_ id: ValueID, in unit: Unit) -> Instruction? {
    guard let value = settled(id, in: unit), value.kind == .result else { return nil }
    return unit.facts.instructions[Int(value.a)]
  }

  /// What a value is behind names that are assigned once, and behind waits.
  private func settled(_ id: ValueID, in unit: Unit) -> Value? {
    let facts = unit.facts
    var next = id
    for _ in 0..<8 {
      guard next.isPresent else { return nil }
      let value = facts.values[next.index]
      switch value.kind {
      case .awaited: next = ValueID(value.a)
      case .symbol:
        let symbol = facts.symbols[Int(value.a)]
        guard !symbol.flags.contains(.reassigned) else { return nil }
        next = symbol.value
      default: return value
      }
    }
    return nil
  }
}
