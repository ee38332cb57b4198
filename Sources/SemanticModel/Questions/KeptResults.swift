// Where the result of a call is kept for those who ask again.

import Facts

/// How long and for whom a result is kept.
enum KeptResult {
  /// Under one name for all callers, as settings are.
  case forAll
  /// For each key: who asks for another key asks anew.
  case byKey
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
    let facts = site.unit.facts
    let fact = facts.functions[site.resolved.function.index]
    guard fact.kind != .module, isGuardedByItsResult(site) else { return nil }
    var result: KeptResult?
    for step in facts.instructions[site.resolved.place.id.index..<fact.endInstruction.index] {
      guard let (place, key) = kept(by: step, facts),
        isShared(place, by: site.resolved.function, facts)
      else { continue }
      let isFixed =
        key.map { [.string, .number].contains(facts.values[$0.index].kind) } ?? true
      result = isFixed && result != .byKey ? .forAll : .byKey
    }
    return result
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
