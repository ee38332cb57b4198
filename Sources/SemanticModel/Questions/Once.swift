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

  /// What is asked before a call is made, and the steps that fill it in.
  struct Keeping {
    var places: Set<String> = []
    var steps = 0..<0
    /// Whether the steps are an arm of the test itself, not what follows it.
    var isArm = false
  }

  /// The tests on the way to a call, tests for one entry of a place included: `"settings" in app.config`.
  func keepings(around site: CallSite) -> [Keeping] {
    let facts = site.unit.facts
    var result: [Keeping] = []
    var region = site.instruction.region
    for _ in 0..<64 {
      guard region.isPresent, case let fact = facts.regions[region.index], fact.kind != .absent
      else { break }
      let end = max(fact.firstInstruction.index, fact.endInstruction.index)
      if fact.kind == .then || fact.kind == .otherwise {
        let steps = fact.firstInstruction.index..<end
        result.append(
          Keeping(places: tested(fact, facts, byEntry: true), steps: steps, isArm: true)
        )
        if isSetByChoice(site, facts) {
          let all = facts.functions[fact.function.index]
          let end = all.endInstruction.index
          result.append(
            Keeping(
              places: tested(fact, facts, byEntry: false),
              steps: site.resolved.place.id.index..<max(site.resolved.place.id.index, end)
            )
          )
        }
      } else if fact.kind == .body {
        let end = facts.functions[fact.function.index].endInstruction.index
        let start = site.resolved.place.id.index
        let all = earlyTests(of: fact.function, before: site, facts, byEntry: true)
        result.append(Keeping(places: all.places, steps: start..<max(start, end)))
        // What is there may be filled in right behind the test; a number that is compared changes there for itself.
        let plain = earlyTests(
          of: fact.function,
          before: site,
          facts,
          byEntry: true,
          comparing: false
        )
        if let first = plain.first {
          result.append(Keeping(places: plain.places, steps: first..<max(first, end)))
        }
        break
      }
      region = fact.parent
    }
    return result
  }

  /// Whether a block assigns what its own test reads.
  private func sets(_ region: Region, _ facts: FileFacts) -> Bool {
    let tested = tested(region, facts, byEntry: false)
    guard !tested.isEmpty else { return false }
    return assigned(from: region.firstInstruction, to: region.endInstruction, facts)
      .contains { tested.contains($0) }
  }

  /// The places that the test of a block asks; with `byEntry` their entries as well.
  private func tested(_ region: Region, _ facts: FileFacts, byEntry: Bool) -> Set<String> {
    let places = names(in: region.subject, facts, depth: 0)
    return byEntry ? places.union(entries(in: region.subject, facts, depth: 0)) : places
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
    let early = earlyTests(of: function, before: site, facts, byEntry: false)
    return !early.places.isDisjoint(with: later)
  }

  /// The places whose tests let a function return before a call, and its first such return; tests that hold numbers
  /// against each other among them, if they are wanted.
  func earlyTests(
    of function: FunctionID,
    before site: CallSite,
    _ facts: FileFacts,
    byEntry: Bool,
    comparing: Bool = true
  ) -> (places: Set<String>, first: Int?) {
    var result: (places: Set<String>, first: Int?) = ([], nil)
    let start = facts.functions[function.index].firstInstruction.index
    for position in start..<max(start, site.resolved.place.id.index) {
      let step = facts.instructions[position]
      let region = facts.regions[step.region.index]
      guard step.operation == .return, region.kind == .then || region.kind == .otherwise,
        comparing || !compares(region.subject, facts, depth: 0)
      else { continue }
      result.first = result.first ?? position
      result.places.formUnion(tested(region, facts, byEntry: byEntry))
    }
    return result
  }

  /// Whether a test holds numbers against each other.
  private func compares(_ id: ValueID, _ facts: FileFacts, depth: Int) -> Bool {
    guard id.isPresent, depth < 8 else { return false }
    let value = facts.values[id.index]
    switch value.kind {
    case .unary: return compares(ValueID(value.a), facts, depth: depth + 1)
    case .binary:
      return [
        Operator.less.rawValue, Operator.lessOrEqual.rawValue, Operator.greater.rawValue,
        Operator.greaterOrEqual.rawValue,
      ].contains(value.detail)
    case .choice:
      return facts.valueList(ListID(value.a)).contains { compares($0, facts, depth: depth + 1) }
    default: return false
    }
  }

  /// The entries that a test asks a place for: `"key" in place`, `place.get("key")`.
  private func entries(in id: ValueID, _ facts: FileFacts, depth: Int) -> Set<String> {
    guard id.isPresent, depth < 12 else { return [] }
    let value = facts.values[id.index]
    switch value.kind {
    case .unary: return entries(in: ValueID(value.a), facts, depth: depth + 1)
    case .binary:
      if value.detail == Operator.contains.rawValue {
        return entry(ValueID(value.a), of: ValueID(value.b), facts)
      }
      return entries(in: ValueID(value.a), facts, depth: depth + 1)
        .union(entries(in: ValueID(value.b), facts, depth: depth + 1))
    case .choice:
      return facts.valueList(ListID(value.a)).reduce(into: []) {
        $0.formUnion(entries(in: $1, facts, depth: depth + 1))
      }
    case .symbol:
      let symbol = facts.symbols[Int(value.a)]
      guard symbol.value.isPresent, !symbol.flags.contains(.reassigned) else { return [] }
      return entries(in: symbol.value, facts, depth: depth + 1)
    case .result:
      let step = facts.instructions[Int(value.a)]
      let callee = facts.values[Int(step.a)]
      guard callee.kind == .member, let key = facts.valueList(ListID(step.b)).first else {
        return []
      }
      return entry(key, of: ValueID(callee.a), facts)
    default: return []
    }
  }

  private func entry(_ key: ValueID, of place: ValueID, _ facts: FileFacts) -> Set<String> {
    let value = facts.values[key.index]
    let base = name(of: place, facts, depth: 0)
    guard value.kind == .string, !base.isEmpty else { return [] }
    return [base + "." + facts.names.string(NameID(value.a))]
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
      let step = facts.instructions[Int(value.a)]
      let callee = facts.values[Int(step.a)]
      if let asked = attribute(askedBy: step, callee, facts) { return asked }
      guard callee.kind == .member else { return [] }
      return [name(of: ValueID(callee.a), facts, depth: 0)]
    default: return []
    }
  }

  /// `hasattr(local, "config")`, `getattr(local, "config", None)`: the place that Python's own functions ask for.
  private func attribute(askedBy step: Instruction, _ callee: Value, _ facts: FileFacts)
    -> Set<String>?
  {
    let arguments = facts.valueList(ListID(step.b))
    guard facts.language == .python, callee.kind == .global, arguments.count > 1,
      ["hasattr", "getattr"].contains(facts.names.string(NameID(callee.a)))
    else { return nil }
    return entry(arguments[1], of: arguments[0], facts)
  }

  /// What a local name stands for, as `hit` in `const hit = cache.get(key)`.
  private func derived(_ value: Value, _ facts: FileFacts, depth: Int) -> Set<String> {
    guard value.kind == .symbol else { return [] }
    let symbol = facts.symbols[Int(value.a)]
    guard symbol.value.isPresent, !symbol.flags.contains(.reassigned) else { return [] }
    return names(in: symbol.value, facts, depth: depth + 1)
  }

  /// How a place is spelled, whatever its keys; empty for what is no place.
  func name(of id: ValueID, _ facts: FileFacts, depth: Int) -> String {
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
