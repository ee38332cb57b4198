// Where the result of a call is kept for those who ask again.

import Facts

/// How long and for whom a result is kept.
enum KeptResult {
  /// Under one name for all callers, as settings are.
  case forAll
  /// For each key: who asks for another key asks anew.
  case byKey
}

extension CallSite {
  /// Whether an answer that was kept comes first: the call is made only where there is none.
  package var isAskedOnMiss: Bool {
    program.keptResult(of: self) != nil || program.isOfKeptFunction(self)
      || program.traffic.calls.errand(of: resolved.place, in: program.units) == .keptAnswer
  }
}

extension Program {
  /// Whether a decorator keeps what the function of a call gives, or what the function around it does.
  package func isOfKeptFunction(_ site: CallSite) -> Bool {
    guard !graph.memoized.isEmpty else { return false }
    let facts = site.unit.facts
    var function = site.resolved.function
    while function.isPresent {
      if graph.memoized.contains(FunctionRef(unit: site.place.unit, id: function)) { return true }
      function = facts.functions[function.index].parent
    }
    return false
  }

  /// Whether all calls of a function are made until its result is there for everybody: the constructor of the one
  /// instance.
  package func isAskedOnce(_ function: FunctionRef) -> Bool {
    let callers = reachability.callers[Int(units.number(function))]
    guard !callers.isEmpty, callers.count <= 8 else { return false }
    return callers.allSatisfy { step in
      if case .forAll? = keptResult(of: call(at: Int(step.call))) { return true }
      return false
    }
  }

  /// How the result of a call is kept; nil where each run of its function makes it.
  ///
  /// What a row or an object keeps of itself is no help to the next one.
  func keptResult(of site: CallSite) -> KeptResult? {
    // Every way that is followed asks the calls on it again.
    answers.keptResults.value(of: site.position) { readKeptResult(of: site) }
  }

  private func readKeptResult(of site: CallSite) -> KeptResult? {
    let facts = site.unit.facts
    if isKeptByCaller(site) { return .forAll }
    let keys = keptKeys(of: site)
    guard !keys.isEmpty else { return nil }
    let isFixed = keys.allSatisfy {
      !$0.isPresent || [.string, .number].contains(facts.values[$0.index].kind)
    }
    return isFixed ? .forAll : .byKey
  }

  /// The keys under which the result of a call is kept, absent for a place without one; empty where it is not.
  func keptKeys(of site: CallSite) -> [ValueID] {
    let facts = site.unit.facts
    guard facts.functions[site.resolved.function.index].kind != .module else { return [] }
    return keepings(around: site).flatMap { keeping in
      facts.instructions[keeping.steps].compactMap { step -> ValueID? in
        guard let (place, key) = kept(by: step, facts),
          isShared(place, by: site.resolved.function, facts),
          keeping.places.contains(name(of: place, facts, depth: 0))
        else { return nil }
        return key ?? ValueID.none
      }
    }
  }

  /// The places that a call fills behind a test of them, whatever they belong to.
  func keptPlaces(of site: CallSite) -> [ValueID] {
    let facts = site.unit.facts
    return keepings(around: site).filter(\.isArm).flatMap { keeping in
      facts.instructions[keeping.steps].compactMap { step -> ValueID? in
        guard let (place, key) = kept(by: step, facts),
          key != nil, keeping.places.contains(name(of: place, facts, depth: 0))
        else { return nil }
        return place
      }
    }
  }

  /// Whether the function of a call answers first from a place of the process that a caller fills with its answer:
  /// `process.env.TZ = await timezone()`.
  private func isKeptByCaller(_ site: CallSite) -> Bool {
    let facts = site.unit.facts
    let function = site.resolved.function
    guard facts.functions[function.index].kind != .module else { return false }
    // Only what is spelled alike in all files can be compared.
    let tested = earlyTests(of: function, before: site, facts, byEntry: true).places
      .filter { $0.utf8.first.map { !(0x30...0x39).contains($0) } ?? false && $0.contains(".") }
    guard !tested.isEmpty else { return false }
    let callers = reachability.callers[Int(units.number(site.function))]
    return callers.prefix(16).contains { step in
      let caller = call(at: Int(step.call))
      return stored(resultOf: caller).map(tested.contains) ?? false
    }
  }

  /// The place in which the result of a call is stored.
  private func stored(resultOf site: CallSite) -> String? {
    let facts = site.unit.facts
    let end = facts.functions[site.resolved.function.index].endInstruction.index
    let position = site.resolved.place.id.index
    for step in facts.instructions[position..<min(end, position + 4)]
    where step.operation == .assign {
      var value = facts.values[Int(step.b)]
      if value.kind == .awaited { value = facts.values[Int(value.a)] }
      guard value.kind == .result, Int(value.a) == position else { continue }
      return name(of: ValueID(step.a), facts, depth: 0)
    }
    return nil
  }

  /// The place that a step stores something in, and the key there.
  private func kept(by step: Instruction, _ facts: FileFacts) -> (ValueID, ValueID?)? {
    if step.operation == .assign {
      let place = facts.values[Int(step.a)]
      return place.kind == .index
        ? (ValueID(place.a), ValueID(place.b)) : (ValueID(step.a), nil)
    }
    guard step.operation == .call, case let callee = facts.values[Int(step.a)],
      callee.kind == .member, facts.names.string(NameID(callee.b)) == "set",
      let key = facts.valueList(ListID(step.b)).first
    else { return nil }
    return (ValueID(callee.a), key)
  }

  /// Whether a place outlives the function that stores in it, and belongs to no row.
  private func isShared(_ place: ValueID, by function: FunctionID, _ facts: FileFacts) -> Bool {
    var next = place
    for _ in 0..<8 {
      let value = facts.values[next.index]
      switch value.kind {
      case .member, .index: next = ValueID(value.a)
      case .global, .module: return true
      case .symbol:
        let symbol = facts.symbols[Int(value.a)]
        return symbol.function != function && symbol.function == FileFacts.module
      default: return false
      }
    }
    return false
  }
}
